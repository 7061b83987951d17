#include "issuer/office/badges.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/os/zone.hpp"

namespace eb::issuer {
namespace {

badge::IdData id_data_of(const Registration& r) { return {r.id_number, *r.birth_date, *r.id_expiry}; }


Result<StoredBadge> make_one(Office& office, const crypto::Signer& badge_key, const badge::EventIdKey& id_key, const Registration& r) {
  badge::Claims claims;
  claims.event = office.event().id;
  claims.not_before = office.event().badges_valid_from;
  claims.expires = office.event().badges_valid_until;
  EB_CHECK(crypto::random_bytes(claims.secret.writable()));
  claims.tag = badge::id_tag(id_key, id_data_of(r));
  EB_TRY(text, badge::make_badge(badge_key, claims));
  return StoredBadge{badge::badge_number(claims.secret).text(), r.id, std::move(text)};
}

// One document, one badge: another registration with this ID number must not hold an active one.
Status check_document(Office& office, const Registration& r) {
  EB_TRY(select, office.registry().database().prepare(
                     "SELECT r.id, r.id_number FROM badge b JOIN registration r ON r.n = CAST(substr(b.registration, 3) AS INTEGER)"
                     " WHERE b.state = 'active' AND b.registration <> ?"));
  select.bind(1, std::string_view(r.id));
  const auto wanted = badge::normal_number(r.id_number);
  while (true) {
    EB_TRY(more, select.step());
    if (!more) return {};
    if (badge::normal_number(select.text(1)) == wanted)
      return fail(ErrorCode::not_allowed, r.id + " has the same document as " + std::string(select.text(0)) + ", which holds a badge: reject one of them");
  }
}

Result<StoredBadge> issue_one(Office& office, ActWriter& acts, const crypto::Signer& badge_key, const badge::EventIdKey& id_key,
                              const std::string& act_name, const std::string& id, const std::string& reason) {
  EB_TRY(stored, office.registry().find(id));
  if (!stored) return fail(ErrorCode::not_found, "no registration '" + printable(id) + "'");
  const auto& r = stored->registration;
  if (standing_of(office, *stored) == Standing::changed_outside)
    return fail(ErrorCode::integrity, r.id + " was changed outside the program after it was approved: reopen it and look at it again");
  if (r.name.empty() || r.id_number.empty() || !r.birth_date || !r.id_expiry)
    return fail(ErrorCode::not_allowed, r.id + " is not complete: edit it first");
  EB_CHECK(check_reason(reason, r));
  EB_CHECK(check_document(office, r));
  EB_TRY(made, make_one(office, badge_key, id_key, r));
  const auto old = office.state().vetting(r.id).badge;
  log::Act act;
  act.act = act_name;
  act.registration = r.id;
  act.badge = made.number;
  act.digest = form_digest(office.event().id, *stored);
  if (!reason.empty()) act.detail = reason;
  EB_CHECK(acts.add(std::move(act)));
  if (old) EB_CHECK(office.registry().set_badge_state(*old, "superseded"));
  EB_CHECK(office.registry().add_badge(made));
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

bool ends_everything(ErrorCode code) { return code == ErrorCode::storage || code == ErrorCode::io || code == ErrorCode::crypto; }

PrintableBadge printable_of(const EventProfile& event, const StoredBadge& badge, const Registration& r) {
  const auto day = os::format_local(event.starts, event.time_zone);
  const auto end = os::format_local(event.ends, event.time_zone);
  PrintableBadge out;
  out.text = badge.text;
  out.number = badge.number;
  out.name = r.name;
  out.organisation = r.organisation;
  out.event_name = event.name;
  out.when_and_where = day.substr(0, 16) + " to " + end.substr(11, 5) + "\n" + event.place;
  out.contact = event.contact;
  return out;
}

}  // namespace

Result<IssueResult> issue(Office& office, const Actor& issuer, const crypto::Signer& badge_key, Millis now,
                          const std::vector<std::string>& ids) {
  IssueResult result;
  EB_TRY(id_key, office.event_id_key());
  const auto done = office.transact(issuer, now, [&](ActWriter& acts) -> Status {
    auto chosen = ids;
    if (chosen.empty()) {
      EB_TRY(all, cleared(office));
      chosen = std::move(all);
    }
    for (const auto& id : chosen) {
      auto made = issue_one(office, acts, badge_key, id_key, "issue", id, "");
      if (!made && ends_everything(made.error().code)) return tl::unexpected<Error>(std::move(made).error());
      if (made) result.issued.push_back(*made);
      result.outcomes.push_back({id, made ? std::nullopt : std::optional<Error>(std::move(made).error())});
    }
    return {};
  });
  if (!done) return tl::unexpected<Error>(done.error());
  return result;
}

Result<StoredBadge> reissue(Office& office, const Actor& issuer, const crypto::Signer& badge_key, Millis now, const std::string& id,
                            const std::string& reason) {
  if (reason.empty()) return fail(ErrorCode::usage, "reissue needs --reason TEXT");
  EB_TRY(id_key, office.event_id_key());
  StoredBadge made;
  EB_CHECK(office.transact(issuer, now, [&](ActWriter& acts) -> Status {
    EB_TRY(badge, issue_one(office, acts, badge_key, id_key, "reissue", id, reason));
    made = std::move(badge);
    return {};
  }));
  return made;
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
      return fail(ErrorCode::not_found, "'" + printable(name) + "' is neither a badge nor a registration with an active badge");
    }
  }
  if (which.empty())
    for (const auto& [number, badge] : office.state().badges())
      if (badge.state == BadgeState::active) numbers.push_back(number);
  std::vector<PrintableBadge> out;
  for (const auto& number : numbers) {
    const auto& known = office.state().badges().find(number)->second;
    if (known.state != BadgeState::active)
      return fail(ErrorCode::not_allowed, "badge " + number + " is " + std::string(badge_state_name(known.state)) + ": it is not printed");
    EB_TRY(row, office.registry().find_badge(number));
    EB_TRY(stored, office.registry().find(known.registration));
    if (!row || !stored) return fail(ErrorCode::integrity, "badge " + number + " is missing from the registry: restore it from the last backup");
    out.push_back(printable_of(office.event(), *row, stored->registration));
  }
  if (which.empty())
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return std::tie(a.name, a.number) < std::tie(b.name, b.number); });
  return out;
}

}  // namespace eb::issuer
