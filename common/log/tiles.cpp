// https://c2sp.org/tlog-tiles
#include "common/log/tiles.hpp"

#include <algorithm>
#include <bit>

namespace eb::log {
namespace {

constexpr unsigned tile_height = 8;
constexpr std::size_t max_kept_tiles = 64;

std::string three_digits(std::uint64_t below_1000) {
  const auto digits = std::to_string(below_1000);
  return std::string(3 - digits.size(), '0') + digits;
}

std::string index_path(std::uint64_t index) {
  auto path = three_digits(index % 1000);
  for (index /= 1000; index > 0; index /= 1000) path = "x" + three_digits(index % 1000) + "/" + path;
  return path;
}

std::string path_of(const std::string& place, std::uint64_t index, std::uint64_t width) {
  const auto path = "tile/" + place + "/" + index_path(index);
  return width == tile_width ? path : path + ".p/" + std::to_string(width);
}

Result<Bytes> read_at(const TileReader::Read& read, const std::string& path, const std::string& full_path) {
  auto content = read(path);
  if (content || content.error().code != ErrorCode::not_found || path == full_path) return content;
  auto full = read(full_path);
  // The sentence names the file that should be there.
  return full || full.error().code != ErrorCode::not_found ? full : content;
}

}  // namespace

std::string tile_path(unsigned level, std::uint64_t index, std::uint64_t width) {
  return path_of(std::to_string(level), index, width);
}

std::string bundle_path(std::uint64_t index, std::uint64_t width) {
  return path_of("entries", index, width);
}

std::uint64_t width_in_tree(unsigned level, std::uint64_t index, std::uint64_t tree_size) {
  if (level * tile_height >= 64) return 0;
  const auto hashes = tree_size >> (level * tile_height);
  if (index > hashes / tile_width) return 0;
  return std::min(tile_width, hashes - index * tile_width);
}

Status TileWriter::add(BytesView entry) {
  if (entry.size() > max_tiled_entry)
    return fail(ErrorCode::too_large, "entry " + std::to_string(size()) + " has " + std::to_string(entry.size()) +
                                          " bytes: a bundle holds entries of at most 65535");
  bundle_.push_back(static_cast<std::uint8_t>(entry.size() >> 8));
  bundle_.push_back(static_cast<std::uint8_t>(entry.size() & 0xFFU));
  bundle_.insert(bundle_.end(), entry.begin(), entry.end());
  const auto leaf = leaf_hash(entry);
  tree_.append(leaf);
  if (size() % tile_width == 0) EB_CHECK(emit_bundle(tile_width));
  return add_hash(0, leaf);
}

// A full tile is handed out, and its root is a hash of the level above.
Status TileWriter::add_hash(unsigned level, const Sha256& hash) {
  if (levels_.size() == level) levels_.emplace_back();
  auto& [index, hashes] = levels_[level];
  hashes.insert(hashes.end(), hash.value.begin(), hash.value.end());
  if (hashes.size() < max_tile) return {};
  EB_CHECK(emit_(tile_path(level, index, tile_width), hashes));
  Frontier tile;
  for (std::size_t at = 0; at < hashes.size(); at += Sha256::size)
    tile.append(*Sha256::from(BytesView(hashes).subspan(at, Sha256::size)));
  hashes.clear();
  ++index;
  return add_hash(level + 1, tile.root());
}

Status TileWriter::emit_bundle(std::uint64_t width) {
  EB_CHECK(emit_(bundle_path((size() - 1) / tile_width, width), bundle_));
  bundle_.clear();
  return {};
}

Status TileWriter::finish() {
  for (unsigned level = 0; level < levels_.size(); ++level)
    if (const auto& [index, hashes] = levels_[level]; !hashes.empty())
      EB_CHECK(emit_(tile_path(level, index, hashes.size() / Sha256::size), hashes));
  if (!bundle_.empty()) EB_CHECK(emit_bundle(size() % tile_width));
  return {};
}

Result<const TileReader::Hashes*> TileReader::tile(unsigned level, std::uint64_t index) {
  if (const auto known = tiles_.find({level, index}); known != tiles_.end()) return &known->second;
  const auto width = width_in_tree(level, index, size_);
  if (width == 0) broken_invariant("a tile beyond the tree was asked for");
  const auto path = tile_path(level, index, width);
  EB_TRY(content, read_at(read_, path, tile_path(level, index, tile_width)));
  if (content.size() != width * Sha256::size && content.size() != max_tile)
    return fail(ErrorCode::malformed,
                path + " has " + std::to_string(content.size()) + " bytes and not " + std::to_string(width * Sha256::size));
  Hashes hashes;
  for (std::uint64_t i = 0; i < width; ++i)
    hashes.push_back(*Sha256::from(BytesView(content).subspan(i * Sha256::size, Sha256::size)));
  if (tiles_.size() == max_kept_tiles) tiles_.clear();
  return &tiles_.emplace(std::pair{level, index}, std::move(hashes)).first->second;
}

// 2^k leaves from a multiple of 2^k: 2^(k mod 8) hashes of one tile.
Result<Sha256> TileReader::whole_subtree(std::uint64_t begin, std::uint64_t leaves) {
  const auto height = static_cast<unsigned>(std::countr_zero(leaves));
  const auto level = height / tile_height;
  const auto first = begin >> (level * tile_height);
  EB_TRY(hashes, tile(level, first / tile_width));
  Frontier top;
  for (std::uint64_t i = 0; i < (std::uint64_t{1} << (height % tile_height)); ++i)
    top.append((*hashes)[first % tile_width + i]);
  return top.root();
}

Result<Sha256> TileReader::subtree(std::uint64_t begin, std::uint64_t end) {
  const auto leaves = end - begin;
  if (begin >= end || end > size_ || begin % std::bit_ceil(leaves) != 0)
    return fail(ErrorCode::invalid_argument, "no subtree of a tree of " + std::to_string(size_) + " entries goes from " +
                                                 std::to_string(begin) + " to " + std::to_string(end));
  if (std::has_single_bit(leaves)) return whole_subtree(begin, leaves);
  const auto middle = begin + split_point(leaves);
  EB_TRY(left, whole_subtree(begin, middle - begin));
  EB_TRY(right, subtree(middle, end));
  return node_hash(left, right);
}

Result<std::string> TileReader::entry(std::uint64_t index) {
  const auto bundle = index / tile_width;
  if (index >= size_)
    return fail(ErrorCode::invalid_argument,
                "entry " + std::to_string(index) + " is not in a tree of " + std::to_string(size_));
  const auto width = width_in_tree(0, bundle, size_);
  const auto path = bundle_path(bundle, width);
  EB_TRY(content, read_at(read_, path, bundle_path(bundle, tile_width)));
  auto entries = parse_bundle(content, width);
  if (!entries) entries = parse_bundle(content, tile_width);
  if (!entries) return fail_in(path, std::move(entries).error());
  return std::move((*entries)[index % tile_width]);
}

Result<std::vector<std::string>> parse_bundle(BytesView bundle, std::uint64_t width) {
  std::vector<std::string> entries;
  while (!bundle.empty() && entries.size() < width) {
    if (bundle.size() < 2) break;
    const auto size = static_cast<std::size_t>(bundle[0]) << 8 | bundle[1];
    if (bundle.size() - 2 < size) break;
    entries.emplace_back(as_text(bundle.subspan(2, size)));
    bundle = bundle.subspan(2 + size);
  }
  if (!bundle.empty() || entries.size() != width)
    return fail(ErrorCode::malformed, "a bundle that does not hold exactly " + std::to_string(width) + " entries");
  return entries;
}

}  // namespace eb::log
