// The floor of signing and verifying: OpenSSL alone, keys parsed once, one context used again.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

#include "common/codec/base45.hpp"
#include "common/codec/cose.hpp"
#include "common/crypto/crypto.hpp"
#include "tests/bench/compare.hpp"

namespace bench {

using Pkey = std::shared_ptr<EVP_PKEY>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

inline Pkey private_pkey(const eb::crypto::PrivateKey& key) {
  const auto pem = key.to_pem({}).value();
  BIO* bio = BIO_new_mem_buf(pem.view().data(), static_cast<int>(pem.size()));
  Pkey made(PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr), EVP_PKEY_free);
  BIO_free(bio);
  demand(made != nullptr, "OpenSSL does not read the private key");
  return made;
}

inline Pkey public_pkey(const eb::crypto::PublicKey& key) {
  const unsigned char* cursor = key.spki().data();
  Pkey made(d2i_PUBKEY(nullptr, &cursor, static_cast<long>(key.spki().size())), EVP_PKEY_free);
  demand(made != nullptr, "OpenSSL does not read the public key");
  return made;
}

// What is signed in a badge (RFC 9052 §4.4).
inline eb::Bytes signed_bytes(const std::string& badge_text) {
  const eb::Bytes cose = eb::codec::base45_decode(std::string_view(badge_text).substr(4)).value();
  const auto message = eb::codec::parse_sign1(cose).value();
  return eb::codec::sig_structure(message.protected_header, {}, message.payload);
}

class RawSigner {
 public:
  explicit RawSigner(const eb::crypto::PrivateKey& key)
      : pkey_(private_pkey(key)),
        digest_(key.public_key().algorithm() == eb::crypto::Algorithm::es256 ? EVP_sha256() : nullptr) {}
  std::size_t sign(eb::BytesView message) {
    std::size_t size = signature.size();
    const bool done = EVP_DigestSignInit(context_.get(), nullptr, digest_, nullptr, pkey_.get()) == 1 &&
                      EVP_DigestSign(context_.get(), signature.data(), &size, message.data(), message.size()) == 1;
    demand(done, "OpenSSL does not sign");
    return size;
  }
  std::array<unsigned char, 80> signature{};

 private:
  Pkey pkey_;
  const EVP_MD* digest_;
  Context context_{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

// Verifies signatures that it made itself with the same key over the same bytes.
class RawVerifier {
 public:
  RawVerifier(const eb::crypto::PrivateKey& key, eb::Bytes message)
      : pkey_(public_pkey(key.public_key())),
        digest_(key.public_key().algorithm() == eb::crypto::Algorithm::es256 ? EVP_sha256() : nullptr),
        message_(std::move(message)) {
    RawSigner signer(key);
    const std::size_t size = signer.sign(message_);
    signature_.assign(signer.signature.begin(), signer.signature.begin() + static_cast<std::ptrdiff_t>(size));
  }
  void verify() {
    const bool good =
        EVP_DigestVerifyInit(context_.get(), nullptr, digest_, nullptr, pkey_.get()) == 1 &&
        EVP_DigestVerify(context_.get(), signature_.data(), signature_.size(), message_.data(), message_.size()) == 1;
    demand(good, "OpenSSL does not verify");
  }

 private:
  Pkey pkey_;
  const EVP_MD* digest_;
  eb::Bytes message_, signature_;
  Context context_{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

}  // namespace bench
