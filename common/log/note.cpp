// Signed notes: https://c2sp.org/signed-note. A note is a text, an empty line, and signature lines. Cosignatures:
// https://c2sp.org/tlog-cosignature.
#include "common/log/note.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "common/base/text.hpp"

namespace eb::log {
namespace {

constexpr std::string_view signature_start = "\u2014 ";  // em dash and space
constexpr std::size_t max_note = 1'000'000;
constexpr std::size_t max_signatures = 100;
constexpr std::size_t max_lines = 64;

tl::unexpected<Error> bad(const char* what) {
  return fail(ErrorCode::malformed, std::string("signed note: ") + what);
}

// Characters with the Unicode property White_Space, in UTF-8.
constexpr std::array<std::string_view, 25> spaces{
    "\t",           "\n",           "\v",           "\f",           "\r",           " ",
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
    "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88",
    "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
    "\xE3\x80\x80"};

// UTF-8 without spaces, plus signs or control characters.
bool is_key_name(std::string_view name) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '+' || c == 0x7F; };
  const auto in_name = [name](std::string_view space) { return name.find(space) != std::string_view::npos; };
  return !name.empty() && is_utf8(name) && std::none_of(name.begin(), name.end(), control) &&
         std::none_of(spaces.begin(), spaces.end(), in_name);
}

bool is_note_text(std::string_view text) {
  return is_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

Bytes typed_key(const NoteKey& key) {
  Bytes out{static_cast<std::uint8_t>(key.type)};
  out.insert(out.end(), key.key.raw().begin(), key.key.raw().end());
  return out;
}

std::optional<NoteKeyType> key_type(std::uint8_t byte) {
  for (const auto type : {NoteKeyType::ed25519, NoteKeyType::cosignature_v1})
    if (static_cast<std::uint8_t>(type) == byte) return type;
  return std::nullopt;
}

std::uint32_t big_endian(BytesView four) {
  return (std::uint32_t{four[0]} << 24) | (std::uint32_t{four[1]} << 16) | (std::uint32_t{four[2]} << 8) |
         std::uint32_t{four[3]};
}

std::string hex8(std::uint32_t value) {
  const std::uint8_t bytes[] = {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>((value >> 16) & 0xFFU),
                                static_cast<std::uint8_t>((value >> 8) & 0xFFU), static_cast<std::uint8_t>(value & 0xFFU)};
  return to_hex(bytes);
}

std::string signature_line(const NoteKey& key, BytesView signature) {
  Bytes blob = *from_hex(hex8(key.id()));
  blob.insert(blob.end(), signature.begin(), signature.end());
  return std::string(signature_start) + key.name + " " + to_base64(blob) + "\n";
}

// tlog-cosignature, "Ed25519 signed message".
std::string cosigned_message(std::uint64_t time, std::string_view text) {
  return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
}

// timestamped_signature: eight bytes of POSIX time, big endian and at most 2^63 - 1, and the signature.
constexpr std::size_t time_size = 8;
constexpr std::size_t ed25519_size = 64;

bool verify_cosignature(const crypto::PublicKey& key, std::string_view text, NoteSignature& signature) {
  const BytesView bytes = signature.signature;
  if (bytes.size() != time_size + ed25519_size || bytes[0] > 0x7F) return false;
  std::uint64_t time = 0;
  for (const auto byte : bytes.first(time_size)) time = time << 8 | byte;
  if (!key.verify(as_bytes(cosigned_message(time, text)), bytes.subspan(time_size))) return false;
  signature.cosigned_at = Seconds{std::chrono::seconds{static_cast<std::int64_t>(time)}};
  return true;
}

bool verify_with(const NoteKey& key, std::string_view text, NoteSignature& signature) {
  if (key.type == NoteKeyType::cosignature_v1) return verify_cosignature(key.key, text, signature);
  return key.key.verify(as_bytes(text), signature.signature);
}

Result<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(signature_start)) return bad("a signature line does not begin with a dash");
  line.remove_prefix(signature_start.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return bad("a signature line has no signature");
  const auto name = line.substr(0, space);
  const auto bytes = from_base64(line.substr(space + 1));
  if (!is_key_name(name) || !bytes || bytes->size() < 5) return bad("a signature line is not a name and base64");
  return NoteSignature{std::string(name), big_endian(*bytes), Bytes(bytes->begin() + 4, bytes->end())};
}

Result<Note> parse_note(std::string_view note) {
  if (note.size() > max_note) return bad("larger than 1,000,000 bytes");
  if (!is_note_text(note)) return bad("not UTF-8, or a control character in it");
  const auto split = note.rfind("\n\n");
  if (split == std::string_view::npos || !note.ends_with('\n')) return bad("no signatures after an empty line");
  Note out;
  out.text = note.substr(0, split + 1);
  auto rest = note.substr(split + 2);
  while (!rest.empty()) {
    if (out.signatures.size() == max_signatures) return bad("more than 100 signatures");
    const auto end = rest.find('\n');
    EB_TRY(signature, parse_signature(rest.substr(0, end)));
    out.signatures.push_back(std::move(signature));
    rest.remove_prefix(end + 1);
  }
  if (out.signatures.empty()) return bad("no signatures after an empty line");
  return out;
}

// Verifies the signatures of known keys; the same key twice counts once. Two keys can share a name and a 32-bit id: each is
// tried.
Status verify_known(Note& note, const std::vector<NoteKey>& keys) {
  std::vector<std::uint32_t> ids;
  for (const auto& key : keys) ids.push_back(key.id());
  for (auto signature : note.signatures) {
    bool known = false;
    bool good = false;
    const bool seen = std::any_of(note.verified.begin(), note.verified.end(), [&](const auto& earlier) {
      return earlier.name == signature.name && earlier.key_id == signature.key_id;
    });
    for (std::size_t i = 0; i < keys.size() && !seen && !good; ++i) {
      if (keys[i].name != signature.name || ids[i] != signature.key_id) continue;
      known = true;
      good = verify_with(keys[i], note.text, signature);
    }
    if (known && !good)
      return fail(ErrorCode::signature_invalid,
                  "signed note: the signature of " + printable(signature.name) + " does not verify");
    if (good) note.verified.push_back(std::move(signature));
  }
  if (note.verified.empty()) return fail(ErrorCode::signature_invalid, "signed note: not signed by a known key");
  return {};
}

}  // namespace

std::uint32_t NoteKey::id() const {
  const auto typed = typed_key(*this);
  Bytes input = to_bytes(as_bytes(name));
  input.push_back('\n');
  input.insert(input.end(), typed.begin(), typed.end());
  return big_endian(crypto::sha256(input).view());
}

std::string NoteKey::text() const {
  return name + "+" + hex8(id()) + "+" + to_base64(typed_key(*this));
}

Result<NoteKey> NoteKey::parse(std::string_view text) {
  const auto first = text.find('+');
  const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return fail(ErrorCode::malformed, "verifier key: not NAME+HASH+KEY");
  const auto name = text.substr(0, first);
  const auto typed = from_base64(text.substr(second + 1));
  const auto type = typed && typed->size() == 33 ? key_type(typed->front()) : std::nullopt;
  if (!is_key_name(name) || !type) return fail(ErrorCode::malformed, "verifier key: not an Ed25519 key");
  EB_TRY(key, crypto::PublicKey::from_ed25519(BytesView(*typed).subspan(1)));
  NoteKey out{std::string(name), std::move(key), *type};
  if (hex8(out.id()) != text.substr(first + 1, second - first - 1))
    return fail(ErrorCode::malformed, "verifier key: its hash does not fit");
  return out;
}

Result<Note> open_note(std::string_view note, const std::vector<NoteKey>& keys) {
  EB_TRY(out, parse_note(note));
  EB_CHECK(verify_known(out, keys));
  return out;
}

Result<std::string> sign_note(std::string_view text, std::string_view name, const crypto::Signer& ed25519) {
  if (!text.ends_with('\n') || !is_note_text(text) || !is_key_name(name))
    return fail(ErrorCode::invalid_argument,
                "a note's text must end with a line feed and its signer's name have no spaces or plus signs");
  if (ed25519.public_key().algorithm() != crypto::Algorithm::eddsa)
    return fail(ErrorCode::key_unfit, "notes are signed with Ed25519 keys");
  EB_TRY(signature, ed25519.sign(as_bytes(text)));
  return std::string(text) + "\n" + signature_line({std::string(name), ed25519.public_key()}, signature);
}

Result<std::string> cosign_note(std::string_view note, std::string_view name, const crypto::Signer& ed25519, Seconds now) {
  const auto seconds = now.time_since_epoch().count();
  if (!is_key_name(name) || seconds < 0)
    return fail(ErrorCode::invalid_argument, "a cosigner's name has no spaces or plus signs, and its time is after 1970");
  if (ed25519.public_key().algorithm() != crypto::Algorithm::eddsa)
    return fail(ErrorCode::key_unfit, "checkpoints are cosigned with Ed25519 keys");
  EB_TRY(parsed, parse_note(note));
  EB_CHECK(parse_checkpoint(parsed.text));
  if (parsed.signatures.size() == max_signatures) return bad("it has 100 signatures already");
  const auto time = static_cast<std::uint64_t>(seconds);
  EB_TRY(signature, ed25519.sign(as_bytes(cosigned_message(time, parsed.text))));
  Bytes timestamped;
  for (unsigned shift = 8 * time_size; shift > 0; shift -= 8)
    timestamped.push_back(static_cast<std::uint8_t>((time >> (shift - 8)) & 0xFFU));
  timestamped.insert(timestamped.end(), signature.begin(), signature.end());
  return std::string(note) +
         signature_line({std::string(name), ed25519.public_key(), NoteKeyType::cosignature_v1}, timestamped);
}

std::vector<std::string> split_notes(std::string_view text) {
  std::vector<std::string> notes;
  while (!text.empty()) {
    const auto body = text.find("\n\n");
    const auto end = body == std::string_view::npos ? body : text.find("\n\n", body + 2);
    const auto size = end == std::string_view::npos ? text.size() : end + 1;
    notes.emplace_back(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return notes;
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  std::string out =
      checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(checkpoint.root.view()) + "\n";
  for (const auto& line : checkpoint.extension) out += line + "\n";
  return out;
}

// https://c2sp.org/tlog-checkpoint
Result<Checkpoint> parse_checkpoint(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos || lines.size() == max_lines)
      return fail(ErrorCode::malformed, "checkpoint: not lines of text");
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (lines.size() < 3 || std::any_of(lines.begin(), lines.end(), [](auto line) { return line.empty(); }))
    return fail(ErrorCode::malformed, "checkpoint: needs origin, size and root");
  Checkpoint out;
  out.origin = lines[0];
  const auto* const end = lines[1].data() + lines[1].size();
  const auto [stop, error] = std::from_chars(lines[1].data(), end, out.size);
  if (error != std::errc{} || stop != end || std::to_string(out.size) != lines[1])
    return fail(ErrorCode::malformed, "checkpoint: the size is no decimal number");
  const auto root = from_base64(lines[2]);
  const auto hash = root ? Sha256::from(*root) : std::nullopt;
  if (!hash) return fail(ErrorCode::malformed, "checkpoint: the root is not a hash of 32 bytes");
  out.root = *hash;
  out.extension.assign(lines.begin() + 3, lines.end());
  return out;
}

Result<Checkpoint> open_checkpoint(std::string_view note, const NoteKey& key) {
  EB_TRY(opened, open_note(note, {key}));
  EB_TRY(checkpoint, parse_checkpoint(opened.text));
  if (checkpoint.origin != key.name) return fail(ErrorCode::malformed, "its origin is " + printable(checkpoint.origin));
  return checkpoint;
}

Result<Checkpoint> peek_checkpoint(std::string_view note) {
  const auto split = note.find("\n\n");
  return parse_checkpoint(split == std::string_view::npos ? note : note.substr(0, split + 1));
}

}  // namespace eb::log
