// Every combination of what decide() can be given, against a table of which reasons each fact gives cause for. The oracle
// knows only the order of Reason: of all reasons with a cause, the first one wins.
#include <catch2/catch.hpp>

#include <array>
#include <bit>
#include <iostream>

#include "common/badge/decide.hpp"
#include "tests/unit/badge/badge_fixture.hpp"

using namespace eb;
using namespace eb::badge;

namespace {

using Causes = std::uint64_t;  // bit n: there is cause for the reason with number n
constexpr Causes of(Reason reason) {
  return Causes{1} << static_cast<unsigned>(reason);
}
constexpr Causes none = 0;

using Outcome = tl::expected<VerifiedBadge, Reason>;

constexpr std::int64_t not_before = 1437720000;  // 2015-07-24T06:40:00Z, of test::sample_claims()
constexpr std::int64_t expires = 1437750000;
constexpr auto ms = std::chrono::milliseconds(1);
Millis at_second(std::int64_t seconds) {
  return Millis(std::chrono::seconds(seconds));
}

Outcome verified(const std::string& event) {
  const auto& key = test::key_of(crypto::Algorithm::es256);
  const codec::KeySet keys({test::trusted(key.public_key())});
  return verify_badge(make_badge(key, test::sample_claims(event)).value(), keys, test::during);
}

struct BadgeCase {
  const Outcome* badge;
  Millis now;
  Causes causes;
};

// Owns the outcomes that the cases point to.
struct Badges {
  Outcome ours = verified("EUIF-2015");
  Outcome foreign = verified("EUIF-2016");
  std::vector<Outcome> failures;
  std::vector<BadgeCase> cases;

  Badges() {
    REQUIRE(ours);
    REQUIRE(foreign);
    constexpr std::array reasons{Reason::several_codes, Reason::foreign_code, Reason::malformed,    Reason::key_unknown,
                                 Reason::key_not_valid, Reason::key_revoked,  Reason::alg_mismatch, Reason::bad_signature};
    failures.reserve(reasons.size());
    for (const auto reason : reasons) failures.emplace_back(tl::unexpect, reason);
    for (const auto& failure : failures) cases.push_back({&failure, test::during, of(failure.error())});
    cases.push_back({nullptr, test::during, of(Reason::malformed)});
    cases.push_back({&ours, at_second(not_before) - ms, of(Reason::not_yet_valid)});
    cases.push_back({&ours, at_second(not_before), none});
    cases.push_back({&ours, at_second(expires) - ms, none});
    cases.push_back({&ours, at_second(expires), of(Reason::expired)});
    cases.push_back({&foreign, test::during, of(Reason::wrong_event)});
    cases.push_back({&foreign, at_second(expires), of(Reason::wrong_event) | of(Reason::expired)});
  }
};

struct GateCase {
  GateCondition gate;
  Causes causes;
};
constexpr std::array gates{
    GateCase{GateCondition::fit, none}, GateCase{GateCondition::log_unavailable, of(Reason::log_unavailable)},
    GateCase{GateCondition::no_list, of(Reason::no_list)}, GateCase{GateCondition::list_expired, of(Reason::list_expired)},
    GateCase{GateCondition::clock_rollback, of(Reason::clock_rollback)}};

struct ListCase {
  ListStatus list;
  Causes causes;
};
constexpr std::array lists{ListCase{ListStatus::active, none}, ListCase{ListStatus::revoked, of(Reason::revoked)},
                           ListCase{ListStatus::superseded, of(Reason::superseded)},
                           ListCase{ListStatus::not_on_list, of(Reason::not_on_list)}};

struct RecordCase {
  RecordState state;
  bool given;  // the situation points to a record
  Causes causes;
};
constexpr std::array records{RecordCase{RecordState::opens, true, none},
                             RecordCase{RecordState::opens, false, of(Reason::record_mismatch)},
                             RecordCase{RecordState::absent, false, of(Reason::record_mismatch)},
                             RecordCase{RecordState::mismatch, true, of(Reason::record_mismatch)}};

struct ZoneCase {
  const char* gate;
  std::vector<std::string> badge, policy;
  Causes causes;
};
const std::vector<ZoneCase>& zones() {
  static const std::vector<ZoneCase> all{
      {"", {}, {}, none},
      {"north", {"north"}, {"north", "south"}, none},
      {"north", {"south"}, {"north", "south"}, of(Reason::wrong_zone)},
      {"west", {"west"}, {"north", "south"}, of(Reason::wrong_zone)},
  };
  return all;
}

// What a finding gives cause for on the way in, in the modes none, visual and mrz.
struct IdCase {
  IdEvidence id;
  Causes in_none, in_visual, in_mrz;
};
constexpr auto required = of(Reason::id_required);
constexpr auto misread = of(Reason::id_misread);
constexpr auto differs = of(Reason::id_mismatch);
constexpr auto lapsed = of(Reason::id_expired);
constexpr std::array id_cases{
    IdCase{{IdMethod::none, IdFinding::not_presented, {}}, none, required, required},
    IdCase{{IdMethod::seen, IdFinding::matches, {}}, none, none, required},
    IdCase{{IdMethod::seen, IdFinding::expired, IdField::expiry}, lapsed, lapsed, lapsed},
    IdCase{{IdMethod::number, IdFinding::matches, {}}, none, none, none},
    IdCase{{IdMethod::number, IdFinding::mismatch, IdField::number}, differs, differs, differs},
    IdCase{{IdMethod::number, IdFinding::expired, IdField::expiry}, lapsed, lapsed, lapsed},
    IdCase{{IdMethod::mrz, IdFinding::matches, {}}, none, none, none},
    IdCase{{IdMethod::mrz, IdFinding::misread, {}}, misread, misread, misread},
    IdCase{{IdMethod::mrz, IdFinding::mismatch, IdField::number}, differs, differs, differs},
    IdCase{{IdMethod::mrz, IdFinding::mismatch, IdField::birth_date}, differs, differs, differs},
    IdCase{{IdMethod::mrz, IdFinding::mismatch, IdField::expiry}, differs, differs, differs},
    IdCase{{IdMethod::mrz, IdFinding::mismatch, IdField::name}, differs, differs, differs},
    IdCase{{IdMethod::mrz, IdFinding::expired, IdField::expiry}, lapsed, lapsed, lapsed},
    // Evidence that does not fit together never counts as a check.
    IdCase{{IdMethod::none, IdFinding::matches, {}}, required, required, required},
    IdCase{{IdMethod::mrz, IdFinding::not_presented, {}}, required, required, required},
};
Causes id_causes(const IdCase& id, IdMode mode) {
  return mode == IdMode::none ? id.in_none : mode == IdMode::visual ? id.in_visual : id.in_mrz;
}
bool nothing_shown(const IdEvidence& id) {
  return id == id_cases.front().id;
}

struct PresenceCase {
  Presence::State state;
  Causes after_exit, never, free, on_exit;
};
constexpr auto inside = of(Reason::already_inside);
constexpr std::array presences{PresenceCase{Presence::State::never, none, none, none, of(Reason::not_inside)},
                               PresenceCase{Presence::State::inside, inside, inside, none, of(Reason::exit_recorded)},
                               PresenceCase{Presence::State::left, none, inside, none, of(Reason::not_inside)}};
Causes presence_causes(const PresenceCase& p, Reentry rule) {
  return rule == Reentry::after_exit ? p.after_exit : rule == Reentry::never ? p.never : p.free;
}

// The verdict column of design §5, written again.
Verdict expected_verdict(Reason reason) {
  switch (reason) {
    case Reason::admitted:
    case Reason::exit_recorded: return Verdict::admit;
    case Reason::id_misread:
    case Reason::already_inside:
    case Reason::id_required:
    case Reason::not_inside: return Verdict::check;
    default: return Verdict::deny;
  }
}

// The facts that are the same for all badges, gates, lists, zones and times.
struct Person {
  const IdCase* id;
  const PresenceCase* presence;
  IdMode mode;
  Reentry reentry;
  Direction direction;
  bool registered_lapsed;  // the registered document expired the day before
};

std::vector<Person> people() {
  std::vector<Person> out;
  for (const auto& id : id_cases)
    for (const auto& presence : presences)
      for (const auto mode : {IdMode::none, IdMode::visual, IdMode::mrz})
        for (const auto reentry : {Reentry::after_exit, Reentry::never, Reentry::free})
          for (const auto direction : {Direction::entry, Direction::exit})
            for (const bool registered_lapsed : {false, true})
              out.push_back({&id, &presence, mode, reentry, direction, registered_lapsed});
  return out;
}

Causes person_causes(const Person& p) {
  if (p.direction == Direction::exit) return p.presence->on_exit;
  const bool asked = p.mode != IdMode::none || !nothing_shown(p.id->id);
  return id_causes(*p.id, p.mode) | presence_causes(*p.presence, p.reentry) |
         (asked && p.registered_lapsed ? lapsed : none) | of(Reason::admitted);
}

struct Tally {
  std::uint64_t combinations = 0;
  std::uint64_t wrong = 0;
  std::string first_wrong;
  std::array<std::uint64_t, reason_count + 1> by_reason{};
};

void compare(const Situation& s, Causes causes, Tally& tally) {
  const auto expected = static_cast<Reason>(std::countr_zero(causes));
  std::optional<IdField> field;
  if (expected == Reason::id_mismatch) field = s.id.field;
  if (expected == Reason::id_expired) field = IdField::expiry;
  const Decision decision = decide(s);
  const bool may_pass = expected == Reason::admitted || expected == Reason::exit_recorded;
  const bool right = decision.reason == expected && decision.verdict == expected_verdict(expected) &&
                     decision.field == field && (decision.verdict == Verdict::admit) == may_pass;
  ++tally.combinations;
  ++tally.by_reason[static_cast<std::size_t>(expected)];
  if (right) return;
  if (tally.wrong++ == 0)
    tally.first_wrong =
        std::string(reason_name(decision.reason)) + " where it should be " + std::string(reason_name(expected));
}

// All people at one gate, with one badge, list status, record, zone and door.
void all_people(Situation& s, Policy& policy, Record& record, const std::vector<Person>& everybody, Causes place,
                Causes door, Tally& tally) {
  const Date today = local_day(s.now, policy.utc_offset);
  const Date yesterday{std::chrono::sys_days{today} - std::chrono::days{1}};
  for (const auto& person : everybody) {
    policy.id_mode = person.mode;
    policy.reentry = person.reentry;
    record.id.expiry = person.registered_lapsed ? yesterday : today;
    s.id = person.id->id;
    s.direction = person.direction;
    s.presence.state = person.presence->state;
    compare(s, place | (person.direction == Direction::entry ? door : none) | person_causes(person), tally);
  }
}

}  // namespace

TEST_CASE("decide gives the first reason that has a cause, for every combination") {
  const Badges badges;
  const auto everybody = people();
  Policy policy;
  policy.utc_offset = std::chrono::minutes{120};
  Record record;
  Situation s;
  s.event = "EUIF-2015";
  s.policy = &policy;
  Tally tally;
  for (const auto& badge : badges.cases) {
    s.badge = badge.badge;
    s.now = badge.now;
    for (const auto& zone : zones()) {
      s.zone = zone.gate;
      record.zones = zone.badge;
      policy.zones = zone.policy;
      for (const bool open : {true, false}) {
        const Seconds second = to_seconds(s.now);
        const std::chrono::seconds one{1};
        // An opening holds its first second and not its last; the closed door closed in this second and opens in the next.
        policy.openings = open ? std::vector<Opening>{{second, second + one}}
                               : std::vector<Opening>{{second - one, second}, {second + one, second + one * 2}};
        const Causes door = zone.causes | (open ? none : of(Reason::door_closed));
        for (const auto& gate : gates)
          for (const auto& list : lists)
            for (const auto& kept : records) {
              s.gate = gate.gate;
              s.list = list.list;
              s.record_state = kept.state;
              s.record = kept.given ? &record : nullptr;
              all_people(s, policy, record, everybody, badge.causes | gate.causes | list.causes | kept.causes, door, tally);
            }
      }
    }
  }
  std::cout << "decide: " << tally.combinations << " combinations\n";
  INFO(tally.first_wrong);
  CHECK(tally.wrong == 0);
  CHECK(tally.combinations == badges.cases.size() * zones().size() * 2 * gates.size() * lists.size() * records.size() *
                                  id_cases.size() * presences.size() * 3 * 3 * 2 * 2);
  for (std::size_t reason = 1; reason <= reason_count; ++reason) {
    INFO(reason_name(static_cast<Reason>(reason)));
    CHECK(tally.by_reason[reason] > 0);
  }
}
