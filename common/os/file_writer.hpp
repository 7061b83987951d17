// A file that is written piece by piece, and is there whole or not at all.
#pragma once

#include <filesystem>
#include <string>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/os/fd.hpp"
#include "common/os/files.hpp"

namespace eb::os {

// Writes to a file beside its target that nobody sees; removed unless it took the target's place.
class FileWriter {
 public:
  // invalid_argument: `target` names no file; else as the system says.
  [[nodiscard]] static Result<FileWriter> create(const std::filesystem::path& target, Access access);
  [[nodiscard]] Status append(BytesView content);
  // Durable, then renamed.
  [[nodiscard]] Status replace_target();
  // The same, but already_exists when the target is there.
  [[nodiscard]] Status become_target();

  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  FileWriter(FileWriter&& other) noexcept
      : fd_(std::move(other.fd_)), name_(std::exchange(other.name_, {})), target_(std::move(other.target_)) {}
  FileWriter& operator=(FileWriter&&) = delete;
  ~FileWriter();

 private:
  FileWriter(Fd fd, std::string name, std::filesystem::path target)
      : fd_(std::move(fd)), name_(std::move(name)), target_(std::move(target)) {}

  Fd fd_;
  std::string name_;
  std::filesystem::path target_;
};

}  // namespace eb::os
