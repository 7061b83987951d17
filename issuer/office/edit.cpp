// An officer's correction of a registration: the fields given are cleaned and judged like an import, never trusted more; the
// others stay as they are, with their problems.
#include <algorithm>
#include <array>

#include "common/base/text.hpp"
#include "issuer/intake/assess.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/office/vetting.hpp"

namespace eb::issuer {
namespace {

using intake::Field;

struct EditableField {
  std::string_view name;
  Field field;
  void (*take)(Registration& into, Registration& from);
  std::string_view how;                       // what to write instead of what cannot be read
  std::array<std::string_view, 3> problems;   // codes that this field alone decides
  std::string Registration::*text = nullptr;  // where hostile text can be
};

const std::array<EditableField, 7> editable{{
    {"name",
     Field::name,
     [](Registration& a, Registration& b) { a.name = std::move(b.name); },
     "no name of a person: write it as on the document",
     {"missing_name"},
     &Registration::name},
    {"email",
     Field::email,
     [](Registration& a, Registration& b) { a.email = std::move(b.email); },
     "no e-mail address: write it like name@example.org",
     {"missing_email"},
     &Registration::email},
    {"organisation",
     Field::organisation,
     [](Registration& a, Registration& b) { a.organisation = std::move(b.organisation); },
     "no organisation: write its name",
     {"missing_organisation"},
     &Registration::organisation},
    {"birth-date",
     Field::birth_date,
     [](Registration& a, Registration& b) { a.birth_date = b.birth_date; },
     "no date: write it like 1978-03-04",
     {"missing_birth_date", "ambiguous_birth_date", "implausible_birth_date"}},
    {"id-number",
     Field::id_number,
     [](Registration& a, Registration& b) { a.id_number = std::move(b.id_number); },
     "no document number: write it as on the document, in digits and letters A to Z",
     {"missing_id_number"},
     &Registration::id_number},
    {"id-expiry",
     Field::id_expiry,
     [](Registration& a, Registration& b) { a.id_expiry = b.id_expiry; },
     "no date: write it like 2028-03-04",
     {"missing_id_expiry", "ambiguous_id_expiry", "id_expired_at_event"}},
    {"language",
     Field::language,
     [](Registration& a, Registration& b) { a.language = std::move(b.language); },
     "none of the languages: write EN, FR, DE, IT, NL or ES",
     {}},
}};

bool has(const Registration& r, std::string_view problem) {
  return std::find(r.problems.begin(), r.problems.end(), problem) != r.problems.end();
}

bool is_changed(const EditableField& field, const std::vector<FieldChange>& changes) {
  return std::any_of(changes.begin(), changes.end(), [&](const auto& change) { return change.first == field.name; });
}

// Only the new values, so that nothing else is read again.
Result<intake::Draft> draft_of(const std::vector<FieldChange>& changes) {
  intake::Draft draft;
  for (const auto& [name, text] : changes) {
    const auto* const known = std::find_if(editable.begin(), editable.end(),
                                           [&, wanted = name](const auto& field) { return field.name == wanted; });
    if (known == editable.end()) return fail(ErrorCode::usage, "no field '" + printable(name) + "' to edit");
    if (!draft.set(known->field, text) && !text.empty())
      return fail(ErrorCode::usage, "'" + printable(text) + "' is " + std::string(known->how));
  }
  return draft;
}

bool looks_hostile(const std::string& value) {
  std::string cleaned;
  return intake::clean_text(value, cleaned) || intake::mixes_scripts(value);
}

// Control characters were removed on import, so that nothing shows any more which field had them: then all texts must be given.
bool stays_hostile(const Registration& before, const std::vector<FieldChange>& changes) {
  if (!has(before, "hostile_text")) return false;
  bool all_given = true;
  bool was_seen = false;
  for (const auto& field : editable) {
    if (field.text == nullptr) continue;
    const bool given = is_changed(field, changes);
    const bool hostile = looks_hostile(before.*field.text);
    if (hostile && !given) return true;
    was_seen = was_seen || hostile;
    all_given = all_given && given;
  }
  return !was_seen && !all_given;
}

// What the stored problems and the judgement of the new values make together. `repeated`: an earlier registration is the same.
std::vector<std::string> problems_after(const Registration& before, const Registration& judged,
                                        const std::vector<FieldChange>& changes, bool repeated) {
  const bool whole = has(before, "unreadable");  // nothing was asked of it yet
  std::vector<std::string> problems;
  for (const auto* stays : {"late_registration", "change_request"})
    if (has(before, stays)) problems.emplace_back(stays);
  if (has(judged, "hostile_text") || stays_hostile(before, changes)) problems.emplace_back("hostile_text");
  if (repeated && !has(before, "change_request")) problems.emplace_back("duplicate");
  for (const auto& field : editable) {
    const auto& source = whole || is_changed(field, changes) ? judged : before;
    for (const auto code : field.problems)
      if (!code.empty() && has(source, code)) problems.emplace_back(code);
  }
  std::sort(problems.begin(), problems.end());
  return problems;
}

Result<Registration> edited(Office& office, const Registration& before, const std::vector<FieldChange>& changes) {
  EB_TRY(draft, draft_of(changes));
  draft.change_request = has(before, "change_request");  // it need not be complete
  intake::Assessor judge(office.event().day, office.event().registration_deadline);
  auto judged = judge.finish(std::move(draft), {}, std::nullopt, "");
  auto after = before;
  bool identity = false;
  for (const auto& field : editable) {
    if (!is_changed(field, changes)) continue;
    field.take(after, judged);
    identity = identity || field.field == Field::name || field.field == Field::birth_date || field.field == Field::id_number;
  }
  bool repeated = has(before, "duplicate");
  if (identity) {
    intake::Assessor known(office.event().day, office.event().registration_deadline);
    bool earlier = true;  // only what came before can make this one a duplicate
    EB_CHECK(office.registry().for_each([&](const StoredRegistration& other) -> Status {
      earlier = earlier && other.registration.id != before.id;
      if (earlier && other.revision > 0) known.remember(other.registration);
      return {};
    }));
    repeated = known.repeats(after);
  }
  after.problems = problems_after(before, judged, changes, repeated);
  return after;
}

}  // namespace

Result<StoredRegistration> edit(Office& office, const Actor& actor, Millis now, const std::string& id,
                                const std::vector<FieldChange>& changes, const std::string& reason) {
  if (reason.empty()) return fail(ErrorCode::usage, "edit needs --reason TEXT");
  std::optional<StoredRegistration> done;
  EB_CHECK(office.transact(actor, now, [&](ActWriter& acts) -> Status {
    EB_TRY(stored, office.registry().find(id));
    if (!stored) return unknown_registration(id);
    EB_CHECK(office.state().not_erased(stored->registration.id));
    EB_TRY(after, edited(office, stored->registration, changes));
    EB_CHECK(check_reason(reason, stored->registration));
    EB_CHECK(check_reason(reason, after));
    const auto badge = office.state().vetting(after.id).badge;
    stored->registration = std::move(after);
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
