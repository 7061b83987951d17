// Who is inside over all gates together. A gate knows its own entries alone; with those of all of them in order of time, a badge
// that was let in at one gate and scanned at the way out of another has left (that gate logged `not_inside`). Otherwise the rules
// are those of common/log/presence.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "common/log/entry_view.hpp"

namespace eb::audit {

// XXXX-XXXX-XXXX-XXXX, held in place.
struct BadgeKey {
  std::array<char, 19> text{};
  // A badge of an entry, never an empty one.
  [[nodiscard]] static BadgeKey of(std::string_view badge);
  [[nodiscard]] std::string_view view() const { return {text.data(), text.size()}; }
  friend bool operator==(const BadgeKey&, const BadgeKey&) = default;
};
struct BadgeKeyHash {
  std::size_t operator()(const BadgeKey& key) const { return std::hash<std::string_view>()(key.view()); }
};

// Could it let somebody in or out? Asks the entry alone.
[[nodiscard]] bool may_move(const log::EntryView& entry);

struct Stay {
  std::size_t gate = 0;  // of the last admission
  std::uint64_t entry = 0;
  Millis since{};
  bool inside = false;
};

// Memory grows with the badges, not with the entries.
class InsideBook {
 public:
  enum class Step { none, came_first, came_again, admitted_inside, left, left_elsewhere };
  struct Moved {
    Step step = Step::none;
    Stay before;  // of a badge seen before
  };
  // Entries of all gates in order of time, without those that were undone.
  Moved feed(std::size_t gate, const log::EntryView& entry, Millis at);

  using Stays = std::unordered_map<BadgeKey, Stay, BadgeKeyHash>;
  [[nodiscard]] const Stays& stays() const { return stays_; }  // of every badge that was ever admitted
  [[nodiscard]] const Stay* find(std::string_view badge) const;
  [[nodiscard]] std::uint64_t inside_count() const { return inside_; }

 private:
  Stays stays_;
  std::uint64_t inside_ = 0;
};

}  // namespace eb::audit
