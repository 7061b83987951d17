#include "keys/gate_request.hpp"

#include <algorithm>

#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"
#include "common/codec/domains.hpp"

namespace eb::keys {
namespace {

constexpr std::size_t max_name = 32;
constexpr std::uint64_t max_seconds = 253402300799;  // the end of year 9999

// The rule of log::is_gate_name(); keys/ does not know the log.
bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= max_name && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

tl::unexpected<Error> not_a_request(std::string_view why) {
  return fail(ErrorCode::malformed,
              "not a gate request: " + std::string(why) + "; use the file that badge-scanner init wrote");
}

Result<GateRequest> read_payload(BytesView payload) {
  codec::CborReader reader(payload);
  EB_TRY(map, codec::CborMap::open(reader));
  EB_CHECK(map.require(reader, 1));
  EB_TRY(name, reader.text());
  if (!is_name(name)) return fail(ErrorCode::malformed, "its name is not 1-32 of A-Z a-z 0-9 . _ -");
  EB_CHECK(map.require(reader, 2));
  EB_TRY(spki, reader.bytes());
  EB_TRY(key, crypto::PublicKey::from_spki(spki));
  EB_CHECK(map.require(reader, 3));
  EB_TRY(point, reader.bytes());
  EB_CHECK(map.require(reader, 4));
  EB_TRY(created, reader.uint());
  EB_CHECK(map.close());
  EB_CHECK(reader.end());
  if (created > max_seconds) return fail(ErrorCode::malformed, "its date is out of range");
  if (key.algorithm() != crypto::Algorithm::eddsa) return fail(ErrorCode::key_unfit, "a gate's signing key must be Ed25519");
  if (auto fit = crypto::check_p256_point(point); !fit)
    return fail(ErrorCode::key_unfit, "the gate's agreement key is no point of P-256: " + fit.error().message);
  GateRequest request{std::string(name), std::move(key), {}, Seconds{std::chrono::seconds{created}}};
  std::copy(point.begin(), point.end(), request.agreement_point.begin());
  return request;
}

}  // namespace

Result<Bytes> make_gate_request(const crypto::Signer& signing_key, const std::string& name, BytesView agreement_point,
                                Seconds created) {
  if (!is_name(name)) return fail(ErrorCode::invalid_argument, "a gate's name is 1-32 of A-Z a-z 0-9 . _ -");
  const auto& key = signing_key.public_key();
  if (key.algorithm() != crypto::Algorithm::eddsa)
    return fail(ErrorCode::invalid_argument, "a gate's signing key must be Ed25519");
  if (agreement_point.size() != 65 || !crypto::check_p256_point(agreement_point))
    return fail(ErrorCode::invalid_argument, "a gate's agreement key must be a point of P-256");
  if (created.time_since_epoch().count() < 0) return fail(ErrorCode::invalid_argument, "the clock is before 1970: set it");
  codec::CborWriter out;
  out.map(4)
      .uint(1)
      .text(name)
      .uint(2)
      .bytes(key.spki())
      .uint(3)
      .bytes(agreement_point)
      .uint(4)
      .uint(static_cast<std::uint64_t>(created.time_since_epoch().count()));
  return codec::make_sign1(signing_key, out.view(), as_bytes(domain::gate_request));
}

Result<GateRequest> open_gate_request(BytesView request) {
  if (request.size() > max_gate_request) return fail(ErrorCode::too_large, "not a gate request: more than 1024 bytes");
  auto message = codec::parse_sign1(request);
  if (!message) return not_a_request(message.error().message);
  // The key is inside what it signs, so the payload is read first; nothing of it leaves before the signature holds.
  auto content = read_payload(message->payload);
  if (!content) {
    if (content.error().code == ErrorCode::malformed) return not_a_request(content.error().message);
    return content;
  }
  if (!codec::verify_sign1(*message, content->key, as_bytes(domain::gate_request)))
    return fail(ErrorCode::signature_invalid,
                "the gate request is not signed by the key that it names: make a new one at the gate");
  return content;
}

}  // namespace eb::keys
