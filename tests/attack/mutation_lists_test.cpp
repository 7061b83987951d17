// Ten thousand changes each of a trust list, of a door list's manifest and of a door list file: none is accepted.
#include <catch2/catch.hpp>

#include "common/badge/door_list.hpp"
#include "common/door/list_file.hpp"
#include "keys/trust_list.hpp"
#include "tests/unit/door/world.hpp"

using namespace eb;

namespace {

constexpr int how_many = 10000;

// One change of one kind: bit, byte, run of bytes, cut, insertion, removal, two stretches swapped. May leave the bytes as they
// were; the caller asks for another then. `front`: changes begin there at the latest.
Bytes changed(const Bytes& good, std::size_t front, std::mt19937& random) {
  const auto below = [&random](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  const auto byte = [&random] { return static_cast<std::uint8_t>(random()); };
  Bytes bad = good;
  const std::size_t at = below(front);
  const auto here = bad.begin() + static_cast<std::ptrdiff_t>(at);
  const std::size_t length = 1 + below(std::min<std::size_t>(64, bad.size() - at));
  const auto there = here + static_cast<std::ptrdiff_t>(length);
  switch (random() % 7) {
    case 0: bad[at] = static_cast<std::uint8_t>(bad[at] ^ 1U << below(8)); break;
    case 1: bad[at] = byte(); break;
    case 2: std::generate(here, there, byte); break;
    case 3: bad.resize(at); break;
    case 4: bad.insert(here, length, byte()); break;
    case 5: bad.erase(here, there); break;
    default: std::rotate(here, here + static_cast<std::ptrdiff_t>(length / 2), there); break;
  }
  return bad;
}

// The refusals by error code, so that a test can see that more than the outermost check was reached.
template <class Accepts>
std::size_t refuse_all(const Bytes& good, std::size_t front, Accepts&& accepts) {
  std::mt19937 random(20150724);
  std::array<bool, 32> seen{};
  for (int i = 0; i < how_many;) {
    const Bytes bad = changed(good, front, random);
    if (bad == good) continue;
    ++i;
    const auto result = accepts(bad);
    if (result) FAIL("accepted: change " << i);
    seen.at(static_cast<std::size_t>(result.error().code)) = true;
  }
  return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

}  // namespace

TEST_CASE("mutation: no changed trust list is accepted") {
  const world::World world;
  REQUIRE(keys::verify_trust_list(world.trust_list, world.anchor()));
  const auto accepts = [&](const Bytes& bad) { return keys::verify_trust_list(bad, world.anchor()); };
  CHECK(refuse_all(world.trust_list, world.trust_list.size(), accepts) > 1);
}

TEST_CASE("mutation: no changed manifest is accepted") {
  world::World world;
  const codec::KeySet keys(world.trust().keys);
  auto manifest = world.manifest();
  const Bytes good = badge::sign_manifest(world.list_key, manifest, world.trust_list).value();
  REQUIRE(badge::verify_manifest(good, keys));
  const auto accepts = [&](const Bytes& bad) { return badge::verify_manifest(bad, keys); };
  CHECK(refuse_all(good, good.size(), accepts) > 1);
}

TEST_CASE("mutation: no changed door list file is accepted") {
  world::World world;
  const Bytes good = world.list(world.rows());
  REQUIRE(door::open_list_file(good, world.anchor()));
  const auto accepts = [&](const Bytes& bad) { return door::open_list_file(bad, world.anchor()); };
  SECTION("in its prefix and manifest") {
    CHECK(refuse_all(good, 2000, accepts) > 2);
  }
  SECTION("anywhere") {
    CHECK(refuse_all(good, good.size(), accepts) > 1);
  }
  SECTION("one byte more") {
    Bytes longer = good;
    longer.push_back(0);
    CHECK_FALSE(door::open_list_file(longer, world.anchor()));
  }
}
