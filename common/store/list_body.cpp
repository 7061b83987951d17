#include "common/store/list_body.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace eb::store {
namespace {

constexpr std::string_view record_table =
    "CREATE TABLE record(lookup BLOB PRIMARY KEY, status INTEGER NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID";
constexpr std::size_t page_size = 4096;
constexpr std::string_view magic("SQLite format 3\0", 16);
constexpr std::size_t header_size = 100;

constexpr int stored_active = 1, stored_revoked = 2, stored_superseded = 3;

std::optional<int> stored_status(badge::ListStatus status) {
  switch (status) {
    case badge::ListStatus::active: return stored_active;
    case badge::ListStatus::revoked: return stored_revoked;
    case badge::ListStatus::superseded: return stored_superseded;
    case badge::ListStatus::not_on_list: break;
  }
  return std::nullopt;
}

std::optional<badge::ListStatus> status_of(std::int64_t stored) {
  switch (stored) {
    case stored_active: return badge::ListStatus::active;
    case stored_revoked: return badge::ListStatus::revoked;
    case stored_superseded: return badge::ListStatus::superseded;
    default: return std::nullopt;
  }
}

tl::unexpected<Error> not_a_body(const char* what) {
  return fail(ErrorCode::malformed, std::string("the door list's body ") + what + ": make a new door list");
}

Status insert_rows(Database& database, std::vector<badge::ListRow>& rows) {
  EB_TRY(transaction, Transaction::begin(database));
  EB_TRY(insert, database.prepare("INSERT INTO record(lookup, status, sealed) VALUES(?, ?, ?)"));
  for (badge::ListRow& row : rows) {
    const auto status = stored_status(row.status);
    if (!status || (row.status == badge::ListStatus::active) == row.sealed.empty())
      return fail(ErrorCode::invalid_argument,
                  "a row of the door list is active without a record, or has one without being so");
    insert.bind(1, row.lookup.view()).bind(2, *status).bind(3, BytesView(row.sealed));
    EB_CHECK(insert.run());
    row.sealed = Bytes();  // given back as the image grows
  }
  return transaction.commit();
}

// The file header (https://sqlite.org/fileformat2.html §1.3): page size, no write-ahead log, nothing beyond the pages.
Status check_header(BytesView image) {
  if (image.size() < header_size || as_text(image.first(magic.size())) != magic) return not_a_body("is not a database");
  if (image[16] != page_size >> 8 || image[17] != 0 || image[18] != 1 || image[19] != 1 || image.size() % page_size != 0)
    return not_a_body("has another page size or journal mode than a door list has");
  return {};
}

Result<std::int64_t> number(Database& database, std::string_view sql) {
  EB_TRY(statement, database.prepare(sql));
  EB_TRY(row, statement.step());
  return row ? statement.integer(0) : -1;
}

Status check_schema(Database& database, std::size_t image_size) {
  EB_TRY(version, number(database, "PRAGMA user_version"));
  EB_TRY(pages, number(database, "PRAGMA page_count"));
  EB_TRY(unused, number(database, "PRAGMA freelist_count"));
  if (version != 1 || unused != 0 || static_cast<std::size_t>(pages) * page_size != image_size)
    return not_a_body("has another version or size than a door list has");
  EB_TRY(schema, database.prepare("SELECT sql FROM sqlite_schema"));
  EB_TRY(first, schema.step());
  if (!first || schema.text(0) != record_table) return not_a_body("has another table than a door list has");
  EB_TRY(second, schema.step());
  if (second) return not_a_body("has more tables than a door list has");
  return {};
}

}  // namespace

Result<Bytes> build_list_body(std::vector<badge::ListRow> rows) {
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.lookup.value < b.lookup.value; });
  const auto twin =
      std::adjacent_find(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.lookup == b.lookup; });
  if (twin != rows.end()) return fail(ErrorCode::already_exists, "two rows of the door list belong to one badge");
  EB_TRY(database, Database::in_memory());
  EB_CHECK(database.run("PRAGMA page_size=4096; PRAGMA auto_vacuum=NONE; PRAGMA user_version=1"));
  EB_CHECK(database.run(record_table));
  EB_CHECK(insert_rows(database, rows));
  return database.image();
}

Result<ListBody> ListBody::open(Bytes verified_image) {
  EB_CHECK(check_header(verified_image));
  const std::size_t size = verified_image.size();
  EB_TRY(database, Database::from_bytes(std::move(verified_image)));
  EB_CHECK(check_schema(database, size));
  return ListBody(std::move(database));
}

Result<std::optional<badge::ListRow>> ListBody::find(const badge::Lookup& lookup) {
  EB_TRY(rows, database_.prepare("SELECT status, sealed FROM record WHERE lookup = ?"));
  EB_TRY(found, rows.bind(1, lookup.view()).step());
  if (!found) return std::nullopt;
  const auto status = status_of(rows.integer(0));
  const BytesView sealed = rows.blob(1);
  if (!status || (*status == badge::ListStatus::active) == sealed.empty())
    return not_a_body("has a row that this program cannot have made");
  return badge::ListRow{lookup, *status, to_bytes(sealed)};
}

Result<std::uint64_t> ListBody::count() {
  EB_TRY(rows, number(database_, "SELECT count(*) FROM record"));
  return static_cast<std::uint64_t>(rows);
}

}  // namespace eb::store
