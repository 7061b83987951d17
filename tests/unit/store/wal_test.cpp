// Damage to the write-ahead log of a database whose writer was killed. Each commit is one row, so lost rows are lost commits.
#include <fcntl.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <functional>

#include "common/store/sqlite.hpp"
#include "tests/unit/store/child.hpp"
#include "tests/unit/store/temp_dir.hpp"

namespace {

using namespace eb;
using store::Database;
using store::OpenMode;

constexpr int rows = 20;
constexpr std::uintmax_t frame = 24 + 4096;

void insert_rows(const std::filesystem::path& path, int count) {
  auto database = Database::open(path, OpenMode::create);
  if (!database || !database->run("CREATE TABLE IF NOT EXISTS t(x)")) ::_exit(1);
  for (int i = 0; i < count; ++i) {
    if (!database->run("INSERT INTO t VALUES(1)")) ::_exit(1);
  }
}

// What a writer leaves that was killed after its last commit.
struct Killed {
  TempDir dir;
  std::filesystem::path database = dir / "a.db", wal = dir / "a.db-wal", shm = dir / "a.db-shm";

  Killed() {
    Child child([&](int done) {
      auto open = Database::open(database, OpenMode::create);
      if (!open || !open->run("CREATE TABLE t(x)")) ::_exit(1);
      for (int i = 0; i < rows; ++i) {
        if (!open->run("INSERT INTO t VALUES(1)")) ::_exit(1);
      }
      write_byte(done);
      ::pause();
    });
    REQUIRE(child.read_byte());
    child.kill_now();
    REQUIRE(std::filesystem::file_size(wal) > rows * frame);
  }
  void flip(const std::filesystem::path& path, std::uintmax_t offset) const {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(offset));
    file.put(static_cast<char>(byte ^ 0x10));
    REQUIRE(file.flush());
  }
  [[nodiscard]] std::uintmax_t wal_size() const { return std::filesystem::file_size(wal); }
  void lose_notes() const { std::filesystem::remove(shm); }  // as after a power cut
  [[nodiscard]] std::int64_t count() const {
    auto open = Database::open(database, OpenMode::read_write);
    INFO((open ? std::string() : open.error().message));
    REQUIRE(open);
    auto select = open->prepare("SELECT count(*) FROM t");
    REQUIRE(select->step().value());
    return select->integer(0);
  }
  void refused() const {
    const auto open = Database::open(database, OpenMode::read_write);
    REQUIRE_FALSE(open);
    CHECK(open.error().code == ErrorCode::integrity);
    CHECK(open.error().message.find("puts back the last good copy") != std::string::npos);
  }
};

TEST_CASE("a killed writer loses no commit") {
  const Killed killed;
  CHECK(killed.count() == rows);
  CHECK(killed.count() == rows);
}

TEST_CASE("a write-ahead log that lost commits after a kill is refused") {
  const Killed killed;
  SECTION("cut in the middle") {
    std::filesystem::resize_file(killed.wal, killed.wal_size() / 2);
  }
  SECTION("cut by one byte") {
    std::filesystem::resize_file(killed.wal, killed.wal_size() - 1);
  }
  SECTION("cut after its header") {
    std::filesystem::resize_file(killed.wal, 32);
  }
  SECTION("emptied") {
    std::filesystem::resize_file(killed.wal, 0);
  }
  SECTION("removed") {
    std::filesystem::remove(killed.wal);
  }
  SECTION("a bit of the header") {
    killed.flip(killed.wal, 9);
  }
  SECTION("a bit in the middle") {
    killed.flip(killed.wal, killed.wal_size() / 2);
  }
  SECTION("a bit in the last page") {
    killed.flip(killed.wal, killed.wal_size() - 1);
  }
  SECTION("a page of zeros") {
    std::fstream file(killed.wal, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(32 + 5 * frame));
    file << std::string(4096, '\0');
  }
  killed.refused();
  killed.refused();
}

TEST_CASE("damage in the middle is seen without the writer's notes") {
  const Killed killed;
  killed.lose_notes();
  SECTION("a bit of the header") {
    killed.flip(killed.wal, 17);
  }
  SECTION("a bit in the middle") {
    killed.flip(killed.wal, killed.wal_size() / 2);
  }
  SECTION("notes from before the machine started") {
    std::ofstream(killed.shm) << std::string(200, '\0');
    killed.flip(killed.wal, killed.wal_size() / 3);
  }
  killed.refused();
}

TEST_CASE("what a power cut leaves is accepted") {
  const Killed killed;
  SECTION("garbage behind the last commit") {
    std::ofstream(killed.wal, std::ios::app | std::ios::binary) << std::string(6000, '\x5a');
    CHECK(killed.count() == rows);
  }
  SECTION("the last commit torn, notes lost") {
    killed.lose_notes();
    std::filesystem::resize_file(killed.wal, killed.wal_size() - 100);
    CHECK(killed.count() == rows - 1);
  }
  SECTION("the last commit torn, notes from before the machine started") {
    const timespec old[2] = {{1, 0}, {1, 0}};
    REQUIRE(::utimensat(AT_FDCWD, killed.shm.c_str(), old, 0) == 0);
    std::filesystem::resize_file(killed.wal, killed.wal_size() - 100);
    CHECK(killed.count() == rows - 1);
  }
  SECTION("a torn commit is overwritten, so that the next one is not taken for damage") {
    killed.lose_notes();
    killed.flip(killed.wal, killed.wal_size() - 1);
    auto open = Database::open(killed.database, OpenMode::read_write);
    REQUIRE(open);
    CHECK(killed.wal_size() == 0);
  }
}

TEST_CASE("opening beside a busy writer never finds damage") {
  const TempDir dir;
  const auto path = dir / "a.db";
  insert_rows(path, 1);
  const Child child([&](int done) {
    auto open = Database::open(path, OpenMode::create);
    write_byte(done);
    for (;;) {
      if (!open->run("INSERT INTO t VALUES(1); PRAGMA wal_checkpoint")) ::_exit(1);
    }
  });
  REQUIRE(child.read_byte());
  for (int i = 0; i < 40; ++i) {
    auto first = Database::open(path, OpenMode::create);
    auto second = Database::open(path, OpenMode::read_only);
    INFO((first ? std::string() : first.error().message));
    REQUIRE(first);
    REQUIRE(second);
    REQUIRE(first->run("INSERT INTO t VALUES(2)"));
  }
}

}  // namespace
