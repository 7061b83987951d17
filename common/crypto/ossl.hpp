// OpenSSL handles that free themselves, and algorithms fetched once. Private to common/crypto.
#pragma once

#include <memory>
#include <string>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "common/base/error.hpp"

namespace eb::crypto {

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using MdContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freer<EVP_CIPHER_CTX_free>>;
using Pkey = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;

// Fetching an algorithm by name costs more than hashing a badge: done once in a process.
const EVP_MD* sha256_algorithm();
const EVP_CIPHER* aes256_gcm_algorithm();

// The last error of OpenSSL's queue in words, and empties the queue.
[[nodiscard]] tl::unexpected<Error> ossl_failure(ErrorCode code, const std::string& what);

}  // namespace eb::crypto
