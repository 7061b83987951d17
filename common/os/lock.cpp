#include <fcntl.h>
#include <sys/file.h>

#include <thread>

#include "common/os/fd.hpp"
#include "common/os/files.hpp"

namespace eb::os {
namespace {

constexpr std::chrono::milliseconds pause{10};

}  // namespace

Result<FileLock> FileLock::acquire(const std::filesystem::path& path, std::chrono::milliseconds patience) {
  Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd.open()) return os_failure(path, "cannot be opened");
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return os_failure(path, "cannot be locked");
    if (std::chrono::steady_clock::now() >= deadline)
      return fail(ErrorCode::io, printable(path.string()) + " is held by another program: wait for it to end and try again");
    std::this_thread::sleep_for(pause);
  }
  return FileLock(fd.release());
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

}  // namespace eb::os
