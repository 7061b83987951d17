// Lines of files that are longer than a block, that end in the middle, and that are no lines at all.
#include "common/os/lines.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

namespace {

namespace fs = std::filesystem;
using namespace eb;

struct TextFile {
  fs::path path = fs::temp_directory_path() / ("badge-lines-" + std::to_string(getpid()));
  explicit TextFile(const std::string& content) { std::ofstream(path, std::ios::binary) << content; }
  ~TextFile() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

std::vector<std::string> lines_of(const std::string& content, bool& last_complete) {
  const TextFile file(content);
  std::vector<std::string> out;
  const auto done = os::for_each_line(file.path, [&](std::string_view line, bool complete) -> Status {
    out.emplace_back(line);
    last_complete = complete;
    return {};
  });
  REQUIRE(done);
  return out;
}

ErrorCode error_of(const std::string& content) {
  const TextFile file(content);
  const auto done = os::for_each_line(file.path, [](std::string_view, bool) { return Status{}; });
  REQUIRE(!done);
  return done.error().code;
}

TEST_CASE("lines: none, empty ones, a last one without a line feed") {
  bool complete = true;
  CHECK(lines_of("", complete).empty());
  CHECK(lines_of("\n\n", complete) == std::vector<std::string>{"", ""});
  CHECK(complete);
  CHECK(lines_of("a\nb", complete) == std::vector<std::string>{"a", "b"});
  CHECK(!complete);
}

TEST_CASE("lines: every line of many blocks, wherever a block ends") {
  for (const std::size_t width : {1UL, 331UL, 4096UL, os::max_line}) {
    const std::size_t count = 2 * os::block_size / width + 3;
    std::string content;
    for (std::size_t i = 0; i < count; ++i)
      content += std::string(width - 1, static_cast<char>('a' + i % 26)) + std::string("\n");
    bool complete = false;
    const auto lines = lines_of(content, complete);
    REQUIRE(lines.size() == count);
    CHECK(complete);
    for (std::size_t i = 0; i < count; ++i)
      if (lines[i] != std::string(width - 1, static_cast<char>('a' + i % 26))) FAIL("line " << i << " of width " << width);
  }
}

TEST_CASE("lines: one at the bound is a line, one above it ends the file, wherever it stands") {
  bool complete = false;
  CHECK(lines_of(std::string(os::max_line, 'x') + "\n", complete).size() == 1);
  CHECK(lines_of(std::string(os::max_line, 'x'), complete).size() == 1);
  const std::string above(os::max_line + 1, 'x');
  CHECK(error_of(above + "\n") == ErrorCode::too_large);
  CHECK(error_of(above) == ErrorCode::too_large);
  CHECK(error_of(std::string(os::block_size - 10, '\n') + above + "\n") == ErrorCode::too_large);
  CHECK(error_of(std::string(3 * os::block_size, 'x')) == ErrorCode::too_large);
}

TEST_CASE("lines: a file that is not there, and one that cannot be read") {
  CHECK(os::LineFile::open("/nonexistent/file").error().code == ErrorCode::not_found);
  auto directory = os::LineFile::open(fs::temp_directory_path());
  if (!directory) return;  // some C libraries refuse to open it
  os::LineFile::Line line;
  CHECK(!directory->next(line));
  CHECK(directory->status().error().code == ErrorCode::io);
}

}  // namespace
