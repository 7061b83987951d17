#include "common/os/lines.hpp"

#include <cerrno>
#include <cstring>

#include "common/base/text.hpp"

namespace eb::os {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 20;

}  // namespace

LineFile::LineFile(std::string path, std::FILE* file)
    : path_(std::move(path)), file_(file), buffer_(block_size + max_line) {}

Result<LineFile> LineFile::open(const std::filesystem::path& path) {
  auto* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr)
    return fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                "cannot open " + printable(path.string()) + ": " + std::strerror(errno));
  return LineFile(path.string(), file);
}

// Moves what is left to the front and reads a block behind it. False: there is nothing more.
bool LineFile::refill() {
  const auto held = end_ - start_;
  if (held > max_line) {
    status_ = fail(ErrorCode::too_large, printable(path_) + " has a line of more than 64 KiB");
    return false;
  }
  std::memmove(buffer_.data(), buffer_.data() + start_, held);
  const auto got = std::fread(buffer_.data() + held, 1, block_size, file_.get());
  start_ = 0;
  end_ = held + got;
  if (got == 0 && std::ferror(file_.get()) != 0) status_ = fail(ErrorCode::io, "cannot read " + printable(path_));
  return got != 0;
}

bool LineFile::next(Line& line) {
  while (status_) {
    const std::string_view rest(buffer_.data() + start_, end_ - start_);
    if (const auto end = rest.find('\n'); end != std::string_view::npos) {
      line = {rest.substr(0, end), true};
      start_ += end + 1;
      return true;
    }
    if (refill()) continue;
    if (!status_ || start_ == end_) return false;
    line = {{buffer_.data() + start_, end_ - start_}, false};
    start_ = end_;
    return true;
  }
  return false;
}

Status for_each_line(const std::filesystem::path& path, const VisitLine& visit) {
  EB_TRY(file, LineFile::open(path));
  LineFile::Line line;
  while (file.next(line)) EB_CHECK(visit(line.text, line.complete));
  return file.status();
}

}  // namespace eb::os
