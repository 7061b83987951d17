#include <openssl/rand.h>

#include "common/crypto/crypto.hpp"
#include "common/crypto/ossl.hpp"

namespace eb::crypto {
namespace {

EVP_CIPHER_CTX* thread_context() {
  thread_local const CipherContext context(EVP_CIPHER_CTX_new());
  if (!context) broken_invariant("no memory for a cipher context");
  return context.get();
}

// Forgets the key however the call ends.
struct ContextReset {
  EVP_CIPHER_CTX* context;
  ~ContextReset() { EVP_CIPHER_CTX_reset(context); }
};

constexpr std::size_t max_message = std::size_t{1} << 30;

}  // namespace

const EVP_CIPHER* aes256_gcm_algorithm() {
  static EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  if (algorithm == nullptr) broken_invariant("OpenSSL has no AES-256-GCM");
  return algorithm;
}

tl::unexpected<Error> ossl_failure(ErrorCode code, const std::string& what) {
  std::string message = what;
  if (const auto number = ERR_peek_last_error(); number != 0) {
    const char* reason = ERR_reason_error_string(number);
    if (reason != nullptr) message += std::string(" (OpenSSL: ") + reason + ")";
  }
  ERR_clear_error();
  return fail(code, std::move(message));
}

Result<Bytes> aes256_gcm_seal(const AesKey& key, BytesView nonce, BytesView associated, BytesView plain) {
  if (nonce.size() != gcm_nonce_size || plain.size() > max_message || associated.size() > max_message)
    return fail(ErrorCode::invalid_argument, "AES-GCM: nonce must be 12 bytes and data below 1 GiB");
  auto* context = thread_context();
  const ContextReset reset{context};
  Bytes out(plain.size() + gcm_tag_size);
  int size = 0;
  bool done = EVP_EncryptInit_ex2(context, aes256_gcm_algorithm(), key.view().data(), nonce.data(), nullptr) == 1;
  done = done && EVP_EncryptUpdate(context, nullptr, &size, associated.data(), static_cast<int>(associated.size())) == 1;
  done = done && EVP_EncryptUpdate(context, out.data(), &size, plain.data(), static_cast<int>(plain.size())) == 1;
  done = done && EVP_EncryptFinal_ex(context, out.data() + plain.size(), &size) == 1;
  done = done &&
         EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(gcm_tag_size), out.data() + plain.size()) == 1;
  if (!done) return ossl_failure(ErrorCode::crypto, "AES-GCM could not encrypt");
  return out;
}

Result<SecretBytes> aes256_gcm_open(const AesKey& key, BytesView nonce, BytesView associated, BytesView sealed) {
  if (nonce.size() != gcm_nonce_size || sealed.size() < gcm_tag_size || sealed.size() > max_message ||
      associated.size() > max_message)
    return fail(ErrorCode::decrypt_failed, "sealed data is too short, too long or has no 12-byte nonce");
  auto* context = thread_context();
  const ContextReset reset{context};
  const auto body = sealed.first(sealed.size() - gcm_tag_size);
  Bytes tag(sealed.end() - static_cast<std::ptrdiff_t>(gcm_tag_size), sealed.end());
  SecretBytes out(body.size());
  int size = 0;
  bool done = EVP_DecryptInit_ex2(context, aes256_gcm_algorithm(), key.view().data(), nonce.data(), nullptr) == 1;
  done = done && EVP_DecryptUpdate(context, nullptr, &size, associated.data(), static_cast<int>(associated.size())) == 1;
  done = done && EVP_DecryptUpdate(context, out.writable().data(), &size, body.data(), static_cast<int>(body.size())) == 1;
  done = done && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1;
  std::uint8_t nothing = 0;
  done = done && EVP_DecryptFinal_ex(context, &nothing, &size) == 1;
  ERR_clear_error();
  if (!done) return fail(ErrorCode::decrypt_failed, "sealed data does not open: wrong key, or it was changed");
  return out;
}

Status random_bytes(std::span<std::uint8_t> out) {
  if (out.size() > 1U << 20 || RAND_bytes(out.data(), static_cast<int>(out.size())) != 1)
    return ossl_failure(ErrorCode::crypto, "the system gives no random numbers");
  return {};
}

}  // namespace eb::crypto
