#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/crypto/crypto.hpp"
#include "common/log/merkle.hpp"

using namespace eb;

namespace {

Sha256 leaf_at(std::uint64_t index) {
  return log::leaf_hash(as_bytes("entry " + std::to_string(index)));
}

// The definition of RFC 9162 §2.1.1, word for word.
Sha256 plain_root(std::uint64_t begin, std::uint64_t end) {
  if (begin == end) return crypto::sha256(BytesView{});
  if (end - begin == 1) return leaf_at(begin);
  std::uint64_t k = 1;
  while (k * 2 < end - begin) k *= 2;
  return log::node_hash(plain_root(begin, begin + k), plain_root(begin + k, end));
}

template <class Verify>
void refuses_changes(const std::vector<Sha256>& proof, const Verify& verify) {
  auto longer = proof;
  longer.push_back(leaf_at(0));
  CHECK_FALSE(verify(longer));
  for (std::size_t i = 0; i < proof.size(); ++i) {
    auto changed = proof;
    changed[i].value[i % Sha256::size] ^= 1U;
    CHECK_FALSE(verify(changed));
    auto shorter = proof;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK_FALSE(verify(shorter));
  }
}

}  // namespace

TEST_CASE("the tree of eight leaves used by Certificate Transparency has its published roots") {
  const std::vector<std::string> leaves{
      "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  const std::vector<std::string> roots{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                       "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                       "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                       "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                       "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                       "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                       "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                       "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  log::Frontier tree;
  CHECK(tree.root() == log::empty_root());
  CHECK(to_hex(tree.root().view()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    tree.append(log::leaf_hash(from_hex(leaves[i]).value()));
    CHECK(to_hex(tree.root().view()) == roots[i]);
  }
}

TEST_CASE("the frontier and the definition give the same root at every size") {
  log::Frontier tree;
  for (std::uint64_t size = 0; size <= 70; ++size) {
    CHECK(tree.size() == size);
    CHECK(tree.root() == plain_root(0, size));
    CHECK(log::root_of(size, leaf_at) == tree.root());
    tree.append(leaf_at(size));
  }
}

TEST_CASE("every inclusion proof verifies, and no changed one does") {
  for (std::uint64_t size = 1; size <= 17; ++size) {
    const auto root = log::root_of(size, leaf_at);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = log::inclusion_proof(index, size, leaf_at).value();
      const auto verify = [&](const std::vector<Sha256>& p) {
        return log::verify_inclusion(index, size, leaf_at(index), p, root);
      };
      CHECK(verify(proof));
      CHECK_FALSE(log::verify_inclusion(index, size, leaf_at(index + 1), proof, root));
      CHECK_FALSE(log::verify_inclusion(size, size, leaf_at(index), proof, root));
      refuses_changes(proof, verify);
    }
  }
}

TEST_CASE("every consistency proof verifies, and no changed one does") {
  for (std::uint64_t second = 1; second <= 17; ++second) {
    const auto second_root = log::root_of(second, leaf_at);
    for (std::uint64_t first = 1; first <= second; ++first) {
      const auto first_root = log::root_of(first, leaf_at);
      const auto proof = log::consistency_proof(first, second, leaf_at).value();
      const auto verify = [&](const std::vector<Sha256>& p) {
        return log::verify_consistency(first, second, first_root, second_root, p);
      };
      CHECK(verify(proof));
      CHECK_FALSE(log::verify_consistency(first, second, leaf_at(99), second_root, proof));
      CHECK_FALSE(log::verify_consistency(first, second, first_root, leaf_at(99), proof));
      refuses_changes(proof, verify);
    }
  }
}

TEST_CASE("what is outside the tree has no proof, and nothing follows from an empty tree") {
  CHECK(log::inclusion_proof(3, 3, leaf_at).error().code == ErrorCode::invalid_argument);
  CHECK(log::consistency_proof(4, 3, leaf_at).error().code == ErrorCode::invalid_argument);
  CHECK_FALSE(log::verify_consistency(0, 3, log::empty_root(), log::root_of(3, leaf_at), {}));
  CHECK_FALSE(log::verify_consistency(0, 0, log::empty_root(), log::empty_root(), {}));
}

TEST_CASE("a proof for a tree of 2^63 + 1 entries ends") {
  const std::uint64_t size = (std::uint64_t{1} << 63) + 1;
  const std::vector<Sha256> proof(64, leaf_at(1));
  CHECK_FALSE(log::verify_inclusion(size - 2, size, leaf_at(0), proof, leaf_at(2)));
  CHECK_FALSE(log::verify_consistency(size - 1, size, leaf_at(0), leaf_at(2), proof));
}
