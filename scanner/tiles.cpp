#include "scanner/tiles.hpp"

#include <set>

#include "common/log/note.hpp"
#include "common/log/tiles.hpp"
#include "common/os/files.hpp"

namespace eb::scanner {
namespace {

namespace fs = std::filesystem;

// Files in directories that are made when the first file comes, and synced when all are there.
class FileTree {
 public:
  explicit FileTree(fs::path top) : top_(std::move(top)) {}

  Status write(const std::string& path, BytesView content) {
    fs::path directory = top_;
    for (const auto& part : fs::path(path).parent_path()) {
      directory /= part;
      if (made_.insert(directory).second) EB_CHECK(os::make_directory(directory, os::Access::readable));
    }
    return os::write_file(top_ / path, content, os::Access::readable);
  }
  Status sync() const {
    for (const auto& directory : made_) EB_CHECK(os::sync_directory(directory));
    return {};
  }

 private:
  fs::path top_;
  std::set<fs::path> made_;
};

}  // namespace

Status write_tiles(const fs::path& directory, std::string_view entries, std::string_view checkpoint) {
  FileTree files(directory);
  log::TileWriter tiles([&](const std::string& path, BytesView content) { return files.write(path, content); });
  while (!entries.empty()) {
    const auto end = entries.find('\n');
    EB_CHECK(tiles.add(as_bytes(entries.substr(0, end))));
    entries.remove_prefix(end + 1);
  }
  EB_CHECK(tiles.finish());
  EB_TRY(signed_head, log::peek_checkpoint(checkpoint));
  if (signed_head.size != tiles.size() || signed_head.root != tiles.root())
    return fail(ErrorCode::integrity, "the newest checkpoint does not cover the exported entries");
  EB_CHECK(files.write("checkpoint", as_bytes(checkpoint)));
  return files.sync();
}

}  // namespace eb::scanner
