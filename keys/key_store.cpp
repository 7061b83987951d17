#include "keys/key_store.hpp"

#include <algorithm>
#include <optional>

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

// RFC 7512 §2.3: values are percent-encoded.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    const auto byte = from_hex(text.substr(i + 1, 2));
    if (!byte || byte->size() != 1 || byte->front() == 0) return std::nullopt;
    out.push_back(static_cast<char>(byte->front()));
    i += 2;
  }
  return out;
}

// Fills a place once: a second attribute of the same name is refused (RFC 7512 §2.3).
bool set_attribute(std::string_view part, std::string_view name, std::string& place) {
  if (!part.starts_with(name) || !place.empty()) return false;
  const auto value = percent_decoded(part.substr(name.size()));
  if (!value || value->empty()) return false;
  place = *value;
  return true;
}

Result<TokenKey> parse_token_key(std::string_view uri) {
  const auto bad = [] {
    return fail(ErrorCode::usage, "a token key is written pkcs11:token=LABEL;object=LABEL?module-path=FILE");
  };
  uri.remove_prefix(token_scheme.size());
  const auto question = uri.find('?');
  if (question == std::string_view::npos) return bad();
  TokenKey key;
  const auto query = uri.substr(question + 1);
  if (query.find('&') != std::string_view::npos || !set_attribute(query, "module-path=", key.address.module)) return bad();
  auto path = uri.substr(0, question);
  while (!path.empty()) {
    const auto end = std::min(path.find(';'), path.size());
    const auto part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (!set_attribute(part, "token=", key.address.token_label) && !set_attribute(part, "object=", key.label)) return bad();
  }
  if (key.address.token_label.empty() || key.label.empty()) return bad();
  return key;
}

std::filesystem::path file_of(const KeyPlace& place, const std::filesystem::path& base) {
  const std::filesystem::path path(place.text);
  return path.is_absolute() ? path : base / path;
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
  if (secret.empty())
    return fail(ErrorCode::invalid_argument, "key file " + printable(place.text) + " needs a passphrase that is not empty");
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
  auto pem = os::read_private_file(path, max_key_file);
  if (!pem) return fail_in("key file", std::move(pem).error());
  auto key = crypto::PrivateKey::from_pem(pem->view(), secret);
  if (!key) return fail_in("key file " + printable(path.string()), std::move(key).error());
  return std::make_unique<crypto::PrivateKey>(std::move(*key));
}

}  // namespace eb::keys
