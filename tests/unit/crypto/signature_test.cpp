// Known answers are those of RFC 8032 §7.1 and RFC 6979 §A.2.5.
#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/crypto/crypto.hpp"

using namespace eb;
using namespace eb::crypto;

namespace {

Bytes hex(std::string_view text) {
  const auto bytes = from_hex(text);
  REQUIRE(bytes);
  return *bytes;
}

constexpr std::string_view order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
constexpr std::string_view r_of_sample = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
constexpr std::string_view s_of_sample = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

PublicKey sample_key() {
  return PublicKey::from_p256(hex("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e"
                                  "95628bc64f2f1b20c2d7"
                                  "e9f5177a3c294d4462299"))
      .value();
}

bool sample_verifies(std::string_view r, std::string_view s) {
  return sample_key().verify(as_bytes("sample"), hex(std::string(r) + std::string(s)));
}

// a - b for big-endian numbers of equal size, a >= b.
Bytes minus(Bytes a, const Bytes& b) {
  int borrow = 0;
  for (std::size_t i = a.size(); i-- > 0;) {
    const int digit = a[i] - b[i] - borrow;
    borrow = digit < 0 ? 1 : 0;
    a[i] = static_cast<std::uint8_t>(digit & 0xFF);
  }
  return a;
}

}  // namespace

TEST_CASE("ES256 verifies the example of RFC 6979 and its twin") {
  CHECK(sample_verifies(r_of_sample, s_of_sample));
  CHECK(sample_verifies(r_of_sample, to_hex(minus(hex(order), hex(s_of_sample)))));
  CHECK_FALSE(sample_key().verify(as_bytes("simple"), hex(std::string(r_of_sample) + std::string(s_of_sample))));
}

TEST_CASE("ES256 numbers outside 1 to n - 1 are refused") {
  const std::string zero(64, '0');
  const std::string all(64, 'f');
  for (const auto& number : {zero, std::string(order), all}) {
    CHECK_FALSE(sample_verifies(number, s_of_sample));
    CHECK_FALSE(sample_verifies(r_of_sample, number));
    CHECK_FALSE(sample_verifies(number, number));
  }
}

TEST_CASE("Ed25519 verifies the examples of RFC 8032") {
  struct Row {
    std::string_view key, message, signature;
  };
  const std::vector<Row> rows{
      {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe246551"
       "41438e7a100b"},
      {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d"
       "291612bb0c00"},
      {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027"
       "beceea1ec40a"},
  };
  for (const auto& row : rows) {
    const auto key = PublicKey::from_ed25519(hex(row.key));
    REQUIRE(key);
    CHECK(key->verify(hex(row.message), hex(row.signature)));
    auto longer = hex(row.message);
    longer.push_back(0);
    CHECK_FALSE(key->verify(longer, hex(row.signature)));
  }
}

TEST_CASE("a signature verifies; no changed bit, other length, message or key does") {
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    const auto key = PrivateKey::generate(algorithm).value();
    const auto message = as_bytes("one delegate");
    const auto signature = key.sign(message).value();
    REQUIRE(signature.size() == signature_size);
    CHECK(key.public_key().verify(message, signature));
    for (std::size_t bit = 0; bit < 8 * signature.size(); ++bit) {
      auto bad = signature;
      bad[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      CHECK_FALSE(key.public_key().verify(message, bad));
    }
    auto longer = signature;
    longer.push_back(0);
    CHECK_FALSE(key.public_key().verify(message, longer));
    CHECK_FALSE(key.public_key().verify(message, BytesView(signature).first(63)));
    CHECK_FALSE(key.public_key().verify(message, {}));
    CHECK_FALSE(key.public_key().verify(as_bytes("one delegatf"), signature));
    CHECK_FALSE(PrivateKey::generate(algorithm)->public_key().verify(message, signature));
  }
}

TEST_CASE("keys used in turns by one thread are not confused") {
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    const auto first = PrivateKey::generate(algorithm).value();
    const auto second = PrivateKey::generate(algorithm).value();
    const auto message = as_bytes("turns");
    for (int round = 0; round < 3; ++round) {
      const auto by_first = first.sign(message).value();
      const auto by_second = second.sign(message).value();
      CHECK(first.public_key().verify(message, by_first));
      CHECK(second.public_key().verify(message, by_second));
      CHECK_FALSE(first.public_key().verify(message, by_second));
      CHECK_FALSE(second.public_key().verify(message, by_first));
    }
  }
}

// Roughly one signature in 256 has an r or s with a leading zero byte, and one number in two needs a zero byte in DER.
TEST_CASE("ES256 numbers of every length cross to DER and back") {
  const auto key = PrivateKey::generate(Algorithm::es256).value();
  int short_numbers = 0;
  for (std::uint32_t i = 0; i < 6000 && short_numbers < 5; ++i) {
    const Bytes message{static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
    const auto signature = key.sign(message).value();
    if (signature[0] != 0 && signature[32] != 0 && i >= 50) continue;
    short_numbers += signature[0] == 0 || signature[32] == 0 ? 1 : 0;
    CHECK(key.public_key().verify(message, signature));
  }
  CHECK(short_numbers == 5);
}

TEST_CASE("one key verifies and signs in several threads") {
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    const auto key = PrivateKey::generate(algorithm).value();
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (std::uint8_t t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        for (std::uint8_t i = 0; i < 50; ++i) {
          const Bytes message{t, i};
          const auto signature = key.sign(message);
          if (signature && key.public_key().verify(message, *signature)) ++good;
        }
      });
    for (auto& thread : threads) thread.join();
    CHECK(good == 200);
  }
}
