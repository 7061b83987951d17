// The entries of an export as the tiles that they would make (C2SP tlog-tiles): one pass over the file, and then whatever is asked for
// is read at its place. Memory is some 250 bytes for each 256 entries.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>

#include "common/base/error.hpp"
#include "common/log/tiles.hpp"

namespace eb::evidence {

class ExportTiles {
 public:
  // malformed: the file ends within an entry; not_found, io, too_large as os::LineFile.
  [[nodiscard]] static Result<ExportTiles> read(const std::filesystem::path& entries);

  [[nodiscard]] std::uint64_t size() const { return size_; }
  // The content of a tile or of a bundle by its path; not_found: these entries make none of this path.
  [[nodiscard]] Result<Bytes> file(const std::string& path) const;

 private:
  // Where the entries of a bundle lie in the file, in bytes.
  struct Place {
    std::uint64_t begin = 0, end = 0;
  };
  explicit ExportTiles(std::filesystem::path entries) : entries_(std::move(entries)) {}
  [[nodiscard]] Result<Bytes> made_of(const Place& place, bool bundle) const;

  std::filesystem::path entries_;
  std::uint64_t size_ = 0;
  std::unordered_map<std::string, Bytes> upper_;   // tiles of tiles
  std::unordered_map<std::string, Place> places_;  // tiles of entries, and bundles
};

}  // namespace eb::evidence
