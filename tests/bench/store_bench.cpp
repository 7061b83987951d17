// One durable log entry against one bare SQLite insert of the same bytes with the same settings on the same disk.
#include <sqlite3.h>

#include <filesystem>
#include <string>

#include "common/store/line_log.hpp"
#include "tests/bench/compare.hpp"

namespace {

using namespace eb;

// On the disk of the working directory: /tmp may be memory.
struct Directory {
  std::filesystem::path path = std::filesystem::current_path() / "bench-store";
  Directory() {
    std::filesystem::remove_all(path);
    std::filesystem::create_directory(path);
  }
  ~Directory() { std::filesystem::remove_all(path); }
};

class BareInsert {
 public:
  explicit BareInsert(const std::filesystem::path& path) {
    bench::demand(sqlite3_open(path.c_str(), &db_) == SQLITE_OK, "SQLite does not open");
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE entry(idx INTEGER PRIMARY KEY, line TEXT NOT NULL)");
    bench::demand(sqlite3_prepare_v2(db_, "INSERT INTO entry(idx, line) VALUES(?, ?)", -1, &insert_, nullptr) == SQLITE_OK,
                  "SQLite does not prepare");
  }
  ~BareInsert() {
    sqlite3_finalize(insert_);
    sqlite3_close(db_);
  }
  BareInsert(const BareInsert&) = delete;
  BareInsert& operator=(const BareInsert&) = delete;
  void insert(const std::string& line) {
    sqlite3_bind_int64(insert_, 1, next_++);
    sqlite3_bind_text(insert_, 2, line.data(), static_cast<int>(line.size()), SQLITE_STATIC);
    bench::demand(sqlite3_step(insert_) == SQLITE_DONE, "SQLite does not insert");
    sqlite3_reset(insert_);
  }

 private:
  void run(const char* sql) { bench::demand(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql); }
  sqlite3* db_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  sqlite3_int64 next_ = 0;
};

Status append(store::LineLog& log, const std::string& line) {
  EB_TRY(transaction, store::Transaction::begin(log.database()));
  EB_CHECK(log.catch_up(nullptr));
  EB_CHECK(log.append(line));
  return transaction.commit();
}

void durable_entry(benchmark::State& state) {
  const Directory directory;
  const std::string line =
      R"({"gate":"north","index":12,"time":"2015-07-24T08:01:02.345Z","rehearsal":false,"list":3,"kind":"scan",)"
      R"("badge":"ABCD-EFGH-JKMN-PQRS","verdict":"admit","reason":"admitted","id_check":"mrz","id_field":null,"guard":"anna",)"
      R"("text_sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","ref":null,"detail":null})";
  auto log = store::LineLog::open(store::Database::open(directory.path / "log.db", store::OpenMode::create).value());
  bench::demand(log.has_value(), "the log does not open");
  BareInsert bare(directory.path / "bare.db");
  bench::compare(
      state, 1, [&] { bench::demand(append(*log, line).has_value(), "the log does not append"); },
      [&] { bare.insert(line); });
}
BENCHMARK(durable_entry)->Iterations(1500);

}  // namespace
