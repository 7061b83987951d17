#include "keys/trust_list.hpp"

#include <random>

#include <catch2/catch.hpp>

#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"
#include "common/codec/domains.hpp"

using namespace eb;
using codec::KeyUse;
using crypto::Algorithm;
using crypto::PrivateKey;
using keys::RootAnchor;
using keys::TrustList;

namespace {

Seconds at(std::int64_t seconds) {
  return Seconds{std::chrono::seconds{seconds}};
}

template <class T>
ErrorCode code_of(const Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().code;
}

struct Office {
  PrivateKey root = PrivateKey::generate(Algorithm::eddsa).value();
  PrivateKey badge = PrivateKey::generate(Algorithm::es256).value();
  PrivateKey list_key = PrivateKey::generate(Algorithm::eddsa).value();
  [[nodiscard]] RootAnchor anchor() const { return {root.public_key()}; }
  [[nodiscard]] TrustList list() const {
    TrustList made;
    made.sequence = 7;
    made.issued_at = at(1437638400);
    made.keys.push_back({badge.public_key(), KeyUse::badge, at(1437600000), at(1438000000), std::nullopt, "badge key 1"});
    made.keys.push_back({list_key.public_key(), KeyUse::list, at(0), at(253402300799), at(1437700000), "clé de la liste"});
    return made;
  }
};

// A trust list with one key entry, signed properly over whatever is put into it.
struct Forge {
  std::uint64_t version = 1, use = 1, from = 10, until = 20;
  std::optional<std::uint64_t> revoked;
  Bytes spki;
  std::string label = "x";
  bool unknown_key = false;
  std::size_t claimed = 1;  // length of the key array as written
  std::string_view aad = domain::trust_list;

  [[nodiscard]] Bytes sign(const crypto::Signer& root) const {
    codec::CborWriter out;
    out.map(unknown_key ? 5 : 4).uint(1).uint(version).uint(2).uint(1).uint(3).uint(5).uint(4).array(claimed);
    out.map(revoked ? 6 : 5).uint(1).bytes(spki).uint(2).uint(use).uint(3).uint(from).uint(4).uint(until);
    if (revoked) out.uint(5).uint(*revoked);
    out.uint(6).text(label);
    if (unknown_key) out.uint(5).uint(0);
    return codec::make_sign1(root, out.view(), as_bytes(aad)).value();
  }
};

}  // namespace

TEST_CASE("a trust list comes back as it was signed") {
  const Office office;
  const auto list = office.list();
  const auto cose = keys::sign_trust_list(office.root, list);
  REQUIRE(cose);
  const auto read = keys::verify_trust_list(*cose, office.anchor());
  REQUIRE(read);
  CHECK(read->sequence == 7);
  CHECK(read->issued_at == list.issued_at);
  REQUIRE(read->keys.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(read->keys[i].key == list.keys[i].key);
    CHECK(read->keys[i].use == list.keys[i].use);
    CHECK(read->keys[i].valid_from == list.keys[i].valid_from);
    CHECK(read->keys[i].valid_until == list.keys[i].valid_until);
    CHECK(read->keys[i].revoked_at == list.keys[i].revoked_at);
    CHECK(read->keys[i].label == list.keys[i].label);
  }
}

TEST_CASE("rotation and revocation: what a list says about a key holds at each second") {
  const Office office;
  const auto next = PrivateKey::generate(Algorithm::es256).value();
  auto list = office.list();
  list.sequence = 8;
  list.keys[0].revoked_at = at(1437650000);
  list.keys.push_back({next.public_key(), KeyUse::badge, at(1437640000), at(1438000000), std::nullopt, "badge key 2"});
  const auto read = keys::verify_trust_list(keys::sign_trust_list(office.root, list).value(), office.anchor());
  REQUIRE(read);
  const codec::KeySet set(read->keys);
  const auto old_keys = set.find(KeyUse::badge, office.badge.public_key().kid());
  const auto new_keys = set.find(KeyUse::badge, next.public_key().kid());
  REQUIRE(old_keys.size() == 1);
  REQUIRE(new_keys.size() == 1);
  CHECK(codec::key_fitness(*old_keys[0], at(1437649999)) == codec::KeyFitness::fit);
  CHECK(codec::key_fitness(*old_keys[0], at(1437650000)) == codec::KeyFitness::revoked);
  CHECK(codec::key_fitness(*new_keys[0], at(1437639999)) == codec::KeyFitness::not_valid);
  CHECK(codec::key_fitness(*new_keys[0], at(1437640000)) == codec::KeyFitness::fit);
  CHECK(set.find(KeyUse::list, next.public_key().kid()).empty());
}

TEST_CASE("a trust list of another root, or signed for another use, is refused") {
  const Office office, stranger;
  const auto cose = keys::sign_trust_list(stranger.root, stranger.list()).value();
  CHECK(code_of(keys::verify_trust_list(cose, office.anchor())) == ErrorCode::key_unknown);
  Forge forge;
  forge.spki = to_bytes(office.badge.public_key().spki());
  CHECK(keys::verify_trust_list(forge.sign(office.root), office.anchor()));
  forge.aad = domain::root_change;
  CHECK(code_of(keys::verify_trust_list(forge.sign(office.root), office.anchor())) == ErrorCode::signature_invalid);
}

TEST_CASE("every changed bit and every truncation of a trust list is refused") {
  const Office office;
  const auto good = keys::sign_trust_list(office.root, office.list()).value();
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      auto bad = good;
      bad[i] ^= static_cast<std::uint8_t>(1U << bit);
      CHECK_FALSE(keys::verify_trust_list(bad, office.anchor()));
    }
    CHECK_FALSE(keys::verify_trust_list(BytesView(good).first(i), office.anchor()));
  }
  auto longer = good;
  longer.push_back(0);
  CHECK(code_of(keys::verify_trust_list(longer, office.anchor())) == ErrorCode::malformed);
}

TEST_CASE("10,000 sampled mutations of a trust list are refused") {
  const Office office;
  const auto good = keys::sign_trust_list(office.root, office.list()).value();
  std::mt19937 random(20150724);
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  int accepted = 0;
  for (int i = 0; i < 10'000; ++i) {
    auto bad = good;
    for (auto changes = 1 + below(4); changes > 0; --changes) {
      const auto place = static_cast<std::ptrdiff_t>(below(bad.size()));
      const auto kind = below(3);
      if (kind == 0) bad[static_cast<std::size_t>(place)] = static_cast<std::uint8_t>(below(256));
      if (kind == 1) bad.erase(bad.begin() + place);
      if (kind == 2) bad.insert(bad.begin() + place, static_cast<std::uint8_t>(below(256)));
    }
    if (bad != good && keys::verify_trust_list(bad, office.anchor())) ++accepted;
  }
  CHECK(accepted == 0);
}

TEST_CASE("a trust list with unfit content is refused though its signature holds") {
  const Office office;
  const auto code = [&](auto change) {
    Forge forge;
    forge.spki = to_bytes(office.badge.public_key().spki());
    change(forge);
    return code_of(keys::verify_trust_list(forge.sign(office.root), office.anchor()));
  };
  CHECK(code([](Forge& f) { f.version = 2; }) == ErrorCode::unsupported);
  CHECK(code([](Forge& f) { f.use = 0; }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.use = 4; }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.until = 9; }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.until = 253402300800; }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.revoked = 253402300800; }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.label = ""; }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.label = std::string(65, 'a'); }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.label = "a\x1b[2J"; }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) {
          f.label =
              "\xe2\x80\xae"
              "a";
        }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.unknown_key = true; }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.claimed = 2; }) == ErrorCode::malformed);
  CHECK(code([](Forge& f) { f.spki.back() ^= 1; }) == ErrorCode::key_unfit);
  CHECK(code([](Forge& f) { f.spki.push_back(0); }) == ErrorCode::malformed);
  const auto small_order = [](Forge& f) {
    f.spki = to_bytes(PrivateKey::generate(Algorithm::eddsa)->public_key().spki());
    std::fill(f.spki.end() - 32, f.spki.end(), std::uint8_t{0});
  };
  CHECK(code(small_order) == ErrorCode::key_unfit);
}

TEST_CASE("more than 10,000 keys are refused before one is read") {
  const Office office;
  codec::CborWriter out;
  out.map(4).uint(1).uint(1).uint(2).uint(1).uint(3).uint(5).uint(4).array(10'001);
  for (int i = 0; i < 10'001; ++i) out.uint(0);
  const auto cose = codec::make_sign1(office.root, out.view(), as_bytes(domain::trust_list)).value();
  CHECK(code_of(keys::verify_trust_list(cose, office.anchor())) == ErrorCode::too_large);
}

TEST_CASE("a list that no gate would take is not signed") {
  const Office office;
  const auto code = [&](auto change) {
    auto list = office.list();
    change(list);
    return code_of(keys::sign_trust_list(office.root, list));
  };
  CHECK(code([](TrustList& l) { l.keys[0].label.clear(); }) == ErrorCode::invalid_argument);
  CHECK(code([](TrustList& l) { l.keys[0].label = "a\n"; }) == ErrorCode::invalid_argument);
  CHECK(code([](TrustList& l) { l.keys[0].valid_until = at(0); }) == ErrorCode::invalid_argument);
  CHECK(code([](TrustList& l) { l.keys[0].valid_from = at(-1); }) == ErrorCode::invalid_argument);
  CHECK(code([](TrustList& l) { l.keys[0].revoked_at = at(-1); }) == ErrorCode::invalid_argument);
  CHECK(code([](TrustList& l) { l.issued_at = at(-1); }) == ErrorCode::invalid_argument);
  CHECK(code([](TrustList& l) { l.keys.resize(10'001, l.keys[0]); }) == ErrorCode::too_large);
}

TEST_CASE("a key is listed once for each use") {
  const Office office;
  auto list = office.list();
  list.keys.push_back(list.keys[0]);
  CHECK(code_of(keys::sign_trust_list(office.root, list)) == ErrorCode::invalid_argument);
  list.keys[2].use = KeyUse::gate;
  CHECK(keys::sign_trust_list(office.root, list));
}

TEST_CASE("a new root signed by the old one is followed, and only then") {
  const Office office;
  const auto next = PrivateKey::generate(Algorithm::es256).value();
  const auto change = keys::sign_root_change(office.root, next.public_key(), at(1437638400)).value();
  const auto followed = keys::follow_root_change(change, office.anchor());
  REQUIRE(followed);
  CHECK(followed->key == next.public_key());
  const auto by_new = keys::sign_trust_list(next, office.list()).value();
  CHECK(keys::verify_trust_list(by_new, *followed));
  CHECK_FALSE(keys::verify_trust_list(by_new, office.anchor()));
  CHECK_FALSE(keys::verify_trust_list(keys::sign_trust_list(office.root, office.list()).value(), *followed));

  const auto by_stranger = keys::sign_root_change(next, next.public_key(), at(1437638400)).value();
  CHECK(code_of(keys::follow_root_change(by_stranger, office.anchor())) == ErrorCode::signature_invalid);
  CHECK_FALSE(keys::follow_root_change(keys::sign_trust_list(office.root, office.list()).value(), office.anchor()));
  CHECK(code_of(keys::sign_root_change(office.root, next.public_key(), at(-1))) == ErrorCode::invalid_argument);
  for (std::size_t i = 0; i < change.size(); ++i) {
    auto bad = change;
    bad[i] ^= 1;
    CHECK_FALSE(keys::follow_root_change(bad, office.anchor()));
    CHECK_FALSE(keys::follow_root_change(BytesView(change).first(i), office.anchor()));
  }
}
