#include <limits>
#include <utility>

#include "common/store/connection.hpp"

namespace eb::store {

Statement::Statement(std::shared_ptr<Database::Impl> database, Impl* impl) : database_(std::move(database)), impl_(impl) {}
Statement::Statement(Statement&& other) noexcept
    : database_(std::move(other.database_)), impl_(std::exchange(other.impl_, nullptr)) {}

Statement::~Statement() {
  if (impl_ == nullptr) return;
  reset();
  Database::Impl::release(impl_);
}

namespace {
void note_bind(Statement::Impl& statement, int code) {
  statement.bound = true;
  if (statement.bind_error == SQLITE_OK) statement.bind_error = code;
}
}  // namespace

Statement& Statement::bind(int index, std::int64_t value) {
  note_bind(*impl_, sqlite3_bind_int64(impl_->stmt, index, value));
  return *this;
}

Statement& Statement::bind(int index, std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    note_bind(*impl_, SQLITE_RANGE);
    return *this;
  }
  return bind(index, static_cast<std::int64_t>(value));
}

// An empty view may have no address, which SQLite would take for NULL.
Statement& Statement::bind(int index, std::string_view value) {
  const char* data = value.data() != nullptr ? value.data() : "";
  note_bind(*impl_, sqlite3_bind_text64(impl_->stmt, index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(int index, BytesView value) {
  const void* data = value.data() != nullptr ? static_cast<const void*>(value.data()) : "";
  note_bind(*impl_, sqlite3_bind_blob64(impl_->stmt, index, data, value.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind_null(int index) {
  note_bind(*impl_, sqlite3_bind_null(impl_->stmt, index));
  return *this;
}

Result<bool> Statement::step() {
  if (impl_->bind_error != SQLITE_OK)
    return fail(code_of(impl_->bind_error), database_->name + ": a bound value is refused");
  if (impl_->done) return false;
  impl_->stepped = true;
  const int code = sqlite3_step(impl_->stmt);
  if (code == SQLITE_ROW) return true;
  impl_->done = true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(impl_->stmt);  // a finished read holds no lock
    impl_->stepped = false;
    return false;
  }
  auto error = database_->error(code);
  sqlite3_reset(impl_->stmt);
  impl_->stepped = false;
  return error;
}

Status Statement::run() {
  Result<bool> row = step();
  while (row && *row) row = step();
  reset();
  if (!row) return tl::unexpected(std::move(row).error());
  return {};
}

void Statement::reset() {
  if (impl_->stepped) sqlite3_reset(impl_->stmt);
  if (impl_->bound) sqlite3_clear_bindings(impl_->stmt);
  impl_->stepped = impl_->bound = false;
  impl_->bind_error = SQLITE_OK;
  impl_->done = false;
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(impl_->stmt, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(impl_->stmt, column);
}

std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(impl_->stmt, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(impl_->stmt, column))};
}

BytesView Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(impl_->stmt, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(impl_->stmt, column))};
}

Result<Transaction> Transaction::begin(Database& database) {
  EB_TRY(statement, database.prepare("BEGIN IMMEDIATE"));
  EB_CHECK(statement.run());
  return Transaction(database.impl_);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::move(other.database_)) {}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself after an error.
  if (database_ != nullptr && sqlite3_get_autocommit(database_->db) == 0)
    sqlite3_exec(database_->db, "ROLLBACK", nullptr, nullptr, nullptr);
}

Status Transaction::commit() {
  Database database(database_);
  EB_TRY(statement, database.prepare("COMMIT"));
  EB_CHECK(statement.run());
  database_.reset();
  return {};
}

}  // namespace eb::store
