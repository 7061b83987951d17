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

template <class T>
ErrorCode code_of(const Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().code;
}

// RFC 5903 §8.1, the initiator's key.
constexpr std::string_view point =
    "04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c37725811805271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0"
    "577"
    "b8990bb3";
const std::string spki_head = "3059301306072a8648ce3d020106082a8648ce3d030107034200";

}  // namespace

TEST_CASE("a public key comes back from each of its forms") {
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    const auto key = PrivateKey::generate(algorithm)->public_key();
    CHECK(key.algorithm() == algorithm);
    CHECK(PublicKey::from_spki(key.spki()).value() == key);
    CHECK(PublicKey::from_pem(key.pem()).value() == key);
    const auto raw = algorithm == Algorithm::es256 ? PublicKey::from_p256(key.raw()) : PublicKey::from_ed25519(key.raw());
    CHECK(raw.value() == key);
    CHECK(to_bytes(key.kid().view()) == to_bytes(sha256(key.spki()).view().first(8)));
    CHECK_FALSE(key == PrivateKey::generate(algorithm)->public_key());
  }
  CHECK(algorithm_name(Algorithm::es256) == "ES256");
  CHECK(algorithm_name(Algorithm::eddsa) == "EdDSA");
}

TEST_CASE("every changed byte of an encoded key gives another key or none") {
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    const auto key = PrivateKey::generate(algorithm)->public_key();
    const auto spki = to_bytes(key.spki());
    const auto head = spki.size() - (algorithm == Algorithm::es256 ? 65 : 32);
    for (std::size_t i = 0; i < spki.size(); ++i) {
      auto bad = spki;
      bad[i] ^= 1;
      const auto read = PublicKey::from_spki(bad);
      if (i < head || algorithm == Algorithm::es256) CHECK_FALSE(read);
      if (read) CHECK_FALSE(*read == key);
      CHECK_FALSE(PublicKey::from_spki(BytesView(spki).first(i)));
    }
    auto longer = spki;
    longer.push_back(0);
    CHECK(code_of(PublicKey::from_spki(longer)) == ErrorCode::malformed);
  }
}

TEST_CASE("P-256 points off the curve and at infinity are refused") {
  auto off = hex(point);
  REQUIRE(PublicKey::from_p256(off));
  CHECK(check_p256_point(off));
  off[64] ^= 1;
  CHECK(code_of(PublicKey::from_p256(off)) == ErrorCode::key_unfit);
  CHECK(check_p256_point(off).error().code == ErrorCode::key_unfit);
  CHECK(code_of(PublicKey::from_spki(hex(spki_head + to_hex(off)))) == ErrorCode::key_unfit);
  Bytes zero(65);
  CHECK(code_of(PublicKey::from_p256(zero)) == ErrorCode::malformed);
  zero[0] = 4;
  CHECK(code_of(PublicKey::from_p256(zero)) == ErrorCode::key_unfit);
  Bytes too_big(65, 0xFF);  // coordinates above the field's prime
  too_big[0] = 4;
  CHECK(code_of(PublicKey::from_p256(too_big)) == ErrorCode::key_unfit);
  CHECK(code_of(PublicKey::from_p256(BytesView(off).first(33))) == ErrorCode::malformed);
  CHECK_FALSE(check_p256_point({}));
}

TEST_CASE("one key has one encoding: compressed, hybrid and explicit-curve forms are refused") {
  const auto compressed =
      hex("3039301306072a8648ce3d020106082a8648ce3d03010703220003dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c37725"
          "81180");
  CHECK(code_of(PublicKey::from_spki(compressed)) == ErrorCode::malformed);
  auto hybrid = hex(point);
  hybrid[0] = 7;
  CHECK(code_of(PublicKey::from_spki(hex(spki_head + to_hex(hybrid)))) == ErrorCode::malformed);
  // The same point with the curve written out, as `openssl ec -pubout -param_enc explicit` writes it.
  const auto explicit_curve = hex(
      "3082014b3082010306072a8648ce3d02013081f7020101302c06072a8648ce3d0101022100ffffffff00000001000000000000000000000000fff"
      "f"
      "ffffffffffffffffffff305b0420ffffffff00000001000000000000000000000000fffffffffffffffffffffffc04205ac635d8aa3a93e7b3eb"
      "bd55769886bc651d06b0cc53b0f63bce3c3e27d2604b031500c49d360886e704936a6678e1139d26b7819f7e900441046b17d1f2e12c4247f8bce"
      "6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5022100ffff"
      "ffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551020101034200" +
      std::string(point));
  CHECK(code_of(PublicKey::from_spki(explicit_curve)) == ErrorCode::malformed);
}

TEST_CASE("Ed25519 keys of small order, in every encoding, are refused") {
  // Orders 1, 2, 4, 8 and the encodings of the same points with y above p or a sign where x is zero.
  for (const auto* key : {"0100000000000000000000000000000000000000000000000000000000000000",
                          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                          "0000000000000000000000000000000000000000000000000000000000000000",
                          "0000000000000000000000000000000000000000000000000000000000000080",
                          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                          "0100000000000000000000000000000000000000000000000000000000000080",
                          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"})
    CHECK(code_of(PublicKey::from_ed25519(hex(key))) == ErrorCode::key_unfit);
}

TEST_CASE("Ed25519 keys above p or off the curve are refused") {
  for (unsigned low = 0xED; low <= 0xFF; ++low) {
    Bytes above(32, 0xFF);
    above[0] = static_cast<std::uint8_t>(low);
    CHECK(code_of(PublicKey::from_ed25519(above)) == ErrorCode::key_unfit);
    above[31] = 0x7F;
    CHECK(code_of(PublicKey::from_ed25519(above)) == ErrorCode::key_unfit);
  }
  // y = 2, 7 and 8 belong to no point, y = 3 to 6 and 9 do.
  for (std::uint8_t y = 2; y <= 9; ++y) {
    Bytes raw(32);
    raw[0] = y;
    CHECK(PublicKey::from_ed25519(raw).has_value() == (y != 2 && y != 7 && y != 8));
  }
  CHECK(code_of(PublicKey::from_ed25519(Bytes(31))) == ErrorCode::malformed);
}

TEST_CASE("PEM that holds no P-256 or Ed25519 public key is refused") {
  const auto key = PrivateKey::generate(Algorithm::es256).value();
  const std::string p384 =
      "-----BEGIN PUBLIC KEY-----\n"
      "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEKDwdc2XOR4jyn46/I07f/q1v6Zf76l/6\n"
      "LVjMnfp7HFCLBVJvVbnrsgQPBbSPttDhlHXJkGHkG4i6Uu/bjBaQRxph2GfteZcp\n"
      "2cks0B29IlYw2E7eMqePnmRmTNrFEu+M\n"
      "-----END PUBLIC KEY-----\n";
  CHECK(code_of(PublicKey::from_pem(p384)) == ErrorCode::malformed);
  CHECK(code_of(PublicKey::from_pem("")) == ErrorCode::malformed);
  CHECK(code_of(PublicKey::from_pem(std::string(100'000, 'A'))) == ErrorCode::malformed);
  CHECK(code_of(PublicKey::from_pem(key.to_pem({})->text())) == ErrorCode::malformed);
}
