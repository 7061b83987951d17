// Who is inside, from a gate's entries alone. Rules:
//   an admitted scan, confirm or override of a badge      inside, since the entry's time, at the entry's gate
//   exit_recorded                                         left
//   undo                                                  the entry named by `ref` counts as if it had not been; an undo can
//                                                         itself be undone
//   start in a rehearsal                                  nobody is inside: each rehearsal begins with an empty building
// Whatever else is logged changes nothing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "common/badge/decide.hpp"
#include "common/log/entry.hpp"

namespace eb::log {

// Entries of one log, fed in their order.
class PresenceBook {
 public:
  void feed(const Entry& entry);
  // since and gate are those of the last admission that counts, also of somebody who left.
  [[nodiscard]] badge::Presence presence(const badge::BadgeNumber& number) const;
  // Index of the admission that presence() tells of.
  [[nodiscard]] std::optional<std::uint64_t> last_admission(const badge::BadgeNumber& number) const;
  // Whether an entry still counts: an admission, an exit or an undo that was not undone. Nothing for entries that have no effect.
  [[nodiscard]] std::optional<bool> counts(std::uint64_t entry) const;
  [[nodiscard]] std::uint64_t inside_count() const { return inside_; }
  [[nodiscard]] std::vector<badge::BadgeNumber> inside() const;

 private:
  struct Effect {
    std::uint64_t entry = 0;
    badge::Presence::State state{};
    Millis time{};
    std::string gate;
    bool counts = true;
  };
  using History = std::map<badge::BadgeNumber, std::vector<Effect>>;
  struct Undoing {
    std::uint64_t undone = 0;
    bool counts = true;
  };
  void add(const Entry& entry, badge::Presence::State state);
  void set_counting(std::uint64_t entry, bool counts);
  [[nodiscard]] static const Effect* last_admission_in(const std::vector<Effect>& effects);
  [[nodiscard]] static const Effect* last(const std::vector<Effect>& effects);

  History history_;
  std::map<std::uint64_t, badge::BadgeNumber> badge_of_;  // of the entries that had an effect
  std::map<std::uint64_t, Undoing> undoings_;
  std::uint64_t inside_ = 0;
};

}  // namespace eb::log
