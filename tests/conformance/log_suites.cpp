// The Merkle tree against transparency-dev/merkle, signed notes and checkpoints against Go's sumdb/note and C2SP.
#include "common/base/text.hpp"
#include "common/log/merkle.hpp"
#include "common/log/note.hpp"
#include "tests/conformance/suite.hpp"

namespace eb::conformance {
namespace {

Outcome accept() {
  return {"accept", ""};
}
Outcome reject(std::string reason) {
  return {"reject", std::move(reason)};
}

std::optional<Sha256> hash_of(const nlohmann::json& value) {
  const auto bytes = from_base64(value.get<std::string>());
  return bytes ? Sha256::from(*bytes) : std::nullopt;
}

// A root that is not 32 bytes long cannot be a root of ours. Some cases compare such roots with each other, to ask about sizes
// alone: a hash in their place keeps equal what is equal and different what is different.
Sha256 root_of(const nlohmann::json& value) {
  const auto bytes = from_base64(value.get<std::string>()).value_or(Bytes{});
  return Sha256::from(bytes).value_or(crypto::sha256(bytes));
}

// Nothing when one of the hashes is not 32 bytes.
std::optional<std::vector<Sha256>> proof_of(const nlohmann::json& value) {
  std::vector<Sha256> proof;
  if (value.is_null()) return proof;
  for (const auto& each : value) {
    const auto hash = hash_of(each);
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

bool inclusion_holds(const nlohmann::json& c, const std::vector<Sha256>& proof) {
  const auto leaf = hash_of(c.at("leafHash"));
  const auto root = hash_of(c.at("root"));
  return leaf && root &&
         log::verify_inclusion(c.at("leafIdx").get<std::uint64_t>(), c.at("treeSize").get<std::uint64_t>(), *leaf, proof,
                               *root);
}

bool consistency_holds(const nlohmann::json& c, const std::vector<Sha256>& proof) {
  return log::verify_consistency(c.at("size1").get<std::uint64_t>(), c.at("size2").get<std::uint64_t>(),
                                 root_of(c.at("root1")), root_of(c.at("root2")), proof);
}

Outcome note_outcome(const nlohmann::json& c) {
  std::vector<log::NoteKey> keys;
  for (const auto& text : c.at("keys")) {
    auto key = log::NoteKey::parse(text.get<std::string>());
    if (!key) return reject("verifier key: " + key.error().message);
    keys.push_back(std::move(*key));
  }
  const auto bytes = from_base64(c.at("note_b64").get<std::string>());
  if (!bytes) return reject("not base64");
  const auto note = log::open_note(as_text(*bytes), keys);
  return note ? accept() : reject(std::string(error_name(note.error().code)));
}

template <class T>
Outcome outcome_of(const Result<T>& result) {
  return result ? accept() : reject(result.error().message);
}

}  // namespace

Outcome merkle_case(const nlohmann::json& c, const std::filesystem::path&) {
  const auto proof = proof_of(c.at("proof"));
  if (!proof) return reject("a proof hash is not 32 bytes");
  const bool holds = c.at("kind") == "inclusion" ? inclusion_holds(c, *proof) : consistency_holds(c, *proof);
  return holds ? accept() : reject("the proof does not hold");
}

Outcome signed_note_case(const nlohmann::json& c, const std::filesystem::path&) {
  if (c.contains("note_b64")) return note_outcome(c);
  if (c.contains("vkey")) return outcome_of(log::NoteKey::parse(c.at("vkey").get<std::string>()));
  return outcome_of(log::parse_checkpoint(c.at("body").get<std::string>()));
}

}  // namespace eb::conformance
