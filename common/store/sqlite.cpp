#include "common/store/sqlite.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <system_error>
#include <utility>

#include "common/base/text.hpp"
#include "common/store/connection.hpp"
#include "common/store/wal_check.hpp"

namespace eb::store {
namespace {

constexpr int busy_timeout_ms = 30000;
constexpr int retry_ms = 5;
constexpr sqlite3_int64 max_memory_image = sqlite3_int64{2} << 30;

Result<std::shared_ptr<Database::Impl>> connect(const std::string& file, const std::string& name, int flags) {
  auto impl = std::make_shared<Database::Impl>();
  impl->name = name;
  const int code = sqlite3_open_v2(file.c_str(), &impl->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nullptr);
  if (impl->db == nullptr) return fail(ErrorCode::storage, name + " cannot be opened: out of memory");
  sqlite3_extended_result_codes(impl->db, 1);
  if (code != SQLITE_OK) return impl->error(code);
  sqlite3_busy_timeout(impl->db, busy_timeout_ms);
  for (const auto& [option, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                      {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
                                      {SQLITE_DBCONFIG_DQS_DML, 0},
                                      {SQLITE_DBCONFIG_DQS_DDL, 0}}) {
    if (const int refused = sqlite3_db_config(impl->db, option, value, nullptr); refused != SQLITE_OK)
      return impl->error(refused);
  }
  return impl;
}

tl::unexpected<Error> file_error(ErrorCode code, const std::string& name, int number) {
  return fail(code, name + " cannot be opened: " + std::generic_category().message(number));
}

// Mode 0600 whatever the umask; SQLite gives its -wal and -shm files the mode of the database.
Status create_private(const std::filesystem::path& path, const std::string& name) {
  const int fd = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0) {
    if (errno == EEXIST) return {};
    return file_error(ErrorCode::storage, name, errno);
  }
  const int refused = ::fchmod(fd, 0600) == 0 ? 0 : errno;
  ::close(fd);
  if (refused != 0) return file_error(ErrorCode::storage, name, refused);
  return {};
}

Result<struct stat> file_facts(const std::filesystem::path& path, const std::string& name) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    const int number = errno;
    return file_error(number == ENOENT || number == ENOTDIR ? ErrorCode::not_found : ErrorCode::storage, name, number);
  }
  if (!S_ISREG(info.st_mode)) return fail(ErrorCode::storage, name + " is not a regular file");
  return info;
}

// Nothing committed may be missing from the write-ahead log.
Result<WalFinding> refuse_lossy_wal(const std::filesystem::path& path, const std::string& name) {
  EB_TRY(finding, check_wal(path));
  if (finding.damage.empty()) return finding;
  return fail(ErrorCode::integrity, "the write-ahead log of " + name + " " + finding.damage + restore_advice(name));
}

// SQLite does not wait by itself when two programs make the same database at the same time.
Status use_wal(const Database::Impl& database) {
  int code = SQLITE_BUSY;
  std::string mode;
  const auto take_mode = [](void* out, int, char** values, char**) {
    *static_cast<std::string*>(out) = values[0] != nullptr ? values[0] : "";
    return 0;
  };
  for (int waited_ms = 0; (code & 0xff) == SQLITE_BUSY && waited_ms < busy_timeout_ms; waited_ms += retry_ms) {
    if (waited_ms > 0) sqlite3_sleep(retry_ms);
    code = sqlite3_exec(database.db, "PRAGMA journal_mode=WAL", take_mode, &mode, nullptr);
  }
  if (code != SQLITE_OK) return database.error(code);
  if (mode == "wal") return {};
  return fail(ErrorCode::storage,
              database.name + " cannot use a write-ahead log: is its directory on a network file system?");
}

// Best effort, as another connection may be reading. A second torn commit behind the first would look like damage.
void overwrite_stale_commits(sqlite3* db) {
  sqlite3_busy_timeout(db, 0);
  sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(db, busy_timeout_ms);
}

}  // namespace

Result<Database> Database::open(const std::filesystem::path& path, OpenMode mode) {
  std::error_code refused;
  const std::filesystem::path file = std::filesystem::absolute(path, refused);  // never taken for a "file:" URI
  const std::string name = printable(path.string());
  if (refused) return fail(ErrorCode::storage, name + " cannot be opened: " + refused.message());
  if (mode == OpenMode::create) EB_CHECK(create_private(file, name));
  EB_TRY(facts, file_facts(file, name));
  if (mode != OpenMode::create && facts.st_size == 0)
    return fail(ErrorCode::integrity, name + " is empty: what it held is lost" + restore_advice(name));

  OpenFiles& files = OpenFiles::instance();
  const FileKey key{facts.st_dev, facts.st_ino};
  std::unique_lock lock(files.mutex);
  WalFinding wal;
  if (!files.counts.contains(key)) {
    EB_TRY(finding, refuse_lossy_wal(file, name));
    wal = finding;
  }
  EB_TRY(impl, connect(file.string(), name, mode == OpenMode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE));
  ++files.counts[key];
  impl->file = key;
  lock.unlock();

  EB_CHECK(
      impl->exec("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY"));
  if (mode != OpenMode::read_only) EB_CHECK(use_wal(*impl));
  Database database(std::move(impl));
  if (wal.stale_commits && mode != OpenMode::read_only) overwrite_stale_commits(database.impl_->db);
  return database;
}

Result<Database> Database::from_bytes(Bytes image) {
  EB_TRY(impl, connect(":memory:", "the database in memory", SQLITE_OPEN_READWRITE));
  impl->memory = std::move(image);
  // READONLY and no FREEONCLOSE: SQLite reads our buffer in place and it goes after the connection.
  const auto size = static_cast<sqlite3_int64>(impl->memory.size());
  if (const int code = sqlite3_deserialize(impl->db, "main", impl->memory.data(), size, size, SQLITE_DESERIALIZE_READONLY);
      code != SQLITE_OK)
    return impl->error(code);
  EB_CHECK(impl->exec("PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA locking_mode=EXCLUSIVE"));
  // A map limit makes SQLite read pages where they are instead of copying each into its cache.
  EB_CHECK(impl->exec(("PRAGMA mmap_size=" + std::to_string(size)).c_str()));
  return Database(std::move(impl));
}

Result<Database> Database::in_memory() {
  EB_TRY(impl, connect(":memory:", "the database in memory", SQLITE_OPEN_READWRITE));
  // One growing buffer instead of loose pages: image() then copies once.
  if (const int code = sqlite3_deserialize(impl->db, "main", nullptr, 0, 0,
                                           SQLITE_DESERIALIZE_RESIZEABLE | SQLITE_DESERIALIZE_FREEONCLOSE);
      code != SQLITE_OK)
    return impl->error(code);
  sqlite3_int64 limit = max_memory_image;
  sqlite3_file_control(impl->db, "main", SQLITE_FCNTL_SIZE_LIMIT, &limit);
  EB_CHECK(impl->exec("PRAGMA temp_store=MEMORY"));
  return Database(std::move(impl));
}

Status Database::run(std::string_view sql) {
  return impl_->exec(std::string(sql).c_str());
}

Result<Statement> Database::prepare(std::string_view sql) {
  EB_TRY(statement, impl_->statement(sql));
  return Statement(impl_, statement);
}

Status Database::integrity() {
  EB_TRY(check, prepare("PRAGMA quick_check(1)"));
  EB_TRY(row, check.step());
  if (row && check.text(0) == "ok") return {};
  const std::string finding = row ? printable(check.text(0)) : "no answer";
  return fail(ErrorCode::integrity, impl_->name + " is damaged (" + finding + ")" + restore_advice(impl_->name));
}

Status Database::scrub() {
  EB_CHECK(impl_->exec("VACUUM"));
  const int code = sqlite3_wal_checkpoint_v2(impl_->db, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  return code == SQLITE_OK ? Status{} : impl_->error(code);
}

Result<Bytes> Database::image() {
  sqlite3_int64 size = 0;
  const unsigned char* shared = sqlite3_serialize(impl_->db, "main", &size, SQLITE_SERIALIZE_NOCOPY);
  if (shared != nullptr) return Bytes(shared, shared + size);
  const std::unique_ptr<unsigned char, void (*)(void*)> copy(sqlite3_serialize(impl_->db, "main", &size, 0), sqlite3_free);
  if (copy == nullptr)
    return impl_->error(sqlite3_errcode(impl_->db) == SQLITE_OK ? SQLITE_NOMEM : sqlite3_errcode(impl_->db));
  return Bytes(copy.get(), copy.get() + size);
}

}  // namespace eb::store
