// The badge: what is signed, how it is written as QR text, and the only way to a VerifiedBadge.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "common/badge/id_data.hpp"
#include "common/badge/reason.hpp"
#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"
#include "common/codec/key_set.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::badge {

inline constexpr std::string_view badge_prefix = "EB1:";
inline constexpr std::size_t max_badge_text = 221;      // version 8-M alphanumeric
inline constexpr std::size_t max_event_id = 12;         // bytes

using BadgeSecret = SecretArray<16, struct BadgeSecretTag>;   // cti: whoever knows it can open the record
using Lookup = FixedBytes<16, struct LookupTag>;              // key of the record in the door list body

// 10 bytes derived from the secret: public, safe to log. Shown as XXXX-XXXX-XXXX-XXXX (Crockford base32).
struct BadgeNumber : FixedBytes<10, struct BadgeNumberTag> {
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<BadgeNumber> from_text(std::string_view text);
};

[[nodiscard]] BadgeNumber badge_number(const BadgeSecret& secret);
[[nodiscard]] Lookup list_lookup(const BadgeSecret& secret);

// Claims of a CWT (RFC 8392 §3.1): aud 3, exp 4, nbf 5, cti 7, and the ID tag as private claim -65537.
struct Claims {
  std::string event;           // 1-12 bytes of [A-Za-z0-9._-]
  Seconds not_before{};        // valid from this second on
  Seconds expires{};           // not valid from this second on (RFC 8392 §3.1.4: "on or after")
  BadgeSecret secret;
  IdTag tag;
};
[[nodiscard]] bool is_event_id(std::string_view id);

// Deterministic CBOR of the claims; invalid_argument for a bad event id or times before 1970 or after 2106.
[[nodiscard]] Result<Bytes> encode_claims(const Claims& claims);
[[nodiscard]] Result<Claims> decode_claims(BytesView payload);

// Claims to QR text. The signer's key decides the algorithm.
[[nodiscard]] Result<std::string> make_badge(const crypto::Signer& signer, const Claims& claims);

// A badge whose signature was verified by a key that was fit at `now`. Only verify_badge() makes one.
class VerifiedBadge {
 public:
  [[nodiscard]] const Claims& claims() const { return claims_; }
  [[nodiscard]] const BadgeNumber& number() const { return number_; }
  [[nodiscard]] const Lookup& lookup() const { return lookup_; }
  [[nodiscard]] const Kid& kid() const { return kid_; }

 private:
  VerifiedBadge(Claims claims, Kid kid);
  friend tl::expected<VerifiedBadge, Reason> verify_badge(std::string_view, const codec::KeySet&, Millis);
  Claims claims_;
  BadgeNumber number_;
  Lookup lookup_;
  Kid kid_;
};

// Steps, in this order; each failure is the reason named:
//  1 prefix EB1:                                                foreign_code; malformed when only white space or lower case
//                                                               keeps it from being one: a reader is set wrongly
//  2 length, base45, COSE_Sign1 profile                         malformed
//  3 a badge key with this kid is in the set                    key_unknown
//  4 of the candidates, those fit at `now`                      key_not_valid, key_revoked
//  5 of those, those with the header's algorithm                alg_mismatch
//  6 one of those verifies the signature                        bad_signature
//  7 claims exactly as above                                    malformed
// An algorithm number that is neither ES256 nor EdDSA is alg_mismatch when the kid is known.
[[nodiscard]] tl::expected<VerifiedBadge, Reason> verify_badge(std::string_view text, const codec::KeySet& keys, Millis now);

// What a code holds and which step fails, for `inspect`; never the secret.
struct Inspection {
  struct Step {
    std::string name;          // "prefix", "base45", "cose", "key", "validity", "algorithm", "signature", "claims"
    bool passed = false;
    std::string detail;        // printable
  };
  std::vector<Step> steps;
  std::optional<Reason> failure;
  std::optional<BadgeNumber> number;      // only of a verified badge
  std::string event;
  std::optional<Seconds> not_before, expires;
  std::optional<Kid> kid;
  std::string algorithm;
};
[[nodiscard]] Inspection inspect_badge(std::string_view text, const codec::KeySet& keys, Millis now);

}  // namespace eb::badge
