#include "common/os/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include "common/os/fd.hpp"

namespace eb::os {
namespace {

constexpr std::size_t read_step = std::size_t{1} << 16;

Result<struct stat> stat_regular(const std::filesystem::path& path, const Fd& fd) {
  if (!fd.open()) return os_failure(path, "cannot be opened");
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return os_failure(path, "cannot be read");
  if (!S_ISREG(info.st_mode)) return fail(ErrorCode::io, printable(path.string()) + " is not a regular file");
  return info;
}

int open_to_read(const std::filesystem::path& path) {
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

// Reads on until the buffer is full or the file ends; how many bytes there are then.
Result<std::size_t> fill(int fd, std::span<std::uint8_t> buffer, std::size_t size, const std::filesystem::path& path) {
  while (size < buffer.size()) {
    const ssize_t got = ::read(fd, buffer.data() + size, buffer.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return os_failure(path, "cannot be read");
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  return size;
}

Result<Bytes> read_regular(const std::filesystem::path& path, std::size_t limit, bool only_if_private) {
  const Fd fd(open_to_read(path));
  EB_TRY(info, stat_regular(path, fd));
  if (only_if_private && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(ErrorCode::not_allowed,
                printable(path.string()) + " can be read by others: run chmod 600 on it, and think of its content as known");
  const auto too_large = [&] {
    return fail(ErrorCode::too_large,
                printable(path.string()) + " is larger than the " + std::to_string(limit) + " bytes allowed here");
  };
  if (static_cast<std::uint64_t>(info.st_size) > limit) return too_large();
  Bytes content(static_cast<std::size_t>(info.st_size) + 1);  // one more, to meet the end without growing
  std::size_t size = 0;
  while (true) {
    EB_TRY(filled, fill(fd.get(), content, size, path));
    size = filled;
    if (size > limit) return too_large();
    if (size < content.size()) break;
    // The file may grow while it is read: the bound holds for what is read, not for what was promised.
    content.resize(size + std::min(read_step, limit + 1 - size));
  }
  content.resize(size);
  return content;
}

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit) {
  return read_regular(path, limit, false);
}

Result<FileStart> read_start(const std::filesystem::path& path, std::size_t count) {
  const Fd fd(open_to_read(path));
  EB_TRY(info, stat_regular(path, fd));
  FileStart start{Bytes(std::min<std::uint64_t>(count, static_cast<std::uint64_t>(info.st_size))),
                  static_cast<std::uint64_t>(info.st_size)};
  EB_TRY(size, fill(fd.get(), start.bytes, 0, path));
  start.bytes.resize(size);
  return start;
}

Result<SecretBytes> read_private_file(const std::filesystem::path& path, std::size_t limit) {
  EB_TRY(content, read_regular(path, limit, true));
  return SecretBytes(std::move(content));
}

Status sync_directory(const std::filesystem::path& path) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.open()) return os_failure(path, "cannot be opened");
  if (::fsync(fd.get()) != 0) return os_failure(path, "cannot be made durable");
  return {};
}

Status make_directory(const std::filesystem::path& path, Access access) {
  if (::mkdir(path.c_str(), access == Access::owner_only ? 0700 : 0755) != 0) {
    const int number = errno;
    std::error_code error;
    if (number == EEXIST && std::filesystem::is_directory(path, error)) return {};
    errno = number;
    return os_failure(path, "cannot be created as a directory");
  }
  const auto plain = path.has_filename() ? path : path.parent_path();  // "office/" lies in "."
  return sync_directory(folder_of(plain));
}

Status wipe_file(const std::filesystem::path& path) {
  const Fd fd(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW));
  EB_TRY(info, stat_regular(path, fd));
  const Bytes zeros(read_step);
  for (auto left = static_cast<std::uint64_t>(info.st_size); left > 0;) {
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(left, zeros.size()));
    EB_CHECK(write_all(fd.get(), BytesView(zeros).first(part), path));
    left -= part;
  }
  if (::fsync(fd.get()) != 0) return os_failure(path, "cannot be made durable");
  if (::unlink(path.c_str()) != 0) return os_failure(path, "cannot be removed");
  return sync_directory(folder_of(path));
}

std::vector<std::filesystem::path> leftovers_of(const std::filesystem::path& path) {
  const auto start = "." + path.filename().string() + ".";
  const auto length = path.filename().string().size() + 1 + temporary_end.size();
  std::vector<std::filesystem::path> found;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder_of(path), error), end; !error && it != end; it.increment(error)) {
    const auto name = it->path().filename().string();
    if (name.size() == length && name.starts_with(start) && it->is_regular_file(error)) found.push_back(it->path());
  }
  return found;
}

Status try_device(const std::filesystem::path& path) {
  if (!Fd(open_to_read(path)).open()) return os_failure(path, "cannot be opened");
  return {};
}

Millis now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace eb::os
