#include "common/log/act.hpp"

#include "common/base/text.hpp"
#include "common/codec/domains.hpp"
#include "common/log/json_line.hpp"

namespace eb::log {
namespace {

constexpr char signature_mark[] = ",\"signature\":";

std::string unsigned_part(const Act& act) {
  std::string out = "{\"event\":" + json_quote(act.event) + ",\"index\":" + std::to_string(act.index);
  out += ",\"time\":\"" + format_utc(act.time) + "\",\"act\":" + json_quote(act.act);
  out += ",\"by\":" + json_text_or_null(act.by) + ",\"registration\":" + json_text_or_null(act.registration);
  out += ",\"badge\":" + json_text_or_null(act.badge) + ",\"digest\":";
  out += act.digest ? "\"" + to_hex(act.digest->view()) + "\"" : std::string("null");
  out += ",\"detail\":" + json_text_or_null(act.detail);
  return out;
}

}  // namespace

std::string act_signing_input(const Act& act) {
  return std::string(domain::office_act) + unsigned_part(act);
}

std::string act_line(const Act& act) {
  const auto signature = act.signature ? "\"" + to_base64(*act.signature) + "\"" : std::string("null");
  return unsigned_part(act) + signature_mark + signature + "}";
}

namespace {

template <std::size_t N>
bool read_text(LineReader& line, const char (&key)[N], std::optional<std::string>& out) {
  if (!line.literal(key)) return false;
  if (line.null()) return true;
  std::string_view raw;
  if (!line.quoted(raw)) return false;
  out = unquoted(raw);
  return true;
}

template <std::size_t N>
bool read_required(LineReader& line, const char (&key)[N], std::string& out) {
  std::string_view raw;
  if (!line.literal(key) || !line.quoted(raw)) return false;
  out = unquoted(raw);
  return true;
}

bool read_act(LineReader& line, Act& act) {
  if (!read_required(line, "{\"event\":", act.event) || !line.literal(",\"index\":") || !line.number(act.index))
    return false;
  if (!line.literal(",\"time\":") || !line.time(act.time) || !read_required(line, ",\"act\":", act.act)) return false;
  if (!read_text(line, ",\"by\":", act.by) || !read_text(line, ",\"registration\":", act.registration) ||
      !read_text(line, ",\"badge\":", act.badge) || !line.literal(",\"digest\":"))
    return false;
  std::string_view value;
  if (!line.null()) {
    if (!line.plain(value)) return false;
    const auto bytes = from_hex(value);
    act.digest = bytes ? Sha256::from(*bytes) : std::nullopt;
    if (!act.digest) return false;
  }
  if (!read_text(line, ",\"detail\":", act.detail) || !line.literal(signature_mark)) return false;
  if (!line.null()) {
    if (!line.plain(value)) return false;
    act.signature = from_base64(value);
    if (!act.signature || act.signature->size() != crypto::signature_size) return false;
  }
  return line.literal("}") && line.done();
}

}  // namespace

Result<Act> parse_act(std::string_view line) {
  Act act;
  LineReader reader(line);
  if (!read_act(reader, act) || act_line(act) != line)
    return fail(ErrorCode::malformed, "not an act in its one spelling: " + printable(line, 80));
  return act;
}

Status sign_act(Act& act, const crypto::Signer& signer) {
  if (signer.public_key().algorithm() != crypto::Algorithm::eddsa)
    return fail(ErrorCode::key_unfit, "acts are signed with Ed25519 keys");
  const auto input = act_signing_input(act);
  EB_TRY(signature, signer.sign(as_bytes(input)));
  act.signature = std::move(signature);
  return {};
}

bool verify_act(const Act& act, const crypto::PublicKey& key) {
  return act.signature && key.algorithm() == crypto::Algorithm::eddsa &&
         key.verify(as_bytes(act_signing_input(act)), *act.signature);
}

std::string office_origin(std::string_view event) {
  return "badge-office/" + std::string(event);
}

}  // namespace eb::log
