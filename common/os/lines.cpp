#include "common/os/lines.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include "common/base/text.hpp"

namespace eb::os {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 20;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

Status for_each_line(const std::filesystem::path& path, const VisitLine& visit) {
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rbe"));
  if (!file)
    return fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                "cannot open " + printable(path.string()) + ": " + std::strerror(errno));
  std::vector<char> buffer(block_size + max_line);
  std::size_t held = 0;
  while (true) {
    const auto got = std::fread(buffer.data() + held, 1, block_size, file.get());
    if (got == 0) break;
    const std::string_view all(buffer.data(), held + got);
    std::size_t start = 0;
    for (auto end = all.find('\n'); end != std::string_view::npos; end = all.find('\n', start)) {
      EB_CHECK(visit(all.substr(start, end - start), true));
      start = end + 1;
    }
    held = all.size() - start;
    if (held > max_line) return fail(ErrorCode::too_large, printable(path.string()) + " has a line of more than 64 KiB");
    std::memmove(buffer.data(), buffer.data() + start, held);
  }
  if (std::ferror(file.get()) != 0) return fail(ErrorCode::io, "cannot read " + printable(path.string()));
  return held == 0 ? Status{} : visit({buffer.data(), held}, false);
}

}  // namespace eb::os
