// A text file line by line, or in blocks of whole lines: memory stays flat whatever its size.
#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.hpp"

namespace eb::os {

constexpr std::size_t max_line = std::size_t{64} << 10;  // without its line feed
constexpr std::size_t block_size = std::size_t{1} << 20;

// Whole lines with their line feeds; the last block of a file may end without one. Used again, it costs no memory anew.
class Block {
 public:
  [[nodiscard]] std::string_view text() const { return {bytes_.data(), size_}; }

 private:
  friend class BlockFile;
  std::vector<char> bytes_;
  std::size_t size_ = 0;
};

// A file that is asked for one block of about block_size bytes after the other.
class BlockFile {
 public:
  // not_found, io.
  [[nodiscard]] static Result<BlockFile> open(const std::filesystem::path& path);

  // Replaces `block` by the next lines. False at the end, and when the file cannot be read further: status() tells which.
  [[nodiscard]] bool next(Block& block);
  [[nodiscard]] const Status& status() const { return status_; }
  // Ends the file with too_large: a line is above max_line.
  void refuse_line();

 private:
  struct Close {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };
  BlockFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}
  bool cut(Block& block);

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string rest_;  // read, and not a whole line yet
  Status status_;
};

// Takes the line at the front of `block` off it; its line feed too. False when nothing is left.
struct BlockLine {
  std::string_view text;  // without its line feed
  bool complete = false;  // false for a last line without one
};
[[nodiscard]] bool take_line(std::string_view& block, BlockLine& line);

// A file that is asked for one line after the other.
class LineFile {
 public:
  // not_found, io.
  [[nodiscard]] static Result<LineFile> open(const std::filesystem::path& path);

  using Line = BlockLine;  // valid until the next call
  // False at the end, and when the file cannot be read further: status() tells which.
  [[nodiscard]] bool next(Line& line);
  // too_large: a line above max_line; io.
  [[nodiscard]] const Status& status() const { return blocks_.status(); }

 private:
  explicit LineFile(BlockFile blocks) : blocks_(std::move(blocks)) {}

  BlockFile blocks_;
  Block block_;
  std::size_t at_ = 0;  // in the block
};

// Hands each line to `visit` without its line feed. `complete` is false for a last line without one. too_large for a line
// above max_line.
using VisitLine = std::function<Status(std::string_view line, bool complete)>;
[[nodiscard]] Status for_each_line(const std::filesystem::path& path, const VisitLine& visit);

}  // namespace eb::os
