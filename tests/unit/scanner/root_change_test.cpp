// Root changes are kept before they are followed; a damaged log goes out as it lies.
#include <catch2/catch.hpp>

#include "common/os/files.hpp"
#include "common/store/sqlite.hpp"
#include "scanner/root_change.hpp"
#include "scanner/salvage.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const fs::path& directory) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("root changes are kept once each, with the first root") {
  World world;
  auto gate = world.ready_gate("north");
  const auto first_pem = gate.root().key.pem();
  const auto clock = [] { return at(morning); };
  auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
  REQUIRE(log);
  CHECK(scanner::copy_root_changes(gate, world.dir.path()));
  CHECK_FALSE(fs::exists(world.dir.path() / "first-root.pub"));

  const auto second = *crypto::PrivateKey::generate(crypto::Algorithm::eddsa);
  const auto third = *crypto::PrivateKey::generate(crypto::Algorithm::eddsa);
  const auto path = world.dir.path() / "change";
  const auto kept = gate.directory() / "root-changes";
  spill(path, *keys::sign_root_change(second, third.public_key(), to_seconds(at(morning))));
  CHECK_FALSE(scanner::follow_root(gate, *log, path, clock));
  CHECK_FALSE(fs::exists(kept));

  const auto change = *keys::sign_root_change(world.root, second.public_key(), to_seconds(at(morning)));
  spill(path, change);
  // As after a crash: the change was kept and not yet followed.
  fs::create_directory(kept);
  spill(kept / "0001-0123456789abcdef.change", change);
  REQUIRE(scanner::follow_root(gate, *log, path, clock));
  CHECK(files_in(kept) == 1);
  spill(path, *keys::sign_root_change(second, third.public_key(), to_seconds(at(morning))));
  REQUIRE(scanner::follow_root(gate, *log, path, clock));
  CHECK(files_in(kept) == 2);
  CHECK(gate.root().key == third.public_key());
  CHECK(slurp(gate.directory() / "first-root.pub") == first_pem);

  REQUIRE(scanner::export_log(gate, *log, world.dir.path() / "out", {}, at(morning)));
  CHECK(slurp(world.dir.path() / "out" / "first-root.pub") == first_pem);
  CHECK(slurp(world.dir.path() / "out" / "root.pub") == third.public_key().pem());
  CHECK(files_in(world.dir.path() / "out" / "root-changes") == 2);
}

TEST_CASE("what lies in a damaged log is salvaged as it is") {
  World world;
  const auto gate = world.ready_gate("north");
  auto& guest = world.invite("Ada Example", "X1");
  CHECK(Door(gate, morning).scan(guest.text).entry);
  {
    auto database = store::Database::open(gate.directory() / "log.db", store::OpenMode::read_write);
    REQUIRE(database);
    REQUIRE(database->run("UPDATE log_line SET line = 'no entry' WHERE idx = 0"));
  }
  REQUIRE_FALSE(scanner::GateLog::open(gate, scanner::LogKind::real));
  const auto out = world.dir.path() / "out";
  const auto report = scanner::salvage_log(gate, scanner::LogKind::real, out, at(morning));
  REQUIRE(report);
  CHECK(report->entries == 2);
  CHECK(report->warnings.empty());
  CHECK(slurp(out / "entries.jsonl").starts_with("no entry\n{\"gate\":\"north\",\"index\":1,"));
  CHECK(slurp(out / "salvage.txt").find("no whole export") != std::string::npos);
  CHECK(files_in(out / "door-lists") == 1);
  CHECK_FALSE(scanner::salvage_log(gate, scanner::LogKind::real, out, at(morning)));
}
