// The log as static files that other people's tools read (C2SP tlog-tiles): tiles of height 8, and bundles of entries.
//
//   tile/<L>/<N>[.p/<W>]         at level L, tile N: W hashes of 32 bytes (256 in a full one), each MTH(D[i * 256^L : (i+1) * 256^L])
//   tile/entries/<N>[.p/<W>]     up to 256 entries, each after its length as two bytes, big endian
//
// N is written in groups of three digits, all but the last with an x before: 1234067 is x001/x234/067.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/log/merkle.hpp"

namespace eb::log {

inline constexpr std::uint64_t tile_width = 256;
inline constexpr std::size_t max_tiled_entry = 65535;  // its length has two bytes
inline constexpr std::size_t max_tile = tile_width * Sha256::size;
inline constexpr std::size_t max_bundle = tile_width * (2 + max_tiled_entry);

// width: 1 to 256 hashes or entries; the path of a full one does not say it.
[[nodiscard]] std::string tile_path(unsigned level, std::uint64_t index, std::uint64_t width);
[[nodiscard]] std::string bundle_path(std::uint64_t index, std::uint64_t width);
// How many hashes tile `index` of a level has in a tree of that size; 0: there is no such tile.
[[nodiscard]] std::uint64_t width_in_tree(unsigned level, std::uint64_t index, std::uint64_t tree_size);

// Takes entries one by one and hands out each tile and bundle when it is full, and the partial ones at the end. Memory: one tile
// a level and one bundle.
class TileWriter {
 public:
  using Emit = std::function<Status(const std::string& path, BytesView content)>;
  explicit TileWriter(Emit emit) : emit_(std::move(emit)) {}

  [[nodiscard]] Status add(BytesView entry);  // too_large: longer than max_tiled_entry; and any error of emit
  [[nodiscard]] Status finish();              // once, after the last entry
  [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
  [[nodiscard]] Sha256 root() const { return tree_.root(); }

 private:
  struct Level {
    std::uint64_t index = 0;  // of the tile being filled
    Bytes hashes;
  };
  [[nodiscard]] Status add_hash(unsigned level, const Sha256& hash);
  [[nodiscard]] Status emit_bundle(std::uint64_t width);

  Emit emit_;
  Frontier tree_;
  std::vector<Level> levels_;
  Bytes bundle_;
};

// Hashes of a tree of known size out of its tiles. A partial tile that is not there is read from the full one (tlog-tiles,
// "Partial Tiles"). Nothing it says is proved: compare root_of() or a proof made of it with a signed checkpoint.
class TileReader {
 public:
  using Read = std::function<Result<Bytes>(const std::string& path)>;  // not_found: there is no such file
  TileReader(std::uint64_t tree_size, Read read) : size_(tree_size), read_(std::move(read)) {}

  // A SubtreeSource for begin < end <= the tree's size. malformed: a tile has another length than its path says.
  [[nodiscard]] Result<Sha256> subtree(std::uint64_t begin, std::uint64_t end);
  [[nodiscard]] Result<std::string> entry(std::uint64_t index);  // out of its bundle; to be compared with its leaf hash

 private:
  using Hashes = std::vector<Sha256>;
  [[nodiscard]] Result<const Hashes*> tile(unsigned level, std::uint64_t index);
  [[nodiscard]] Result<Sha256> whole_subtree(std::uint64_t begin, std::uint64_t leaves);

  std::uint64_t size_;
  Read read_;
  std::map<std::pair<unsigned, std::uint64_t>, Hashes> tiles_;  // a few, for the next question
};

// The entries of a bundle; malformed when it does not hold exactly `width`.
[[nodiscard]] Result<std::vector<std::string>> parse_bundle(BytesView bundle, std::uint64_t width);

}  // namespace eb::log
