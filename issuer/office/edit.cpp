// An officer's correction of a registration: cleaned and judged like an import, never trusted more.
#include <algorithm>
#include <array>

#include "common/base/text.hpp"
#include "issuer/intake/assess.hpp"
#include "issuer/office/vetting.hpp"

namespace eb::issuer {
namespace {

using intake::Field;

struct EditableField {
  std::string_view name;
  Field field;
  std::string (*value)(const Registration&);
};

std::string date_text(const std::optional<Date>& date) { return date ? format_date(*date) : std::string(); }

const std::array<EditableField, 7> editable{{
    {"name", Field::name, [](const Registration& r) { return r.name; }},
    {"email", Field::email, [](const Registration& r) { return r.email; }},
    {"organisation", Field::organisation, [](const Registration& r) { return r.organisation; }},
    {"birth-date", Field::birth_date, [](const Registration& r) { return date_text(r.birth_date); }},
    {"id-number", Field::id_number, [](const Registration& r) { return r.id_number; }},
    {"id-expiry", Field::id_expiry, [](const Registration& r) { return date_text(r.id_expiry); }},
    {"language", Field::language, [](const Registration& r) { return r.language; }},
}};

// Only the intake can say these; an edit does not take them away.
bool stays(const std::string& problem) { return problem == "late_registration" || problem == "change_request"; }

Result<intake::Draft> draft_with(const Registration& before, const std::vector<FieldChange>& changes) {
  intake::Draft draft;
  for (const auto& [name, field, value] : editable) {
    const auto change = std::find_if(changes.begin(), changes.end(), [&, wanted = name](const auto& c) { return c.first == wanted; });
    const auto text = change == changes.end() ? value(before) : change->second;
    if (!draft.set(field, text) && change != changes.end() && !text.empty())
      return fail(ErrorCode::usage, "'" + printable(text) + "' cannot be read as " + std::string(name) + ": write dates as 2015-07-24, give the field as it is on the document");
  }
  return draft;
}

}  // namespace

Result<StoredRegistration> edit(Office& office, const Actor& actor, Millis now, const std::string& id, const std::vector<FieldChange>& changes,
                                const std::string& reason) {
  if (reason.empty()) return fail(ErrorCode::usage, "edit needs --reason TEXT");
  std::optional<StoredRegistration> done;
  EB_CHECK(office.transact(actor, now, [&](ActWriter& acts) -> Status {
    EB_TRY(stored, office.registry().find(id));
    if (!stored) return fail(ErrorCode::not_found, "no registration '" + printable(id) + "': see 'badge-issuer registrations list'");
    EB_TRY(draft, draft_with(stored->registration, changes));
    intake::Assessor assessor(office.event().day, office.event().registration_deadline);
    bool earlier = true;  // only what came before can make this one a duplicate
    EB_CHECK(office.registry().for_each([&](const StoredRegistration& other) -> Status {
      earlier = earlier && other.registration.id != stored->registration.id;
      if (earlier) assessor.remember(other.registration);
      return {};
    }));
    auto edited = assessor.finish(std::move(draft), {}, std::nullopt, stored->registration.source);
    edited.id = stored->registration.id;
    edited.source = stored->registration.source;
    for (const auto& problem : stored->registration.problems)
      if (stays(problem)) edited.problems.push_back(problem);
    std::sort(edited.problems.begin(), edited.problems.end());
    edited.problems.erase(std::unique(edited.problems.begin(), edited.problems.end()), edited.problems.end());
    EB_CHECK(check_reason(reason, stored->registration));
    EB_CHECK(check_reason(reason, edited));
    const auto badge = office.state().vetting(edited.id).badge;
    stored->registration = std::move(edited);
    ++stored->revision;
    EB_CHECK(office.registry().update(*stored));
    log::Act act;
    act.act = "edit";
    act.registration = stored->registration.id;
    act.digest = form_digest(office.event().id, *stored);
    act.detail = reason;
    EB_CHECK(acts.add(std::move(act)));
    if (badge) EB_CHECK(office.registry().set_badge_state(*badge, "revoked"));
    done = std::move(*stored);
    return {};
  }));
  return std::move(*done);
}

}  // namespace eb::issuer
