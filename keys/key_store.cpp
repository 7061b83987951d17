#include "keys/key_store.hpp"

#include <sys/stat.h>

#include "common/base/text.hpp"
#include "common/os/files.hpp"

namespace eb::keys {
namespace {

constexpr std::string_view token_scheme = "pkcs11:";
constexpr std::size_t max_key_file = std::size_t{1} << 16;

struct TokenKey {
  crypto::TokenAddress address;
  std::string label;
};

// RFC 7512 §2.3: attributes are percent-encoded.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    const auto byte = i + 2 < text.size() ? from_hex(text.substr(i + 1, 2)) : std::nullopt;
    if (!byte || byte->size() != 1) return std::nullopt;
    out.push_back(static_cast<char>(byte->front()));
    i += 2;
  }
  return out;
}

Result<TokenKey> parse_token_key(std::string_view uri) {
  const auto bad = [] {
    return fail(ErrorCode::usage, "a token key is written pkcs11:token=LABEL;object=LABEL?module-path=FILE");
  };
  TokenKey key;
  uri.remove_prefix(token_scheme.size());
  while (!uri.empty()) {
    const auto end = std::min(uri.find_first_of(";?&"), uri.size());
    const auto part = uri.substr(0, end);
    uri.remove_prefix(std::min(end + 1, uri.size()));
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) return bad();
    const auto value = percent_decoded(part.substr(equals + 1));
    const auto name = part.substr(0, equals);
    if (!value) return bad();
    if (name == "token") {
      key.address.token_label = *value;
    } else if (name == "object") {
      key.label = *value;
    } else if (name == "module-path") {
      key.address.module = *value;
    } else {
      return bad();
    }
  }
  if (key.address.token_label.empty() || key.label.empty() || key.address.module.empty()) return bad();
  return key;
}

std::filesystem::path file_of(const KeyPlace& place, const std::filesystem::path& base) {
  const std::filesystem::path path(place.text);
  return path.is_absolute() ? path : base / path;
}

Status check_private(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(ErrorCode::not_allowed, "key file " + printable(path.string()) +
                                            " can be read by others: chmod 600 it, and think of the key as known to them");
  return {};
}

}  // namespace

bool KeyPlace::is_token() const {
  return text.starts_with(token_scheme);
}

Result<std::unique_ptr<crypto::Signer>> create_key(const KeyPlace& place, const std::filesystem::path& base,
                                                   crypto::Algorithm algorithm, BytesView secret) {
  if (place.is_token()) {
    EB_TRY(where, parse_token_key(place.text));
    EB_TRY(token, crypto::Token::open(where.address, secret));
    return token->generate(where.label, algorithm);
  }
  EB_TRY(key, crypto::PrivateKey::generate(algorithm));
  EB_TRY(pem, key.to_pem(secret));
  EB_CHECK(os::write_new_file(file_of(place, base), pem.view(), os::Access::owner_only));
  return std::make_unique<crypto::PrivateKey>(std::move(key));
}

Result<std::unique_ptr<crypto::Signer>> open_key(const KeyPlace& place, const std::filesystem::path& base,
                                                 BytesView secret) {
  if (place.is_token()) {
    EB_TRY(where, parse_token_key(place.text));
    EB_TRY(token, crypto::Token::open(where.address, secret));
    return token->find(where.label);
  }
  const auto path = file_of(place, base);
  auto content = os::read_file(path, max_key_file);
  if (!content) return fail_in("key", std::move(content).error());
  const SecretBytes pem(std::move(*content));
  EB_CHECK(check_private(path));
  auto key = crypto::PrivateKey::from_pem(pem.view(), secret);
  if (!key) return fail_in("key file " + printable(path.string()), std::move(key).error());
  return std::make_unique<crypto::PrivateKey>(std::move(*key));
}

}  // namespace eb::keys
