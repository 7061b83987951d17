// Has a write-ahead log lost transactions that were committed? SQLite itself takes the valid beginning of the file and drops
// the rest in silence, which is right after a power cut and wrong after damage. Internal to this room; formats:
// https://sqlite.org/walformat.html and https://sqlite.org/fileformat2.html §4.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "common/base/error.hpp"

namespace eb::store {

using WalSalt = std::array<std::uint8_t, 8>;

// What the last writer noted in the -shm file: so many frames were committed to the log with this salt, so many of them had
// been copied into the database. Written after the log was synced, so it is never ahead of what the disk held.
struct WalNote {
  std::uint32_t committed = 0;
  std::uint32_t copied = 0;
  WalSalt salt{};
};
// Nothing when there is no such file, its checksum is wrong or it is older than the machine's start. Call before SQLite opens the database, and never while this
// process has it open: closing a file drops this process's POSIX locks on it.
[[nodiscard]] std::optional<WalNote> read_wal_note(const std::filesystem::path& database);

struct WalFinding {
  std::string damage;          // empty when nothing committed is missing
  bool stale_commits = false;  // a torn commit lies behind the valid frames: harmless, better overwritten
};
// Call with SQLite's write lock held, so that no frame is being written. storage: the log cannot be read.
[[nodiscard]] Result<WalFinding> check_wal(const std::filesystem::path& database, const std::optional<WalNote>& note);

}  // namespace eb::store
