#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "scanner/init.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
namespace fs = std::filesystem;

namespace {

fs::perms mode(const fs::path& path) {
  return fs::status(path).permissions();
}

scanner::NewGate new_gate(const World& world, const std::string& name, std::string_view passphrase = "") {
  return {world.dir.path() / name,
          name,
          "",
          world.dir.path() / "root.pub",
          world.dir.path() / (name + ".request"),
          SecretBytes(to_bytes(as_bytes(passphrase)))};
}

}  // namespace

TEST_CASE("init makes a private directory with an empty log and a request that names its keys") {
  World world;
  const auto gate = world.make_gate("north");
  CHECK(mode(gate.directory()) == fs::perms::owner_all);
  const auto private_file = fs::perms::owner_read | fs::perms::owner_write;
  for (const auto* name : {"name", "root.pub", "gate.pem", "gate-agreement.pem", "log.db"})
    CHECK(mode(gate.directory() / name) == private_file);
  CHECK(entries_of(gate).empty());
  CHECK(world.gates.front().name == "north");
  CHECK(world.gates.front().key == gate.secrets()->signing.public_key());
  CHECK(to_bytes(world.gates.front().agreement_point) == to_bytes(gate.secrets()->agreement->public_point()));
  CHECK(gate.root().key == world.root.public_key());
}

TEST_CASE("init leaves everything as it was when it cannot be whole") {
  World world;
  const auto gate = world.make_gate("north");
  auto again = new_gate(world, "north");
  again.request = world.dir.path() / "again.request";
  const auto refused = scanner::init_gate(again, at(morning));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::already_exists);
  CHECK_FALSE(fs::exists(again.request));

  auto taken = new_gate(world, "south");
  taken.request = world.dir.path() / "north.request";
  CHECK_FALSE(scanner::init_gate(taken, at(morning)));
  CHECK_FALSE(fs::exists(taken.directory));

  auto rootless = new_gate(world, "south");
  rootless.root = world.dir.path() / "north.request";
  CHECK_FALSE(scanner::init_gate(rootless, at(morning)));
  CHECK_FALSE(fs::exists(rootless.directory));
  for (const auto* name : {"", "no rth", "../x", "n\xc3\xb6rd"}) {
    auto bad = new_gate(world, "south");
    bad.name = name;
    const auto result = scanner::init_gate(bad, at(morning));
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::usage);
  }
  for (const auto& item : fs::directory_iterator(world.dir.path()))
    CHECK(item.path().string().find(".new-") == std::string::npos);
}

TEST_CASE("a gate with a passphrase opens with that passphrase only") {
  World world;
  REQUIRE(scanner::init_gate(new_gate(world, "north", "sesame"), at(morning)));
  auto gate = scanner::Gate::open(world.dir.path() / "north");
  REQUIRE(gate);
  CHECK(slurp(gate->directory() / "gate.pem").starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
  CHECK(slurp(gate->directory() / "gate-agreement.pem").starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
  const auto file = world.dir.path() / "pass";
  spill(file, as_bytes("wrong\n"));
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  const auto wrong = gate->open_keys(file);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::decrypt_failed);
  spill(file, as_bytes("sesame\n"));
  CHECK(gate->open_keys(file));
  fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
  const auto shared = gate->open_keys(file);
  REQUIRE_FALSE(shared);
  CHECK(shared.error().code == ErrorCode::not_allowed);
}

TEST_CASE("a gate does not start from files that are damaged or that others can read") {
  World world;
  const auto made = world.make_gate("north");
  const auto directory = made.directory();
  fs::permissions(directory / "gate.pem", fs::perms::others_read, fs::perm_options::add);
  auto gate = scanner::Gate::open(directory);
  REQUIRE(gate);
  const auto keys = gate->open_keys("");
  REQUIRE_FALSE(keys);
  CHECK(keys.error().code == ErrorCode::not_allowed);

  spill(directory / "root.pub", as_bytes("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
  const auto rootless = scanner::Gate::open(directory);
  REQUIRE_FALSE(rootless);
  CHECK(rootless.error().code == ErrorCode::integrity);
  spill(directory / "name", as_bytes("some where"));
  CHECK_FALSE(scanner::Gate::open(directory));
  const auto nowhere = scanner::Gate::open(world.dir.path() / "nowhere");
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().code == ErrorCode::not_found);
}

TEST_CASE("a gate that leads to a zone says so in its first entry") {
  World world;
  const auto gate = world.make_gate("press-door", "press");
  CHECK(gate.zone() == "press");
  const auto entries = entries_of(gate);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].kind == log::Kind::start);
  CHECK(entries[0].detail == "zone press");
}
