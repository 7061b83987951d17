#include "common/os/files.hpp"

#include <csignal>
#include <fstream>
#include <thread>

#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/unit/store/temp_dir.hpp"

using namespace eb;
namespace fs = std::filesystem;

namespace {

std::string content_of(const fs::path& path) {
  const auto read = os::read_file(path, 1U << 20);
  return read ? std::string(as_text(*read)) : "error " + std::string(error_name(read.error().code));
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

unsigned mode_of(const fs::path& path) {
  return static_cast<unsigned>(fs::status(path).permissions());
}

}  // namespace

TEST_CASE("a file is read whole, up to its bound") {
  const TempDir folder;
  const Bytes content(70'000, 7);
  REQUIRE(os::write_file(folder / "f", content, os::Access::readable));
  CHECK(os::read_file(folder / "f", 70'000).value() == content);
  const auto bounded = os::read_file(folder / "f", 69'999);
  REQUIRE_FALSE(bounded);
  CHECK(bounded.error().code == ErrorCode::too_large);
  REQUIRE(os::write_file(folder / "empty", {}, os::Access::readable));
  CHECK(os::read_file(folder / "empty", 0)->empty());
  CHECK(os::read_file("/proc/self/status", 1U << 16)->size() > 100);  // its size is told as 0
  CHECK(os::read_file("/proc/self/status", 10).error().code == ErrorCode::too_large);
}

TEST_CASE("only regular files are read, without waiting") {
  const TempDir folder;
  REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
  for (const fs::path& path : {folder / "fifo", folder.path(), fs::path("/dev/zero")})
    CHECK(os::read_file(path, 100).error().code == ErrorCode::io);
  const auto missing = os::read_file(folder / "none\x1b[2J", 100);
  CHECK(missing.error().code == ErrorCode::not_found);
  CHECK(missing.error().message.find('\x1b') == std::string::npos);
  REQUIRE(os::write_file(folder / "f", as_bytes("x"), os::Access::readable));
  fs::create_symlink("f", folder / "link");
  CHECK(content_of(folder / "link") == "x");
}

TEST_CASE("a private file is read only while it is private") {
  const TempDir folder;
  REQUIRE(os::write_file(folder / "f", as_bytes("key"), os::Access::owner_only));
  CHECK(os::read_private_file(folder / "f", 10)->text() == "key");
  REQUIRE(os::write_file(folder / "f", as_bytes("key"), os::Access::readable));
  CHECK(os::read_private_file(folder / "f", 10).error().code == ErrorCode::not_allowed);
}

TEST_CASE("writing replaces the whole file and leaves nothing beside it") {
  const TempDir folder;
  const auto before = ::umask(0);
  REQUIRE(os::write_file(folder / "f", as_bytes("old"), os::Access::readable));
  CHECK(mode_of(folder / "f") == 0644);
  REQUIRE(os::write_file(folder / "f", as_bytes("new"), os::Access::owner_only));
  ::umask(before);
  CHECK(mode_of(folder / "f") == 0600);
  CHECK(content_of(folder / "f") == "new");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("a new file never replaces one that is there") {
  const TempDir folder;
  REQUIRE(os::write_new_file(folder / "f", as_bytes("first"), os::Access::owner_only));
  const auto again = os::write_new_file(folder / "f", as_bytes("second"), os::Access::owner_only);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::already_exists);
  CHECK(content_of(folder / "f") == "first");
  CHECK(entries(folder.path()) == 1);
  fs::create_symlink("elsewhere", folder / "dangling");
  CHECK_FALSE(os::write_new_file(folder / "dangling", as_bytes("x"), os::Access::owner_only));
  CHECK_FALSE(fs::exists(folder / "elsewhere"));
}

TEST_CASE("a write that fails half way leaves the old file and no other") {
  const TempDir folder;
  REQUIRE(os::write_file(folder / "f", as_bytes("old"), os::Access::readable));
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 1000;
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto written = os::write_file(folder / "f", Bytes(2000, 1), os::Access::readable);
  const auto made = os::write_new_file(folder / "g", Bytes(2000, 1), os::Access::readable);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, old_handler);
  CHECK(written.error().code == ErrorCode::io);
  CHECK(made.error().code == ErrorCode::io);
  CHECK(content_of(folder / "f") == "old");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("places where no file can be written are said") {
  const TempDir folder;
  CHECK(os::write_file(folder / "none/f", as_bytes("x"), os::Access::readable).error().code == ErrorCode::not_found);
  CHECK(os::write_file(folder.path().string() + "/", as_bytes("x"), os::Access::readable).error().code ==
        ErrorCode::invalid_argument);
  fs::create_directory(folder / "d");
  CHECK(os::write_file(folder / "d", as_bytes("x"), os::Access::readable).error().code == ErrorCode::io);
  CHECK(os::sync_directory(folder / "none").error().code == ErrorCode::not_found);
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("a directory is made once, and one that is there is fine") {
  const TempDir folder;
  const auto before = ::umask(0);
  CHECK(os::make_directory(folder / "private", os::Access::owner_only));
  CHECK(os::make_directory(folder / "open", os::Access::readable));
  ::umask(before);
  CHECK(mode_of(folder / "private") == 0700);
  CHECK(mode_of(folder / "open") == 0755);
  CHECK(os::make_directory(folder / "private", os::Access::owner_only));
  CHECK(os::make_directory(folder / "slash/", os::Access::owner_only));
  REQUIRE(os::write_file(folder / "f", as_bytes("x"), os::Access::readable));
  CHECK(os::make_directory(folder / "f", os::Access::owner_only).error().code == ErrorCode::already_exists);
  CHECK(os::make_directory(folder / "no/parent", os::Access::owner_only).error().code == ErrorCode::not_found);
}

TEST_CASE("a wiped file is overwritten and gone; nothing but a regular file is wiped") {
  const TempDir folder;
  REQUIRE(os::write_file(folder / "f", Bytes(100'000, 7), os::Access::owner_only));
  fs::create_hard_link(folder / "f", folder / "same");
  REQUIRE(os::wipe_file(folder / "f"));
  CHECK_FALSE(fs::exists(folder / "f"));
  CHECK(os::read_file(folder / "same", 100'000).value() == Bytes(100'000, 0));
  fs::create_symlink("same", folder / "link");
  CHECK_FALSE(os::wipe_file(folder / "link"));
  CHECK(fs::exists(folder / "link"));
  CHECK(os::wipe_file(folder.path()).error().code == ErrorCode::io);
  CHECK(os::wipe_file(folder / "none").error().code == ErrorCode::not_found);
}

TEST_CASE("what a killed write left is known by its name, and nothing else is") {
  const TempDir folder;
  for (const auto* name : {".f.pdf.Ab3xYz", "f.pdf", ".f.pdf", ".f.pdf.Ab3xYzz", ".g.pdf.Ab3xYz"})
    REQUIRE(os::write_file(folder / name, as_bytes("x"), os::Access::owner_only));
  const auto left = os::leftovers_of(folder / "f.pdf");
  REQUIRE(left.size() == 1);
  CHECK(left[0].filename() == ".f.pdf.Ab3xYz");
  CHECK(os::leftovers_of(folder / "none" / "f.pdf").empty());
}

TEST_CASE("a lock is held by one, and given back") {
  const TempDir folder;
  const auto path = folder / "lock";
  {
    auto first = os::FileLock::acquire(path, std::chrono::milliseconds(0));
    REQUIRE(first);
    const auto second = os::FileLock::acquire(path, std::chrono::milliseconds(50));
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::io);
    const os::FileLock moved = std::move(*first);
    CHECK_FALSE(os::FileLock::acquire(path, std::chrono::milliseconds(0)));
  }
  CHECK(os::FileLock::acquire(path, std::chrono::milliseconds(0)));
  CHECK(os::FileLock::acquire(folder / "none/lock", std::chrono::milliseconds(0)).error().code == ErrorCode::not_found);
}

TEST_CASE("who waits for a lock gets it when it is given back") {
  const TempDir folder;
  std::optional<os::FileLock> first(os::FileLock::acquire(folder / "lock", std::chrono::milliseconds(0)).value());
  std::thread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    first.reset();
  });
  CHECK(os::FileLock::acquire(folder / "lock", std::chrono::seconds(10)));
  release.join();
}

TEST_CASE("the clock is the system's") {
  const auto before = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto now = os::now();
  CHECK(now >= before);
  CHECK(now - before < std::chrono::seconds(60));
}

TEST_CASE("a device can be opened or not, and the message says why not") {
  const TempDir folder;
  CHECK(os::try_device("/dev/null"));
  const auto none = os::try_device(folder / "video0");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::not_found);
  CHECK(none.error().message.find("video0 cannot be opened") != std::string::npos);
}
