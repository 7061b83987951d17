// One SQLite connection and its statements. Internal to this room, which alone includes sqlite3.h.
#pragma once

#include <sqlite3.h>
#include <sys/types.h>

#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "common/store/sqlite.hpp"

namespace eb::store {

// Which files this process has open: a -shm file may be read only when nobody here holds SQLite's locks on it.
using FileKey = std::pair<dev_t, ino_t>;
struct OpenFiles {
  std::mutex mutex;
  std::map<FileKey, int> counts;
  [[nodiscard]] static OpenFiles& instance();
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

struct Statement::Impl {
  sqlite3_stmt* stmt = nullptr;
  int bind_error = SQLITE_OK;  // of the first bind that failed; step() reports it
  bool done = false;
  bool stepped = false;  // since the last sqlite3_reset
  bool bound = false;    // since the last sqlite3_clear_bindings
  bool in_use = false;
  bool cached = false;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { sqlite3_finalize(stmt); }
};

struct Database::Impl {
  sqlite3* db = nullptr;
  std::string name;  // path for messages
  Bytes memory;      // what a database of from_bytes reads
  std::optional<FileKey> file;
  std::unordered_map<std::string, std::unique_ptr<Statement::Impl>, TextHash, std::equal_to<>> cache;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();
  [[nodiscard]] tl::unexpected<Error> error(int code) const;  // what SQLite said last, with what to do
  [[nodiscard]] Status exec(const char* sql) const;
  [[nodiscard]] Result<Statement::Impl*> statement(std::string_view sql);  // to be given back by release()
  static void release(Statement::Impl* statement);
};

// Code and words for people of an SQLite result; `said` is SQLite's own message.
[[nodiscard]] ErrorCode code_of(int result);
[[nodiscard]] std::string restore_advice(const std::string& name);

}  // namespace eb::store
