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
  // Creates its tables (log_line, log_checkpoint) when absent.
  [[nodiscard]] static Result<LineLog> open(Database database);

  // Reads lines appended since the last call (by this or another process), hands each to `visit` in order, and extends the
  // tree. integrity: a gap, or a stored checkpoint whose root is not the tree's at its size. Call inside a Transaction
  // before append, so that no other process can append in between.
  using Visit = std::function<Status(std::uint64_t index, std::string_view line)>;
  [[nodiscard]] Status catch_up(const Visit& visit);

  // Appends one line at index == size(). The caller holds a Transaction and calls commit() on it: only then is it durable.
  // After a rolled back transaction the log object must be opened again.
  [[nodiscard]] Status append(std::string_view line);
  [[nodiscard]] Status add_checkpoint(std::uint64_t size, std::string_view signed_note);

  [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
  [[nodiscard]] Sha256 root() const { return tree_.root(); }
  [[nodiscard]] Result<std::optional<std::string>> last_checkpoint();
  [[nodiscard]] Result<std::uint64_t> last_checkpoint_size();            // 0 without one
  [[nodiscard]] Result<std::vector<std::string>> checkpoints();          // in order
  [[nodiscard]] Status for_each(const Visit& visit);                     // all lines from the start, without changing state
  [[nodiscard]] Result<std::string> line(std::uint64_t index);
  [[nodiscard]] Database& database() { return database_; }

 private:
  explicit LineLog(Database database) : database_(std::move(database)) {}
  Database database_;
  log::Frontier tree_;
};

}  // namespace eb::store
