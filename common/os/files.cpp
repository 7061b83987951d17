#include "common/os/files.hpp"

#include <cerrno>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/text.hpp"

namespace eb::os {
namespace {

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool open() const { return fd_ >= 0; }

 private:
  int fd_;
};

std::string shown(const std::filesystem::path& path) {
  return printable(path.string());
}

tl::unexpected<Error> system_failure(const std::string& what, const std::filesystem::path& path) {
  const int number = errno;
  return fail(number == ENOENT ? ErrorCode::not_found : ErrorCode::io,
              what + " " + shown(path) + ": " + std::strerror(number));
}

mode_t mode_of(Access access) {
  return access == Access::owner_only ? 0600 : 0644;
}

Status write_all(int fd, BytesView content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const auto written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return system_failure("cannot write", path);
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

// A whole, durable file beside the target; the caller puts it in place or removes it.
Result<std::filesystem::path> write_beside(const std::filesystem::path& path, BytesView content, Access access) {
  auto name = (path.parent_path() / ("." + path.filename().string() + ".XXXXXX")).string();
  const Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.open()) return system_failure("cannot write beside", path);
  auto written = write_all(file.get(), content, path);
  if (written && (::fchmod(file.get(), mode_of(access)) != 0 || ::fsync(file.get()) != 0))
    written = system_failure("cannot write", path);
  if (!written) {
    ::unlink(name.c_str());
    return tl::unexpected<Error>(std::move(written).error());
  }
  return std::filesystem::path(name);
}

std::filesystem::path directory_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

Result<Bytes> read_descriptor(int fd, std::size_t limit, const std::filesystem::path& path) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) return system_failure("cannot read", path);
  if (!S_ISREG(info.st_mode)) return fail(ErrorCode::io, shown(path) + " is not a regular file");
  if (info.st_size < 0 || static_cast<std::uintmax_t>(info.st_size) > limit)
    return fail(ErrorCode::too_large, shown(path) + " is larger than the " + std::to_string(limit) + " bytes that are read");
  Bytes out(static_cast<std::size_t>(info.st_size));
  std::size_t at = 0;
  while (at < out.size()) {
    const auto count = ::read(fd, out.data() + at, out.size() - at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("cannot read", path);
    if (count == 0) break;  // the file became shorter: what is there counts
    at += static_cast<std::size_t>(count);
  }
  out.resize(at);
  return out;
}

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit) {
  // O_NONBLOCK so that a FIFO does not hang the program before it is seen to be one.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) return system_failure("cannot open", path);
  return read_descriptor(file.get(), limit, path);
}

Status write_file(const std::filesystem::path& path, BytesView content, Access access) {
  EB_TRY(temporary, write_beside(path, content, access));
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    auto failure = system_failure("cannot put in place", path);
    ::unlink(temporary.c_str());
    return failure;
  }
  return sync_directory(directory_of(path));
}

Status write_new_file(const std::filesystem::path& path, BytesView content, Access access) {
  EB_TRY(temporary, write_beside(path, content, access));
  const int linked = ::link(temporary.c_str(), path.c_str());
  const bool exists = linked != 0 && errno == EEXIST;
  Status result;
  if (exists) {
    result = fail(ErrorCode::already_exists, shown(path) + " exists already: it is not overwritten");
  } else if (linked != 0) {
    result = system_failure("cannot put in place", path);
  }
  ::unlink(temporary.c_str());
  EB_CHECK(result);
  return sync_directory(directory_of(path));
}

Status make_directory(const std::filesystem::path& path, Access access) {
  const mode_t mode = access == Access::owner_only ? 0700 : 0755;
  if (::mkdir(path.c_str(), mode) == 0) return {};
  struct stat info {};
  if (errno == EEXIST && ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) return {};
  return system_failure("cannot make the directory", path);
}

Status sync_directory(const std::filesystem::path& path) {
  const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.open() || ::fsync(directory.get()) != 0) return system_failure("cannot make durable", path);
  return {};
}

Millis now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Result<FileLock> FileLock::acquire(const std::filesystem::path& path, std::chrono::milliseconds patience) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return system_failure("cannot open the lock", path);
  FileLock lock(fd);
  const auto until = std::chrono::steady_clock::now() + patience;
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return system_failure("cannot lock", path);
    if (std::chrono::steady_clock::now() >= until)
      return fail(ErrorCode::io, shown(path) + " is held by another program: end it, or wait until it is done");
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  return lock;
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

}  // namespace eb::os
