#include "issuer/office/badges.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/os/zone.hpp"
#include "issuer/office/issued.hpp"

namespace eb::issuer {
namespace {

// One run of issue or reissue.
struct Issuing {
  ActWriter& acts;
  const crypto::Signer& badge_key;
  const badge::EventIdKey& id_key;
  HeldDocuments& held;
};

Result<StoredBadge> make_one(Office& office, const Issuing& run, const Registration& r, const badge::IdTag& tag) {
  badge::Claims claims;
  claims.event = office.event().id;
  claims.not_before = office.event().badges_valid_from;
  claims.expires = office.event().badges_valid_until;
  EB_CHECK(crypto::random_bytes(claims.secret.writable()));
  claims.tag = tag;
  EB_TRY(text, badge::make_badge(run.badge_key, claims));
  return StoredBadge{badge::badge_number(claims.secret).text(), r.id, std::move(text)};
}

Result<StoredBadge> issue_one(Office& office, const Issuing& run, const std::string& act_name, const std::string& id,
                              const std::string& reason) {
  EB_TRY(stored, office.registry().find(id));
  if (!stored) return unknown_registration(id);
  const auto& r = stored->registration;
  EB_CHECK(office.state().not_erased(r.id));
  if (standing_of(office, *stored) == Standing::changed_outside)
    return fail(ErrorCode::integrity,
                r.id + " was changed outside the program after it was approved: reopen it and look at it again");
  if (r.name.empty() || r.id_number.empty() || !r.birth_date || !r.id_expiry)
    return fail(ErrorCode::not_allowed, r.id + " is not complete: edit it first");
  EB_CHECK(check_reason(reason, r));
  const auto tag = badge::id_tag(run.id_key, {r.id_number, *r.birth_date, *r.id_expiry});
  EB_CHECK(run.held.allow(r, tag));
  EB_TRY(made, make_one(office, run, r, tag));
  const auto old = office.state().vetting(r.id).badge;
  log::Act act;
  act.act = act_name;
  act.registration = r.id;
  act.badge = made.number;
  act.digest = form_digest(office.event().id, *stored);
  if (!reason.empty()) act.detail = reason;
  EB_CHECK(run.acts.add(std::move(act)));
  if (old) EB_CHECK(office.registry().set_badge_state(*old, "superseded"));
  EB_CHECK(office.registry().add_badge(made));
  run.held.add(r, tag);
  return made;
}

Result<std::vector<std::string>> cleared(Office& office) {
  std::vector<std::string> ids;
  const auto visited = office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    const auto standing = standing_of(office, stored);
    // Told as an integrity error when it is tried, not passed over.
    if (standing == Standing::cleared || standing == Standing::changed_outside) ids.push_back(stored.registration.id);
    return {};
  });
  if (!visited) return tl::unexpected<Error>(visited.error());
  return ids;
}

bool ends_everything(ErrorCode code) {
  return code == ErrorCode::storage || code == ErrorCode::io || code == ErrorCode::crypto;
}

PrintableBadge printable_of(const EventProfile& event, const StoredBadge& badge, const Registration& r) {
  const auto day = os::format_local(event.starts, event.time_zone);
  const auto end = os::format_local(event.ends, event.time_zone);
  PrintableBadge out;
  out.text = badge.text;
  out.number = badge.number;
  out.registration = badge.registration;
  out.name = r.name;
  out.organisation = r.organisation;
  out.event_name = event.name;
  out.when_and_where = day.substr(0, 16) + " to " + end.substr(11, 5) + "\n" + event.place;
  out.contact = event.contact;
  return out;
}

using ChooseIds = std::function<Result<std::vector<std::string>>(const IssuedCheck&)>;

Result<IssueResult> give_badges(Office& office, const Actor& issuer, const crypto::Signer& badge_key, Millis now,
                                const std::string& act, const std::string& reason, const ChooseIds& choose) {
  IssueResult result;
  EB_CHECK(office.transact(issuer, now, [&](ActWriter& acts) -> Status {
    EB_TRY(check, issued_check(office));
    EB_TRY(held, HeldDocuments::read(office, check));
    EB_TRY(chosen, choose(check));
    const Issuing run{acts, badge_key, check.id_key, held};
    for (const auto& id : chosen) {
      auto made = issue_one(office, run, act, id, reason);
      if (!made && ends_everything(made.error().code)) return tl::unexpected<Error>(std::move(made).error());
      if (made) result.issued.push_back(*made);
      result.outcomes.push_back({id, made ? std::nullopt : std::optional<Error>(std::move(made).error())});
    }
    return {};
  }));
  return result;
}

// Registrations whose active badge was signed by the key of that label.
Result<std::vector<std::string>> signed_by(Office& office, const IssuedCheck& check, const std::string& label) {
  const auto& keys = check.keys.all();
  const bool known = std::any_of(keys.begin(), keys.end(),
                                 [&](const auto& key) { return key.use == codec::KeyUse::badge && key.label == label; });
  if (!known) return fail(ErrorCode::not_found, "no badge key '" + printable(label) + "': see 'badge-issuer keys list'");
  std::vector<std::string> ids;
  for (const auto& [number, issued] : office.state().badges()) {
    if (issued.state != BadgeState::active) continue;
    EB_TRY(signature, signed_badge(office, number, check));
    if (signature.key.label == label) ids.push_back(issued.registration);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

Result<IssueResult> issue(Office& office, const Actor& issuer, const crypto::Signer& badge_key, Millis now,
                          const std::vector<std::string>& ids) {
  return give_badges(office, issuer, badge_key, now, "issue", "",
                     [&](const IssuedCheck&) -> Result<std::vector<std::string>> {
                       if (!ids.empty()) return ids;
                       return cleared(office);
                     });
}

Result<IssueResult> reissue(Office& office, const Actor& issuer, const crypto::Signer& badge_key, Millis now,
                            const std::vector<std::string>& ids, const std::string& key_label, const std::string& reason) {
  if (reason.empty()) return fail(ErrorCode::usage, "reissue needs --reason TEXT");
  return give_badges(office, issuer, badge_key, now, "reissue", reason,
                     [&](const IssuedCheck& check) -> Result<std::vector<std::string>> {
                       if (!ids.empty()) return ids;
                       return signed_by(office, check, key_label);
                     });
}

Status revoke(Office& office, const Actor& issuer, Millis now, const std::string& badge, const std::string& reason) {
  if (reason.empty()) return fail(ErrorCode::usage, "revoke needs --reason TEXT");
  const auto number = badge::BadgeNumber::from_text(badge);
  if (!number) return fail(ErrorCode::usage, "'" + printable(badge) + "' is no badge number (XXXX-XXXX-XXXX-XXXX)");
  return office.transact(issuer, now, [&](ActWriter& acts) -> Status {
    EB_TRY(row, office.registry().find_badge(number->text()));
    if (row) {
      EB_TRY(stored, office.registry().find(row->registration));
      if (stored) EB_CHECK(check_reason(reason, stored->registration));
    }
    log::Act act;
    act.act = "revoke";
    act.badge = number->text();
    act.detail = reason;
    EB_CHECK(acts.add(std::move(act)));
    return office.registry().set_badge_state(number->text(), "revoked");
  });
}

Result<std::vector<PrintableBadge>> printable_badges(Office& office, const std::vector<std::string>& which) {
  std::vector<std::string> numbers;
  for (const auto& name : which) {
    const auto vetting = office.state().vetting(name);
    const auto number = badge::BadgeNumber::from_text(name);
    if (vetting.badge) {
      numbers.push_back(*vetting.badge);
    } else if (number && office.state().badges().contains(number->text())) {
      numbers.push_back(number->text());
    } else {
      return fail(ErrorCode::not_allowed,
                  "'" + printable(name) + "' is neither a badge nor a registration with an active badge");
    }
  }
  if (which.empty())
    for (const auto& [number, badge] : office.state().badges())
      if (badge.state == BadgeState::active) numbers.push_back(number);
  EB_TRY(check, issued_check(office));
  std::vector<PrintableBadge> out;
  for (const auto& number : numbers) {
    const auto& known = office.state().badges().find(number)->second;
    if (known.state != BadgeState::active)
      return fail(ErrorCode::not_allowed,
                  "badge " + number + " is " + std::string(badge_state_name(known.state)) + ": it is not printed");
    EB_TRY(whole, whole_badge(office, number, known, check, "nothing was printed; restore the registry or reopen it"));
    out.push_back(printable_of(office.event(), whole.row, whole.stored.registration));
  }
  if (which.empty())
    std::sort(out.begin(), out.end(),
              [](const auto& a, const auto& b) { return std::tie(a.name, a.number) < std::tie(b.name, b.number); });
  return out;
}

}  // namespace eb::issuer
