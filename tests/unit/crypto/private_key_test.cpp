// PEM files of other programs (OpenSSL, python-cryptography) and of our own. None of these keys is used anywhere.
#include <algorithm>

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

std::string private_pem(std::string_view base64, std::string_view name = "PRIVATE KEY") {
  std::string out = "-----BEGIN " + std::string(name) + "-----\n";
  for (; !base64.empty(); base64.remove_prefix(std::min<std::size_t>(64, base64.size())))
    out.append(base64.substr(0, 64)).append("\n");
  return out + "-----END " + std::string(name) + "-----\n";
}

Bytes der_of(std::string_view pem) {
  std::string base64;
  while (!pem.empty()) {
    const auto line = pem.substr(0, pem.find('\n'));
    if (!line.starts_with("-----")) base64 += line;
    pem.remove_prefix(line.size() + 1);
  }
  const auto der = from_base64(base64);
  REQUIRE(der);
  return *der;
}

bool holds(const Bytes& bytes, std::string_view wanted) {
  const auto part = hex(wanted);
  return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

// RFC 5903 §8.1, the initiator's key.
constexpr std::string_view p256_pkcs8 =
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgyI8B9RDZrD9wopLaojFt5UTpqriv6EBJxiqcV4YtFDOhRANCAATa0LZTlCIc+"
    "bBR4f7KV4fQ"
    "mN/mN/yQue+UXQw3clgRgFJxoEYc24JS1h8cRW+j5Zqx9FszrM9fWDieBXe4mQuz";
// The same private key with the responder's public point.
constexpr std::string_view mismatched_pkcs8 =
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgyI8B9RDZrD9wopLaojFt5UTpqriv6EBJxiqcV4YtFDOhRANCAATRLftSicjU+"
    "BIItwJwOYw0"
    "IpaXCgvMt0xzb8dVRJS/Y1b788o2bMI+gVeFTBPFjWqsI/BGraMPg1PnTzMDmHKr";
constexpr std::string_view p256_traditional =
    "MHcCAQEEIMiPAfUQ2aw/"
    "cKKS2qIxbeVE6aq4r+hAScYqnFeGLRQzoAoGCCqGSM49AwEHoUQDQgAE2tC2U5QiHPmwUeH+yleH0Jjf5jf8kLnvlF0MN3JYEYBS"
    "caBGHNuCUtYfHEVvo+WasfRbM6zPX1g4ngV3uJkLsw==";
constexpr std::string_view p384_pkcs8 =
    "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAehZANiAAQoPB1zZc5"
    "H"
    "iPKfjr8jTt/+rW/pl/vqX/"
    "otWMyd+nscUIsFUm9VueuyBA8FtI+20OGUdcmQYeQbiLpS79uMFpBHGmHYZ+15lynZySzQHb0iVjDYTt4yp4+eZGZM2sUS74w=";
// RFC 8032 §7.1 test 1, encrypted by python-cryptography with "correct horse".
constexpr std::string_view ed25519_encrypted =
    "MIGjMF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBDeVN4W+"
    "77hFB4AvgsQTzC0AgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQNtu3u7k5"
    "oWxcIJGkCtKdKQRAbzFP9YGeLFeVqZ/d13oVI0v4hY6PmLN9enUEdIlLCCjJyjG8e6etKlKn7eVAEMNxJuj0pOidPrI4RsPG5kbAcg==";

}  // namespace

TEST_CASE("an encrypted key file opens with its passphrase only") {
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    const auto key = PrivateKey::generate(algorithm).value();
    const auto pem = key.to_pem(as_bytes("correct horse")).value();
    CHECK(pem.text().starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    const auto back = PrivateKey::from_pem(pem.view(), as_bytes("correct horse"));
    REQUIRE(back);
    CHECK(back->public_key() == key.public_key());
    CHECK(key.public_key().verify(as_bytes("m"), back->sign(as_bytes("m")).value()));
    const auto wrong = PrivateKey::from_pem(pem.view(), as_bytes("correct horsf"));
    CHECK(code_of(wrong) == ErrorCode::decrypt_failed);
    CHECK(wrong.error().message.find("horsf") == std::string::npos);
    CHECK(code_of(PrivateKey::from_pem(pem.view(), {})) == ErrorCode::decrypt_failed);
  }
}

TEST_CASE("a key file is written with PBKDF2-HMAC-SHA-256 of 600,000 rounds and AES-256-CBC") {
  const auto der = der_of(PrivateKey::generate(Algorithm::eddsa)->to_pem(as_bytes("x"))->text());
  CHECK(holds(der, "06092a864886f70d01050d"));      // PBES2
  CHECK(holds(der, "06092a864886f70d01050c"));      // PBKDF2
  CHECK(holds(der, "02030927c0"));                  // 600,000
  CHECK(holds(der, "06082a864886f70d0209"));        // hmacWithSHA256
  CHECK(holds(der, "060960864801650304012a0410"));  // aes256-CBC with a 16-byte IV
  CHECK_FALSE(holds(der, "06032b6570"));            // the key itself is not in clear
}

TEST_CASE("an unencrypted key file is written only when asked for, and opens") {
  const auto key = PrivateKey::generate(Algorithm::es256).value();
  const auto pem = key.to_pem({}).value();
  CHECK(pem.text().starts_with("-----BEGIN PRIVATE KEY-----\n"));
  CHECK(PrivateKey::from_pem(pem.view(), {})->public_key() == key.public_key());
}

TEST_CASE("key files of other programs open") {
  const auto p256 = PrivateKey::from_pem(as_bytes(private_pem(p256_pkcs8)), {});
  REQUIRE(p256);
  CHECK(to_hex(p256->public_key().raw()).starts_with("04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180"));
  const auto ed25519 =
      PrivateKey::from_pem(as_bytes(private_pem(ed25519_encrypted, "ENCRYPTED PRIVATE KEY")), as_bytes("correct horse"));
  REQUIRE(ed25519);
  CHECK(to_hex(ed25519->public_key().raw()) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  CHECK(to_hex(ed25519->sign({}).value()).starts_with("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"));
}

TEST_CASE("files that hold no usable private key are malformed") {
  for (const auto& pem :
       {private_pem(p384_pkcs8), private_pem(mismatched_pkcs8), private_pem("AAAA"), private_pem(""),
        private_pem(p256_traditional, "EC PRIVATE KEY"), private_pem(p256_traditional), std::string(), std::string("keys"),
        std::string(70'000, 'A'), PrivateKey::generate(Algorithm::es256)->public_key().pem()})
    CHECK(code_of(PrivateKey::from_pem(as_bytes(pem), {})) == ErrorCode::malformed);
  const auto damaged = private_pem(ed25519_encrypted.substr(0, 100), "ENCRYPTED PRIVATE KEY");
  CHECK(code_of(PrivateKey::from_pem(as_bytes(damaged), as_bytes("correct horse"))) == ErrorCode::decrypt_failed);
}

TEST_CASE("passphrases have at most 1024 bytes") {
  const auto key = PrivateKey::generate(Algorithm::eddsa).value();
  const std::string longest(1024, 'p');
  const auto pem = key.to_pem(as_bytes(longest));
  REQUIRE(pem);
  CHECK(PrivateKey::from_pem(pem->view(), as_bytes(longest)));
  CHECK(code_of(key.to_pem(as_bytes(longest + "p"))) == ErrorCode::invalid_argument);
  CHECK(code_of(PrivateKey::from_pem(pem->view(), as_bytes(longest + "p"))) == ErrorCode::decrypt_failed);
}

TEST_CASE("key agreement of RFC 5903") {
  const auto initiator = AgreementKey::from_pem(as_bytes(private_pem(p256_pkcs8)), {});
  REQUIRE(initiator);
  const auto responder =
      hex("04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf6356fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8"
          "353e74f"
          "33039872ab");
  const auto shared = initiator->agree(responder);
  REQUIRE(shared);
  CHECK(to_hex(shared->view()) == "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de");
}

TEST_CASE("both ends of a key agreement get the same secret, and weak points none") {
  const auto gate = AgreementKey::generate().value();
  const auto office = AgreementKey::generate().value();
  CHECK(to_bytes(gate.agree(office.public_point())->view()) == to_bytes(office.agree(gate.public_point())->view()));
  auto off_curve = to_bytes(office.public_point());
  off_curve[40] ^= 1;
  CHECK(code_of(gate.agree(off_curve)) == ErrorCode::key_unfit);
  CHECK(code_of(gate.agree(BytesView(off_curve).first(33))) == ErrorCode::malformed);
  CHECK(code_of(gate.agree(Bytes(65))) == ErrorCode::malformed);
  const auto pem = gate.to_pem({}).value();
  CHECK(to_bytes(AgreementKey::from_pem(pem.view(), {})->public_point()) == to_bytes(gate.public_point()));
  CHECK(code_of(AgreementKey::from_pem(PrivateKey::generate(Algorithm::eddsa)->to_pem({})->view(), {})) ==
        ErrorCode::malformed);
}
