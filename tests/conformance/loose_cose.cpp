// Uses OpenSSL beside the crypto room, which offers badge algorithms only: ES384 and ES512 on P-256 occur in the cases.
#include "tests/conformance/loose_cose.hpp"

#include <memory>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "common/codec/cose.hpp"

namespace eb::conformance {
namespace {

constexpr std::int64_t label_algorithm = 1;
constexpr std::int64_t label_kid = 4;
constexpr std::uint64_t tag_sign1 = 18;
constexpr std::uint64_t tag_cwt = 61;
constexpr std::int64_t alg_es384 = -35;
constexpr std::int64_t alg_es512 = -36;

template <auto Function>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    Function(object);
  }
};

bool verify_p256_with(const EVP_MD* digest, const crypto::PublicKey& key, BytesView message, BytesView signature) {
  if (signature.size() != crypto::signature_size || key.algorithm() != crypto::Algorithm::es256) return false;
  const std::unique_ptr<ECDSA_SIG, Freer<ECDSA_SIG_free>> pair(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(signature.data(), 32, nullptr);
  BIGNUM* s = BN_bin2bn(signature.data() + 32, 32, nullptr);
  if (!pair || ECDSA_SIG_set0(pair.get(), r, s) != 1) return false;
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  const Bytes encoded(der, der + (size > 0 ? size : 0));
  OPENSSL_free(der);
  const unsigned char* spki = key.spki().data();
  const std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>> pkey(
      d2i_PUBKEY(nullptr, &spki, static_cast<long>(key.spki().size())));
  const std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, pkey.get()) == 1 &&
         EVP_DigestVerify(context.get(), encoded.data(), encoded.size(), message.data(), message.size()) == 1;
}

bool verify(const Loose& algorithm, const crypto::PublicKey& key, BytesView message, BytesView signature) {
  if (algorithm.is_integer(static_cast<int>(key.algorithm()))) return key.verify(message, signature);
  if (algorithm.is_integer(alg_es384)) return verify_p256_with(EVP_sha384(), key, message, signature);
  if (algorithm.is_integer(alg_es512)) return verify_p256_with(EVP_sha512(), key, message, signature);
  return false;
}

// The array of four under its tags, or nullptr.
const Loose* four_of(const Loose& message, LooseRules rules) {
  const Loose* inner = &message;
  bool tagged = false;
  if (rules.any_tag && inner->major == 6 && inner->number == tag_cwt) inner = &inner->items[0];
  if (inner->major == 6 && inner->number == tag_sign1) {
    inner = &inner->items[0];
    tagged = true;
  }
  const bool right = (tagged || rules.any_tag) && inner->major == 4 && inner->items.size() == 4 &&
                     inner->items[0].major == 2 && inner->items[1].major == 5 && inner->items[2].major == 2 &&
                     inner->items[3].major == 2;
  return right ? inner : nullptr;
}

// An empty protected header is written as an empty string (RFC 9052 §3).
std::optional<Loose> header_map(const Bytes& bytes) {
  if (bytes.empty()) return Loose{.major = 5, .string = {}, .items = {}};
  auto map = loose_decode(bytes);
  if (!map || map->major != 5) return std::nullopt;
  return map;
}

}  // namespace

LooseSign1 verify_loose(BytesView cose, const std::string& key_pem, BytesView external_aad, LooseRules rules) {
  const auto message = loose_decode(cose);
  if (!message) return {{}, {}, "not well-formed CBOR"};
  const Loose* four = four_of(*message, rules);
  if (four == nullptr) return {{}, {}, "not a COSE_Sign1"};
  LooseSign1 out{four->items[0].string, four->items[2].string, ""};
  const auto fault = [&out](const char* what) {
    out.fault = what;
    return out;
  };
  const auto header = header_map(out.protected_header);
  if (!header) return fault("protected header is not a map");
  const Loose& unprotected = four->items[1];
  const Loose* algorithm = header->find(label_algorithm);
  if (algorithm == nullptr && rules.algorithm_anywhere) algorithm = unprotected.find(label_algorithm);
  if (algorithm == nullptr) return fault("no algorithm in the protected header");
  const Loose* kid = header->find(label_kid);
  if (kid == nullptr) kid = unprotected.find(label_kid);
  if (rules.kid_of_8 && (kid == nullptr || kid->major != 2 || kid->string.size() != Kid::size))
    return fault("kid is not 8 bytes");
  const auto key = crypto::PublicKey::from_pem(key_pem);
  if (!key) return fault("the key is of a kind that no badge uses");
  const Bytes signed_bytes = codec::sig_structure(out.protected_header, external_aad, out.payload);
  if (!verify(*algorithm, *key, signed_bytes, four->items[3].string)) return fault("signature does not verify");
  return out;
}

}  // namespace eb::conformance
