// The one header over SQLite. Prepared statements are kept per Database; a statement is reset when its guard goes.
// A Database and all that comes from it belong to one thread at a time; a second thread or process opens its own.
// Copies of a Database share one connection, which closes with the last copy, statement or transaction.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::store {

enum class OpenMode { create, read_write, read_only };

class Statement;

class Database {
 public:
  // WAL, synchronous=FULL, foreign_keys, trusted_schema off, secure_delete on, busy timeout 30 s, defensive. New files (the
  // -wal and -shm too) have mode 0600 whatever the umask. quick_check is the caller's (integrity()). A write-ahead log that
  // lost committed transactions is refused here when the database is opened for writing (README.md beside this file).
  // not_found: no such file (but for create); storage: cannot open; integrity: not a database or a damaged one, with what
  // to do. Everywhere: already_exists for a UNIQUE or PRIMARY KEY conflict, storage for whatever else SQLite refuses.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, OpenMode mode);
  // Read-only database in memory over bytes that were verified before (sqlite3_deserialize); owns the bytes.
  [[nodiscard]] static Result<Database> from_bytes(Bytes image);
  [[nodiscard]] static Result<Database> in_memory();
  [[nodiscard]] Status run(std::string_view sql);                 // one or more statements without results
  [[nodiscard]] Result<Statement> prepare(std::string_view sql);  // cached by text
  [[nodiscard]] Status integrity();                               // PRAGMA quick_check
  [[nodiscard]] Result<Bytes> image();                            // sqlite3_serialize
  // After deleting: builds every page anew (VACUUM), so that none keeps a remnant of what it held, and empties the write-ahead
  // log, which keeps older pages. Outside a transaction. storage: another program is reading and did not end within 30 s.
  [[nodiscard]] Status scrub();

  struct Impl;
  explicit Database(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

 private:
  friend class Transaction;
  std::shared_ptr<Impl> impl_;
};

// Bind from 1, read columns from 0 (only after step() gave a row). Views of text and blob columns live until the next step
// or reset.
class Statement {
 public:
  ~Statement();
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) = delete;
  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, std::uint64_t value);
  Statement& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
  Statement& bind(int index, unsigned value) { return bind(index, static_cast<std::int64_t>(value)); }
  Statement& bind(int index, std::string_view value);  // copied
  Statement& bind(int index, const char* value) { return bind(index, std::string_view(value)); }
  Statement& bind(int index, BytesView value);  // copied
  Statement& bind_null(int index);
  template <class T>
  Statement& bind(int index, const std::optional<T>& value) {
    return value ? bind(index, *value) : bind_null(index);
  }
  // True: a row. After the last row it stays false until reset(). A bind that failed is reported here.
  [[nodiscard]] Result<bool> step();
  [[nodiscard]] Status run();  // to the end, ignoring rows; then reset
  void reset();                // to the start; also clears bindings
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] BytesView blob(int column) const;

  struct Impl;
  Statement(std::shared_ptr<Database::Impl> database, Impl* impl);

 private:
  std::shared_ptr<Database::Impl> database_;
  Impl* impl_;
};

// BEGIN IMMEDIATE ... COMMIT; rolls back when it goes without commit().
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Database& database);
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  [[nodiscard]] Status commit();

 private:
  explicit Transaction(std::shared_ptr<Database::Impl> database) : database_(std::move(database)) {}
  std::shared_ptr<Database::Impl> database_;
};

}  // namespace eb::store
