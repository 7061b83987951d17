// Files, the clock and secrets from files: what programs and keys need from the operating system. Messages name the path.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"

namespace eb::os {

// Whole file, refused with too_large above `limit` bytes. Never follows to a device or FIFO: regular files only.
[[nodiscard]] Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit);

// The first bytes of a file, at most `count`, and how many it has in all.
struct FileStart {
  Bytes bytes;
  std::uint64_t file_size = 0;
};
[[nodiscard]] Result<FileStart> read_start(const std::filesystem::path& path, std::size_t count);

// The same for keys: not_allowed when group or others can read the file.
[[nodiscard]] Result<SecretBytes> read_private_file(const std::filesystem::path& path, std::size_t limit);

enum class Access { owner_only, readable };     // 0600 or 0644
// Atomic and durable: temporary file beside the target, fsync, rename, fsync of the directory.
[[nodiscard]] Status write_file(const std::filesystem::path& path, BytesView content, Access access);
// The same, but already_exists when the target is there (link instead of rename).
[[nodiscard]] Status write_new_file(const std::filesystem::path& path, BytesView content, Access access);
// Overwrites a regular file with zeros, makes that durable and removes it. A disk that writes elsewhere than told (flash, journals,
// snapshots) keeps what it likes. io: not a regular file, a link, or refused.
[[nodiscard]] Status wipe_file(const std::filesystem::path& path);
// Temporary files that a write of this path left behind when its program was killed.
[[nodiscard]] std::vector<std::filesystem::path> leftovers_of(const std::filesystem::path& path);
// Whether a device can be opened to read; it is not read.
[[nodiscard]] Status try_device(const std::filesystem::path& path);
[[nodiscard]] Status make_directory(const std::filesystem::path& path, Access access);   // 0700 or 0755; fine if it exists
[[nodiscard]] Status sync_directory(const std::filesystem::path& path);

// First line of a file that only its owner can read (not_allowed when group or others can), without the line end.
[[nodiscard]] Result<SecretBytes> read_secret_file(const std::filesystem::path& path);

// Where a passphrase comes from: the file named by `option`; else $CREDENTIALS_DIRECTORY/NAME (systemd); else a prompt without
// echo when standard input is a terminal; else usage error that says how to give it. `what` is shown in the prompt.
struct SecretSource {
  std::string file;              // value of `option`, may be empty
  std::string credential;        // name of the systemd credential; empty: there is none
  std::string what;              // "passphrase of officer alice"
  bool confirm = false;          // ask twice (new secrets)
  std::string option = "--passphrase-file";
};
[[nodiscard]] Result<SecretBytes> obtain_secret(const SecretSource& source);

[[nodiscard]] Millis now();      // the system clock, UTC

// Exclusive advisory lock on a file, held until destruction; waits up to `patience`.
class FileLock {
 public:
  [[nodiscard]] static Result<FileLock> acquire(const std::filesystem::path& path, std::chrono::milliseconds patience);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace eb::os
