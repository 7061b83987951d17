#include "common/log/presence.hpp"

#include <algorithm>

namespace eb::log {
namespace {

using State = badge::Presence::State;

}  // namespace

std::optional<State> presence_effect(Kind kind, bool names_badge, std::optional<badge::Verdict> verdict,
                                     std::optional<badge::Reason> reason) {
  if (!names_badge || verdict != badge::Verdict::admit) return std::nullopt;
  if (reason == badge::Reason::exit_recorded) return State::left;
  const bool admits = kind == Kind::scan || kind == Kind::confirm || kind == Kind::override_;
  return admits ? std::optional(State::inside) : std::nullopt;
}

const PresenceBook::Effect* PresenceBook::last(const std::vector<Effect>& effects) {
  const auto found = std::find_if(effects.rbegin(), effects.rend(), [](const Effect& e) { return e.counts; });
  return found == effects.rend() ? nullptr : &*found;
}

void PresenceBook::feed(const Entry& entry) {
  if (entry.rehearsal && entry.kind == Kind::start) {
    *this = undone_ ? PresenceBook(std::move(*undone_)) : PresenceBook();
  } else if (const auto state = presence_effect(entry.kind, entry.badge.has_value(), entry.verdict, entry.reason)) {
    add(entry, *state);
  } else if (entry.kind == Kind::undo && entry.ref) {
    if (const auto change = undoings_.feed(entry.index, *entry.ref)) set_counting(change->entry, change->counts);
  }
}

void PresenceBook::add(const Entry& entry, State state) {
  auto& effects = history_[*entry.badge];
  const Effect* before = last(effects);
  const bool was_inside = before != nullptr && before->state == State::inside;
  if (undone_ && state == State::inside && !undone_->contains(entry.index)) forget(effects);
  effects.push_back({entry.index, state, entry.time, entry.gate, true});
  badge_of_.insert_or_assign(entry.index, *entry.badge);
  if (state == State::inside && !was_inside) ++inside_;
  if (state != State::inside && was_inside) --inside_;
}

// Before an admission that nobody takes back: whatever happens to what was before, it is inside since then or later.
void PresenceBook::forget(std::vector<Effect>& effects) {
  for (const auto& effect : effects) badge_of_.erase(effect.entry);
  effects.clear();
}

void PresenceBook::set_counting(std::uint64_t entry, bool counts) {
  const auto badge = badge_of_.find(entry);
  if (badge == badge_of_.end()) return;
  auto& effects = history_.at(badge->second);
  const auto inside = [&] {
    const Effect* effect = last(effects);
    return effect != nullptr && effect->state == State::inside;
  };
  const bool was_inside = inside();
  const auto effect = std::find_if(effects.begin(), effects.end(), [&](const Effect& e) { return e.entry == entry; });
  effect->counts = counts;
  if (was_inside && !inside()) --inside_;
  if (!was_inside && inside()) ++inside_;
}

badge::Presence PresenceBook::presence(const badge::BadgeNumber& number) const {
  badge::Presence out;
  const auto found = history_.find(number);
  if (found == history_.end()) return out;
  const auto& effects = found->second;
  const Effect* newest = last(effects);
  if (newest == nullptr) return out;
  out.state = newest->state;
  if (const Effect* admission = last_admission_in(effects); admission != nullptr) {
    out.since = admission->time;
    out.gate = admission->gate;
  }
  return out;
}

const PresenceBook::Effect* PresenceBook::last_admission_in(const std::vector<Effect>& effects) {
  const auto found =
      std::find_if(effects.rbegin(), effects.rend(), [](const Effect& e) { return e.counts && e.state == State::inside; });
  return found == effects.rend() ? nullptr : &*found;
}

std::optional<std::uint64_t> PresenceBook::last_admission(const badge::BadgeNumber& number) const {
  const auto found = history_.find(number);
  const Effect* admission = found == history_.end() ? nullptr : last_admission_in(found->second);
  return admission == nullptr ? std::nullopt : std::optional(admission->entry);
}

std::optional<bool> PresenceBook::counts(std::uint64_t entry) const {
  if (undoings_.is_undo(entry)) return undoings_.counts(entry);
  const auto badge = badge_of_.find(entry);
  if (badge == badge_of_.end()) return std::nullopt;
  const auto& effects = history_.at(badge->second);
  return std::find_if(effects.begin(), effects.end(), [&](const Effect& e) { return e.entry == entry; })->counts;
}

std::vector<badge::BadgeNumber> PresenceBook::inside() const {
  std::vector<badge::BadgeNumber> out;
  for (const auto& [number, effects] : history_)
    if (const Effect* effect = last(effects); effect != nullptr && effect->state == State::inside) out.push_back(number);
  return out;
}

}  // namespace eb::log
