// The decision at the door: one pure, total function. The gate calls it, the auditor re-runs it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "common/badge/badge.hpp"
#include "common/badge/id_data.hpp"
#include "common/badge/policy.hpp"
#include "common/badge/reason.hpp"

namespace eb::badge {

// Is the gate itself fit to decide? The first that applies, in this order.
enum class GateCondition : std::uint8_t { fit, log_unavailable, no_list, list_expired, clock_rollback };

// Facts from which the condition follows. In a rehearsal the pretended time is not the clock, so clock_rollback is not asked.
struct GateFacts {
  bool log_writable = false;
  bool has_list = false;
  Seconds list_issued{};
  Seconds list_valid_until{};               // inclusive
  std::optional<Millis> last_entry;         // time of the newest entry of this gate
  bool rehearsal = false;
};
[[nodiscard]] GateCondition gate_condition(const GateFacts& facts, Millis now);

// What the local list says of a badge.
enum class ListStatus : std::uint8_t { not_on_list, active, revoked, superseded };

// A delegate as sealed in the door list.
struct Record {
  std::string name;
  std::string organisation;
  std::string role;                         // "delegate", "speaker", ...
  IdData id;
  std::vector<std::string> zones;           // zones this badge may enter; empty: all
  std::string language;                     // two letters or empty
};
// opens: the record opened under the badge's own key and its ID data gives the badge's ID tag.
enum class RecordState : std::uint8_t { absent, mismatch, opens };

enum class Direction : std::uint8_t { entry, exit };

struct Presence {
  enum class State : std::uint8_t { never, inside, left } state = State::never;
  std::optional<Millis> since;              // of the last admission
  std::string gate;                         // where
};

struct Situation {
  GateCondition gate = GateCondition::log_unavailable;
  // The verified badge, or why there is none (several_codes ... bad_signature).
  const tl::expected<VerifiedBadge, Reason>* badge = nullptr;
  std::string event;                        // event id of the list in force
  ListStatus list = ListStatus::not_on_list;
  RecordState record_state = RecordState::absent;
  const Record* record = nullptr;           // when it opens
  IdEvidence id;
  Direction direction = Direction::entry;
  Presence presence;
  std::string zone;                         // the zone this gate leads to; empty: undivided
  const Policy* policy = nullptr;
  Millis now{};
};

struct Decision {
  Verdict verdict = Verdict::deny;
  Reason reason = Reason::log_unavailable;
  std::optional<IdField> field;             // of id_mismatch and id_expired
  friend bool operator==(const Decision&, const Decision&) = default;
};

// Rules in the order of Reason. On the way out, door_closed, wrong_zone and the ID rules are not asked: nobody is kept in.
// A missing piece (null badge, policy or record where one is needed) is refused, never admitted.
[[nodiscard]] Decision decide(const Situation& situation);

}  // namespace eb::badge
