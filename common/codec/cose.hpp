// COSE_Sign1 (RFC 9052 §4.2) in our profile, and COSE_Encrypt to one recipient (RFC 9052 §5.1).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::codec {

// Our profile: tag 18, definite array of 4; protected header a bstr holding exactly {1: alg, 4: kid (8 bytes)} and, only
// where allowed, {-65537: bstr}; empty unprotected map; payload a bstr; signature a bstr of 64 bytes; nothing after it.
// All views point into the caller's buffer.
struct Sign1 {
  BytesView protected_header;  // the serialized map, as signed
  std::int64_t algorithm = 0;  // as written; compare with the key's
  Kid kid;
  std::optional<BytesView> attachment;  // header -65537: what a verifier needs before it can check the signature
  BytesView payload;
  BytesView signature;
};

enum class Attachment { forbidden, required };
constexpr std::int64_t attachment_label = -65537;  // private use (RFC 9052 §1.4: less than -65536)

[[nodiscard]] Result<Sign1> parse_sign1(BytesView cose, Attachment attachment = Attachment::forbidden);

// Sig_structure ["Signature1", protected, external_aad, payload] (RFC 9052 §4.4).
[[nodiscard]] Bytes sig_structure(BytesView protected_header, BytesView external_aad, BytesView payload);

// False unless algorithm and kid match the key and the signature verifies. external_aad separates the uses of one key.
[[nodiscard]] bool verify_sign1(const Sign1& message, const crypto::PublicKey& key, BytesView external_aad);

[[nodiscard]] Result<Bytes> make_sign1(const crypto::Signer& signer, BytesView payload, BytesView external_aad,
                                       std::optional<BytesView> attachment = std::nullopt);

// COSE_Encrypt, tag 96, A256GCM content, one recipient by ECDH-ES + HKDF-256 direct (alg -25, RFC 9053 §6.3.1), recipient
// named by kid. `ephemeral` and `nonce` come from the caller and must be fresh.
[[nodiscard]] Result<Bytes> encrypt_to(BytesView recipient_point65, const Kid& recipient_kid,
                                       const crypto::AgreementKey& ephemeral, BytesView nonce12, BytesView external_aad,
                                       BytesView plain);
[[nodiscard]] Result<SecretBytes> decrypt_from(BytesView cose, const crypto::AgreementKey& key, const Kid& kid,
                                               BytesView external_aad);

}  // namespace eb::codec
