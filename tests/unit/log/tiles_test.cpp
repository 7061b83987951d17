#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/log/tiles.hpp"

using namespace eb;

namespace {

std::string entry_at(std::uint64_t index) {
  return "entry " + std::to_string(index);
}
Sha256 leaf_at(std::uint64_t index) {
  return log::leaf_hash(as_bytes(entry_at(index)));
}

using Files = std::map<std::string, Bytes>;

Files tiled(std::uint64_t size) {
  Files files;
  log::TileWriter writer([&](const std::string& path, BytesView content) -> Status {
    CHECK(files.emplace(path, Bytes(content.begin(), content.end())).second);
    return {};
  });
  for (std::uint64_t i = 0; i < size; ++i) CHECK(writer.add(as_bytes(entry_at(i))));
  CHECK(writer.finish());
  CHECK(writer.size() == size);
  CHECK(writer.root() == log::root_of(size, leaf_at));
  return files;
}

log::TileReader reader_of(const Files& files, std::uint64_t size) {
  return {size, [&files](const std::string& path) -> Result<Bytes> {
            const auto found = files.find(path);
            if (found == files.end()) return fail(ErrorCode::not_found, "no " + path);
            return found->second;
          }};
}

log::SubtreeSource source_of(log::TileReader& reader) {
  return [&reader](std::uint64_t begin, std::uint64_t end) { return reader.subtree(begin, end); };
}

// The definition of tlog-tiles: MTH(D[(n * 256 + i) * 256^l : (n * 256 + i + 1) * 256^l]).
Bytes defined_tile(unsigned level, std::uint64_t index, std::uint64_t width) {
  Bytes out;
  const std::uint64_t leaves = std::uint64_t{1} << (8 * level);
  for (std::uint64_t i = 0; i < width; ++i) {
    const auto begin = (index * 256 + i) * leaves;
    const auto hash = log::root_of(leaves, [&](std::uint64_t leaf) { return leaf_at(begin + leaf); });
    out.insert(out.end(), hash.value.begin(), hash.value.end());
  }
  return out;
}

}  // namespace

TEST_CASE("tiles and bundles have the paths of tlog-tiles") {
  CHECK(log::tile_path(0, 0, 256) == "tile/0/000");
  CHECK(log::tile_path(1, 999, 256) == "tile/1/999");
  CHECK(log::tile_path(0, 1000, 256) == "tile/0/x001/000");
  CHECK(log::tile_path(2, 1234067, 17) == "tile/2/x001/x234/067.p/17");
  CHECK(log::bundle_path(1234067, 256) == "tile/entries/x001/x234/067");
  CHECK(log::bundle_path(5, 1) == "tile/entries/005.p/1");
}

TEST_CASE("a tree of 70,000 has the tiles that tlog-tiles names") {
  CHECK(log::width_in_tree(0, 272, 70000) == 256);
  CHECK(log::width_in_tree(0, 273, 70000) == 112);
  CHECK(log::width_in_tree(0, 274, 70000) == 0);
  CHECK(log::width_in_tree(1, 0, 70000) == 256);
  CHECK(log::width_in_tree(1, 1, 70000) == 17);
  CHECK(log::width_in_tree(2, 0, 70000) == 1);
  CHECK(log::width_in_tree(3, 0, 70000) == 0);
  CHECK(log::width_in_tree(0, 1, 256) == 0);
  CHECK(log::width_in_tree(1, 0, 256) == 1);
  CHECK(log::width_in_tree(8, 0, ~std::uint64_t{0}) == 0);
}

TEST_CASE("what is written is what tlog-tiles defines, at sizes around a full tile") {
  for (const std::uint64_t size : {0U, 1U, 2U, 255U, 256U, 257U, 511U, 512U, 700U}) {
    const auto files = tiled(size);
    std::size_t tiles = 0;
    for (unsigned level = 0; level < 3; ++level)
      for (std::uint64_t n = 0; const auto width = log::width_in_tree(level, n, size); ++n, ++tiles)
        CHECK(files.at(log::tile_path(level, n, width)) == defined_tile(level, n, width));
    for (std::uint64_t n = 0; const auto width = log::width_in_tree(0, n, size); ++n, ++tiles) {
      const auto entries = log::parse_bundle(files.at(log::bundle_path(n, width)), width).value();
      for (std::uint64_t i = 0; i < width; ++i) CHECK(entries[i] == entry_at(n * 256 + i));
    }
    CHECK(files.size() == tiles);
  }
}

TEST_CASE("roots, proofs and entries read from tiles are those of the leaves") {
  constexpr std::uint64_t size = 700;
  const auto files = tiled(size);
  auto reader = reader_of(files, size);
  const auto source = source_of(reader);
  for (std::uint64_t n = 0; n <= size; n += n < 20 ? 1 : 37) {
    CHECK(log::root_of(n, source).value() == log::root_of(n, leaf_at));
    CHECK(log::consistency_proof(n, size, source).value() == log::consistency_proof(n, size, leaf_at).value());
    if (n == size) continue;
    CHECK(log::inclusion_proof(n, size, source).value() == log::inclusion_proof(n, size, leaf_at).value());
    CHECK(reader.entry(n).value() == entry_at(n));
  }
  CHECK(reader.entry(size).error().code == ErrorCode::invalid_argument);
}

TEST_CASE("a reader of a smaller tree takes what it needs from the full tile") {
  const auto files = tiled(600);
  auto reader = reader_of(files, 200);
  CHECK(log::root_of(200, source_of(reader)).value() == log::root_of(200, leaf_at));
  CHECK(reader.entry(199).value() == entry_at(199));
}

TEST_CASE("a tree of 70,000 entries is read over three levels") {
  auto files = tiled(70000);
  CHECK(files.size() == 274 + 2 + 1 + 274);
  auto reader = reader_of(files, 70000);
  const auto source = source_of(reader);
  const auto root = log::root_of(70000, source).value();
  CHECK(root == log::root_of(70000, leaf_at));
  const auto proof = log::inclusion_proof(69999, 70000, source).value();
  CHECK(log::verify_inclusion(69999, 70000, leaf_at(69999), proof, root));
}

TEST_CASE("tiles that are missing, cut or changed") {
  auto files = tiled(700);
  const auto root = log::root_of(700, leaf_at);
  SECTION("missing") {
    files.erase("tile/0/002.p/188");
    auto reader = reader_of(files, 700);
    const auto read = log::root_of(700, source_of(reader));
    CHECK(read.error().code == ErrorCode::not_found);
    CHECK(read.error().message == "no tile/0/002.p/188");
  }
  SECTION("cut") {
    files.at("tile/0/002.p/188").pop_back();
    auto reader = reader_of(files, 700);
    CHECK(log::root_of(700, source_of(reader)).error().code == ErrorCode::malformed);
  }
  SECTION("changed: another root") {
    files.at("tile/1/000.p/2")[5] ^= 1U;
    auto reader = reader_of(files, 700);
    CHECK(log::root_of(700, source_of(reader)).value() != root);
  }
  SECTION("a bundle with an entry too few, too many, or cut") {
    auto& bundle = files.at("tile/entries/002.p/188");
    const Bytes good = bundle;
    bundle.pop_back();
    CHECK(reader_of(files, 700).entry(600).error().code == ErrorCode::malformed);
    bundle = good;
    bundle.push_back(0);
    CHECK(reader_of(files, 700).entry(600).error().code == ErrorCode::malformed);
    bundle.push_back(0);
    CHECK(reader_of(files, 700).entry(600).error().code == ErrorCode::malformed);
  }
  SECTION("no subtree of this tree") {
    auto reader = reader_of(files, 700);
    for (const auto& [begin, end] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{{3, 3}, {1, 3}, {0, 701}, {5, 4}})
      CHECK(reader.subtree(begin, end).error().code == ErrorCode::invalid_argument);
  }
}

TEST_CASE("an entry of 65535 bytes has a place in a bundle, a longer one has not") {
  Bytes bundle;
  log::TileWriter writer([&](const std::string& path, BytesView content) -> Status {
    if (path == "tile/entries/000.p/2") bundle.assign(content.begin(), content.end());
    return {};
  });
  const std::string longest(log::max_tiled_entry, 'x');
  CHECK(writer.add(as_bytes(longest)));
  CHECK(writer.add(as_bytes(longest + "x")).error().code == ErrorCode::too_large);
  CHECK(writer.add({}));
  CHECK(writer.finish());
  CHECK(log::parse_bundle(bundle, 2).value() == std::vector<std::string>{longest, ""});
}

TEST_CASE("an error of the place where tiles go ends the writing") {
  log::TileWriter writer([](const std::string&, BytesView) -> Status { return fail(ErrorCode::io, "disk full"); });
  for (int i = 0; i < 255; ++i) CHECK(writer.add({}));
  CHECK(writer.add({}).error().code == ErrorCode::io);
}
