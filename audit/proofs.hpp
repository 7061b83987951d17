// Proofs made of an export or of tiles, and checked without them (common/log/proof.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/verify.hpp"
#include "common/evidence/log_files.hpp"
#include "common/log/proof.hpp"
#include "keys/trust_list.hpp"

namespace eb::audit {

// The key that an export says is its gate's (gate.vkey); nothing for tiles, which name none.
[[nodiscard]] Result<std::optional<log::NoteKey>> key_beside(const std::filesystem::path& directory);

[[nodiscard]] Result<log::InclusionProof> prove_entry(const evidence::LogFiles& files, const evidence::SignedHead& head,
                                                      std::uint64_t index);

// The keys under which a proof's checkpoint may be signed by the gate that it names: those of a trust list signed by the root.
[[nodiscard]] Result<std::vector<log::NoteKey>> gate_keys(BytesView trust_list, const keys::RootAnchor& root,
                                                          std::string_view origin);

struct ProofReport {
  log::Checkpoint checkpoint;
  std::optional<Seconds> cosigned_at;  // by the witness that was asked for
  std::string fault;                   // empty: the entry is in the log
};
// Signature by one of the keys, cosignature by the witness if one is given, and the way from the entry to the root.
[[nodiscard]] ProofReport check_proof(const log::InclusionProof& proof, const std::vector<log::NoteKey>& keys,
                                      const std::optional<log::NoteKey>& witness);

struct ConsistencyReport {
  evidence::SignedHead newest;                // what is proved to continue the older ones
  std::vector<log::ConsistencyProof> proofs;  // one for each older checkpoint that agrees
  std::vector<Finding> findings;
};
// Is each older checkpoint a prefix of the files' newest one? Error: an older one is no checkpoint of the key, or
// covering_head()'s.
[[nodiscard]] Result<ConsistencyReport> check_consistency(const std::filesystem::path& directory, const log::NoteKey& key,
                                                          const std::vector<KeptNote>& older);

}  // namespace eb::audit
