#include "common/log/undoings.hpp"

namespace eb::log {

// An undo points backwards, so following a chain of undos ends.
std::optional<Undoings::Change> Undoings::feed(std::uint64_t index, std::uint64_t ref) {
  if (ref >= index) return std::nullopt;
  undoings_.insert_or_assign(index, Undoing{ref, true});
  auto entry = ref;
  bool counting = false;
  for (auto undo = undoings_.find(entry); undo != undoings_.end(); undo = undoings_.find(entry)) {
    if (undo->second.counts == counting) return std::nullopt;
    undo->second.counts = counting;
    entry = undo->second.undone;
    counting = !counting;
  }
  if (counting)
    undone_.erase(entry);
  else
    undone_.insert(entry);
  return Change{entry, counting};
}

bool Undoings::counts(std::uint64_t entry) const {
  const auto undo = undoings_.find(entry);
  return undo == undoings_.end() ? !undone_.contains(entry) : undo->second.counts;
}

}  // namespace eb::log
