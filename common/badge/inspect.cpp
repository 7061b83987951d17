#include "common/badge/badge_steps.hpp"
#include "common/base/text.hpp"

namespace eb::badge {
namespace {

class Walk {
 public:
  explicit Walk(Inspection& out) : out_(out) {}
  void pass(const char* step, std::string detail) { out_.steps.push_back({step, true, std::move(detail)}); }
  void stop(const char* step, Reason reason, std::string detail) {
    out_.steps.push_back({step, false, std::move(detail)});
    out_.failure = reason;
  }

 private:
  Inspection& out_;
};

std::string algorithm_text(std::int64_t number) {
  for (const auto known : {crypto::Algorithm::es256, crypto::Algorithm::eddsa})
    if (static_cast<std::int64_t>(known) == number) return std::string(crypto::algorithm_name(known));
  return std::to_string(number);
}

// The claims are shown whoever signed them; the steps say whether they can be believed.
void show_claims(const codec::Sign1& message, Inspection& out) {
  const auto claims = decode_claims(message.payload);
  if (!claims) return;
  out.event = claims->event;
  out.not_before = claims->not_before;
  out.expires = claims->expires;
}

// Steps 3 to 6 of verify_badge(). True when they all pass.
bool walk_key(const codec::Sign1& message, const codec::KeySet& keys, Millis now, Walk& walk) {
  const auto key = steps::signing_key(message, keys, now);
  const Reason reached = key ? Reason::admitted : key.error();
  const std::string kid = to_hex(message.kid.view());
  if (reached == Reason::key_unknown) {
    walk.stop("key", reached, "no badge key " + kid + " in the trust list");
    return false;
  }
  walk.pass("key", kid);
  if (reached == Reason::key_revoked || reached == Reason::key_not_valid) {
    const bool revoked = reached == Reason::key_revoked;
    walk.stop("validity", reached, revoked ? "the key is revoked" : "the key is not valid at this time");
    return false;
  }
  walk.pass("validity", "the key may sign badges at this time");
  const std::string algorithm = algorithm_text(message.algorithm);
  if (reached == Reason::alg_mismatch) {
    walk.stop("algorithm", reached, algorithm + " is not the algorithm of the key");
    return false;
  }
  walk.pass("algorithm", algorithm);
  if (reached == Reason::bad_signature) {
    walk.stop("signature", reached, "the signature is not by this key over these bytes");
    return false;
  }
  walk.pass("signature", key ? printable((*key)->label) : "");
  return true;
}

}  // namespace

Inspection inspect_badge(std::string_view text, const codec::KeySet& keys, Millis now) {
  Inspection out;
  Walk walk(out);
  if (!text.starts_with(badge_prefix)) {
    walk.stop("prefix", steps::without_prefix(text), "does not begin with " + std::string(badge_prefix));
    return out;
  }
  walk.pass("prefix", std::string(badge_prefix));
  steps::CoseBuffer buffer;
  const auto cose = steps::decode_text(text, buffer);
  if (!cose) {
    walk.stop("base45", Reason::malformed, cose.error().message);
    return out;
  }
  walk.pass("base45", std::to_string(cose->size()) + " bytes");
  const auto message = codec::parse_sign1(*cose);
  if (!message) {
    walk.stop("cose", Reason::malformed, message.error().message);
    return out;
  }
  walk.pass("cose", "COSE_Sign1 of the badge profile");
  out.kid = message->kid;
  out.algorithm = algorithm_text(message->algorithm);
  show_claims(*message, out);
  if (!walk_key(*message, keys, now, walk)) return out;
  const auto claims = decode_claims(message->payload);
  if (!claims) {
    walk.stop("claims", Reason::malformed, claims.error().message);
    return out;
  }
  out.number = badge_number(claims->secret);
  walk.pass("claims", claims->event + ", " + format_utc(claims->not_before) + " to " + format_utc(claims->expires));
  return out;
}

}  // namespace eb::badge
