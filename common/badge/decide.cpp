#include "common/badge/decide.hpp"

#include <algorithm>

namespace eb::badge {
namespace {

using MaybeReason = std::optional<Reason>;

MaybeReason gate_rule(GateCondition gate) {
  switch (gate) {
    case GateCondition::fit: return std::nullopt;
    case GateCondition::log_unavailable: return Reason::log_unavailable;
    case GateCondition::no_list: return Reason::no_list;
    case GateCondition::list_expired: return Reason::list_expired;
    case GateCondition::clock_rollback: return Reason::clock_rollback;
  }
  return Reason::log_unavailable;
}

// A badge that did not verify has one of the reasons of verification; anything else in its place is a fault of the caller
// and must not turn into another answer.
MaybeReason verification_rule(const tl::expected<VerifiedBadge, Reason>* badge) {
  if (badge == nullptr) return Reason::malformed;
  if (badge->has_value()) return std::nullopt;
  const Reason reason = badge->error();
  return reason >= Reason::several_codes && reason <= Reason::bad_signature ? reason : Reason::malformed;
}

MaybeReason claims_rule(const Claims& claims, const Situation& s) {
  if (claims.event != s.event) return Reason::wrong_event;
  const auto now = to_seconds(s.now);
  if (now < claims.not_before) return Reason::not_yet_valid;
  if (now >= claims.expires) return Reason::expired;
  return std::nullopt;
}

MaybeReason list_rule(const Situation& s) {
  switch (s.list) {
    case ListStatus::revoked: return Reason::revoked;
    case ListStatus::superseded: return Reason::superseded;
    case ListStatus::not_on_list: return Reason::not_on_list;
    case ListStatus::active:
      return s.record_state == RecordState::opens && s.record != nullptr ? MaybeReason{} : Reason::record_mismatch;
  }
  return Reason::not_on_list;
}

bool contains(const std::vector<std::string>& zones, const std::string& zone) {
  return std::find(zones.begin(), zones.end(), zone) != zones.end();
}

bool zone_open(const std::string& zone, const Record& record, const Policy& policy) {
  if (!policy.zones.empty() && !contains(policy.zones, zone)) return false;
  return zone.empty() || record.zones.empty() || contains(record.zones, zone);
}

MaybeReason door_rule(const Situation& s, const Policy& policy) {
  const auto now = to_seconds(s.now);
  const auto opens = [now](const Opening& o) { return now >= o.from && now < o.until; };
  if (std::none_of(policy.openings.begin(), policy.openings.end(), opens)) return Reason::door_closed;
  if (!zone_open(s.zone, *s.record, policy)) return Reason::wrong_zone;
  return std::nullopt;
}

bool document_presented(const IdEvidence& id) {
  return id.method != IdMethod::none || id.finding != IdFinding::not_presented;
}

std::optional<Decision> id_rule(const Situation& s, const Policy& policy) {
  if (policy.id_mode == IdMode::none && !document_presented(s.id)) return std::nullopt;
  const auto because = [](Reason reason, std::optional<IdField> field) {
    return Decision{verdict_of(reason), reason, field};
  };
  const bool registered_expired = s.record->id.expiry < local_day(s.now, policy.utc_offset);
  if (s.id.finding == IdFinding::expired || registered_expired) return because(Reason::id_expired, IdField::expiry);
  if (s.id.finding == IdFinding::misread) return because(Reason::id_misread, std::nullopt);
  if (s.id.finding == IdFinding::mismatch) return because(Reason::id_mismatch, s.id.field);
  return std::nullopt;
}

bool used_up(Presence::State state, Reentry rule) {
  if (rule == Reentry::free || state == Presence::State::never) return false;
  return !(rule == Reentry::after_exit && state == Presence::State::left);
}

// Whether the evidence is what the event's mode asks for. In mode none a document need not be shown, but one that was shown
// must not be left half checked.
bool id_satisfied(const IdEvidence& id, IdMode mode) {
  const bool compared = id.method == IdMethod::number || id.method == IdMethod::mrz;
  const bool checked = id.finding == IdFinding::matches && (compared || id.method == IdMethod::seen);
  switch (mode) {
    case IdMode::none: return checked || !document_presented(id);
    case IdMode::visual: return checked;
    case IdMode::mrz: return checked && compared;
  }
  return false;
}

Decision decide_exit(const Presence& presence) {
  const Reason reason = presence.state == Presence::State::inside ? Reason::exit_recorded : Reason::not_inside;
  return {verdict_of(reason), reason, std::nullopt};
}

Decision decide_entry(const Situation& s) {
  // Without a policy there is no opening time.
  if (s.policy == nullptr) return {verdict_of(Reason::door_closed), Reason::door_closed, std::nullopt};
  const Policy& policy = *s.policy;
  Reason reason = Reason::admitted;
  if (const auto door = door_rule(s, policy)) {
    reason = *door;
  } else if (const auto id = id_rule(s, policy)) {
    return *id;
  } else if (used_up(s.presence.state, policy.reentry)) {
    reason = Reason::already_inside;
  } else if (!id_satisfied(s.id, policy.id_mode)) {
    reason = Reason::id_required;
  }
  return {verdict_of(reason), reason, std::nullopt};
}

}  // namespace

GateCondition gate_condition(const GateFacts& facts, Millis now) {
  if (!facts.log_writable) return GateCondition::log_unavailable;
  if (!facts.has_list) return GateCondition::no_list;
  if (to_seconds(now) > facts.list_valid_until) return GateCondition::list_expired;
  const bool back = now < facts.list_issued || (facts.last_entry && now < *facts.last_entry);
  return back && !facts.rehearsal ? GateCondition::clock_rollback : GateCondition::fit;
}

Decision decide(const Situation& s) {
  auto refusal = gate_rule(s.gate);
  if (!refusal) refusal = verification_rule(s.badge);
  if (!refusal) refusal = claims_rule((*s.badge)->claims(), s);
  if (!refusal) refusal = list_rule(s);
  if (refusal) return {verdict_of(*refusal), *refusal, std::nullopt};
  return s.direction == Direction::exit ? decide_exit(s.presence) : decide_entry(s);
}

}  // namespace eb::badge
