// Which entries of one log were undone. An undo can itself be undone, and then what it undid counts again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>

namespace eb::log {

// Memory grows with the undos, not with the entries.
class Undoings {
 public:
  // The entry at the end of a chain of undos, and whether it counts from now on.
  struct Change {
    std::uint64_t entry = 0;
    bool counts = true;
  };
  // The undo at `index` of the earlier entry `ref`, in the order of the log. Nothing: no entry counts differently than before,
  // or `ref` is not earlier.
  std::optional<Change> feed(std::uint64_t index, std::uint64_t ref);
  [[nodiscard]] bool is_undo(std::uint64_t entry) const { return undoings_.contains(entry); }
  // False for an entry, or an undo, that was undone and stayed so.
  [[nodiscard]] bool counts(std::uint64_t entry) const;

 private:
  struct Undoing {
    std::uint64_t undone = 0;
    bool counts = true;
  };
  std::map<std::uint64_t, Undoing> undoings_;
  std::set<std::uint64_t> undone_;  // entries that are no undos
};

}  // namespace eb::log
