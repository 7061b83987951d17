#include <fstream>

#include <catch2/catch.hpp>

#include "common/evidence/log_files.hpp"
#include "tests/unit/store/temp_dir.hpp"

using namespace eb;
namespace fs = std::filesystem;

namespace {

std::string entry_at(std::uint64_t index) {
  return "{\"index\":" + std::to_string(index) + "}";
}
Sha256 leaf_at(std::uint64_t index) {
  return log::leaf_hash(as_bytes(entry_at(index)));
}

struct World {
  TempDir dir;
  crypto::PrivateKey key = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  log::NoteKey note_key{"badge-gate/north", key.public_key()};

  std::string note(std::uint64_t size) const {
    return log::sign_note(log::checkpoint_text({note_key.name, size, log::root_of(size, leaf_at), {}}), note_key.name, key)
        .value();
  }
  fs::path write(const fs::path& path, std::string_view content) const {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path.parent_path();
  }
  fs::path exported(std::uint64_t size) const {
    std::string lines;
    for (std::uint64_t i = 0; i < size; ++i) lines += entry_at(i) + "\n";
    write(dir / "export" / "entries.jsonl", lines);
    return write(dir / "export" / "checkpoints.txt", note(size / 2) + "\n" + note(size) + "\n");
  }
  fs::path tiled(std::uint64_t size) const {
    log::TileWriter writer([&](const std::string& path, BytesView content) -> Status {
      write(dir / "tiles" / path, as_text(content));
      return {};
    });
    for (std::uint64_t i = 0; i < size; ++i) REQUIRE(writer.add(as_bytes(entry_at(i))));
    REQUIRE(writer.finish());
    return write(dir / "tiles" / "checkpoint", note(size));
  }
};

}  // namespace

TEST_CASE("an export and tiles of one log give the same roots, proofs and entries") {
  const World world;
  constexpr std::uint64_t size = 300;
  for (const auto& place : {world.exported(size), world.tiled(size)}) {
    const auto files = evidence::LogFiles::open(place).value();
    CHECK(files.size() == size);
    CHECK(files.notes().back() == world.note(size));
    CHECK(files.root(0).value() == log::empty_root());
    CHECK(files.root(257).value() == log::root_of(257, leaf_at));
    CHECK(files.inclusion(256, 290).value() == log::inclusion_proof(256, 290, leaf_at).value());
    CHECK(files.consistency(200, 290).value() == log::consistency_proof(200, 290, leaf_at).value());
    CHECK(files.entry(299).value() == entry_at(299));
    CHECK(files.root(size + 1).error().code == ErrorCode::invalid_argument);
    CHECK(files.inclusion(size, size).error().code == ErrorCode::invalid_argument);
    CHECK(files.entry(size).error().code == ErrorCode::invalid_argument);
    CHECK(files.entry(~std::uint64_t{0}).error().code == ErrorCode::invalid_argument);
    CHECK(evidence::covering_head(files, files.notes(), world.note_key, 0)->checkpoint.size == size);
    CHECK(evidence::covering_head(files, files.notes(), world.note_key, size).error().code == ErrorCode::not_found);
  }
}

TEST_CASE("an export of more entries than a tile of tiles covers") {
  const World world;
  constexpr std::uint64_t size = 65'536 + 300;
  const auto files = evidence::LogFiles::open(world.exported(size)).value();
  for (const std::uint64_t at : {1ULL, 256ULL, 65'535ULL, 65'536ULL, 65'537ULL, 65'800ULL, 65'836ULL})
    CHECK(files.root(at).value() == log::root_of(at, leaf_at));
  for (const std::uint64_t at : {0ULL, 255ULL, 256ULL, 65'535ULL, 65'536ULL, 65'835ULL}) {
    CHECK(files.entry(at).value() == entry_at(at));
    CHECK(log::verify_inclusion(at, size, leaf_at(at), files.inclusion(at, size).value(), files.root(size).value()));
  }
}

TEST_CASE("what cannot be a log's files is refused") {
  const World world;
  CHECK(evidence::LogFiles::open(world.dir / "nothing").error().code == ErrorCode::not_found);
  world.write(world.exported(3) / "entries.jsonl", entry_at(0) + "\n" + entry_at(1));
  CHECK(evidence::LogFiles::open(world.dir / "export").error().code == ErrorCode::malformed);
  const auto tiles = world.tiled(3);
  world.write(tiles / "checkpoint", world.note(3) + "\n" + world.note(3));
  CHECK(evidence::LogFiles::open(tiles).error().code == ErrorCode::malformed);
  world.write(tiles / "checkpoint", "three\n");
  CHECK(evidence::LogFiles::open(tiles).error().code == ErrorCode::malformed);
}

TEST_CASE("a head is the largest that the key signed and the files reach, and their entries are the signed ones") {
  const World world;
  const auto files = evidence::LogFiles::open(world.exported(8)).value();
  const auto stranger = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  const log::NoteKey other{world.note_key.name, stranger.public_key()};
  CHECK(evidence::covering_head(files, {world.note(4), world.note(8), world.note(9)}, world.note_key, 3)->checkpoint.size ==
        8);
  CHECK(evidence::covering_head(files, {world.note(4)}, world.note_key, 4).error().code == ErrorCode::not_found);
  CHECK(evidence::covering_head(files, files.notes(), other, 0).error().code == ErrorCode::not_found);
  CHECK(evidence::covering_head(files, files.notes(), std::nullopt, 0)->checkpoint.size == 8);
  const auto lie =
      log::sign_note(log::checkpoint_text({world.note_key.name, 8, leaf_at(1), {}}), world.note_key.name, world.key);
  CHECK(evidence::covering_head(files, {*lie}, world.note_key, 0).error().code == ErrorCode::integrity);
}

TEST_CASE("a tile that the head's root does not need proves nothing about a smaller root") {
  const World world;
  const auto tiles = world.tiled(512);
  const auto head = [&] {
    const auto files = evidence::LogFiles::open(tiles).value();
    return evidence::covering_head(files, files.notes(), world.note_key, 0).value();
  }();
  const auto good = evidence::LogFiles::open(tiles).value();
  for (const std::uint64_t size : {0U, 1U, 256U, 300U, 512U})
    CHECK(evidence::proven_root(good, head, size).value() == log::root_of(size, leaf_at));
  CHECK(evidence::proven_root(good, head, 513).error().code == ErrorCode::invalid_argument);

  const auto path = tiles / "tile" / "0" / "001";
  std::string tile(log::max_tile, 'x');
  world.write(path, tile);
  const auto files = evidence::LogFiles::open(tiles).value();
  CHECK(files.root(512).value() == head.checkpoint.root);
  CHECK(files.root(300).value() != log::root_of(300, leaf_at));
  CHECK(evidence::proven_root(files, head, 300).error().code == ErrorCode::integrity);
  CHECK(evidence::proven_root(files, head, 256).value() == log::root_of(256, leaf_at));
}

TEST_CASE("an entry that is not the one of its leaf hash is an integrity error") {
  const World world;
  const auto tiles = world.tiled(3);
  const auto files = evidence::LogFiles::open(tiles).value();
  world.write(tiles / "tile" / "entries" / "000.p" / "3", std::string("\0\1x\0\1y\0\1z", 9));
  CHECK(files.entry(1).error().code == ErrorCode::integrity);
}
