#include "common/store/list_body.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace {

using namespace eb;
using badge::ListRow;
using badge::ListStatus;
using store::Database;
using store::ListBody;

badge::Lookup lookup_of(std::uint32_t number) {
  std::mt19937 random(number);
  badge::Lookup lookup;
  for (auto& byte : lookup.value) byte = static_cast<std::uint8_t>(random());
  return lookup;
}

// One in ten is revoked or superseded.
std::vector<ListRow> rows_of(std::uint32_t count) {
  std::vector<ListRow> rows;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto status = i % 10 == 3 ? ListStatus::revoked : i % 10 == 7 ? ListStatus::superseded : ListStatus::active;
    rows.push_back(
        {lookup_of(i), status, status == ListStatus::active ? Bytes(156, static_cast<std::uint8_t>(i)) : Bytes()});
  }
  return rows;
}

Bytes body_of(std::uint32_t count) {
  auto body = store::build_list_body(rows_of(count));
  REQUIRE(body);
  return *body;
}

TEST_CASE("every row is found again, and nothing else") {
  for (const std::uint32_t count : {0U, 1U, 300U, 5000U}) {
    auto body = ListBody::open(body_of(count));
    REQUIRE(body);
    CHECK(body->count().value() == count);
    for (const ListRow& row : rows_of(count)) {
      const auto found = body->find(row.lookup);
      REQUIRE(found);
      REQUIRE(*found);
      CHECK((*found)->lookup == row.lookup);
      CHECK((*found)->status == row.status);
      CHECK((*found)->sealed == row.sealed);
    }
    CHECK_FALSE(body->find(lookup_of(count + 1)).value());
  }
}

TEST_CASE("the same rows in any order give the same bytes") {
  auto rows = rows_of(2000);
  const Bytes first = store::build_list_body(rows).value();
  std::reverse(rows.begin(), rows.end());
  std::rotate(rows.begin(), rows.begin() + 700, rows.end());
  CHECK(store::build_list_body(rows).value() == first);
  CHECK(first.size() % 4096 == 0);
}

TEST_CASE("the body is compact: no free page and little air") {
  auto database = Database::from_bytes(body_of(5000));
  auto unused = database->prepare("PRAGMA freelist_count");
  REQUIRE(unused->step().value());
  CHECK(unused->integer(0) == 0);
  auto size = database->prepare("SELECT sum(pgsize - unused) * 100 / sum(pgsize) FROM dbstat WHERE pagetype = 'leaf'");
  REQUIRE(size->step().value());
  CHECK(size->integer(0) >= 75);
  REQUIRE(database->integrity());
}

TEST_CASE("rows that contradict themselves or each other are refused") {
  auto rows = rows_of(10);
  rows.push_back(rows.front());
  CHECK(store::build_list_body(rows).error().code == ErrorCode::already_exists);
  CHECK_FALSE(store::build_list_body({{lookup_of(1), ListStatus::revoked, Bytes(3)}}));
  CHECK_FALSE(store::build_list_body({{lookup_of(1), ListStatus::active, {}}}));
  CHECK_FALSE(store::build_list_body({{lookup_of(1), ListStatus::not_on_list, {}}}));
}

// An image that is a database, but not the body of a door list.
Bytes image_of(std::string_view sql) {
  auto database = Database::in_memory();
  REQUIRE(database->run(sql));
  return database->image().value();
}

TEST_CASE("an image that is not a body as documented is malformed") {
  const std::string table =
      "CREATE TABLE record(lookup BLOB PRIMARY KEY, status INTEGER NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID";
  REQUIRE(ListBody::open(image_of("PRAGMA user_version=1;" + table)));
  const std::vector<Bytes> images{
      {},
      Bytes(4096),
      image_of(table),
      image_of("PRAGMA user_version=2;" + table),
      image_of("PRAGMA user_version=1; CREATE TABLE record(lookup, status, sealed)"),
      image_of("PRAGMA user_version=1;" + table + "; CREATE TABLE more(x)"),
      image_of("PRAGMA user_version=1;" + table + "; CREATE VIEW v AS SELECT 1"),
      image_of("PRAGMA page_size=8192; PRAGMA user_version=1;" + table),
      image_of("PRAGMA user_version=1; CREATE TABLE gone(x); DROP TABLE gone;" + table +
               "; CREATE TABLE gone2(x); DROP TABLE gone2"),
  };
  for (const Bytes& image : images) {
    CAPTURE(&image - images.data());
    const auto body = ListBody::open(image);
    REQUIRE_FALSE(body);
    CHECK(body.error().code == ErrorCode::malformed);
  }
  Bytes longer = body_of(300), shorter = longer, wal = longer;
  longer.resize(longer.size() + 4096);
  shorter.resize(shorter.size() - 4096);
  wal[18] = 2;
  CHECK_FALSE(ListBody::open(longer));
  CHECK_FALSE(ListBody::open(shorter));
  CHECK_FALSE(ListBody::open(wal));
}

TEST_CASE("a row that cannot be is an error, not a missing badge") {
  const std::string table =
      "CREATE TABLE record(lookup BLOB PRIMARY KEY, status INTEGER NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID;";
  for (const char* row : {"9, x'00'", "0, x''", "1, x''", "2, x'00'", "'active', x'00'"}) {
    auto body =
        ListBody::open(image_of("PRAGMA user_version=1;" + table + "INSERT INTO record VALUES(zeroblob(16)," + row + ")"));
    REQUIRE(body);
    CHECK_FALSE(body->find(badge::Lookup{}));
  }
}

TEST_CASE("damage that a search meets is an error, never 'not on the list'") {
  Bytes image = body_of(5000);
  const auto rows = rows_of(5000);
  std::fill(image.begin() + 4096, image.end(), std::uint8_t{0xff});  // every page but the first
  auto body = ListBody::open(image);
  REQUIRE(body);
  for (const ListRow& row : rows) CHECK_FALSE(body->find(row.lookup));
}

}  // namespace
