// Signatures: the answer of PublicKey alone, as the verifiers of badges, lists and logs get it.
#include "common/base/text.hpp"
#include "common/crypto/crypto.hpp"
#include "tests/conformance/suite.hpp"

namespace eb::conformance {
namespace {

Outcome verdict_of(const Result<crypto::PublicKey>& key, BytesView message, BytesView signature) {
  if (!key) return {"reject", std::string(error_name(key.error().code)) + ": " + key.error().message};
  if (!key->verify(message, signature)) return {"reject", "the signature does not verify"};
  return {"accept", ""};
}

}  // namespace

Outcome wycheproof_case(const nlohmann::json& test_case, const std::filesystem::path& /*folder*/) {
  const auto key = crypto::PublicKey::from_pem(test_case.at("key_pem").get<std::string>());
  const auto message = from_hex(test_case.at("msg_hex").get<std::string>());
  const auto signature = from_hex(test_case.at("sig_hex").get<std::string>());
  if (!message || !signature) return {"reject", "the case is not in hex"};
  return verdict_of(key, *message, *signature);
}

Outcome ed25519_edge_case(const nlohmann::json& test_case, const std::filesystem::path& /*folder*/) {
  const auto raw = from_hex(test_case.at("pk_hex").get<std::string>());
  const auto signature = from_hex(test_case.at("sig_hex").get<std::string>());
  if (!raw || !signature) return {"reject", "the case is not in hex"};
  return verdict_of(crypto::PublicKey::from_ed25519(*raw), as_bytes(test_case.at("msg").get<std::string>()), *signature);
}

}  // namespace eb::conformance
