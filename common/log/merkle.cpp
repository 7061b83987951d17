#include "common/log/merkle.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "common/crypto/crypto.hpp"

namespace eb::log {
namespace {

constexpr std::uint8_t leaf_prefix[] = {0x00};
constexpr std::uint8_t node_prefix = 0x01;

using Hashes = std::vector<Sha256>;

Sha256 range_root(std::uint64_t begin, std::uint64_t end, const LeafSource& leaf) {
  Frontier frontier;
  for (std::uint64_t i = begin; i < end; ++i) frontier.append(leaf(i));
  return frontier.root();
}

Status push(Result<Sha256> hash, Hashes& out) {
  if (!hash) return tl::unexpected<Error>(std::move(hash).error());
  out.push_back(*hash);
  return {};
}

// PATH(m, D[begin:end]), §2.1.3.1.
Status path(std::uint64_t index, std::uint64_t begin, std::uint64_t end, const SubtreeSource& subtree, Hashes& out) {
  if (end - begin <= 1) return {};
  const auto middle = begin + split_point(end - begin);
  if (index < middle) {
    EB_CHECK(path(index, begin, middle, subtree, out));
    return push(subtree(middle, end), out);
  }
  EB_CHECK(path(index, middle, end, subtree, out));
  return push(subtree(begin, middle), out);
}

// SUBPROOF(m, D[begin:end], b), §2.1.4.1.
Status subproof(std::uint64_t first, std::uint64_t begin, std::uint64_t end, bool whole, const SubtreeSource& subtree,
                Hashes& out) {
  if (first == end) return whole ? Status{} : push(subtree(begin, end), out);
  const auto middle = begin + split_point(end - begin);
  if (first <= middle) {
    EB_CHECK(subproof(first, begin, middle, whole, subtree, out));
    return push(subtree(middle, end), out);
  }
  EB_CHECK(subproof(first, middle, end, false, subtree, out));
  return push(subtree(begin, middle), out);
}

}  // namespace

Sha256 leaf_hash(BytesView entry) {
  return crypto::sha256(leaf_prefix, entry);
}
Sha256 node_hash(const Sha256& left, const Sha256& right) {
  std::array<std::uint8_t, 1 + 2 * Sha256::size> input{node_prefix};
  std::copy(left.value.begin(), left.value.end(), input.begin() + 1);
  std::copy(right.value.begin(), right.value.end(), input.begin() + 1 + Sha256::size);
  return crypto::sha256(input);
}
Sha256 empty_root() {
  return crypto::sha256(BytesView{});
}
std::uint64_t split_point(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

// One peak for each set bit of the size; a new leaf merges with as many peaks as the size has trailing ones.
void Frontier::append(const Sha256& leaf) {
  Sha256 node = leaf;
  for (auto rest = size_; (rest & 1U) != 0; rest >>= 1) {
    node = node_hash(peaks_.back(), node);
    peaks_.pop_back();
  }
  peaks_.push_back(node);
  ++size_;
}

Sha256 Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Sha256 node = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i > 0; --i) node = node_hash(peaks_[i - 1], node);
  return node;
}

SubtreeSource subtrees_of(LeafSource leaf) {
  return [leaf = std::move(leaf)](std::uint64_t begin, std::uint64_t end) { return range_root(begin, end, leaf); };
}

Sha256 root_of(std::uint64_t size, const LeafSource& leaf) {
  return range_root(0, size, leaf);
}
Result<Sha256> root_of(std::uint64_t size, const SubtreeSource& subtree) {
  return size == 0 ? empty_root() : subtree(0, size);
}

Result<Hashes> inclusion_proof(std::uint64_t index, std::uint64_t size, const SubtreeSource& subtree) {
  if (index >= size)
    return fail(ErrorCode::invalid_argument,
                "entry " + std::to_string(index) + " is not in a tree of " + std::to_string(size));
  Hashes out;
  EB_CHECK(path(index, 0, size, subtree, out));
  return out;
}
Result<Hashes> inclusion_proof(std::uint64_t index, std::uint64_t size, const LeafSource& leaf) {
  return inclusion_proof(index, size, subtrees_of(leaf));
}

Result<Hashes> consistency_proof(std::uint64_t first, std::uint64_t second, const SubtreeSource& subtree) {
  if (first > second)
    return fail(ErrorCode::invalid_argument,
                "a tree of " + std::to_string(first) + " is not the beginning of one of " + std::to_string(second));
  Hashes out;
  if (first > 0 && first < second) EB_CHECK(subproof(first, 0, second, true, subtree, out));
  return out;
}
Result<Hashes> consistency_proof(std::uint64_t first, std::uint64_t second, const LeafSource& leaf) {
  return consistency_proof(first, second, subtrees_of(leaf));
}

// RFC 9162 §2.1.3.2.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Sha256& leaf, const std::vector<Sha256>& proof,
                      const Sha256& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Sha256 r = leaf;
  for (const auto& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

// RFC 9162 §2.1.4.2. Nothing follows from an empty first tree, so that it is never shown to be consistent.
bool verify_consistency(std::uint64_t first, std::uint64_t second, const Sha256& first_root, const Sha256& second_root,
                        const std::vector<Sha256>& proof) {
  if (first == 0 || first > second) return false;
  if (first == second) return proof.empty() && first_root == second_root;
  std::size_t at = 0;
  std::uint64_t fn = first - 1;
  std::uint64_t sn = second - 1;
  while ((fn & 1U) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  Sha256 fr = first_root;
  if (!std::has_single_bit(first)) {
    if (proof.empty()) return false;
    fr = proof[at++];
  }
  Sha256 sr = fr;
  for (; at < proof.size(); ++at) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      fr = node_hash(proof[at], fr);
      sr = node_hash(proof[at], sr);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, proof[at]);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return fr == first_root && sr == second_root && sn == 0;
}

}  // namespace eb::log
