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

// Test case 16 of McGrew and Viega's submission of GCM to NIST.
struct KnownAnswer {
  AesKey key = *AesKey::from(hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
  Bytes nonce = hex("cafebabefacedbaddecaf888");
  Bytes associated = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  Bytes plain =
      hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657"
          "ba637b39");
  Bytes sealed =
      hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0a"
          "bcc9f66276fc6ece0f4e1768cddf8853bb2d551b");
};

}  // namespace

TEST_CASE("AES-256-GCM seals and opens the known answer") {
  const KnownAnswer known;
  const auto sealed = aes256_gcm_seal(known.key, known.nonce, known.associated, known.plain);
  REQUIRE(sealed);
  CHECK(to_hex(*sealed) == to_hex(known.sealed));
  const auto opened = aes256_gcm_open(known.key, known.nonce, known.associated, known.sealed);
  REQUIRE(opened);
  CHECK(to_bytes(opened->view()) == known.plain);
}

TEST_CASE("every changed bit and every truncation of sealed data is refused") {
  const KnownAnswer known;
  for (std::size_t i = 0; i < known.sealed.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      auto bad = known.sealed;
      bad[i] ^= static_cast<std::uint8_t>(1U << bit);
      const auto opened = aes256_gcm_open(known.key, known.nonce, known.associated, bad);
      REQUIRE_FALSE(opened);
      CHECK(opened.error().code == ErrorCode::decrypt_failed);
    }
    CHECK_FALSE(aes256_gcm_open(known.key, known.nonce, known.associated, BytesView(known.sealed).first(i)));
  }
  CHECK(aes256_gcm_open(known.key, known.nonce, known.associated, known.sealed));  // a failure leaves no trace
}

TEST_CASE("another key, nonce or associated data does not open") {
  const KnownAnswer known;
  auto other_key = known.key.clone();
  other_key.writable()[0] ^= 1;
  auto other_nonce = known.nonce;
  other_nonce[11] ^= 1;
  CHECK_FALSE(aes256_gcm_open(other_key, known.nonce, known.associated, known.sealed));
  CHECK_FALSE(aes256_gcm_open(known.key, other_nonce, known.associated, known.sealed));
  CHECK_FALSE(aes256_gcm_open(known.key, known.nonce, {}, known.sealed));
}

TEST_CASE("nothing at all can be sealed, and nonces have 12 bytes") {
  const KnownAnswer known;
  for (const auto& associated : {Bytes{}, known.associated}) {
    const auto sealed = aes256_gcm_seal(known.key, known.nonce, associated, {});
    REQUIRE(sealed);
    CHECK(sealed->size() == gcm_tag_size);
    const auto opened = aes256_gcm_open(known.key, known.nonce, associated, *sealed);
    REQUIRE(opened);
    CHECK(opened->empty());
  }
  CHECK_FALSE(aes256_gcm_seal(known.key, BytesView(known.nonce).first(11), {}, {}));
  CHECK_FALSE(aes256_gcm_open(known.key, Bytes(16), {}, known.sealed));
}
