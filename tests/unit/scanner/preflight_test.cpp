// The points of the pre-flight check that ask the machine; log_test.cpp has those that ask the log and the list.
#include <algorithm>

#include <catch2/catch.hpp>

#include "scanner/guards.hpp"
#include "scanner/preflight.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
namespace fs = std::filesystem;

namespace {

struct Machine {
  World world;
  scanner::Gate gate = world.ready_gate("north");
  fs::path devices = world.dir.path() / "dev";
  Machine() { fs::create_directory(devices); }

  scanner::PreflightCheck point(const std::string& name, bool camera = false) const {
    const auto checks = scanner::preflight(gate, {at(morning), std::nullopt, camera, devices});
    REQUIRE(checks);
    const auto found = std::find_if(checks->begin(), checks->end(), [&](const auto& check) { return check.name == name; });
    REQUIRE(found != checks->end());
    CHECK(found->passed == found->todo.empty());
    CHECK(scanner::all_passed(*checks) == found->passed);
    return *found;
  }
};

SecretBytes pin() {
  return SecretBytes(to_bytes(as_bytes("482915")));
}

}  // namespace

TEST_CASE("the pre-flight check looks for a camera, and demands one only where it is said") {
  const Machine machine;
  const auto none = [&] {
    CHECK(machine.point("camera").why == "no camera seen: this gate reads with a hand-held reader or by typing");
    CHECK(machine.point("camera").passed);
    CHECK(machine.point("camera", true).why == "no camera seen");
    CHECK_FALSE(machine.point("camera", true).passed);
  };
  none();
  spill(machine.devices / "video0", as_bytes("a file"));
  fs::create_directory(machine.devices / "video1");
  fs::create_symlink(machine.devices / "nothing", machine.devices / "video2");
  fs::create_symlink("/dev/null", machine.devices / "videox");
  none();
  fs::create_symlink("/dev/null", machine.devices / "video10");
  CHECK(machine.point("camera", true).why == "camera " + (machine.devices / "video10").string() + " is there");
  fs::create_symlink("/dev/null", machine.devices / "video3");
  CHECK(machine.point("camera", true).passed);
  CHECK(machine.point("camera").why == "camera " + (machine.devices / "video3").string() + " is there");
}

TEST_CASE("the pre-flight check says who can sign in") {
  const Machine machine;
  const auto directory = machine.gate.directory();
  CHECK(machine.point("guards").why == "nobody is set up: the door page asks for no sign-in, and has no override");
  CHECK(machine.point("guards").passed);
  REQUIRE(scanner::add_guard(directory, {"jan", scanner::GuardRole::guard}, pin()));
  CHECK(machine.point("guards").why == "1 guard, 0 supervisors can sign in; nobody can override");
  REQUIRE(scanner::add_guard(directory, {"mia", scanner::GuardRole::supervisor}, pin()));
  REQUIRE(scanner::add_guard(directory, {"joe", scanner::GuardRole::guard}, pin()));
  CHECK(machine.point("guards").why == "2 guards, 1 supervisor can sign in");
  CHECK(machine.point("guards").passed);
  fs::permissions(directory / scanner::file::guards, fs::perms::others_read, fs::perm_options::add);
  CHECK_FALSE(machine.point("guards").passed);
  spill(directory / scanner::file::guards, as_bytes("{}"));
  fs::permissions(directory / scanner::file::guards, fs::perms::owner_read | fs::perms::owner_write);
  CHECK(machine.point("guards").why.find("is damaged") != std::string::npos);
  CHECK_FALSE(machine.point("guards").passed);
}
