#include "common/crypto/token.hpp"

#include <array>
#include <thread>

#include <dlfcn.h>
#include <p11-kit-1/p11-kit/pkcs11.h>

#include "tests/unit/crypto/softhsm.hpp"

using namespace eb;
using namespace eb::crypto;
using test::SoftHsm;

namespace {

template <class T>
ErrorCode code_of(const Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().code;
}

std::shared_ptr<Token> opened() {
  auto token = Token::open(SoftHsm::address(), as_bytes(SoftHsm::pin));
  REQUIRE(token);
  return *token;
}

// The token as another program with the PIN sees it, while a Token is open.
class RawSession {
 public:
  RawSession() {
    void* library = ::dlopen(SoftHsm::module, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(library != nullptr);
    const auto get_list = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
    REQUIRE(get_list(&calls) == CKR_OK);
    std::array<CK_SLOT_ID, 8> slots{};
    CK_ULONG count = slots.size();
    REQUIRE(calls->C_GetSlotList(CK_TRUE, slots.data(), &count) == CKR_OK);
    REQUIRE(calls->C_OpenSession(slots[0], CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &handle) == CKR_OK);
  }
  ~RawSession() { calls->C_CloseSession(handle); }
  RawSession(const RawSession&) = delete;
  RawSession& operator=(const RawSession&) = delete;

  [[nodiscard]] CK_OBJECT_HANDLE private_key() const {
    CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
    CK_ATTRIBUTE wanted{CKA_CLASS, &kind, sizeof kind};
    CK_OBJECT_HANDLE found = CK_INVALID_HANDLE;
    CK_ULONG count = 0;
    REQUIRE(calls->C_FindObjectsInit(handle, &wanted, 1) == CKR_OK);
    REQUIRE(calls->C_FindObjects(handle, &found, 1, &count) == CKR_OK);
    REQUIRE(calls->C_FindObjectsFinal(handle) == CKR_OK);
    REQUIRE(count == 1);
    return found;
  }
  // A P-256 pair that may leave the token.
  void make_extractable(std::string label) const {
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    std::array<std::uint8_t, 10> curve{0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
    const CK_ATTRIBUTE token{CKA_TOKEN, &yes, sizeof yes};
    const CK_ATTRIBUTE name{CKA_LABEL, label.data(), label.size()};
    const CK_ATTRIBUTE id{CKA_ID, label.data(), label.size()};
    std::array open_half{token, name, id, CK_ATTRIBUTE{CKA_EC_PARAMS, curve.data(), curve.size()}};
    std::array secret_half{token, name, id, CK_ATTRIBUTE{CKA_SENSITIVE, &no, sizeof no},
                           CK_ATTRIBUTE{CKA_EXTRACTABLE, &yes, sizeof yes}};
    CK_MECHANISM mechanism{CKM_EC_KEY_PAIR_GEN, nullptr, 0};
    CK_OBJECT_HANDLE a = CK_INVALID_HANDLE;
    CK_OBJECT_HANDLE b = CK_INVALID_HANDLE;
    REQUIRE(calls->C_GenerateKeyPair(handle, &mechanism, open_half.data(), open_half.size(), secret_half.data(),
                                     secret_half.size(), &a, &b) == CKR_OK);
  }

  CK_FUNCTION_LIST* calls = nullptr;
  CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
};

}  // namespace

TEST_CASE("a key that was made in the token cannot be read or made readable", "[token]") {
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    const SoftHsm hsm;
    const auto token = opened();
    REQUIRE(token->generate("root", algorithm));
    const RawSession raw;
    const auto key = raw.private_key();
    std::array<std::uint8_t, 256> value{};
    CK_ATTRIBUTE wanted{CKA_VALUE, value.data(), value.size()};
    CHECK(raw.calls->C_GetAttributeValue(raw.handle, key, &wanted, 1) == CKR_ATTRIBUTE_SENSITIVE);
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    CK_ATTRIBUTE extractable{CKA_EXTRACTABLE, &yes, sizeof yes};
    CHECK(raw.calls->C_SetAttributeValue(raw.handle, key, &extractable, 1) != CKR_OK);
    CK_ATTRIBUTE sensitive{CKA_SENSITIVE, &no, sizeof no};
    CHECK(raw.calls->C_SetAttributeValue(raw.handle, key, &sensitive, 1) != CKR_OK);
    CHECK(raw.calls->C_GetAttributeValue(raw.handle, key, &wanted, 1) == CKR_ATTRIBUTE_SENSITIVE);
  }
}

TEST_CASE("a key that can leave the token is not used", "[token]") {
  const SoftHsm hsm;
  const auto token = opened();
  RawSession().make_extractable("loose");
  CHECK(code_of(token->find("loose")) == ErrorCode::key_unfit);
  RawSession().make_extractable("loose");
  CHECK(code_of(token->find("loose")) == ErrorCode::key_unfit);  // two of one name
}

TEST_CASE("keys are made in the token, found again and sign", "[token]") {
  const SoftHsm hsm;
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    const std::string label = "key " + std::string(algorithm_name(algorithm));
    std::optional<PublicKey> made;
    {
      const auto token = opened();
      const auto signer = token->generate(label, algorithm);
      REQUIRE(signer);
      made = (*signer)->public_key();
      CHECK(made->algorithm() == algorithm);
      const auto signature = (*signer)->sign(as_bytes("badge"));
      REQUIRE(signature);
      CHECK(made->verify(as_bytes("badge"), *signature));
      CHECK((*signer)->sign({}));
    }
    const auto signer = opened()->find(label);  // the token itself was closed in between
    REQUIRE(signer);
    CHECK((*signer)->public_key() == *made);
    CHECK(made->verify(as_bytes("again"), (*signer)->sign(as_bytes("again")).value()));
  }
  CHECK(opened()->labels().value() == std::vector<std::string>{"key ES256", "key EdDSA"});
}

TEST_CASE("a label is used once, and a missing one is said", "[token]") {
  const SoftHsm hsm;
  const auto token = opened();
  REQUIRE(token->generate("root", Algorithm::eddsa));
  CHECK(code_of(token->generate("root", Algorithm::eddsa)) == ErrorCode::already_exists);
  CHECK(code_of(token->generate("root", Algorithm::es256)) == ErrorCode::already_exists);
  CHECK(code_of(token->find("rooT")) == ErrorCode::not_found);
  CHECK(code_of(token->generate("", Algorithm::es256)) == ErrorCode::invalid_argument);
  CHECK(code_of(token->generate("a\nb", Algorithm::es256)) == ErrorCode::invalid_argument);
  CHECK(code_of(token->generate(std::string(65, 'a'), Algorithm::es256)) == ErrorCode::invalid_argument);
  CHECK(code_of(token->find("a\nb")) == ErrorCode::invalid_argument);
}

TEST_CASE("a wrong PIN is refused and not tried again", "[token]") {
  const SoftHsm hsm;
  const auto wrong = Token::open(SoftHsm::address(), as_bytes("4711-geheim!"));
  CHECK(code_of(wrong) == ErrorCode::decrypt_failed);
  CHECK(wrong.error().message.find("CKR_PIN_INCORRECT") != std::string::npos);
  CHECK(wrong.error().message.find("geheim") == std::string::npos);
  CHECK(code_of(Token::open(SoftHsm::address(), {})) == ErrorCode::decrypt_failed);
  CHECK(code_of(Token::open(SoftHsm::address(), Bytes(257, '1'))) == ErrorCode::decrypt_failed);
  const auto token = opened();
  CHECK(code_of(Token::open(SoftHsm::address(), as_bytes("4711-geheim!"))) == ErrorCode::decrypt_failed);
  CHECK(Token::open(SoftHsm::address(), as_bytes(SoftHsm::pin)));  // a second key of the same token
}

TEST_CASE("a missing module or token is said", "[token]") {
  const SoftHsm hsm;
  auto address = SoftHsm::address();
  address.token_label = "office";
  CHECK(code_of(Token::open(address, as_bytes(SoftHsm::pin))) == ErrorCode::not_found);
  address = SoftHsm::address();
  address.module = "/usr/lib/softhsm/none.so";
  CHECK(code_of(Token::open(address, as_bytes(SoftHsm::pin))) == ErrorCode::not_found);
  address.module = "/lib/x86_64-linux-gnu/libm.so.6";  // a library, but no module
  CHECK(code_of(Token::open(address, as_bytes(SoftHsm::pin))) == ErrorCode::not_found);
  address.module = "libsofthsm2.so";
  CHECK(code_of(Token::open(address, as_bytes(SoftHsm::pin))) == ErrorCode::invalid_argument);
  hsm.add_token(std::string(SoftHsm::label));
  CHECK(code_of(Token::open(SoftHsm::address(), as_bytes(SoftHsm::pin))) == ErrorCode::not_found);  // two of one name
}

TEST_CASE("one token key signs in several threads", "[token]") {
  const SoftHsm hsm;
  const auto signer = opened()->generate("busy", Algorithm::es256);
  REQUIRE(signer);
  std::array<int, 4> good{};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < good.size(); ++t)
    threads.emplace_back([&, t] {
      for (std::uint8_t i = 0; i < 10; ++i) good.at(t) += (*signer)->sign(Bytes{static_cast<std::uint8_t>(t), i}) ? 1 : 0;
    });
  for (auto& thread : threads) thread.join();
  CHECK(good == std::array<int, 4>{10, 10, 10, 10});
}
