// What the key classes hold. Private to common/crypto.
#pragma once

#include "common/crypto/crypto.hpp"
#include "common/crypto/ossl.hpp"

namespace eb::crypto {

struct PublicKey::Impl {
  Algorithm algorithm{};
  Kid kid;
  Bytes spki, raw;
  Pkey pkey;
  // Initialised once and duplicated for each verification (a context must never serve two keys: OpenSSL keeps the first).
  PkeyContext es256_template;
  MdContext ed25519_template;
};

struct PrivateKey::Impl {
  Pkey pkey;
  PublicKey public_key;
  PkeyContext es256_template;  // as in PublicKey::Impl
  MdContext ed25519_template;
};

struct AgreementKey::Impl {
  Pkey pkey;
  Bytes point;
};

// malformed for any other kind of key.
[[nodiscard]] Result<Algorithm> algorithm_of(EVP_PKEY* pkey);
[[nodiscard]] Result<Bytes> point_of(EVP_PKEY* pkey);  // 65 bytes, of a P-256 key
// key_unfit: not canonical, not on the curve, or of small order.
[[nodiscard]] Status check_ed25519_point(BytesView raw32);
// Checks the point and takes the key.
[[nodiscard]] Result<PublicKey> make_public_key(Pkey pkey);
[[nodiscard]] Result<Pkey> p256_from_point(BytesView point65);
// r || s and DER (SEQUENCE of two INTEGER), RFC 9053 §2.1.
[[nodiscard]] std::size_t signature_to_der(BytesView raw64, std::span<std::uint8_t, 72> der);
[[nodiscard]] Result<Bytes> signature_from_der(BytesView der);

[[nodiscard]] Result<SecretBytes> write_private_pem(EVP_PKEY* pkey, BytesView passphrase);
[[nodiscard]] Result<Pkey> read_private_pem(BytesView pem, BytesView passphrase);

}  // namespace eb::crypto
