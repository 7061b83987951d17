#include "issuer/office/issued.hpp"

#include "common/base/text.hpp"
#include "common/codec/base45.hpp"
#include "common/codec/cose.hpp"

namespace eb::issuer {
namespace {

tl::unexpected<Error> changed(const std::string& number) {
  return fail(ErrorCode::integrity,
              "badge " + number + " was changed outside the program: restore the registry from the last backup");
}

Result<StoredBadge> row_of(Office& office, const std::string& number) {
  EB_TRY(row, office.registry().find_badge(number));
  if (!row)
    return fail(ErrorCode::integrity, "badge " + number + " is missing from the registry: restore it from the last backup");
  return std::move(*row);
}

Result<SignedBadge> claims_of(const StoredBadge& row, const codec::KeySet& keys) {
  if (!row.text.starts_with(badge::badge_prefix)) return changed(row.number);
  const auto bytes = codec::base45_decode(std::string_view(row.text).substr(badge::badge_prefix.size()));
  if (!bytes) return changed(row.number);
  const auto message = codec::parse_sign1(*bytes);
  if (!message) return changed(row.number);
  for (const auto* key : keys.find(codec::KeyUse::badge, message->kid)) {
    if (!codec::verify_sign1(*message, key->key, {})) continue;
    auto claims = badge::decode_claims(message->payload);
    if (!claims || badge::badge_number(claims->secret).text() != row.number) return changed(row.number);
    return SignedBadge{std::move(*claims), *key};
  }
  return changed(row.number);
}

}  // namespace

Result<IssuedCheck> issued_check(Office& office) {
  EB_TRY(id_key, office.event_id_key());
  EB_TRY(trust, office.trust_list());
  return IssuedCheck{std::move(id_key), codec::KeySet(std::move(trust.keys))};
}

Result<SignedBadge> signed_badge(Office& office, const std::string& number, const IssuedCheck& check) {
  EB_TRY(row, row_of(office, number));
  return claims_of(row, check.keys);
}

Result<WholeBadge> whole_badge(Office& office, const std::string& number, const IssuedBadge& issued,
                               const IssuedCheck& check, const std::string& so_that) {
  EB_TRY(row, row_of(office, number));
  EB_TRY(signature, claims_of(row, check.keys));
  EB_TRY(stored, office.registry().find(issued.registration));
  const auto refuse = [&] {
    return fail(ErrorCode::integrity,
                issued.registration + " was changed outside the program after it was approved: " + so_that);
  };
  if (!stored || form_digest(office.event().id, *stored) != issued.form) return refuse();
  const auto& r = stored->registration;
  if (!r.birth_date || !r.id_expiry ||
      badge::id_tag(check.id_key, {r.id_number, *r.birth_date, *r.id_expiry}) != signature.claims.tag)
    return refuse();
  return WholeBadge{std::move(row), std::move(signature), std::move(*stored)};
}

Result<HeldDocuments> HeldDocuments::read(Office& office, const IssuedCheck& check) {
  HeldDocuments held;
  for (const auto& [number, issued] : office.state().badges()) {
    if (issued.state != BadgeState::active) continue;
    EB_TRY(signature, signed_badge(office, number, check));
    EB_TRY(stored, office.registry().find(issued.registration));
    if (!stored)
      return fail(ErrorCode::integrity,
                  issued.registration + " is missing from the registry: restore it from the last backup");
    held.add(stored->registration, signature.claims.tag);
  }
  return held;
}

Status HeldDocuments::allow(const Registration& r, const badge::IdTag& tag) const {
  const auto refuse = [&](const std::string& other) {
    return fail(ErrorCode::not_allowed,
                r.id + " has the same document as " + other + ", which holds a badge: reject one of them");
  };
  if (const auto same = by_tag_.find(to_bytes(tag.view())); same != by_tag_.end() && same->second != r.id)
    return refuse(same->second);
  const auto same = by_number_.find(badge::normal_number(r.id_number));
  return same != by_number_.end() && same->second != r.id ? Status(refuse(same->second)) : Status{};
}

void HeldDocuments::add(const Registration& r, const badge::IdTag& tag) {
  by_tag_.insert_or_assign(to_bytes(tag.view()), r.id);
  by_number_.insert_or_assign(badge::normal_number(r.id_number), r.id);
}

}  // namespace eb::issuer
