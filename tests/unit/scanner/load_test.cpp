// Attacks 29 and 32: which door lists a gate takes, and that it keeps the old one when it refuses.
#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view before = "2015-07-24T07:00:00Z";

std::optional<scanner::ListRef> in_force(const scanner::Gate& gate) {
  auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
  REQUIRE(log);
  return log->state().in_force;
}

ErrorCode refusal(World& world, const scanner::Gate& gate, const Bytes& file, std::string_view time = before) {
  const auto old = in_force(gate);
  const auto entries = entries_of(gate).size();
  const auto report = world.load(gate, file, time);
  REQUIRE_FALSE(report);
  CHECK(in_force(gate) == old);
  CHECK(entries_of(gate).size() == entries);
  return report.error().code;
}

fs::path stored(const scanner::Gate& gate) {
  return gate.directory() / "door-lists" / scanner::list_file_name(*in_force(gate));
}

}  // namespace

TEST_CASE("load logs the list by its hash and switches to it") {
  World world;
  world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.make_gate("north");
  const auto file = world.list({.sequence = 3});
  const auto report = world.load(gate, file, before);
  REQUIRE(report);
  CHECK(report->sequence == 3);
  CHECK(report->entries == 1);
  CHECK(report->event == "EUIF-2015");
  CHECK_FALSE(report->was_in_force);
  CHECK(report->warnings.empty());
  const auto entries = entries_of(gate);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].kind == log::Kind::list_load);
  CHECK(entries[0].list == 3);
  CHECK(entries[0].time == at(before));
  CHECK(entries[0].detail == to_hex(crypto::sha256(file).view()));
  CHECK(slurp(stored(gate)) == as_text(file));
  CHECK(stored(gate).filename().string() == "000003-" + entries[0].detail->substr(0, 16) + ".ebdl");
}

TEST_CASE("loading the list in force again changes nothing, and heals a damaged copy") {
  World world;
  const auto gate = world.make_gate("north");
  const auto file = world.list();
  REQUIRE(world.load(gate, file, before));
  const auto again = world.load(gate, file, before);
  REQUIRE(again);
  CHECK(again->was_in_force);
  CHECK(entries_of(gate).size() == 1);

  spill(stored(gate), as_bytes("cut"));
  Door door(gate, morning);
  const auto denied = door.scan("EB1:X");
  CHECK(denied.decision.reason == badge::Reason::no_list);
  CHECK(denied.list == 0);
  CHECK(denied.trouble.find("load it again") != std::string::npos);
  const auto healed = world.load(gate, file, morning);
  REQUIRE(healed);
  CHECK_FALSE(healed->was_in_force);
  CHECK(slurp(stored(gate)) == as_text(file));
  CHECK(door.scan("EB1:X").decision.reason == badge::Reason::malformed);
}

TEST_CASE("an older list, another list of the same number and an older trust list are refused") {
  World world;
  const auto gate = world.make_gate("north");
  const auto old = world.list({.sequence = 1, .trust_sequence = 5});
  REQUIRE(world.load(gate, world.list({.sequence = 2, .trust_sequence = 5}), before));
  CHECK(refusal(world, gate, old) == ErrorCode::rollback);
  CHECK(refusal(world, gate, world.list({.sequence = 2, .trust_sequence = 5})) == ErrorCode::integrity);
  CHECK(refusal(world, gate, world.list({.sequence = 3, .trust_sequence = 4})) == ErrorCode::rollback);
  CHECK(world.load(gate, world.list({.sequence = 3, .trust_sequence = 5}), before));
}

TEST_CASE("a list of another event or below another root is refused") {
  World world;
  const auto gate = world.make_gate("north");
  REQUIRE(world.load(gate, world.list(), before));
  CHECK(refusal(world, gate, world.list({.sequence = 2, .event = "OTHER"})) == ErrorCode::not_allowed);
  const auto other = *crypto::PrivateKey::generate(crypto::Algorithm::eddsa);
  CHECK_FALSE(world.load(gate, world.list({.sequence = 2, .root = &other}), before));
  CHECK(in_force(gate)->sequence == 1);
}

TEST_CASE("a list that is not for this gate is refused") {
  World world;
  const auto gate = world.make_gate("north");
  CHECK(refusal(world, gate, world.list({.with_gates = false})) == ErrorCode::key_unknown);
  CHECK(refusal(world, gate, world.list({.trust_gates = false})) == ErrorCode::key_unknown);
  CHECK(refusal(world, gate, world.list({.revoke_gates = true})) == ErrorCode::key_unfit);
  auto stranger = *crypto::AgreementKey::generate();
  std::copy(stranger.public_point().begin(), stranger.public_point().end(), world.gates[0].agreement_point.begin());
  CHECK(refusal(world, gate, world.list()) == ErrorCode::decrypt_failed);
}

TEST_CASE("a cut, lengthened or changed list is refused and the old one kept") {
  World world;
  world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.ready_gate("north");
  const auto good = world.list({.sequence = 2});
  for (const std::size_t keep : {std::size_t{0}, std::size_t{7}, std::size_t{12}, std::size_t{400}, good.size() - 1})
    static_cast<void>(refusal(world, gate, Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(keep))));
  auto longer = good;
  longer.push_back(0);
  static_cast<void>(refusal(world, gate, longer));
  for (std::size_t i = 0; i < good.size(); i += 97) {
    auto bad = good;
    bad[i] ^= 0x10;
    CHECK_FALSE(world.load(gate, bad, before));
  }
  CHECK(in_force(gate)->sequence == 1);
  CHECK(world.load(gate, good, before));
}

TEST_CASE("an expired list never replaces a valid one, and serves only rehearsals where there is none") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.make_gate("north");
  const auto expired = world.list({.sequence = 2, .valid_until = to_seconds(at("2015-07-24T06:00:00Z"))});
  REQUIRE(world.load(gate, world.list({.sequence = 1}), before));
  CHECK(refusal(world, gate, expired) == ErrorCode::expired);
  // Once the old one is over too, the newer one is taken, with a warning.
  const auto later = "2015-07-25T06:00:00Z";
  const auto report = world.load(gate, expired, later);
  REQUIRE(report);
  REQUIRE(report->warnings.size() == 1);
  CHECK(report->warnings[0].find("only a rehearsal") != std::string::npos);
  Door door(gate, later);
  CHECK(door.scan(anna.text, "X1234567").decision.reason == badge::Reason::list_expired);
}

TEST_CASE("a list from the future is taken with a warning") {
  World world;
  const auto gate = world.make_gate("north");
  const auto report = world.load(gate, world.list(), "2015-07-20T12:00:00Z");
  REQUIRE(report);
  REQUIRE(report->warnings.size() == 1);
  CHECK(report->warnings[0].find("future") != std::string::npos);
}

TEST_CASE("a new root signed by the old one is pinned; lists below the old one end") {
  World world;
  auto gate = world.ready_gate("north");
  const auto next = *crypto::PrivateKey::generate(crypto::Algorithm::eddsa);
  const auto thief = *crypto::PrivateKey::generate(crypto::Algorithm::eddsa);
  const auto path = world.dir.path() / "root-change";
  auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
  REQUIRE(log);
  const auto clock = [] { return at(before); };
  Door running(gate, morning);
  CHECK(running.scan("EB1:X").decision.reason == badge::Reason::malformed);
  spill(path, *keys::sign_root_change(thief, next.public_key(), to_seconds(at(before))));
  CHECK_FALSE(scanner::change_root(gate, *log, path, clock));
  CHECK(gate.root().key == world.root.public_key());
  spill(path, *keys::sign_root_change(world.root, next.public_key(), to_seconds(at(before))));
  auto log2 = scanner::GateLog::open(gate, scanner::LogKind::real);
  REQUIRE(scanner::change_root(gate, *log2, path, clock));
  CHECK(gate.root().key == next.public_key());

  auto reopened = scanner::Gate::open(gate.directory());
  REQUIRE(reopened);
  REQUIRE(reopened->open_keys(""));
  CHECK(reopened->root().key == next.public_key());
  CHECK(entries_of(*reopened).back().detail == "root " + to_hex(crypto::sha256(next.public_key().spki()).view()));
  CHECK(Door(*reopened, morning).scan("EB1:X").decision.reason == badge::Reason::no_list);
  CHECK_FALSE(world.load(*reopened, world.list({.sequence = 2}), before));
  CHECK(world.load(*reopened, world.list({.sequence = 2, .root = &next}), before));
  CHECK(Door(*reopened, morning).scan("EB1:X").decision.reason == badge::Reason::malformed);
  // A reader that was running all the while follows the new root too.
  CHECK(running.scan("EB1:X").decision.reason == badge::Reason::malformed);
}
