// The entries of one export, one after the other, and of several in order of time: what reports, lists and searches over gates
// stand on. Memory does not grow with the entries. Nothing is proved here: that is verify's work.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/lines.hpp"
#include "common/log/entry_view.hpp"
#include "common/log/undoings.hpp"

namespace eb::audit {

// Real entries only: lines that are no entries, and entries of a rehearsal, are counted and passed over.
class EntryStream {
 public:
  // not_found, io: entries.jsonl of the export cannot be opened.
  [[nodiscard]] static Result<EntryStream> open(const std::filesystem::path& directory);

  // False at the end, and when the file cannot be read further: status() tells which.
  [[nodiscard]] bool next();
  // Valid until the next call of next().
  [[nodiscard]] const log::EntryView& entry() const { return entry_; }
  // The entry's time, or that of the entry before it when the time runs back, which no gate writes.
  [[nodiscard]] Millis at() const { return at_; }
  [[nodiscard]] const Status& status() const { return lines_.status(); }
  [[nodiscard]] std::uint64_t unreadable() const { return unreadable_; }
  [[nodiscard]] std::uint64_t rehearsed() const { return rehearsed_; }

 private:
  explicit EntryStream(LineFile lines) : lines_(std::move(lines)) {}

  LineFile lines_;
  log::EntryView entry_;
  Millis at_{};
  std::uint64_t unreadable_ = 0, rehearsed_ = 0;
};

// What must be known of a log before its entries are counted one by one: an undo tells of an entry that went by.
struct Survey {
  std::uint64_t entries = 0;          // real ones, up to the time asked for
  std::uint64_t unreadable = 0;       // lines that are no entries, in the whole file
  std::uint64_t rehearsed = 0;        // entries of a rehearsal, in the whole file
  std::string gate;                   // by the first real entry
  std::optional<Millis> first, last;  // times of the first and the last real entry in the whole file
  std::optional<log::Kind> last_kind;
  std::optional<Millis> first_move, last_move;  // of entries that let somebody in or out, up to the time asked for
  log::Undoings undoings;                       // of the undos up to the time asked for
  std::set<std::uint64_t> overruled;            // entries that overrides up to the time asked for are about
  std::uint64_t undone_later = 0;               // undos after it of entries before it
  Status ended;                                 // too_large, io: the file could not be read to its end
};
// not_found, io: it cannot be opened.
[[nodiscard]] Result<Survey> survey_export(const std::filesystem::path& directory, std::optional<Millis> until);

struct TimedEntry {
  std::size_t gate = 0;  // which of the directories
  const log::EntryView& entry;
  Millis at;
};
// The entries of all directories up to and including `until`, by time; at the same millisecond in order of the directories. Each
// log stays in its own order. io, too_large: a file could not be read to its end; what came before was visited.
using VisitTimed = std::function<Status(const TimedEntry&)>;
[[nodiscard]] Status for_each_by_time(const std::vector<std::filesystem::path>& directories, std::optional<Millis> until,
                                      const VisitTimed& visit);

}  // namespace eb::audit
