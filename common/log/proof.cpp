// https://c2sp.org/tlog-proof and https://c2sp.org/tlog-witness
#include "common/log/proof.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "common/base/text.hpp"

namespace eb::log {
namespace {

constexpr std::string_view proof_header = "c2sp.org/tlog-proof@v1";
constexpr std::string_view old_word = "old ";
constexpr std::size_t max_hashes = 64;  // a tree of 2^64 entries has no more levels; tlog-witness: at most 63

tl::unexpected<Error> bad(const char* what) {
  return fail(ErrorCode::malformed, std::string("proof: ") + what);
}

// Takes the next line without its line feed; nothing when there is none.
std::optional<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> number_after(std::string_view word, std::optional<std::string_view> line) {
  if (!line || !line->starts_with(word)) return std::nullopt;
  const auto digits = line->substr(word.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || std::to_string(number) != digits) return std::nullopt;
  return number;
}

// Hashes up to the empty line; what follows it is the checkpoint.
Result<std::vector<Sha256>> take_hashes(std::string_view& text) {
  std::vector<Sha256> hashes;
  while (true) {
    const auto line = take_line(text);
    if (!line) return bad("no empty line between the hashes and the checkpoint");
    if (line->empty()) return hashes;
    const auto bytes = from_base64(*line);
    const auto hash = bytes ? Sha256::from(*bytes) : std::nullopt;
    if (!hash || hashes.size() == max_hashes) return bad("a line of it is no hash of 32 bytes, or there are more than 64");
    hashes.push_back(*hash);
  }
}

std::string lines_of(const std::vector<Sha256>& hashes) {
  std::string out;
  for (const auto& hash : hashes) out += to_base64(hash.view()) + "\n";
  return out;
}

}  // namespace

std::string inclusion_text(const InclusionProof& proof) {
  return std::string(proof_header) + "\nextra " + to_base64(as_bytes(proof.entry)) + "\nindex " +
         std::to_string(proof.index) + "\n" + lines_of(proof.hashes) + "\n" + proof.checkpoint;
}

Result<InclusionProof> parse_inclusion(std::string_view text) {
  constexpr std::string_view extra = "extra ";
  if (take_line(text) != proof_header) return bad("its first line is not c2sp.org/tlog-proof@v1");
  const auto entry_line = take_line(text);
  if (!entry_line || !entry_line->starts_with(extra)) return bad("it has no line 'extra' with the entry");
  const auto entry = from_base64(entry_line->substr(extra.size()));
  if (!entry) return bad("the line 'extra' is not base64");
  const auto index = number_after("index ", take_line(text));
  if (!index) return bad("it has no line 'index' with a decimal number");
  EB_TRY(hashes, take_hashes(text));
  return InclusionProof{*index, std::string(as_text(*entry)), std::move(hashes), std::string(text)};
}

std::string consistency_text(const ConsistencyProof& proof) {
  return std::string(old_word) + std::to_string(proof.old_size) + "\n" + lines_of(proof.hashes) + "\n" + proof.checkpoint;
}

Result<ConsistencyProof> parse_consistency(std::string_view text) {
  const auto old_size = number_after(old_word, take_line(text));
  if (!old_size) return bad("its first line is not 'old' and a decimal number");
  EB_TRY(hashes, take_hashes(text));
  return ConsistencyProof{*old_size, std::move(hashes), std::string(text)};
}

bool looks_like_consistency(std::string_view text) {
  return text.starts_with(old_word);
}

std::vector<std::string> split_consistency(std::string_view text) {
  constexpr std::string_view next = "\n\nold ";
  std::vector<std::string> proofs;
  while (!text.empty()) {
    const auto end = text.find(next);
    const auto size = end == std::string_view::npos ? text.size() : end + 1;
    proofs.emplace_back(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  // The last one's empty line.
  if (!proofs.empty() && proofs.back().ends_with("\n\n")) proofs.back().pop_back();
  return proofs;
}

}  // namespace eb::log
