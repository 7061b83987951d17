// The end of retention at a gate.
#include "scanner/purge.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view day = "2015-07-24T12:00:00Z";
constexpr std::string_view later = "2015-09-01T12:00:00Z";

Result<scanner::PurgeReport> purge(const scanner::Gate& gate, std::string_view time, bool early = false) {
  auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
  REQUIRE(log);
  return scanner::purge_gate(
      gate, *log, [&] { return at(time); }, early);
}

}  // namespace

TEST_CASE("a purge destroys the door lists and the key that opens them, and the log stays") {
  World world;
  world.invite("Anna Schmidt", "X1234567");
  auto gate = world.ready_gate("north");
  const auto copy = world.list({.sequence = 2});
  const auto before = entries_of(gate).size();
  CHECK(purge(gate, day).error().code == ErrorCode::not_allowed);
  CHECK(entries_of(gate).size() == before);

  const auto done = purge(gate, later);
  REQUIRE(done);
  CHECK(done->files == 2);
  CHECK(fs::is_empty(gate.directory() / "door-lists"));
  CHECK_FALSE(fs::exists(gate.directory() / "gate-agreement.pem"));
  const auto entries = entries_of(gate);
  REQUIRE(entries.size() == before + 1);
  CHECK(entries.back().kind == log::Kind::stop);
  CHECK(entries.back().detail == scanner::purge_detail);

  auto again = scanner::Gate::open(gate.directory());
  REQUIRE(again);
  REQUIRE(again->open_keys(""));
  CHECK(world.load(*again, copy, later).error().code == ErrorCode::key_unfit);
  const auto twice = purge(*again, later);
  REQUIRE(twice);
  CHECK(twice->before);
  CHECK(entries_of(*again).size() == entries.size());
}

TEST_CASE("a purge that was killed goes on, also over a key that was overwritten and not removed") {
  World world;
  auto gate = world.ready_gate("north");
  REQUIRE(purge(gate, day, true));
  spill(gate.directory() / "gate-agreement.pem", Bytes(240, 0));
  spill(gate.directory() / "door-lists" / ".000001.ebdl.abcdef", as_bytes("cut"));
  auto again = scanner::Gate::open(gate.directory());
  REQUIRE(again);
  fs::permissions(gate.directory() / "gate-agreement.pem", fs::perms::owner_read | fs::perms::owner_write);
  REQUIRE(again->open_keys(""));
  const auto entries = entries_of(*again).size();
  const auto done = purge(*again, day);
  REQUIRE(done);
  CHECK(done->files == 2);
  CHECK(fs::is_empty(gate.directory() / "door-lists"));
  CHECK(entries_of(*again).size() == entries);
}
