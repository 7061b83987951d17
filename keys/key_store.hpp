// Private keys where they are kept: encrypted PKCS#8 files (mode 0600) or PKCS#11 tokens, behind one call.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "common/base/error.hpp"
#include "common/crypto/crypto.hpp"
#include "common/crypto/token.hpp"

namespace eb::keys {

// A key's place, as written in office files: a path ("keys/root.pem") or "pkcs11:token=LABEL;object=LABEL?module-path=FILE"
// (RFC 7512, these attributes only).
struct KeyPlace {
  std::string text;
  [[nodiscard]] bool is_token() const;
};

// Makes a key at the place and returns it ready to sign. already_exists when there is one. secret: passphrase or PIN,
// invalid_argument when it is empty.
[[nodiscard]] Result<std::unique_ptr<crypto::Signer>> create_key(const KeyPlace& place, const std::filesystem::path& base,
                                                                 crypto::Algorithm algorithm, BytesView secret);
// Opens it. not_allowed when a key file is readable by group or others; decrypt_failed for a wrong passphrase or PIN (said
// once, never retried); not_found with the place.
[[nodiscard]] Result<std::unique_ptr<crypto::Signer>> open_key(const KeyPlace& place, const std::filesystem::path& base,
                                                               BytesView secret);

}  // namespace eb::keys
