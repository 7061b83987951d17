#include "common/badge/reason.hpp"

#include <array>

#include "common/base/error.hpp"

namespace eb::badge {
namespace {

struct Row {
  Reason reason;
  Verdict verdict;
  std::string_view name;
  std::string_view advice;
};

constexpr auto deny = Verdict::deny;
constexpr auto check = Verdict::check;
constexpr auto admit = Verdict::admit;

// The table of design §5. An advice is read aloud in front of the person: it says what to do, not what is known.
constexpr std::array<Row, reason_count> rows{{
    {Reason::log_unavailable, deny, "log_unavailable",
     "this gate cannot write its log: admit nobody here, send people to another gate and call the supervisor"},
    {Reason::no_list, deny, "no_list",
     "this gate has no door list: load the list of the event, or send people to another gate"},
    {Reason::list_expired, deny, "list_expired",
     "the door list of this gate is out of date: load the newest list and scan again"},
    {Reason::clock_rollback, deny, "clock_rollback",
     "the clock of this gate is wrong: have the supervisor set it, then scan again"},
    {Reason::several_codes, deny, "several_codes", "show one badge at a time and scan again"},
    {Reason::foreign_code, deny, "foreign_code", "this is not a badge: ask for the badge of this meeting"},
    {Reason::malformed, deny, "malformed",
     "this code is not a valid badge: scan again, and if it stays so send the person to the registration desk"},
    {Reason::key_unknown, deny, "key_unknown", "this badge is not accepted here: send the person to the registration desk"},
    {Reason::key_not_valid, deny, "key_not_valid",
     "this badge is not accepted here: send the person to the registration desk"},
    {Reason::key_revoked, deny, "key_revoked", "this badge is not accepted here: send the person to the registration desk"},
    {Reason::alg_mismatch, deny, "alg_mismatch",
     "this badge is not accepted here: send the person to the registration desk"},
    {Reason::bad_signature, deny, "bad_signature",
     "this badge is not genuine or was damaged: keep the person at the door and call the supervisor"},
    {Reason::wrong_event, deny, "wrong_event", "this badge is for another event: ask for the badge of this meeting"},
    {Reason::not_yet_valid, deny, "not_yet_valid", "this badge is not valid yet: ask the person to come back at its time"},
    {Reason::expired, deny, "expired", "this badge is no longer valid: send the person to the registration desk"},
    {Reason::revoked, deny, "revoked", "this badge was withdrawn: keep the person at the door and call the supervisor"},
    {Reason::superseded, deny, "superseded",
     "this badge was replaced by a newer one: ask for the new badge, or send the person to the registration desk"},
    {Reason::not_on_list, deny, "not_on_list",
     "this badge is not on the list of this gate: send the person to the registration desk"},
    {Reason::record_mismatch, deny, "record_mismatch",
     "the record of this badge cannot be used: send the person to the registration desk and tell the supervisor"},
    {Reason::door_closed, deny, "door_closed", "the door is closed at this time: ask the person to come back when it opens"},
    {Reason::wrong_zone, deny, "wrong_zone",
     "this badge does not open this zone: show the person the way to another entrance"},
    {Reason::id_expired, deny, "id_expired",
     "the identity document has expired: send the person to the registration desk with a valid one"},
    {Reason::id_misread, check, "id_misread", "the document was not read correctly: read or type it again"},
    {Reason::id_mismatch, deny, "id_mismatch",
     "the document is not the registered one: ask for the document given at registration, then scan again"},
    {Reason::already_inside, check, "already_inside",
     "this badge was admitted before: ask the person to wait and call the supervisor, who decides"},
    {Reason::id_required, check, "id_required", "ask for the identity document and check it"},
    {Reason::admitted, admit, "admitted", "let the person in"},
    {Reason::exit_recorded, admit, "exit_recorded", "let the person out"},
    {Reason::not_inside, check, "not_inside",
     "no entry of this badge is known here: let the person out and tell the supervisor"},
}};

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (static_cast<std::size_t>(rows[i].reason) != i + 1) return false;
  return true;
}
static_assert(rows_are_in_order(), "one row a reason, in the order of the enumeration");

const Row& row_of(Reason reason) {
  const auto number = static_cast<std::size_t>(reason);
  if (number < 1 || number > rows.size()) broken_invariant("a reason outside its enumeration");
  return rows[number - 1];
}

constexpr std::array<std::string_view, 3> verdict_names{"admit", "check", "deny"};

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  const auto number = static_cast<std::size_t>(verdict);
  if (number < 1 || number > verdict_names.size()) broken_invariant("a verdict outside its enumeration");
  return verdict_names[number - 1];
}

std::string_view reason_name(Reason reason) {
  return row_of(reason).name;
}

std::optional<Verdict> verdict_from(std::string_view name) {
  for (std::size_t i = 0; i < verdict_names.size(); ++i)
    if (verdict_names[i] == name) return static_cast<Verdict>(i + 1);
  return std::nullopt;
}

std::optional<Reason> reason_from(std::string_view name) {
  for (const auto& row : rows)
    if (row.name == name) return row.reason;
  return std::nullopt;
}

Verdict verdict_of(Reason reason) {
  return row_of(reason).verdict;
}

bool may_override(Reason reason) {
  switch (reason) {
    case Reason::door_closed:
    case Reason::wrong_zone:
    case Reason::id_expired:
    case Reason::id_misread:
    case Reason::id_mismatch:
    case Reason::already_inside:
    case Reason::id_required: return true;
    default: return false;
  }
}

std::string_view reason_advice(Reason reason) {
  return row_of(reason).advice;
}

}  // namespace eb::badge
