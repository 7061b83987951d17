// Private keys as PKCS#8 PEM: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC 8018), or unencrypted.
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "common/crypto/key_impl.hpp"

namespace eb::crypto {
namespace {

constexpr int pbkdf2_rounds = 600'000;
constexpr std::size_t max_pem = std::size_t{1} << 16;
constexpr std::size_t max_passphrase = 1024;

using PrivateInfo = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freer<PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedInfo = std::unique_ptr<X509_SIG, Freer<X509_SIG_free>>;

Result<EncryptedInfo> encrypt(PKCS8_PRIV_KEY_INFO* info, BytesView passphrase) {
  X509_ALGOR* scheme = PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), pbkdf2_rounds, nullptr, 16, nullptr, NID_hmacWithSHA256);
  if (scheme == nullptr) return ossl_failure(ErrorCode::crypto, "PBES2 is not available");
  EncryptedInfo sealed(
      PKCS8_set0_pbe(reinterpret_cast<const char*>(passphrase.data()), static_cast<int>(passphrase.size()), info, scheme));
  if (!sealed) {
    X509_ALGOR_free(scheme);
    return ossl_failure(ErrorCode::crypto, "the key could not be encrypted");
  }
  return sealed;
}

// OpenSSL asks for a passphrase by calling back; it gets the one that was given, once.
int give_passphrase(char* buffer, int size, int /*writing*/, void* given) {
  const auto& passphrase = *static_cast<const BytesView*>(given);
  if (passphrase.empty() || passphrase.size() > static_cast<std::size_t>(size)) return -1;
  std::copy(passphrase.begin(), passphrase.end(), reinterpret_cast<std::uint8_t*>(buffer));
  return static_cast<int>(passphrase.size());
}

}  // namespace

Result<SecretBytes> write_private_pem(EVP_PKEY* pkey, BytesView passphrase) {
  if (passphrase.size() > max_passphrase)
    return fail(ErrorCode::invalid_argument, "the passphrase is longer than 1024 bytes");
  const PrivateInfo info(EVP_PKEY2PKCS8(pkey));
  const Bio bio(BIO_new(BIO_s_secmem()));
  if (!info || !bio) return ossl_failure(ErrorCode::crypto, "the key cannot be written");
  bool done = false;
  if (passphrase.empty()) {
    done = PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), info.get()) == 1;
  } else {
    EB_TRY(sealed, encrypt(info.get(), passphrase));
    done = PEM_write_bio_PKCS8(bio.get(), sealed.get()) == 1;
  }
  char* data = nullptr;
  const long size = done ? BIO_get_mem_data(bio.get(), &data) : 0;
  if (size <= 0) return ossl_failure(ErrorCode::crypto, "the key cannot be written");
  return SecretBytes(to_bytes(as_bytes({data, static_cast<std::size_t>(size)})));
}

Result<Pkey> read_private_pem(BytesView pem, BytesView passphrase) {
  if (pem.size() > max_pem) return fail(ErrorCode::malformed, "not a private key in PEM: too large");
  const bool encrypted = as_text(pem).starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----");
  if (!encrypted && !as_text(pem).starts_with("-----BEGIN PRIVATE KEY-----"))
    return fail(ErrorCode::malformed, "not a PKCS#8 private key in PEM");
  if (encrypted && passphrase.empty())
    return fail(ErrorCode::decrypt_failed, "the key is encrypted and no passphrase was given");
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  BytesView given = passphrase;
  Pkey pkey(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &given) : nullptr);
  ERR_clear_error();
  if (!pkey && encrypted)
    return fail(ErrorCode::decrypt_failed, "the passphrase does not open the key: it is wrong, or the file is damaged");
  if (!pkey) return fail(ErrorCode::malformed, "not a private key that can be read");
  EB_TRY(algorithm, algorithm_of(pkey.get()));
  if (algorithm == Algorithm::es256) {
    // A P-256 file holds its public point as well: a wrong one would make signatures that nobody can verify.
    const PkeyContext context(EVP_PKEY_CTX_new(pkey.get(), nullptr));
    if (!context || EVP_PKEY_check(context.get()) != 1)
      return ossl_failure(ErrorCode::malformed, "the private key does not belong to its public key");
  }
  return pkey;
}

}  // namespace eb::crypto
