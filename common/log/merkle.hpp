// The Merkle tree of RFC 9162 §2.1 over SHA-256: leaves H(0x00 || entry), nodes H(0x01 || left || right).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::log {

[[nodiscard]] Sha256 leaf_hash(BytesView entry);
[[nodiscard]] Sha256 node_hash(const Sha256& left, const Sha256& right);
[[nodiscard]] Sha256 empty_root();  // SHA-256 of nothing
// The largest power of two smaller than n, for n > 1: where a tree of n leaves is split (§2.1.1).
[[nodiscard]] std::uint64_t split_point(std::uint64_t n);

// The right edge of a tree: appends leaves in O(1) amortized and gives the root at any size. Memory O(log n).
class Frontier {
 public:
  void append(const Sha256& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Sha256 root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Sha256> peaks_;  // largest first
};

// Returns the leaf hash at an index below the tree size.
using LeafSource = std::function<Sha256(std::uint64_t index)>;
// MTH(D[begin:end]) for begin < end, as the tree of D has it: begin is a multiple of the smallest power of two that is at least
// end - begin. What it returns is believed: a proof made of it is verified below.
using SubtreeSource = std::function<Result<Sha256>(std::uint64_t begin, std::uint64_t end)>;
[[nodiscard]] SubtreeSource subtrees_of(LeafSource leaf);

[[nodiscard]] Sha256 root_of(std::uint64_t size, const LeafSource& leaf);
[[nodiscard]] Result<Sha256> root_of(std::uint64_t size, const SubtreeSource& subtree);
// PATH(m, D[n]) of §2.1.3.1 and PROOF(m, D[n]) of §2.1.4.1; invalid_argument when index >= size or first > second, and any error
// of the source.
[[nodiscard]] Result<std::vector<Sha256>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                          const SubtreeSource& subtree);
[[nodiscard]] Result<std::vector<Sha256>> inclusion_proof(std::uint64_t index, std::uint64_t size, const LeafSource& leaf);
[[nodiscard]] Result<std::vector<Sha256>> consistency_proof(std::uint64_t first, std::uint64_t second,
                                                            const SubtreeSource& subtree);
[[nodiscard]] Result<std::vector<Sha256>> consistency_proof(std::uint64_t first, std::uint64_t second,
                                                            const LeafSource& leaf);
// §2.1.3.2 and §2.1.4.2. False for any proof that is not exactly right, including surplus hashes,
// and for an empty first tree.
[[nodiscard]] bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Sha256& leaf,
                                    const std::vector<Sha256>& proof, const Sha256& root);
[[nodiscard]] bool verify_consistency(std::uint64_t first, std::uint64_t second, const Sha256& first_root,
                                      const Sha256& second_root, const std::vector<Sha256>& proof);

}  // namespace eb::log
