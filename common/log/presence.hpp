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
#include <set>
#include <utility>
#include <vector>

#include "common/badge/decide.hpp"
#include "common/log/entry.hpp"
#include "common/log/undoings.hpp"

namespace eb::log {

// What an entry that counts does to the one whose badge it names: inside, left, or nothing.
[[nodiscard]] std::optional<badge::Presence::State> presence_effect(Kind kind, bool names_badge,
                                                                    std::optional<badge::Verdict> verdict,
                                                                    std::optional<badge::Reason> reason);

// Entries of one log, fed in their order.
class PresenceBook {
 public:
  // A log that goes on: any entry may yet be undone, and all that had an effect are remembered.
  PresenceBook() = default;
  // A log that is known to its end: `undone` are the entries that its undos name. Memory grows with the badges and with these alone;
  // counts() tells nothing of an entry that a later one has made irrelevant.
  explicit PresenceBook(std::set<std::uint64_t> undone) : undone_(std::move(undone)) {}

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
  void add(const Entry& entry, badge::Presence::State state);
  void forget(std::vector<Effect>& effects);
  void set_counting(std::uint64_t entry, bool counts);
  [[nodiscard]] static const Effect* last_admission_in(const std::vector<Effect>& effects);
  [[nodiscard]] static const Effect* last(const std::vector<Effect>& effects);

  std::optional<std::set<std::uint64_t>> undone_;
  History history_;
  std::map<std::uint64_t, badge::BadgeNumber> badge_of_;  // of the entries that had an effect
  Undoings undoings_;
  std::uint64_t inside_ = 0;
};

}  // namespace eb::log
