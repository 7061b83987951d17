// The one header over OpenSSL (and, in token.hpp, PKCS#11): hashes, MAC, key derivation, AEAD, signatures, agreement.
// Signatures are over messages, never over digests. ES256 signatures are r || s, 64 bytes (RFC 9053 §2.1); Ed25519 64 bytes
// (RFC 8032). Argument order everywhere: key, then nonce or salt, then associated data, then message.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::crypto {

// COSE algorithm numbers (IANA COSE registry).
enum class Algorithm : int { es256 = -7, eddsa = -8 };
[[nodiscard]] std::string_view algorithm_name(Algorithm algorithm);  // "ES256", "EdDSA"

constexpr std::size_t signature_size = 64;  // both algorithms

[[nodiscard]] Sha256 sha256(BytesView data);
[[nodiscard]] Sha256 sha256(BytesView a, BytesView b);               // of the concatenation
[[nodiscard]] Sha256 sha256(BytesView a, BytesView b, BytesView c);  // of the concatenation

// Incremental SHA-256; usable once.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;
  void update(BytesView data);
  [[nodiscard]] Sha256 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] Sha256 hmac_sha256(BytesView key, BytesView message);
// RFC 5869 with SHA-256; out.size() <= 8160.
void hkdf_sha256(BytesView input_key, BytesView salt, BytesView info, std::span<std::uint8_t> out);

// What one guess costs (RFC 7914 §2): memory is 128 * r * n bytes, time grows with n * r * p.
struct ScryptCost {
  std::uint64_t n = std::uint64_t{1} << 15;  // a power of two
  std::uint32_t r = 8;
  std::uint32_t p = 1;
};
// RFC 7914 §6. For what people can remember, as a PIN. invalid_argument: a cost that is none, or above 256 MiB; crypto: no memory.
[[nodiscard]] Status scrypt(BytesView secret, BytesView salt, const ScryptCost& cost, std::span<std::uint8_t> out);

using AesKey = SecretArray<32, struct AesKeyTag>;
constexpr std::size_t gcm_nonce_size = 12;
constexpr std::size_t gcm_tag_size = 16;
// ciphertext || 16-byte tag. The nonce must be fresh for the key.
[[nodiscard]] Result<Bytes> aes256_gcm_seal(const AesKey& key, BytesView nonce, BytesView associated, BytesView plain);
[[nodiscard]] Result<SecretBytes> aes256_gcm_open(const AesKey& key, BytesView nonce, BytesView associated, BytesView sealed);

// Random bytes from OpenSSL's CSPRNG. Not for the pure core: programs draw and pass in.
[[nodiscard]] Status random_bytes(std::span<std::uint8_t> out);

// A public signature key: P-256 or Ed25519. Construction checks the point (on curve, canonical, not of low order) and keeps
// OpenSSL's object, so that verifying does not parse again. Cheap to copy (shared).
class PublicKey {
 public:
  [[nodiscard]] static Result<PublicKey> from_spki(BytesView der);          // RFC 5480 / RFC 8410, canonical DER only
  [[nodiscard]] static Result<PublicKey> from_pem(std::string_view pem);    // "PUBLIC KEY"
  [[nodiscard]] static Result<PublicKey> from_ed25519(BytesView raw32);
  [[nodiscard]] static Result<PublicKey> from_p256(BytesView point65);      // uncompressed SEC 1 point, 04 || x || y

  [[nodiscard]] Algorithm algorithm() const;
  [[nodiscard]] const Kid& kid() const;
  [[nodiscard]] BytesView spki() const;          // DER
  [[nodiscard]] BytesView raw() const;           // 32 bytes (Ed25519) or 65 bytes (P-256, uncompressed)
  [[nodiscard]] std::string pem() const;
  // True only for exactly 64 bytes that verify. Never throws, allocates little, safe from several threads.
  [[nodiscard]] bool verify(BytesView message, BytesView signature) const;
  friend bool operator==(const PublicKey& a, const PublicKey& b);

  struct Impl;
  explicit PublicKey(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

 private:
  std::shared_ptr<const Impl> impl_;
};

// Whoever can sign: an encrypted key file in memory, or a key that never leaves its token.
class Signer {
 public:
  virtual ~Signer() = default;
  [[nodiscard]] virtual const PublicKey& public_key() const = 0;
  [[nodiscard]] virtual Result<Bytes> sign(BytesView message) const = 0;    // 64 bytes
};

// A private signature key in memory (OpenSSL wipes it on release).
class PrivateKey final : public Signer {
 public:
  [[nodiscard]] static Result<PrivateKey> generate(Algorithm algorithm);
  // PKCS#8, PBES2 with PBKDF2-HMAC-SHA-256 (600,000 rounds) and AES-256-CBC. An empty passphrase writes it unencrypted.
  [[nodiscard]] Result<SecretBytes> to_pem(BytesView passphrase) const;
  // decrypt_failed for a wrong passphrase; malformed for anything that is no P-256 or Ed25519 key.
  [[nodiscard]] static Result<PrivateKey> from_pem(BytesView pem, BytesView passphrase);
  [[nodiscard]] const PublicKey& public_key() const override;
  [[nodiscard]] Result<Bytes> sign(BytesView message) const override;

  struct Impl;
  explicit PrivateKey(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

 private:
  std::shared_ptr<const Impl> impl_;
};

// A P-256 key pair for ECDH (a gate's enrolment key, or an ephemeral one).
class AgreementKey {
 public:
  [[nodiscard]] static Result<AgreementKey> generate();
  [[nodiscard]] Result<SecretBytes> to_pem(BytesView passphrase) const;     // as PrivateKey
  [[nodiscard]] static Result<AgreementKey> from_pem(BytesView pem, BytesView passphrase);
  [[nodiscard]] BytesView public_point() const;                             // 65 bytes, 04 || x || y
  // x coordinate of the shared point, 32 bytes (RFC 9053 §6.3). The peer's point is checked.
  [[nodiscard]] Result<SecretBytes> agree(BytesView peer_point65) const;

  struct Impl;
  explicit AgreementKey(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

 private:
  std::shared_ptr<const Impl> impl_;
};
// Checks an uncompressed P-256 point (on curve, not infinity).
[[nodiscard]] Status check_p256_point(BytesView point65);

}  // namespace eb::crypto
