// A text file line by line, in blocks: memory stays flat whatever its size.
#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.hpp"

namespace eb::os {

constexpr std::size_t max_line = std::size_t{64} << 10;

// A file that is asked for one line after the other.
class LineFile {
 public:
  // not_found, io.
  [[nodiscard]] static Result<LineFile> open(const std::filesystem::path& path);

  struct Line {
    std::string_view text;  // without its line feed; valid until the next call
    bool complete = false;  // false for a last line without one
  };
  // False at the end, and when the file cannot be read further: status() tells which.
  [[nodiscard]] bool next(Line& line);
  // too_large: a line above max_line; io.
  [[nodiscard]] const Status& status() const { return status_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  LineFile(std::string path, std::FILE* file);
  bool refill();

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<char> buffer_;
  std::size_t start_ = 0, end_ = 0;  // of what was read and not handed out
  Status status_;
};

// Hands each line to `visit` without its line feed. `complete` is false for a last line without one. too_large for a line
// above max_line.
using VisitLine = std::function<Status(std::string_view line, bool complete)>;
[[nodiscard]] Status for_each_line(const std::filesystem::path& path, const VisitLine& visit);

}  // namespace eb::os
