// Proofs as text, to be handed on and checked without the log.
//
// Inclusion (C2SP tlog-proof): that an entry is in the tree of a checkpoint.
//     c2sp.org/tlog-proof@v1
//     extra BASE64               the entry, from which the checker makes the leaf hash
//     index 73894
//     BASE64 ...                 the hashes of RFC 9162 §2.1.3, one a line, from the leaf's sibling up
//     (an empty line)
//     CHECKPOINT                 the signed note
//
// Consistency (C2SP tlog-witness, the body of add-checkpoint): that a checkpoint continues a tree of an earlier size.
//     old 20852014
//     BASE64 ...                 the hashes of RFC 9162 §2.1.4
//     (an empty line)
//     CHECKPOINT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::log {

struct InclusionProof {
  std::uint64_t index = 0;
  std::string entry;
  std::vector<Sha256> hashes;
  std::string checkpoint;  // signed note, not yet opened
};
[[nodiscard]] std::string inclusion_text(const InclusionProof& proof);
// malformed: not exactly in the format, or without an entry. What it claims is not checked.
[[nodiscard]] Result<InclusionProof> parse_inclusion(std::string_view text);

struct ConsistencyProof {
  std::uint64_t old_size = 0;
  std::vector<Sha256> hashes;
  std::string checkpoint;  // signed note, not yet opened
};
[[nodiscard]] std::string consistency_text(const ConsistencyProof& proof);
[[nodiscard]] Result<ConsistencyProof> parse_consistency(std::string_view text);
[[nodiscard]] bool looks_like_consistency(std::string_view text);
// The proofs of a file of them, each followed by an empty line (the last may lack it). They are not looked into.
[[nodiscard]] std::vector<std::string> split_consistency(std::string_view text);

}  // namespace eb::log
