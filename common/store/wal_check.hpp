// Has a write-ahead log lost transactions that were committed? SQLite itself takes the valid beginning of the file and drops
// the rest in silence, which is right after a power cut and wrong after damage. Internal to this room; formats:
// https://sqlite.org/walformat.html and https://sqlite.org/fileformat2.html §4.
#pragma once

#include <filesystem>
#include <string>

#include "common/base/error.hpp"

namespace eb::store {

struct WalFinding {
  std::string damage;          // empty when nothing committed is missing
  bool stale_commits = false;  // a torn commit lies behind the valid frames: harmless, better overwritten
};
// Changes nothing. Call before SQLite opens the database, which overwrites what is read here, and never while this process
// has it open: closing a file drops this process's POSIX locks on it. Nothing is looked at while another process has the
// database open: that one looked. storage: a file cannot be read.
[[nodiscard]] Result<WalFinding> check_wal(const std::filesystem::path& database);

}  // namespace eb::store
