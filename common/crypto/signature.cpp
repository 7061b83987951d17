// Signing and verifying. ES256 signatures cross between r || s (COSE) and DER (OpenSSL) on the stack.
#include <algorithm>
#include <array>

#include <openssl/ec.h>

#include "common/crypto/key_impl.hpp"

namespace eb::crypto {
namespace {

constexpr std::size_t half = 32;

// Writes one INTEGER: no leading zeros but the one that keeps it positive.
std::size_t put_integer(BytesView number, std::uint8_t* out) {
  while (number.size() > 1 && number[0] == 0) number = number.subspan(1);
  const bool pad = (number[0] & 0x80U) != 0;
  out[0] = 0x02;
  out[1] = static_cast<std::uint8_t>(number.size() + (pad ? 1U : 0U));
  std::size_t at = 2;
  if (pad) out[at++] = 0;
  std::copy(number.begin(), number.end(), out + at);
  return at + number.size();
}

bool verify_es256(const PublicKey::Impl& key, BytesView message, BytesView signature) {
  std::array<std::uint8_t, 72> der{};
  const auto size = signature_to_der(signature, der);
  const auto digest = sha256(message);
  const PkeyContext context(EVP_PKEY_CTX_dup(key.es256_template.get()));
  return context && EVP_PKEY_verify(context.get(), der.data(), size, digest.value.data(), digest.value.size()) == 1;
}

bool verify_ed25519(const PublicKey::Impl& key, BytesView message, BytesView signature) {
  const MdContext context(EVP_MD_CTX_new());
  return context && EVP_MD_CTX_copy_ex(context.get(), key.ed25519_template.get()) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
}

Result<Bytes> sign_es256(const PrivateKey::Impl& key, BytesView message) {
  std::array<std::uint8_t, 72> der{};
  std::size_t size = der.size();
  const auto digest = sha256(message);
  const PkeyContext context(EVP_PKEY_CTX_dup(key.es256_template.get()));
  if (!context || EVP_PKEY_sign(context.get(), der.data(), &size, digest.value.data(), digest.value.size()) != 1)
    return ossl_failure(ErrorCode::crypto, "OpenSSL could not sign");
  return signature_from_der(BytesView(der).first(size));
}

Result<Bytes> sign_ed25519(const PrivateKey::Impl& key, BytesView message) {
  Bytes signature(signature_size);
  std::size_t size = signature.size();
  const MdContext context(EVP_MD_CTX_new());
  const bool done = context && EVP_MD_CTX_copy_ex(context.get(), key.ed25519_template.get()) == 1 &&
                    EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1 &&
                    size == signature.size();
  if (!done) return ossl_failure(ErrorCode::crypto, "OpenSSL could not sign");
  return signature;
}

Result<PrivateKey> make_private_key(Pkey pkey) {
  EVP_PKEY_up_ref(pkey.get());
  EB_TRY(public_key, make_public_key(Pkey(pkey.get())));
  PkeyContext es256;
  MdContext ed25519;
  bool ready = false;
  if (public_key.algorithm() == Algorithm::es256) {
    es256.reset(EVP_PKEY_CTX_new(pkey.get(), nullptr));
    ready = es256 && EVP_PKEY_sign_init(es256.get()) == 1;
  } else {
    ed25519.reset(EVP_MD_CTX_new());
    ready = ed25519 && EVP_DigestSignInit_ex(ed25519.get(), nullptr, nullptr, nullptr, nullptr, pkey.get(), nullptr) == 1;
  }
  if (!ready) return ossl_failure(ErrorCode::crypto, "OpenSSL cannot sign with this key");
  return PrivateKey(std::make_shared<PrivateKey::Impl>(
      PrivateKey::Impl{std::move(pkey), std::move(public_key), std::move(es256), std::move(ed25519)}));
}

}  // namespace

std::size_t signature_to_der(BytesView raw64, std::span<std::uint8_t, 72> der) {
  std::size_t at = 2;
  at += put_integer(raw64.first(half), der.data() + at);
  at += put_integer(raw64.subspan(half), der.data() + at);
  der[0] = 0x30;
  der[1] = static_cast<std::uint8_t>(at - 2);
  return at;
}

Result<Bytes> signature_from_der(BytesView der) {
  const unsigned char* cursor = der.data();
  const std::unique_ptr<ECDSA_SIG, Freer<ECDSA_SIG_free>> parsed(
      d2i_ECDSA_SIG(nullptr, &cursor, static_cast<long>(der.size())));
  Bytes out(signature_size);
  const bool done = parsed && BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), out.data(), half) == static_cast<int>(half) &&
                    BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), out.data() + half, half) == static_cast<int>(half);
  if (!done) return ossl_failure(ErrorCode::crypto, "OpenSSL made an odd signature");
  return out;
}

bool PublicKey::verify(BytesView message, BytesView signature) const {
  if (signature.size() != signature_size) return false;
  const bool good = impl_->algorithm == Algorithm::es256 ? verify_es256(*impl_, message, signature)
                                                         : verify_ed25519(*impl_, message, signature);
  if (!good) ERR_clear_error();
  return good;
}

Result<PrivateKey> PrivateKey::generate(Algorithm algorithm) {
  Pkey pkey(algorithm == Algorithm::eddsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                          : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  if (!pkey) return ossl_failure(ErrorCode::crypto, "a key could not be made");
  return make_private_key(std::move(pkey));
}

const PublicKey& PrivateKey::public_key() const {
  return impl_->public_key;
}

Result<Bytes> PrivateKey::sign(BytesView message) const {
  return impl_->public_key.algorithm() == Algorithm::es256 ? sign_es256(*impl_, message) : sign_ed25519(*impl_, message);
}

Result<SecretBytes> PrivateKey::to_pem(BytesView passphrase) const {
  return write_private_pem(impl_->pkey.get(), passphrase);
}

Result<PrivateKey> PrivateKey::from_pem(BytesView pem, BytesView passphrase) {
  EB_TRY(pkey, read_private_pem(pem, passphrase));
  return make_private_key(std::move(pkey));
}

}  // namespace eb::crypto
