// Keys that never leave a PKCS#11 token (PKCS#11 v2.40; raw API through p11-kit's header).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/crypto/crypto.hpp"

namespace eb::crypto {

struct TokenAddress {
  std::string module;       // path of the PKCS#11 library
  std::string token_label;  // CKA_LABEL of the token
};

// One logged-in session. A wrong PIN is reported once and never retried (tokens lock themselves).
class Token {
 public:
  // decrypt_failed: wrong PIN; not_found: module or token missing; crypto: any other PKCS#11 error, with its CKR_ name.
  [[nodiscard]] static Result<std::shared_ptr<Token>> open(const TokenAddress& address, BytesView pin);
  // Makes a non-extractable, sensitive key pair with CKA_LABEL = label; already_exists when there is one.
  [[nodiscard]] Result<std::unique_ptr<Signer>> generate(const std::string& label, Algorithm algorithm);
  [[nodiscard]] Result<std::unique_ptr<Signer>> find(const std::string& label);
  [[nodiscard]] Result<std::vector<std::string>> labels();

  struct Impl;
  explicit Token(std::shared_ptr<Impl> impl);
  ~Token();
  Token(const Token&) = delete;
  Token& operator=(const Token&) = delete;

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace eb::crypto
