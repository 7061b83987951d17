#include "common/store/sqlite.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/unit/store/temp_dir.hpp"

namespace {

using namespace eb;
using store::Database;
using store::OpenMode;
using store::Transaction;

Database open_new(const std::filesystem::path& path) {
  auto database = Database::open(path, OpenMode::create);
  REQUIRE(database);
  return std::move(*database);
}

std::int64_t number(Database& database, std::string_view sql) {
  auto statement = database.prepare(sql);
  REQUIRE(statement);
  const auto row = statement->step();
  REQUIRE(row);
  REQUIRE(*row);
  return statement->integer(0);
}

std::string text(Database& database, std::string_view sql) {
  auto statement = database.prepare(sql);
  REQUIRE(statement);
  REQUIRE(statement->step().value());
  return std::string(statement->text(0));
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777;
}

void write_text(const std::filesystem::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

// A table of `rows` rows of about 1 kB, checkpointed into the main file.
void fill(const std::filesystem::path& path, int rows) {
  auto database = open_new(path);
  REQUIRE(database.run("CREATE TABLE t(x INTEGER PRIMARY KEY, y BLOB)"));
  auto transaction = Transaction::begin(database);
  REQUIRE(transaction);
  for (int i = 0; i < rows; ++i) {
    auto insert = database.prepare("INSERT INTO t VALUES(?, ?)");
    REQUIRE(insert->bind(1, i).bind(2, BytesView(Bytes(1000, static_cast<std::uint8_t>(i)))).run());
  }
  REQUIRE(transaction->commit());
}

TEST_CASE("a database is opened with the durable and defensive settings") {
  const TempDir dir;
  auto database = open_new(dir / "a.db");
  CHECK(text(database, "PRAGMA journal_mode") == "wal");
  CHECK(number(database, "PRAGMA synchronous") == 2);
  CHECK(number(database, "PRAGMA foreign_keys") == 1);
  CHECK(number(database, "PRAGMA trusted_schema") == 0);
  CHECK(number(database, "PRAGMA secure_delete") == 1);
  CHECK(number(database, "PRAGMA busy_timeout") == 30000);
  CHECK_FALSE(database.run("PRAGMA writable_schema=ON; DELETE FROM sqlite_schema"));
  CHECK_FALSE(database.run("SELECT load_extension('x')"));
}

TEST_CASE("files are private whatever the umask") {
  const TempDir dir;
  for (const mode_t mask : {0000, 0077, 0177}) {
    const std::filesystem::path path = dir.path() / ("u" + std::to_string(mask));
    const mode_t before = ::umask(mask);
    auto database = open_new(path);
    REQUIRE(database.run("CREATE TABLE t(x)"));
    ::umask(before);
    CHECK(mode_of(path) == 0600);
    CHECK(mode_of(path.string() + "-wal") == 0600);
    CHECK(mode_of(path.string() + "-shm") == 0600);
  }
}

TEST_CASE("values come back as they were bound") {
  auto database = Database::in_memory();
  REQUIRE(database);
  REQUIRE(database->run("CREATE TABLE t(a, b, c, d, e, f)"));
  const Bytes blob{0, 1, 255};
  auto insert = database->prepare("INSERT INTO t VALUES(?, ?, ?, ?, ?, ?)");
  REQUIRE(insert);
  const std::string with_nul("x\0y", 3);
  REQUIRE(insert->bind(1, std::int64_t{-5})
              .bind(2, with_nul)
              .bind(3, BytesView(blob))
              .bind(4, std::string_view())
              .bind(5, BytesView())
              .bind(6, std::optional<std::string_view>())
              .run());
  auto select = database->prepare("SELECT a, b, c, d, e, f, typeof(d), typeof(e) FROM t");
  REQUIRE(select);
  REQUIRE(select->step().value());
  CHECK(select->integer(0) == -5);
  CHECK(select->text(1) == with_nul);
  CHECK(to_bytes(select->blob(2)) == blob);
  CHECK_FALSE(select->is_null(3));
  CHECK_FALSE(select->is_null(4));
  CHECK(select->is_null(5));
  CHECK(select->text(6) == "text");
  CHECK(select->text(7) == "blob");
  CHECK_FALSE(select->step().value());
  CHECK_FALSE(select->step().value());  // does not start again
}

TEST_CASE("a value that SQLite cannot hold is an error of the step") {
  auto database = Database::in_memory();
  REQUIRE(database->run("CREATE TABLE t(a)"));
  auto insert = database->prepare("INSERT INTO t VALUES(?)");
  const auto refused = insert->bind(1, std::uint64_t{1} << 63).run();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid_argument);
  CHECK(insert->bind(1, (std::uint64_t{1} << 63) - 1).run());
  CHECK_FALSE(insert->bind(2, 1).run());
  CHECK(number(*database, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("a statement in use gets a twin, and several statements at once are refused") {
  auto database = Database::in_memory();
  REQUIRE(database->run("CREATE TABLE t(a); INSERT INTO t VALUES(1), (2)"));
  auto outer = database->prepare("SELECT a FROM t ORDER BY a");
  REQUIRE(outer->step().value());
  {
    auto inner = database->prepare("SELECT a FROM t ORDER BY a");
    REQUIRE(inner->step().value());
    REQUIRE(inner->step().value());
    CHECK(inner->integer(0) == 2);
  }
  CHECK(outer->integer(0) == 1);
  CHECK(database->prepare("SELECT 1; SELECT 2").error().code == ErrorCode::invalid_argument);
  CHECK(database->prepare("").error().code == ErrorCode::invalid_argument);
  CHECK(database->prepare("SELEKT").error().code == ErrorCode::storage);
  for (int i = 0; i < 300; ++i) CHECK(number(*database, "SELECT " + std::to_string(i)) == i);
}

TEST_CASE("a statement outlives its database object") {
  std::optional<store::Statement> statement;
  {
    auto database = Database::in_memory();
    statement.emplace(*database->prepare("SELECT 42"));
  }
  REQUIRE(statement->step().value());
  CHECK(statement->integer(0) == 42);
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  auto database = Database::in_memory();
  REQUIRE(database->run("CREATE TABLE t(a INTEGER PRIMARY KEY)"));
  {
    auto transaction = Transaction::begin(*database);
    REQUIRE(transaction);
    REQUIRE(database->run("INSERT INTO t VALUES(1)"));
    CHECK_FALSE(Transaction::begin(*database));
  }
  CHECK(number(*database, "SELECT count(*) FROM t") == 0);
  auto transaction = Transaction::begin(*database);
  REQUIRE(database->run("INSERT INTO t VALUES(1)"));
  const auto twice = database->run("INSERT INTO t VALUES(1)");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().code == ErrorCode::already_exists);
  REQUIRE(transaction->commit());
  CHECK(number(*database, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("an image in memory reads back, and only reads") {
  auto database = Database::in_memory();
  REQUIRE(database->run("CREATE TABLE t(a); INSERT INTO t VALUES(7)"));
  auto image = database->image();
  REQUIRE(image);
  auto copy = Database::from_bytes(*image);
  REQUIRE(copy);
  CHECK(number(*copy, "SELECT a FROM t") == 7);
  CHECK_FALSE(copy->run("INSERT INTO t VALUES(8)"));
  CHECK(copy->image().value() == *image);
  const TempDir dir;
  auto on_disk = open_new(dir / "a.db");
  REQUIRE(on_disk.run("CREATE TABLE t(a); INSERT INTO t VALUES(9)"));
  CHECK(on_disk.image().value().size() % 4096 == 0);
}

TEST_CASE("what is no database is said to be none, with how to restore") {
  const TempDir dir;
  const auto path = dir / "a.db";
  for (const OpenMode mode : {OpenMode::create, OpenMode::read_write, OpenMode::read_only}) {
    write_text(path, std::string(5000, 'x'));
    const auto opened = Database::open(path, mode);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::integrity);
    CHECK(opened.error().message.find(path.string()) != std::string::npos);
    CHECK(opened.error().message.find("puts back the last good copy") != std::string::npos);
  }
  write_text(path, "");
  CHECK(Database::open(path, OpenMode::read_write).error().code == ErrorCode::integrity);
  CHECK(Database::open(dir / "none.db", OpenMode::read_write).error().code == ErrorCode::not_found);
  CHECK(Database::open(dir / "none/a.db", OpenMode::create).error().code == ErrorCode::storage);
  CHECK(Database::open(dir.path(), OpenMode::read_write).error().code == ErrorCode::storage);
}

TEST_CASE("a damaged page is an integrity error") {
  const TempDir dir;
  const auto path = dir / "a.db";
  fill(path, 200);
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(std::streamoff{8} * 4096);
    file << std::string(4096, '\xff');
  }
  auto database = Database::open(path, OpenMode::read_write);
  REQUIRE(database);
  const auto check = database->integrity();
  REQUIRE_FALSE(check);
  CHECK(check.error().code == ErrorCode::integrity);
  auto all = database->prepare("SELECT sum(length(y)) FROM t");
  const auto read = all->run();
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::integrity);
  CHECK(read.error().message.find("puts back the last good copy") != std::string::npos);
}

TEST_CASE("a truncated database is an integrity error") {
  const TempDir dir;
  const auto path = dir / "a.db";
  fill(path, 200);
  std::filesystem::resize_file(path, std::uintmax_t{20} * 4096);
  auto database = Database::open(path, OpenMode::read_write);
  CHECK((database ? database->integrity() : Status(tl::unexpected(database.error()))).error().code == ErrorCode::integrity);
}

TEST_CASE("after scrub no byte of what was deleted is in the database or its write-ahead log") {
  const TempDir dir;
  auto database = open_new(dir / "a.db");
  REQUIRE(database.run("CREATE TABLE t(x TEXT PRIMARY KEY, y TEXT) WITHOUT ROWID"));
  for (int i = 0; i < 300; ++i) {
    auto insert = database.prepare("INSERT INTO t VALUES(?, ?)");
    const auto key = std::to_string(i * 7919 % 300);
    REQUIRE(insert->bind(1, std::string_view(key))
                .bind(2, i % 3 == 0 ? "GONE-" + key + std::string(200, 'g') : std::string(200, 's'))
                .run());
  }
  const auto found = [&] {
    std::string all;
    for (const auto* name : {"a.db", "a.db-wal", "a.db-shm"}) {
      std::ifstream in(dir / name, std::ios::binary);
      all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all.find("GONE-") != std::string::npos;
  };
  REQUIRE(database.run("DELETE FROM t WHERE y LIKE 'GONE-%'"));
  CHECK(found());
  REQUIRE(database.scrub());
  CHECK_FALSE(found());
  CHECK(number(database, "SELECT count(*) FROM t") == 200);
}

TEST_CASE("a directory that cannot be written is a storage error, not an admission") {
  const TempDir dir;
  fill(dir / "a.db", 3);
  REQUIRE(::chmod(dir.path().c_str(), 0555) == 0);
  REQUIRE(::chmod((dir / "a.db").c_str(), 0444) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (::getuid() == 0 && ::setuid(65534) != 0) ::_exit(9);
    auto database = Database::open(dir / "a.db", OpenMode::read_write);
    const auto code = database ? database->run("INSERT INTO t VALUES(99, x'00')").error().code : database.error().code;
    const auto create = Database::open(dir / "new.db", OpenMode::create);
    ::_exit(code == ErrorCode::storage && !create && create.error().code == ErrorCode::storage ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  REQUIRE(::chmod(dir.path().c_str(), 0755) == 0);
}

}  // namespace
