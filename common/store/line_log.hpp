// An append-only log of lines with its checkpoints in one SQLite database: the gate's entries and the office's acts.
// Write order and crash points: README.md beside this file.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.hpp"
#include "common/log/merkle.hpp"
#include "common/store/sqlite.hpp"

namespace eb::store {

class LineLog {
 public:
  // Creates its tables (log_line, log_checkpoint) when absent. integrity: they are not as this program made them.
  [[nodiscard]] static Result<LineLog> open(Database database);

  // Reads lines appended since the last call (by this or another process), hands each to `visit` in order, and extends the
  // tree. integrity: a gap, a log that is shorter or other than when last read, or a stored checkpoint whose root is not the
  // tree's at its size (signatures are the caller's question). Call inside a Transaction before append, so that no other
  // process can append in between. After an error, from here or from `visit`, the log object must be opened again.
  using Visit = std::function<Status(std::uint64_t index, std::string_view line)>;
  [[nodiscard]] Status catch_up(const Visit& visit);

  // Appends one line (without line feed or NUL, else invalid_argument) at index == size(). The caller holds a Transaction and
  // calls commit() on it: only then is it durable. After a rolled back transaction the log object must be opened again.
  [[nodiscard]] Status append(std::string_view line);
  // A signed note (common/log/note.hpp) whose size and root are those of this log, else invalid_argument. Same rules as append.
  [[nodiscard]] Status add_checkpoint(std::uint64_t size, std::string_view signed_note);

  [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
  [[nodiscard]] Sha256 root() const { return tree_.root(); }
  [[nodiscard]] Result<std::optional<std::string>> last_checkpoint();
  [[nodiscard]] Result<std::uint64_t> last_checkpoint_size();    // 0 without one
  [[nodiscard]] Result<std::vector<std::string>> checkpoints();  // in order
  [[nodiscard]] Status for_each(const Visit& visit);             // all lines from the start, without changing state
  [[nodiscard]] Result<std::string> line(std::uint64_t index);
  [[nodiscard]] Database& database() { return database_; }

 private:
  explicit LineLog(Database database) : database_(std::move(database)) {}
  struct Claim;  // what a stored checkpoint says
  [[nodiscard]] Result<std::vector<Claim>> unchecked_claims();
  [[nodiscard]] Status check(const Claim& claim, const Sha256& root) const;
  [[nodiscard]] Result<Sha256> root_at(std::uint64_t size);
  [[nodiscard]] Status read_lines(const Visit& visit, const std::vector<Claim>& claims);

  Database database_;
  log::Frontier tree_;
  Sha256 last_leaf_;          // of the line at size() - 1
  std::int64_t checked_ = 0;  // stored checkpoints up to this number agree with the tree
};

}  // namespace eb::store
