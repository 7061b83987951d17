#include "common/codec/key_set.hpp"

#include <catch2/catch.hpp>

using namespace eb;
using namespace eb::codec;

namespace {

Seconds at(std::int64_t seconds) {
  return Seconds(std::chrono::seconds(seconds));
}

TrustedKey key(KeyUse use, const crypto::PublicKey& pub) {
  return {pub, use, at(100), at(200), std::nullopt, "k"};
}

}  // namespace

TEST_CASE("key fitness: at the exact seconds, dates said first") {
  const auto made = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  auto trusted = key(KeyUse::badge, made.public_key());
  const auto ms = [](std::int64_t n) { return Millis(std::chrono::milliseconds(n)); };
  CHECK(key_fitness(trusted, ms(99'999)) == KeyFitness::not_valid);
  CHECK(key_fitness(trusted, ms(100'000)) == KeyFitness::fit);
  CHECK(key_fitness(trusted, ms(200'999)) == KeyFitness::fit);
  CHECK(key_fitness(trusted, ms(201'000)) == KeyFitness::not_valid);
  trusted.revoked_at = at(150);
  CHECK(key_fitness(trusted, ms(149'999)) == KeyFitness::fit);
  CHECK(key_fitness(trusted, ms(150'000)) == KeyFitness::revoked);
  CHECK(key_fitness(trusted, ms(900'000)) == KeyFitness::not_valid);
  trusted.revoked_at = at(50);
  CHECK(key_fitness(trusted, ms(60'000)) == KeyFitness::not_valid);
  CHECK(key_fitness(trusted, ms(40'000)) == KeyFitness::not_valid);
}

TEST_CASE("key set: finds by use and kid, all that there are") {
  const auto a = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  const auto b = crypto::PrivateKey::generate(crypto::Algorithm::es256).value();
  const auto c = crypto::PrivateKey::generate(crypto::Algorithm::es256).value();
  const KeySet keys({key(KeyUse::badge, a.public_key()), key(KeyUse::list, b.public_key()),
                     key(KeyUse::badge, a.public_key()), key(KeyUse::badge, b.public_key())});
  CHECK(keys.all().size() == 4);
  CHECK(keys.find(KeyUse::badge, a.public_key().kid()).size() == 2);
  CHECK(keys.find(KeyUse::badge, b.public_key().kid()).size() == 1);
  CHECK(keys.find(KeyUse::list, b.public_key().kid()).size() == 1);
  CHECK(keys.find(KeyUse::gate, b.public_key().kid()).empty());
  CHECK(keys.find(KeyUse::badge, c.public_key().kid()).empty());
  CHECK(keys.with_kid(b.public_key().kid()).size() == 2);
  CHECK(KeySet().find(KeyUse::badge, a.public_key().kid()).empty());
  CHECK(key_use_name(KeyUse::badge) == "badge");
  CHECK(key_use_name(KeyUse::list) == "list");
  CHECK(key_use_name(KeyUse::gate) == "gate");
}
