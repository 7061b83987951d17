// Keys in a PKCS#11 token. The token makes signatures only; every one of them is verified here before it is used.
#include "common/crypto/token.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

#include "common/base/text.hpp"
#include "common/crypto/pkcs11_module.hpp"

namespace eb::crypto {

struct Token::Impl {
  std::unique_ptr<pkcs11::Session> session;
  std::mutex lock;  // a session does one thing at a time
  SecretArray<32, struct PinCheckTag> pin_check_key;
  Sha256 pin_check;  // HMAC of the PIN that logged in
};

namespace {

constexpr std::size_t max_label = 64;
constexpr std::size_t id_size = 16;
constexpr std::size_t max_pin = 256;
constexpr CK_BBOOL yes = CK_TRUE;
constexpr CK_BBOOL no = CK_FALSE;
constexpr CK_OBJECT_CLASS private_class = CKO_PRIVATE_KEY;
constexpr CK_OBJECT_CLASS public_class = CKO_PUBLIC_KEY;

struct Kind {
  Algorithm algorithm;
  CK_KEY_TYPE key_type;
  CK_MECHANISM_TYPE generate, sign;
  BytesView curve;       // CKA_EC_PARAMS
  std::size_t raw_size;  // of the public key
};
constexpr std::array<std::uint8_t, 10> p256_curve{0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
constexpr std::array<std::uint8_t, 14> ed25519_curve{0x13, 0x0c, 'e', 'd', 'w', 'a', 'r', 'd', 's', '2', '5', '5', '1', '9'};
const std::array<Kind, 2> kinds{{
    {Algorithm::es256, CKK_EC, CKM_EC_KEY_PAIR_GEN, CKM_ECDSA, p256_curve, 65},
    {Algorithm::eddsa, CKK_EC_EDWARDS, CKM_EC_EDWARDS_KEY_PAIR_GEN, CKM_EDDSA, ed25519_curve, 32},
}};

using Impl = Token::Impl;

class TokenSigner final : public Signer {
 public:
  TokenSigner(std::shared_ptr<Impl> token, CK_OBJECT_HANDLE key, const Kind& kind, PublicKey public_key)
      : token_(std::move(token)), key_(key), kind_(kind), public_key_(std::move(public_key)) {}
  [[nodiscard]] const PublicKey& public_key() const override { return public_key_; }
  [[nodiscard]] Result<Bytes> sign(BytesView message) const override;

 private:
  std::shared_ptr<Impl> token_;
  CK_OBJECT_HANDLE key_;
  const Kind& kind_;
  PublicKey public_key_;
};

Result<Bytes> TokenSigner::sign(BytesView message) const {
  Bytes input = kind_.algorithm == Algorithm::es256 ? to_bytes(sha256(message).view()) : to_bytes(message);
  input.reserve(1);  // tokens refuse a null pointer even for no bytes
  Bytes signature(signature_size);
  CK_ULONG size = signature.size();
  CK_MECHANISM mechanism{kind_.sign, nullptr, 0};
  {
    const std::scoped_lock guard(token_->lock);
    const auto& session = *token_->session;
    CK_RV result = session.calls().C_SignInit(session.handle(), &mechanism, key_);
    if (result == CKR_OK)
      result = session.calls().C_Sign(session.handle(), input.data(), input.size(), signature.data(), &size);
    if (result != CKR_OK) return pkcs11::failure(ErrorCode::crypto, "the token does not sign", result);
  }
  if (size != signature_size || !public_key_.verify(message, signature))
    return fail(ErrorCode::crypto, "the token made a signature that does not verify under the key it shows");
  return signature;
}

// CKA_EC_POINT: a DER OCTET STRING of the point; some tokens give the point itself.
Result<PublicKey> public_key_from(BytesView point, const Kind& kind) {
  const auto size = kind.raw_size;
  if (point.size() == size + 2 && point[0] == 0x04 && point[1] == size) point = point.subspan(2);
  return kind.algorithm == Algorithm::es256 ? PublicKey::from_p256(point) : PublicKey::from_ed25519(point);
}

Status check_label(const std::string& label) {
  if (label.empty() || label.size() > max_label || printable(label, max_label) != label)
    return fail(ErrorCode::invalid_argument, "a key in a token needs a printable label of 1 to 64 bytes");
  return {};
}

Result<std::vector<CK_OBJECT_HANDLE>> with_label(const Impl& token, const std::string& label, const CK_OBJECT_CLASS& kind) {
  return token.session->find({pkcs11::attribute_of(CKA_CLASS, kind), pkcs11::attribute_of(CKA_TOKEN, yes),
                              pkcs11::attribute_of(CKA_LABEL, as_bytes(label))});
}

Result<const Kind*> kind_of(const Impl& token, CK_OBJECT_HANDLE key) {
  EB_TRY(type, token.session->attribute(key, CKA_KEY_TYPE));
  for (const auto& kind : kinds) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&kind.key_type);
    if (std::equal(type.begin(), type.end(), bytes, bytes + sizeof kind.key_type)) return &kind;
  }
  return fail(ErrorCode::key_unfit, "the key in the token is neither P-256 nor Ed25519");
}

Result<std::unique_ptr<Signer>> signer_for(const std::shared_ptr<Impl>& token, CK_OBJECT_HANDLE key) {
  const auto& session = *token->session;
  EB_TRY(kind, kind_of(*token, key));
  EB_TRY(sensitive, session.flag(key, CKA_SENSITIVE));
  EB_TRY(extractable, session.flag(key, CKA_EXTRACTABLE));
  if (!sensitive || extractable)
    return fail(ErrorCode::key_unfit, "the key can leave the token: make a new one in the token");
  EB_TRY(id, session.attribute(key, CKA_ID));
  EB_TRY(publics, session.find({pkcs11::attribute_of(CKA_CLASS, public_class), pkcs11::attribute_of(CKA_TOKEN, yes),
                                pkcs11::attribute_of(CKA_ID, BytesView(id))}));
  if (publics.size() != 1) return fail(ErrorCode::not_found, "the token does not hold the public half of the key");
  EB_TRY(point, session.attribute(publics.front(), CKA_EC_POINT));
  EB_TRY(public_key, public_key_from(point, *kind));
  return std::make_unique<TokenSigner>(token, key, *kind, std::move(public_key));
}

Status make_pair(const Impl& token, const std::string& label, const Kind& kind) {
  std::array<std::uint8_t, id_size> id{};
  EB_CHECK(random_bytes(id));
  using pkcs11::attribute_of;
  std::vector<CK_ATTRIBUTE> public_half{attribute_of(CKA_TOKEN, yes),
                                        attribute_of(CKA_PRIVATE, no),
                                        attribute_of(CKA_VERIFY, yes),
                                        attribute_of(CKA_EC_PARAMS, kind.curve),
                                        attribute_of(CKA_LABEL, as_bytes(label)),
                                        attribute_of(CKA_ID, BytesView(id))};
  std::vector<CK_ATTRIBUTE> private_half{attribute_of(CKA_TOKEN, yes),       attribute_of(CKA_PRIVATE, yes),
                                         attribute_of(CKA_SENSITIVE, yes),   attribute_of(CKA_EXTRACTABLE, no),
                                         attribute_of(CKA_SIGN, yes),        attribute_of(CKA_LABEL, as_bytes(label)),
                                         attribute_of(CKA_ID, BytesView(id))};
  CK_MECHANISM mechanism{kind.generate, nullptr, 0};
  CK_OBJECT_HANDLE made_public = CK_INVALID_HANDLE;
  CK_OBJECT_HANDLE made_private = CK_INVALID_HANDLE;
  const CK_RV result =
      token.session->calls().C_GenerateKeyPair(token.session->handle(), &mechanism, public_half.data(), public_half.size(),
                                               private_half.data(), private_half.size(), &made_public, &made_private);
  if (result != CKR_OK) return pkcs11::failure(ErrorCode::crypto, "the token does not make a key", result);
  return {};
}

Result<std::unique_ptr<Signer>> find_signer(const std::shared_ptr<Impl>& token, const std::string& label) {
  EB_TRY(keys, with_label(*token, label, private_class));
  if (keys.empty()) return fail(ErrorCode::not_found, "the token holds no key \"" + label + "\"");
  if (keys.size() > 1) return fail(ErrorCode::key_unfit, "the token holds more than one key \"" + label + "\"");
  return signer_for(token, keys.front());
}

Status log_in(const Impl& token, BytesView pin) {
  const CK_RV result = token.session->login(pin);
  switch (result) {
    case CKR_OK: return {};
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
      return pkcs11::failure(ErrorCode::decrypt_failed, "wrong PIN: tried once, the token locks itself after a few", result);
    case CKR_PIN_LOCKED:
      return pkcs11::failure(ErrorCode::decrypt_failed, "the PIN is locked: unlock it with the token's own tool", result);
    default: return pkcs11::failure(ErrorCode::crypto, "the token refuses to log in", result);
  }
}

// A program may open several keys of one token; the token itself allows one login.
std::mutex open_tokens_lock;
std::map<std::string, std::weak_ptr<Impl>>& open_tokens() {
  static std::map<std::string, std::weak_ptr<Impl>> all;
  return all;
}

Result<std::shared_ptr<Impl>> logged_in(const TokenAddress& address, BytesView pin) {
  const std::scoped_lock guard(open_tokens_lock);
  auto& place = open_tokens()[address.module + '\n' + address.token_label];
  if (auto open = place.lock()) {
    const auto check = hmac_sha256(open->pin_check_key.view(), pin);
    if (equal_constant_time(check.view(), open->pin_check.view())) return open;
    return fail(ErrorCode::decrypt_failed, "wrong PIN: it differs from the one that opened the token");
  }
  EB_TRY(module, pkcs11::Module::load(address.module));
  EB_TRY(slot, module->slot_of(address.token_label));
  auto token = std::make_shared<Impl>();
  EB_TRY(session, pkcs11::Session::open(module, slot));
  token->session = std::move(session);
  EB_CHECK(random_bytes(token->pin_check_key.writable()));
  EB_CHECK(log_in(*token, pin));
  token->pin_check = hmac_sha256(token->pin_check_key.view(), pin);
  place = token;
  return token;
}

}  // namespace

Token::Token(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Token::~Token() = default;

Result<std::shared_ptr<Token>> Token::open(const TokenAddress& address, BytesView pin) {
  if (pin.empty() || pin.size() > max_pin) return fail(ErrorCode::decrypt_failed, "a PIN has 1 to 256 bytes");
  auto impl = logged_in(address, pin);
  if (!impl) return fail_in("token " + printable(address.token_label), std::move(impl).error());
  return std::make_shared<Token>(std::move(*impl));
}

Result<std::unique_ptr<Signer>> Token::generate(const std::string& label, Algorithm algorithm) {
  EB_CHECK(check_label(label));
  const auto& kind = *std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.algorithm == algorithm; });
  const std::scoped_lock guard(impl_->lock);
  for (const auto& type : {private_class, public_class}) {
    EB_TRY(there, with_label(*impl_, label, type));
    if (!there.empty()) return fail(ErrorCode::already_exists, "the token already holds a key \"" + label + "\"");
  }
  EB_CHECK(make_pair(*impl_, label, kind));
  return find_signer(impl_, label);
}

Result<std::unique_ptr<Signer>> Token::find(const std::string& label) {
  EB_CHECK(check_label(label));
  const std::scoped_lock guard(impl_->lock);
  return find_signer(impl_, label);
}

Result<std::vector<std::string>> Token::labels() {
  const std::scoped_lock guard(impl_->lock);
  EB_TRY(keys, impl_->session->find({pkcs11::attribute_of(CKA_CLASS, private_class), pkcs11::attribute_of(CKA_TOKEN, yes)}));
  std::vector<std::string> out;
  for (const auto key : keys) {
    EB_TRY(label, impl_->session->attribute(key, CKA_LABEL));
    out.emplace_back(as_text(label));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace eb::crypto
