#include "common/log/presence.hpp"

namespace eb::log {
namespace {

using State = badge::Presence::State;

bool moves(const Entry& entry) {
  const bool passes =
      entry.kind == Kind::scan || entry.kind == Kind::confirm || entry.kind == Kind::override_ || entry.kind == Kind::exit;
  return passes && entry.badge && entry.verdict == badge::Verdict::admit;
}

}  // namespace

void PresenceBook::set(const badge::BadgeNumber& number, const badge::Presence& presence) {
  auto& now = book_[number];
  if (now.state == State::inside) --inside_;
  now = presence;
  if (now.state == State::inside) ++inside_;
}

void PresenceBook::feed(const Entry& entry) {
  if (entry.kind == Kind::undo && entry.ref) {
    if (const auto change = changes_.find(*entry.ref); change != changes_.end()) {
      set(change->second.number, change->second.before);
      changes_.erase(change);
    }
    return;
  }
  if (!moves(entry)) return;
  const auto before = presence(*entry.badge);
  changes_.insert_or_assign(entry.index, Change{*entry.badge, before});
  const bool out = entry.reason == badge::Reason::exit_recorded;
  set(*entry.badge, out ? badge::Presence{State::left, before.since, before.gate}
                        : badge::Presence{State::inside, entry.time, entry.gate});
}

badge::Presence PresenceBook::presence(const badge::BadgeNumber& number) const {
  const auto found = book_.find(number);
  return found == book_.end() ? badge::Presence{} : found->second;
}

std::vector<badge::BadgeNumber> PresenceBook::inside() const {
  std::vector<badge::BadgeNumber> out;
  for (const auto& [number, presence] : book_)
    if (presence.state == State::inside) out.push_back(number);
  return out;
}

}  // namespace eb::log
