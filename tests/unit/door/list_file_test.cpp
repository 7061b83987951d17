#include "common/door/list_file.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include <unistd.h>

#include "common/os/files.hpp"

#include "tests/unit/door/world.hpp"

namespace {

using namespace eb;
using world::World;

ErrorCode refusal(const Bytes& file, const keys::RootAnchor& root) {
  const auto opened = door::open_list_file(file, root);
  REQUIRE_FALSE(opened);
  return opened.error().code;
}

std::size_t manifest_size(const Bytes& file) {
  return std::size_t{file[8]} << 24 | std::size_t{file[9]} << 16 | std::size_t{file[10]} << 8 | file[11];
}

// A file around any manifest and body, signed by the right list key.
Bytes signed_file(const World& world, const badge::Manifest& manifest, const Bytes& body) {
  const Bytes cose = world::must(badge::sign_manifest(world.list_key, manifest, world.trust_list));
  Bytes file = to_bytes(as_bytes("EBDLIST1"));
  for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<std::uint8_t>(cose.size() >> shift));
  file.insert(file.end(), cose.begin(), cose.end());
  file.insert(file.end(), body.begin(), body.end());
  return file;
}

TEST_CASE("a door list opens as it was made") {
  World world;
  const Bytes file = world.list(world.rows(), 7);
  auto opened = door::open_list_file(file, world.anchor());
  INFO((opened ? std::string() : opened.error().message));
  REQUIRE(opened);
  CHECK(opened->file_hash == crypto::sha256(file));
  CHECK(opened->manifest.event == "EUIF-2015");
  CHECK(opened->manifest.sequence == 7);
  CHECK(opened->manifest.entry_count == world.delegates.size());
  CHECK(opened->trust.keys.size() == 3);
  CHECK(opened->keys.all().size() == 3);
  for (const auto& delegate : world.delegates) {
    const auto row = opened->body.find(badge::list_lookup(delegate.claims.secret));
    REQUIRE(row);
    CHECK(*row);
  }
}

TEST_CASE("a damaged prefix is refused before anything is read") {
  World world;
  const Bytes good = world.list(world.rows());
  Bytes file = good;
  ErrorCode expected = ErrorCode::malformed;
  SECTION("nothing") {
    file.clear();
  }
  SECTION("eleven bytes") {
    file.resize(11);
  }
  SECTION("another magic") {
    file[7] = '2';
  }
  SECTION("cut inside the manifest") {
    file.resize(manifest_size(good) / 2);
  }
  SECTION("a manifest of no bytes") {
    std::fill(file.begin() + 8, file.begin() + 12, std::uint8_t{0});
  }
  SECTION("a manifest longer than the file") {
    file[9] = 0x30;
  }
  SECTION("a manifest longer than any") {
    file[8] = 0xff;
    expected = ErrorCode::too_large;
  }
  CHECK(refusal(file, world.anchor()) == expected);
}

TEST_CASE("every changed byte of the manifest is refused") {
  World world;
  const Bytes good = world.list(world.rows());
  for (std::size_t i = 8; i < 12 + manifest_size(good); ++i) {
    Bytes file = good;
    file[i] ^= static_cast<std::uint8_t>(1U << (i % 8));
    CAPTURE(i);
    CHECK_FALSE(door::open_list_file(file, world.anchor()));
  }
}

TEST_CASE("every change of the body is an integrity error") {
  World world;
  const Bytes good = world.list(world.rows());
  const std::size_t body = 12 + manifest_size(good);
  for (std::size_t i = body; i < good.size(); i += 509) {
    Bytes file = good;
    file[i] ^= 0x20;
    CAPTURE(i);
    CHECK(refusal(file, world.anchor()) == ErrorCode::integrity);
  }
  Bytes longer = good, shorter = good, none(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(body));
  longer.push_back(0);
  shorter.pop_back();
  CHECK(refusal(longer, world.anchor()) == ErrorCode::integrity);
  CHECK(refusal(shorter, world.anchor()) == ErrorCode::integrity);
  CHECK(refusal(none, world.anchor()) == ErrorCode::integrity);
}

TEST_CASE("a list that claims to be older than its own trust list is refused") {
  World world;
  auto manifest = world.manifest();
  manifest.issued_at = world.trust().issued_at;
  CHECK(door::open_list_file(world::must(door::build_list_file(manifest, world.rows(), world.list_key, world.trust_list)),
                             world.anchor()));
  manifest.issued_at -= std::chrono::seconds(1);
  // Its list key was valid at that time, too: only the order of the two dates tells.
  auto trust = world.trust();
  for (auto& key : trust.keys) key.valid_from -= std::chrono::hours(1);
  world.trust_list = world::must(keys::sign_trust_list(world.root, trust));
  const Bytes file = world::must(door::build_list_file(manifest, world.rows(), world.list_key, world.trust_list));
  CHECK(refusal(file, world.anchor()) == ErrorCode::key_unfit);
}

TEST_CASE("no more of a file is read than its manifest signs for") {
  World world;
  const auto path = std::filesystem::temp_directory_path() / ("badge-list-" + std::to_string(::getpid()));
  const auto refused = [&] {
    const auto read = door::read_list_file(path, world.anchor());
    REQUIRE_FALSE(read);
    return read.error().code;
  };
  const Bytes good = world.list(world.rows());
  REQUIRE(os::write_file(path, good, os::Access::owner_only));
  CHECK(door::read_list_file(path, world.anchor()).value() == good);
  std::filesystem::resize_file(path, door::max_list_file + 1);  // sparse: reading it would take seconds and memory
  CHECK(refused() == ErrorCode::integrity);
  std::filesystem::resize_file(path, good.size() - 1);
  CHECK(refused() == ErrorCode::integrity);
  std::filesystem::resize_file(path, 5);
  CHECK(refused() == ErrorCode::malformed);
  std::filesystem::remove(path);
  CHECK(refused() == ErrorCode::not_found);
}

TEST_CASE("a manifest does not fit another list's body") {
  World world;
  const Bytes first = world.list(world.rows(), 1);
  auto fewer = world.rows();
  fewer.pop_back();
  const Bytes second = world.list(std::move(fewer), 2);
  Bytes mixed(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(12 + manifest_size(first)));
  mixed.insert(mixed.end(), second.begin() + static_cast<std::ptrdiff_t>(12 + manifest_size(second)), second.end());
  CHECK(refusal(mixed, world.anchor()) == ErrorCode::integrity);
}

TEST_CASE("a list that the pinned root does not vouch for is refused") {
  World world, other;
  const Bytes file = world.list(world.rows());
  const ErrorCode code = refusal(file, other.anchor());
  CHECK((code == ErrorCode::key_unknown || code == ErrorCode::signature_invalid));
  // A trust list of the right root around a list key that is not in it.
  const Bytes foreign = world::must(door::build_list_file(world.manifest(), world.rows(), other.list_key, world.trust_list));
  CHECK(refusal(foreign, world.anchor()) == ErrorCode::key_unknown);
  // A badge key may not sign lists.
  const Bytes misused =
      world::must(door::build_list_file(world.manifest(), world.rows(), world.badge_key, world.trust_list));
  CHECK(refusal(misused, world.anchor()) == ErrorCode::key_unknown);
}

TEST_CASE("what is rightly signed and still no list is malformed") {
  World world;
  const Bytes body = world::must(store::build_list_body(world.rows()));
  badge::Manifest manifest = world.manifest();
  const auto sign = [&](const Bytes& of, std::uint64_t count) {
    manifest.body_size = of.size();
    manifest.body_hash = crypto::sha256(of);
    manifest.entry_count = count;
    return signed_file(world, manifest, of);
  };
  REQUIRE(door::open_list_file(sign(body, 5), world.anchor()));
  CHECK(refusal(sign(body, 4), world.anchor()) == ErrorCode::malformed);
  CHECK(refusal(sign(Bytes(4096, 'x'), 0), world.anchor()) == ErrorCode::malformed);
}

TEST_CASE("rows that cannot be in one list make no list") {
  World world;
  auto rows = world.rows();
  rows.push_back(rows.front());
  const auto made = door::build_list_file(world.manifest(), std::move(rows), world.list_key, world.trust_list);
  REQUIRE_FALSE(made);
  CHECK(made.error().code == ErrorCode::already_exists);
}

}  // namespace
