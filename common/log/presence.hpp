// Who is inside, from a gate's entries alone, fed in order.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "common/badge/decide.hpp"
#include "common/log/entry.hpp"

namespace eb::log {

class PresenceBook {
 public:
  // An admit by scan, confirm or override puts the badge inside since that time at that gate; exit_recorded puts it outside;
  // an undo gives back what its `ref` changed.
  void feed(const Entry& entry);
  [[nodiscard]] badge::Presence presence(const badge::BadgeNumber& number) const;
  [[nodiscard]] std::uint64_t inside_count() const { return inside_; }
  [[nodiscard]] std::vector<badge::BadgeNumber> inside() const;

 private:
  struct Change {
    badge::BadgeNumber number;
    badge::Presence before;
  };
  void set(const badge::BadgeNumber& number, const badge::Presence& presence);

  std::map<badge::BadgeNumber, badge::Presence> book_;
  std::map<std::uint64_t, Change> changes_;  // by entry index, for undo
  std::uint64_t inside_ = 0;
};

}  // namespace eb::log
