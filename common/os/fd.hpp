// An open file descriptor that closes itself: for the few files that talk to the system themselves.
#pragma once

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include <unistd.h>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/text.hpp"

namespace eb::os {

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&&) = delete;
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] bool open() const { return fd_ >= 0; }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

// "PATH WHAT: reason of the system", from errno.
[[nodiscard]] inline tl::unexpected<Error> os_failure(const std::filesystem::path& path, std::string_view what) {
  const int number = errno;
  const auto code = number == ENOENT ? ErrorCode::not_found : number == EEXIST ? ErrorCode::already_exists : ErrorCode::io;
  return fail(code, printable(path.string()) + " " + std::string(what) + ": " + std::generic_category().message(number));
}

[[nodiscard]] inline std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

// A file is written beside its target under the target's name with a dot before and this behind it; mkostemp puts six letters and
// digits there.
constexpr std::string_view temporary_end = ".XXXXXX";

[[nodiscard]] Status write_all(int fd, BytesView content, const std::filesystem::path& path);

}  // namespace eb::os
