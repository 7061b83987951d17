#include "audit/acts_check.hpp"

#include "common/badge/reason.hpp"
#include "common/base/text.hpp"

namespace eb::audit {

std::string ActsCheck::feed(const log::Entry& entry, const log::PresenceBook& presence) {
  follow_role(entry);
  remember(entry);
  if (entry.kind == log::Kind::confirm) return confirm_fault(entry);
  if (entry.kind != log::Kind::override_ && entry.kind != log::Kind::undo) return {};
  auto fault = role_fault(entry);
  if (fault.empty()) fault = entry.kind == log::Kind::override_ ? override_fault(entry, presence) : undo_fault(entry);
  if (entry.kind == log::Kind::undo && entry.ref) undoings_.feed(entry.index, *entry.ref);
  return fault;
}

void ActsCheck::follow_role(const log::Entry& entry) {
  if (entry.kind != log::Kind::sign_in || !entry.guard || !entry.detail) return;
  if (*entry.detail == "guard") roles_[*entry.guard] = Role::guard;
  if (*entry.detail == "supervisor") roles_[*entry.guard] = Role::supervisor;
}

void ActsCheck::remember(const log::Entry& entry) {
  while (!recent_.empty() && entry.time - recent_.begin()->second.time > badge::override_patience)
    recent_.erase(recent_.begin());
  const bool scan = entry.kind == log::Kind::scan || entry.kind == log::Kind::confirm;
  if (undone_.contains(entry.index) &&
      log::presence_effect(entry.kind, entry.badge.has_value(), entry.verdict, entry.reason))
    effective_.insert(entry.index);
  if (scan && entry.reason) recent_[entry.index] = {entry.time, entry.list, entry.badge, *entry.reason};
}

std::string ActsCheck::role_fault(const log::Entry& entry) const {
  const auto role = entry.guard ? roles_.find(*entry.guard) : roles_.end();
  const bool guard_only = role != roles_.end() && role->second == Role::guard;
  return guard_only ? "by " + printable(*entry.guard) + ", who signed in as a guard and is no supervisor" : std::string();
}

std::string ActsCheck::confirm_fault(const log::Entry& entry) const {
  const auto about = entry.ref ? recent_.find(*entry.ref) : recent_.end();
  if (about == recent_.end() || about->second.badge == entry.badge) return {};
  return "a document answers entry " + std::to_string(about->first) + ", which asked about another badge";
}

std::string ActsCheck::override_fault(const log::Entry& entry, const log::PresenceBook& presence) const {
  const auto about = entry.ref ? recent_.find(*entry.ref) : recent_.end();
  if (about == recent_.end() || about->first >= entry.index)
    return "an override is about no scan of the fifteen minutes before it";
  const auto& scan = about->second;
  const auto named = "an override of entry " + std::to_string(about->first);
  if (!badge::may_override(scan.reason) || !scan.badge)
    return named + ", which said " + std::string(badge::reason_name(scan.reason)) + ": nobody may override that";
  if (scan.badge != entry.badge) return named + " is of another badge";
  if (scan.list != entry.list) return named + ", which was decided from another door list";
  const auto admitted = presence.last_admission(*scan.badge);
  return admitted && *admitted > about->first ? named + ", after which the badge was admitted already" : std::string();
}

std::string ActsCheck::undo_fault(const log::Entry& entry) const {
  const bool known = entry.ref && (undoings_.is_undo(*entry.ref) || effective_.contains(*entry.ref));
  return known && undoings_.counts(*entry.ref) ? std::string()
                                               : "an undo of an entry that let nobody in or out, or was undone already";
}

}  // namespace eb::audit
