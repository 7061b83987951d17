#include "common/store/connection.hpp"

#include <functional>
#include <limits>

#include "common/base/text.hpp"

namespace eb::store {
namespace {

constexpr std::size_t max_cached_statements = 128;  // programs have a few dozen; ad-hoc filters must not pile up

// What SQLite said, and what to do about it.
std::string describe(int code, const std::string& name, const std::string& said) {
  switch (code & 0xff) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return name + " is damaged or not a database (" + said + ")" + restore_advice(name);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return name + " is locked by another program (" + said + "): let that program end and try again";
    case SQLITE_FULL: return name + " cannot grow, the disk is full: free some space and try again";
    case SQLITE_READONLY: return name + " cannot be written (" + said + "): check who owns the file and its directory";
    case SQLITE_CANTOPEN: return name + " cannot be opened (" + said + "): check the path, the owner and the mode";
    case SQLITE_IOERR: return name + ": the disk refused a read or write (" + said + "): check the disk and the system log";
    default: return name + ": " + said;
  }
}

}  // namespace

OpenFiles& OpenFiles::instance() {
  static OpenFiles files;
  return files;
}

std::string restore_advice(const std::string& name) {
  return ": keep " + name +
         " with its -wal and -shm files as evidence. An office moves all three away and puts back the last good copy; a "
         "gate never does: take the spare one";
}

ErrorCode code_of(int code) {
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
    return ErrorCode::already_exists;
  switch (code & 0xff) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return ErrorCode::integrity;
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
    case SQLITE_MISUSE: return ErrorCode::invalid_argument;
    default: return ErrorCode::storage;
  }
}

Database::Impl::~Impl() {
  cache.clear();
  sqlite3_close(db);
  if (!file) return;
  OpenFiles& files = OpenFiles::instance();
  const std::scoped_lock lock(files.mutex);
  if (--files.counts[*file] == 0) files.counts.erase(*file);
}

tl::unexpected<Error> Database::Impl::error(int code) const {
  const char* said = sqlite3_errcode(db) == code || sqlite3_extended_errcode(db) == code ? sqlite3_errmsg(db) : nullptr;
  return fail(code_of(code), describe(code, name, printable(said != nullptr ? said : sqlite3_errstr(code))));
}

Status Database::Impl::exec(const char* sql) const {
  const int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return {};
}

// A cached statement that is in use gets a fresh twin, which goes with its guard.
Result<Statement::Impl*> Database::Impl::statement(std::string_view sql) {
  const auto found = cache.find(sql);
  if (found != cache.end() && !found->second->in_use) {
    found->second->in_use = true;
    return found->second.get();
  }
  if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return fail(ErrorCode::invalid_argument, name + ": the statement is too long");
  auto made = std::make_unique<Statement::Impl>();
  made->cached = found == cache.end() && cache.size() < max_cached_statements;
  made->in_use = true;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()),
                                      made->cached ? SQLITE_PREPARE_PERSISTENT : 0, &made->stmt, &tail);
  if (code != SQLITE_OK) return error(code);
  if (made->stmt == nullptr || tail != sql.data() + sql.size())
    return fail(ErrorCode::invalid_argument, name + ": exactly one statement is needed, without anything after it");
  if (!made->cached) return made.release();
  return cache.emplace(std::string(sql), std::move(made)).first->second.get();
}

void Database::Impl::release(Statement::Impl* statement) {
  statement->in_use = false;
  if (!statement->cached) delete statement;
}

}  // namespace eb::store
