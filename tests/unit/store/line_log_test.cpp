#include "common/store/line_log.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "common/log/note.hpp"
#include "tests/unit/store/child.hpp"
#include "tests/unit/store/temp_dir.hpp"

namespace {

using namespace eb;
using store::Database;
using store::LineLog;
using store::OpenMode;
using store::Transaction;

const LineLog::Visit nobody;

Result<LineLog> open_log(const std::filesystem::path& path, OpenMode mode = OpenMode::create) {
  EB_TRY(database, Database::open(path, mode));
  return LineLog::open(std::move(database));
}

Status append(LineLog& log, std::string_view line) {
  EB_TRY(transaction, Transaction::begin(log.database()));
  EB_CHECK(log.catch_up(nobody));
  EB_CHECK(log.append(line));
  return transaction.commit();
}

std::string line_of(std::uint64_t index) {
  return R"({"gate":"north","index":)" + std::to_string(index) + "}";
}

// The store leaves signatures to whoever has the key.
std::string note_of(std::uint64_t size, const Sha256& root) {
  return log::checkpoint_text({"badge-gate/north", size, root, {}}) + "\n\u2014 badge-gate/north AAAAAAAA\n";
}

Status add_checkpoint(LineLog& log) {
  EB_TRY(transaction, Transaction::begin(log.database()));
  EB_CHECK(log.catch_up(nobody));
  EB_CHECK(log.add_checkpoint(log.size(), note_of(log.size(), log.root())));
  return transaction.commit();
}

// Ten lines with checkpoints at 4 and 8.
void make_log(const std::filesystem::path& path) {
  auto log = open_log(path);
  REQUIRE(log);
  for (std::uint64_t i = 0; i < 10; ++i) {
    if (i == 4 || i == 8) REQUIRE(add_checkpoint(*log));
    REQUIRE(append(*log, line_of(i)));
  }
}

void tamper(const std::filesystem::path& path, std::string_view sql) {
  auto database = Database::open(path, OpenMode::read_write);
  REQUIRE(database);
  REQUIRE(database->run(sql));
}

Status read_all(const std::filesystem::path& path) {
  EB_TRY(log, open_log(path, OpenMode::read_only));
  return log.catch_up(nobody);
}

TEST_CASE("lines come back in order with the same root") {
  const TempDir dir;
  make_log(dir / "a.db");
  auto log = open_log(dir / "a.db", OpenMode::read_only);
  REQUIRE(log);
  CHECK(log->size() == 0);
  std::uint64_t next = 0;
  log::Frontier tree;
  REQUIRE(log->catch_up([&](std::uint64_t index, std::string_view line) -> Status {
    CHECK(index == next);
    CHECK(line == line_of(next++));
    tree.append(log::leaf_hash(as_bytes(line)));
    return {};
  }));
  CHECK(next == 10);
  CHECK(log->size() == 10);
  CHECK(log->root() == tree.root());
  CHECK(log->line(7).value() == line_of(7));
  CHECK(log->line(10).error().code == ErrorCode::not_found);
  CHECK(log->last_checkpoint_size().value() == 8);
  CHECK(log->checkpoints().value().size() == 2);
  CHECK(log->last_checkpoint().value() == log->checkpoints().value().back());
  std::uint64_t visited = 0;
  REQUIRE(log->for_each([&](std::uint64_t index, std::string_view) -> Status {
    CHECK(index == visited++);
    return {};
  }));
  CHECK(visited == 10);
  CHECK_FALSE(append(*log, "x"));  // read-only
}

TEST_CASE("a new log is empty, and an error of the visitor is handed on") {
  const TempDir dir;
  auto log = open_log(dir / "a.db");
  REQUIRE(log->catch_up(nobody));
  CHECK(log->size() == 0);
  CHECK(log->root() == log::empty_root());
  CHECK_FALSE(log->last_checkpoint().value());
  CHECK(log->last_checkpoint_size().value() == 0);
  REQUIRE(append(*log, "one"));
  auto again = open_log(dir / "a.db");
  const auto refused =
      again->catch_up([](std::uint64_t, std::string_view) -> Status { return fail(ErrorCode::malformed, "x"); });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::malformed);
}

TEST_CASE("what cannot be one line is refused") {
  const TempDir dir;
  auto log = open_log(dir / "a.db");
  CHECK(append(*log, "a\nb").error().code == ErrorCode::invalid_argument);
  CHECK(append(*log, std::string_view("a\0b", 3)).error().code == ErrorCode::invalid_argument);
  CHECK(log->size() == 0);
}

TEST_CASE("an append that is not committed leaves nothing") {
  const TempDir dir;
  make_log(dir / "a.db");
  {
    auto log = open_log(dir / "a.db");
    auto transaction = Transaction::begin(log->database());
    REQUIRE(log->catch_up(nobody));
    REQUIRE(log->append("lost"));
  }
  auto log = open_log(dir / "a.db");
  REQUIRE(log->catch_up(nobody));
  CHECK(log->size() == 10);
}

TEST_CASE("a checkpoint must be one of this log") {
  const TempDir dir;
  make_log(dir / "a.db");
  auto log = open_log(dir / "a.db");
  REQUIRE(log->catch_up(nobody));
  const Sha256 root = log->root();
  CHECK(log->add_checkpoint(10, note_of(10, Sha256{})).error().code == ErrorCode::invalid_argument);
  CHECK(log->add_checkpoint(9, note_of(10, root)).error().code == ErrorCode::invalid_argument);
  CHECK(log->add_checkpoint(11, note_of(11, root)).error().code == ErrorCode::invalid_argument);
  CHECK_FALSE(log->add_checkpoint(10, "no note"));
  CHECK(log->checkpoints().value().size() == 2);
  CHECK(log->add_checkpoint(10, note_of(10, root)));
  CHECK(log->last_checkpoint_size().value() == 10);
}

TEST_CASE("a checkpoint for an earlier size is checked against that size") {
  const TempDir dir;
  make_log(dir / "a.db");
  auto writer = open_log(dir / "a.db");
  REQUIRE(writer->catch_up(nobody));
  auto reader = open_log(dir / "a.db");
  REQUIRE(reader->catch_up(nobody));
  log::Frontier tree;
  for (std::uint64_t i = 0; i < 6; ++i) tree.append(log::leaf_hash(as_bytes(line_of(i))));
  CHECK_FALSE(writer->add_checkpoint(6, note_of(6, writer->root())));
  REQUIRE(writer->add_checkpoint(6, note_of(6, tree.root())));
  CHECK(reader->catch_up(nobody));
  tamper(dir / "a.db",
         "INSERT INTO log_checkpoint(size, note) SELECT 5, replace(note, char(10) || '6' || char(10), "
         "char(10) || '5' || char(10)) FROM log_checkpoint WHERE size = 6");
  CHECK(reader->catch_up(nobody).error().code == ErrorCode::integrity);
}

TEST_CASE("a log that was changed is an integrity error") {
  const TempDir dir;
  const auto path = dir / "a.db";
  make_log(path);
  REQUIRE(read_all(path));
  const std::string change = GENERATE("UPDATE log_line SET line = replace(line, 'north', 'south') WHERE idx = 2",  // changed
                                      "DELETE FROM log_line WHERE idx = 5",                                        // a gap
                                      "DELETE FROM log_line WHERE idx = 0",                                        //
                                      "DELETE FROM log_line WHERE idx > 6",              // shorter than its checkpoint
                                      "DELETE FROM log_line",                            //
                                      "INSERT INTO log_line VALUES(-1, 'before')",       // in front
                                      "INSERT INTO log_line VALUES(11, 'after a gap')",  //
                                      "UPDATE log_line SET line = CASE idx WHEN 1 THEN (SELECT line FROM log_line WHERE idx "
                                      "= 2) ELSE line END",                                     // reordered
                                      "UPDATE log_line SET idx = idx + 1 WHERE idx >= 9",       //
                                      "UPDATE log_checkpoint SET size = 3 WHERE number = 1",    //
                                      "UPDATE log_checkpoint SET note = 'x' WHERE number = 2",  //
                                      "UPDATE log_checkpoint SET note = (SELECT note FROM log_checkpoint WHERE number = 1) "
                                      "WHERE number = 2",  //
                                      "CREATE TRIGGER t AFTER INSERT ON log_line BEGIN DELETE FROM log_line WHERE idx = "
                                      "new.idx - 5; END",                           //
                                      "CREATE INDEX i ON log_line(line)",           //
                                      "ALTER TABLE log_line ADD COLUMN more TEXT",  //
                                      "DROP TABLE log_line; CREATE VIEW log_line AS SELECT 1 AS idx, 'x' AS line");
  CAPTURE(change);
  tamper(path, change);
  const auto read = read_all(path);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::integrity);
  CHECK(read.error().message.find("puts back the last good copy") != std::string::npos);
}

TEST_CASE("a change under a running program is seen at the next entry") {
  const TempDir dir;
  const auto path = dir / "a.db";
  make_log(path);
  auto log = open_log(path);
  REQUIRE(log->catch_up(nobody));
  SECTION("the last line changed") {
    tamper(path, "UPDATE log_line SET line = 'x' WHERE idx = 9");
  }
  SECTION("the last line dropped") {
    tamper(path, "DELETE FROM log_line WHERE idx = 9");
  }
  SECTION("all lines dropped") {
    tamper(path, "DELETE FROM log_line");
  }
  const auto refused = append(*log, "next");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::integrity);
}

TEST_CASE("a damaged page of the log is an integrity error") {
  const TempDir dir;
  const auto path = dir / "a.db";
  {
    auto log = open_log(path);
    auto transaction = Transaction::begin(log->database());
    for (std::uint64_t i = 0; i < 2000; ++i) REQUIRE(log->append(line_of(i)));
    REQUIRE(transaction->commit());
  }
  REQUIRE(read_all(path));
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(std::streamoff{10} * 4096);
    file << std::string(4096, '\x7f');
  }
  const auto read = read_all(path);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::integrity);
}

TEST_CASE("two processes append without a gap") {
  const TempDir dir;
  const auto path = dir / "a.db";
  constexpr unsigned each = 200;
  pid_t children[2];
  for (pid_t& child : children) {
    child = ::fork();
    REQUIRE(child >= 0);
    if (child != 0) continue;
    auto log = open_log(path);
    if (!log) ::_exit(2);
    for (unsigned i = 0; i < each; ++i) {
      if (!append(*log, "process " + std::to_string(::getpid()) + " line " + std::to_string(i))) ::_exit(3);
    }
    ::_exit(0);
  }
  for (const pid_t child : children) {
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  auto log = open_log(path);
  int next[2] = {0, 0};
  REQUIRE(log->catch_up([&](std::uint64_t, std::string_view line) -> Status {
    const int who = line.find("process " + std::to_string(children[0]) + " ") == 0 ? 0 : 1;
    CHECK(line == "process " + std::to_string(children[who]) + " line " + std::to_string(next[who]++));
    return {};
  }));
  CHECK(log->size() == std::uint64_t{2} * each);
}

TEST_CASE("a program killed while it appends loses nothing that it acknowledged") {
  const TempDir dir;
  const auto path = dir / "a.db";
  std::uint64_t known = 0;
  for (int round = 0; round < 8; ++round) {
    std::uint64_t acknowledged = known;
    {
      Child child([&](int done) {
        auto log = open_log(path);
        if (!log) ::_exit(1);
        while (append(*log, std::string(300, 'x'))) write_byte(done);
        ::_exit(1);
      });
      for (int i = 0; i < 20 + 13 * round; ++i) {
        REQUIRE(child.read_byte());
        ++acknowledged;
      }
      child.kill_now();
      while (child.read_byte()) ++acknowledged;
    }
    auto log = open_log(path);
    INFO((log ? std::string() : log.error().message));
    REQUIRE(log);
    REQUIRE(log->database().integrity());
    REQUIRE(log->catch_up(nobody));
    CHECK(log->size() >= acknowledged);
    CHECK(log->size() <= acknowledged + 1);
    REQUIRE(add_checkpoint(*log));
    known = log->size();
  }
}

}  // namespace
