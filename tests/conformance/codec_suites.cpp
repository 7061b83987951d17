#include "common/base/text.hpp"
#include "common/codec/base45.hpp"
#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"
#include "tests/conformance/loose_cose.hpp"
#include "tests/conformance/suite.hpp"

namespace eb::conformance {
namespace {

using nlohmann::json;

Outcome accept() {
  return {"accept", ""};
}
Outcome reject(std::string reason) {
  return {"reject", std::move(reason)};
}

std::string text_of(const json& object, const char* key) {
  return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : std::string();
}

Bytes hex_of(const json& object, const char* key) {
  auto bytes = from_hex(text_of(object, key));
  if (!bytes) throw std::runtime_error(std::string(key) + " is not hex");
  return std::move(*bytes);
}

// Decodes and writes the same bytes again.
Outcome strict_cbor(const Bytes& bytes) {
  const auto value = codec::cbor_decode(bytes);
  if (!value) return reject(value.error().message);
  if (codec::cbor_encode(*value) != bytes) return reject("written back as other bytes");
  return accept();
}

// A claim as the cases write it: number, text, or hex of a byte string.
bool same_claim(const Loose& claim, const json& expected) {
  if (expected.is_number()) return claim.to_number() == expected.get<double>();
  const auto text = expected.get<std::string>();
  if (claim.major == 3) return as_text(claim.string) == text;
  return claim.major == 2 && to_hex(claim.string) == text;
}

// Not before iat, not after exp (EU DCC specification, volume 1, §3.3).
Outcome validity(const Bytes& cose, double now) {
  const auto message = loose_decode(cose);
  const Loose* inner = message ? &*message : nullptr;
  while (inner != nullptr && inner->major == 6) inner = &inner->items[0];
  if (inner == nullptr || inner->items.size() != 4) return reject("not a COSE_Sign1");
  const auto claims = loose_decode(inner->items[2].string);
  const Loose* expires = claims ? claims->find(4) : nullptr;
  const Loose* issued = claims ? claims->find(6) : nullptr;
  if (expires == nullptr || issued == nullptr) return reject("no exp or no iat");
  if (now < issued->to_number().value_or(INFINITY)) return reject("not yet valid");
  if (now > expires->to_number().value_or(-INFINITY)) return reject("expired");
  return accept();
}

constexpr LooseRules certificate_rules{.algorithm_anywhere = true, .any_tag = true, .kid_of_8 = true};

// Our own strict reader first: whatever it lets through counts as accepted, so that a hole in it shows.
Outcome verify_message(const json& test_case, BytesView external_aad, LooseRules rules) {
  const Bytes cose = hex_of(test_case, "cose_hex");
  const auto pem = text_of(test_case, "key_pem");  // no PEM: an RSA key, which is refused like any other stranger
  const auto key = crypto::PublicKey::from_pem(pem);
  const auto strict = codec::parse_sign1(cose);
  if (key && strict && strict->algorithm == static_cast<int>(key->algorithm()) &&
      key->verify(codec::sig_structure(strict->protected_header, external_aad, strict->payload), strict->signature))
    return {"accept", "badge profile"};
  const auto message = verify_loose(cose, pem, external_aad, rules);
  return message.fault.empty() ? accept() : reject(message.fault);
}

}  // namespace

Outcome base45_case(const json& test_case, const std::filesystem::path&) {
  const auto bytes = codec::base45_decode(text_of(test_case, "text"));
  if (!bytes) return reject(bytes.error().message);
  if (test_case.contains("bytes_hex") && *bytes != hex_of(test_case, "bytes_hex")) return reject("decodes to other bytes");
  return accept();
}

Outcome cbor_rfc_case(const json& test_case, const std::filesystem::path&) {
  return strict_cbor(hex_of(test_case, "hex"));
}

Outcome cbor_malformed_case(const json& test_case, const std::filesystem::path&) {
  return strict_cbor(hex_of(test_case, "hex"));
}

Outcome cose_case(const json& test_case, const std::filesystem::path&) {
  return verify_message(test_case, hex_of(test_case, "external_aad_hex"), LooseRules{});
}

Outcome cwt_case(const json& test_case, const std::filesystem::path&) {
  const auto message = verify_loose(hex_of(test_case, "cose_hex"), text_of(test_case, "key_pem"), {}, LooseRules{});
  if (!message.fault.empty()) return reject(message.fault);
  const auto claims = loose_decode(message.payload);
  const auto& expected = test_case.at("claims");
  if (!claims || claims->items.size() != 2 * expected.size()) return reject("another number of claims");
  for (const auto& [key, value] : expected.items()) {
    const Loose* claim = claims->find(std::stoll(key));
    if (claim == nullptr || !same_claim(*claim, value)) return reject("claim " + key + " differs");
  }
  return accept();
}

Outcome dcc_case(const json& test_case, const std::filesystem::path& folder) {
  const auto layer = text_of(test_case, "layer");
  if (layer == "base45") return base45_case(test_case, folder);
  if (layer == "validity") return validity(hex_of(test_case, "cose_hex"), test_case.at("now").get<double>());
  if (layer == "cose" || layer == "cose+kid") return verify_message(test_case, {}, certificate_rules);
  const auto read = image_text(folder / text_of(test_case, "image"));
  if (read.verdict != "accept") return read;
  return read.reason == text_of(test_case, "text") ? accept() : reject("another text");
}

}  // namespace eb::conformance
