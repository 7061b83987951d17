#include "audit/inside_book.hpp"

#include <algorithm>

#include "common/log/presence.hpp"

namespace eb::audit {
namespace {

using State = badge::Presence::State;

// Scanned on the way out, where no entry of the badge is known: the guard lets the person out.
bool is_way_out(const log::EntryView& entry) {
  return entry.kind == log::Kind::exit && entry.reason == badge::Reason::not_inside && !entry.badge.empty();
}

}  // namespace

bool may_move(const log::EntryView& entry) {
  return is_way_out(entry) ||
         log::presence_effect(entry.kind, !entry.badge.empty(), entry.verdict, entry.reason).has_value();
}

BadgeKey BadgeKey::of(std::string_view badge) {
  BadgeKey key;
  std::copy_n(badge.begin(), std::min(badge.size(), key.text.size()), key.text.begin());
  return key;
}

InsideBook::Moved InsideBook::feed(std::size_t gate, const log::EntryView& entry, Millis at) {
  const auto effect = log::presence_effect(entry.kind, !entry.badge.empty(), entry.verdict, entry.reason);
  if (effect == State::inside) {
    const auto [found, is_new] = stays_.try_emplace(BadgeKey::of(entry.badge));
    auto& stay = found->second;
    const Moved moved{is_new ? Step::came_first : stay.inside ? Step::admitted_inside : Step::came_again, stay};
    if (!stay.inside) ++inside_;
    stay = {gate, entry.index, at, true};
    return moved;
  }
  if (!may_move(entry)) return {};
  const auto found = stays_.find(BadgeKey::of(entry.badge));
  if (found == stays_.end() || !found->second.inside) return {};
  const Moved moved{effect == State::left ? Step::left : Step::left_elsewhere, found->second};
  found->second.inside = false;
  --inside_;
  return moved;
}

const Stay* InsideBook::find(std::string_view badge) const {
  const auto found = stays_.find(BadgeKey::of(badge));
  return found == stays_.end() ? nullptr : &found->second;
}

}  // namespace eb::audit
