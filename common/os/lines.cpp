#include "common/os/lines.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "common/base/text.hpp"

namespace eb::os {

Result<BlockFile> BlockFile::open(const std::filesystem::path& path) {
  auto* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr)
    return fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                "cannot open " + printable(path.string()) + ": " + std::strerror(errno));
  static_cast<void>(std::setvbuf(file, nullptr, _IONBF, 0));  // blocks are read as they are, not through a buffer
  return BlockFile(path.string(), file);
}

bool BlockFile::next(Block& block) {
  block.size_ = 0;
  if (!status_) return false;
  block.bytes_.resize(max_line + block_size);
  std::copy(rest_.begin(), rest_.end(), block.bytes_.begin());
  const auto got = std::fread(block.bytes_.data() + rest_.size(), 1, block_size, file_.get());
  block.size_ = rest_.size() + got;
  rest_.clear();
  if (got == block_size) return cut(block);
  if (std::ferror(file_.get()) == 0) return block.size_ > 0;
  const bool some = cut(block);
  status_ = fail(ErrorCode::io, "cannot read " + printable(path_));
  return some;
}

// Keeps what is behind the last line feed for the next block.
bool BlockFile::cut(Block& block) {
  const auto text = block.text();
  const auto end = text.rfind('\n') + 1;  // 0 without one
  if (text.size() - end > max_line) {
    refuse_line();
    block.size_ = 0;
    return false;
  }
  rest_ = text.substr(end);
  block.size_ = end;
  return end > 0;
}

void BlockFile::refuse_line() {
  status_ = fail(ErrorCode::too_large, printable(path_) + " has a line of more than 64 KiB");
}

bool take_line(std::string_view& block, BlockLine& line) {
  if (block.empty()) return false;
  const auto end = block.find('\n');
  line = {block.substr(0, end), end != std::string_view::npos};
  block.remove_prefix(line.complete ? end + 1 : block.size());
  return true;
}

Result<LineFile> LineFile::open(const std::filesystem::path& path) {
  EB_TRY(blocks, BlockFile::open(path));
  return LineFile(std::move(blocks));
}

bool LineFile::next(Line& line) {
  if (at_ == block_.text().size()) {
    at_ = 0;
    if (!blocks_.next(block_)) return false;
  }
  auto rest = block_.text().substr(at_);
  if (!take_line(rest, line)) return false;
  if (line.text.size() > max_line) {
    blocks_.refuse_line();
    return false;
  }
  at_ = block_.text().size() - rest.size();
  return true;
}

Status for_each_line(const std::filesystem::path& path, const VisitLine& visit) {
  EB_TRY(file, LineFile::open(path));
  LineFile::Line line;
  while (file.next(line)) EB_CHECK(visit(line.text, line.complete));
  return file.status();
}

}  // namespace eb::os
