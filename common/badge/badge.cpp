#include "common/badge/badge.hpp"

#include <limits>

#include "common/badge/badge_steps.hpp"
#include "common/badge/fields.hpp"
#include "common/base/text.hpp"
#include "common/codec/base45.hpp"
#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"
#include "common/codec/domains.hpp"

namespace eb::badge {
namespace {

// RFC 8392 §4, and the private claim of the ID tag. In deterministic order.
constexpr std::int64_t claim_audience = 3;
constexpr std::int64_t claim_expires = 4;
constexpr std::int64_t claim_not_before = 5;
constexpr std::int64_t claim_id = 7;
constexpr std::int64_t claim_id_tag = -65537;

constexpr std::int64_t last_second = std::numeric_limits<std::uint32_t>::max();  // 2106-02-07

tl::unexpected<Error> bad_claim(const char* what) {
  return fail(ErrorCode::malformed, std::string("claims: ") + what);
}

bool is_claim_time(Seconds t) {
  return t.time_since_epoch().count() >= 0 && t.time_since_epoch().count() <= last_second;
}

Result<Seconds> read_claim_time(codec::CborReader& reader) {
  EB_TRY(number, fields::read_number(reader, static_cast<std::uint64_t>(last_second)));
  return Seconds(std::chrono::seconds(static_cast<std::int64_t>(number)));
}

}  // namespace

std::string BadgeNumber::text() const {
  std::string out = to_crockford(view());
  for (const std::size_t at : {12U, 8U, 4U}) out.insert(at, "-");
  return out;
}

std::optional<BadgeNumber> BadgeNumber::from_text(std::string_view text) {
  const auto bytes = from_crockford(text);
  if (!bytes || bytes->size() != size) return std::nullopt;
  BadgeNumber number;
  std::copy(bytes->begin(), bytes->end(), number.value.begin());
  return number;
}

BadgeNumber badge_number(const BadgeSecret& secret) {
  BadgeNumber number;
  crypto::hkdf_sha256(secret.view(), {}, as_bytes(domain::badge_number), number.value);
  return number;
}

Lookup list_lookup(const BadgeSecret& secret) {
  Lookup lookup;
  crypto::hkdf_sha256(secret.view(), {}, as_bytes(domain::list_lookup), lookup.value);
  return lookup;
}

bool is_event_id(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  return !id.empty() && id.size() <= max_event_id && std::ranges::all_of(id, allowed);
}

Result<Bytes> encode_claims(const Claims& claims) {
  if (!is_event_id(claims.event))
    return fail(ErrorCode::invalid_argument, "an event id has 1 to 12 of A-Z a-z 0-9 . _ -, not " + printable(claims.event));
  if (!is_claim_time(claims.not_before) || !is_claim_time(claims.expires))
    return fail(ErrorCode::invalid_argument, "a badge is valid at times from 1970 to 2106 only");
  codec::CborWriter out(128);
  out.map(5);
  out.integer(claim_audience).text(claims.event);
  out.integer(claim_expires).uint(fields::time_number(claims.expires));
  out.integer(claim_not_before).uint(fields::time_number(claims.not_before));
  out.integer(claim_id).bytes(claims.secret.view());
  out.integer(claim_id_tag).bytes(claims.tag.view());
  return out.take();
}

Result<Claims> decode_claims(BytesView payload) {
  codec::CborReader reader(payload);
  EB_TRY(map, codec::CborMap::open(reader));
  EB_CHECK(map.require(reader, claim_audience));
  EB_TRY(event, reader.text());
  if (!is_event_id(event)) return bad_claim("aud is no event id");
  EB_CHECK(map.require(reader, claim_expires));
  EB_TRY(expires, read_claim_time(reader));
  EB_CHECK(map.require(reader, claim_not_before));
  EB_TRY(not_before, read_claim_time(reader));
  EB_CHECK(map.require(reader, claim_id));
  EB_TRY(secret, fields::read_fixed<BadgeSecret>(reader));
  EB_CHECK(map.require(reader, claim_id_tag));
  EB_TRY(tag, fields::read_fixed<IdTag>(reader));
  EB_CHECK(map.close());
  EB_CHECK(reader.end());
  return Claims{std::string(event), not_before, expires, std::move(secret), tag};
}

Result<std::string> make_badge(const crypto::Signer& signer, const Claims& claims) {
  EB_TRY(payload, encode_claims(claims));
  const SecretBytes secret_payload(std::move(payload));
  EB_TRY(cose, codec::make_sign1(signer, secret_payload.view(), {}));
  const SecretBytes secret_cose(std::move(cose));
  std::string text = std::string(badge_prefix) + codec::base45_encode(secret_cose.view());
  if (text.size() > max_badge_text) broken_invariant("a badge is longer than its QR code holds");
  return text;
}

namespace steps {

Reason without_prefix(std::string_view text) {
  return ascii_upper(trim(text.substr(0, max_badge_text))).starts_with(badge_prefix) ? Reason::malformed
                                                                                     : Reason::foreign_code;
}

Result<BytesView> decode_text(std::string_view text, CoseBuffer& buffer) {
  if (text.size() > max_badge_text) return fail(ErrorCode::malformed, "the text is longer than a badge");
  EB_TRY(size, codec::base45_decode_into(text.substr(badge_prefix.size()), buffer.writable()));
  return buffer.view().first(size);
}

tl::expected<const codec::TrustedKey*, Reason> signing_key(const codec::Sign1& message, const codec::KeySet& keys,
                                                           Millis now) {
  // The furthest step that any of the keys of this kid reaches is the answer; a key may be listed twice and kids may collide.
  Reason reached = Reason::key_unknown;
  const auto reach = [&reached](Reason reason) { reached = std::max(reached, reason); };
  for (const auto& candidate : keys.with_kid(message.kid)) {
    if (candidate.use != codec::KeyUse::badge) continue;
    const auto fitness = codec::key_fitness(candidate, now);
    if (fitness != codec::KeyFitness::fit) {
      reach(fitness == codec::KeyFitness::revoked ? Reason::key_revoked : Reason::key_not_valid);
    } else if (static_cast<std::int64_t>(candidate.key.algorithm()) != message.algorithm) {
      reach(Reason::alg_mismatch);
    } else if (codec::verify_sign1(message, candidate.key, {})) {
      return &candidate;
    } else {
      reach(Reason::bad_signature);
    }
  }
  return tl::unexpected(reached);
}

}  // namespace steps

VerifiedBadge::VerifiedBadge(Claims claims, Kid kid)
    : claims_(std::move(claims)), number_(badge_number(claims_.secret)), lookup_(list_lookup(claims_.secret)), kid_(kid) {}

tl::expected<VerifiedBadge, Reason> verify_badge(std::string_view text, const codec::KeySet& keys, Millis now) {
  // 1
  if (!text.starts_with(badge_prefix)) return tl::unexpected(steps::without_prefix(text));
  // 2
  steps::CoseBuffer buffer;
  const auto cose = steps::decode_text(text, buffer);
  if (!cose) return tl::unexpected(Reason::malformed);
  const auto message = codec::parse_sign1(*cose);
  if (!message) return tl::unexpected(Reason::malformed);
  // 3 to 6
  const auto key = steps::signing_key(*message, keys, now);
  if (!key) return tl::unexpected(key.error());
  // 7
  auto claims = decode_claims(message->payload);
  if (!claims) return tl::unexpected(Reason::malformed);
  return VerifiedBadge(std::move(*claims), message->kid);
}

}  // namespace eb::badge
