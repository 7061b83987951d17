// Entries of several gates in order of time: the merge, who is inside, and what no gate can see alone.
#include <catch2/catch.hpp>

#include "audit/across.hpp"
#include "audit/inside_book.hpp"
#include "audit/present.hpp"
#include "tests/unit/audit/gate_log.hpp"

using namespace eb;
using namespace test;
using audit::AcrossKind;
using badge::Reason;
using log::Kind;

namespace {

std::vector<std::pair<std::size_t, std::uint64_t>> order(const std::vector<std::filesystem::path>& directories,
                                                         std::optional<Millis> until = {}) {
  std::vector<std::pair<std::size_t, std::uint64_t>> out;
  REQUIRE(audit::for_each_by_time(directories, until, [&](const audit::TimedEntry& timed) -> Status {
    out.emplace_back(timed.gate, timed.entry.index);
    return {};
  }));
  return out;
}

audit::PresentReport present(const audit::GateSet& set, std::int64_t at) {
  return audit::list_present(set, second(at), nullptr);
}

std::vector<AcrossKind> kinds(const audit::GateSet& set) {
  const auto report = audit::search_across(set, std::chrono::seconds{60});
  REQUIRE(report);
  std::vector<AcrossKind> out;
  for (const auto& finding : report->findings) out.push_back(finding.kind);
  CHECK(out.size() == report->found);
  return out;
}

}  // namespace

TEST_CASE("entries come by time, at one time by gate, and each log in its own order") {
  TempDir dir;
  GateLog north(dir / "north", "north"), south(dir / "south", "south"), none(dir / "none", "none");
  north.admit(10, 1);
  north.admit(30, 2);
  north.admit(20, 3);  // no gate writes this: it stays where it stands
  north.admit(40, 4);
  south.admit(5, 5);
  south.admit(30, 6);
  south.admit(50, 7);
  using Order = std::vector<std::pair<std::size_t, std::uint64_t>>;
  const std::vector<std::filesystem::path> all{north.directory(), south.directory(), none.directory()};
  CHECK(order(all) == Order{{1, 0}, {0, 0}, {0, 1}, {0, 2}, {1, 1}, {0, 3}, {1, 2}});
  CHECK(order(all, second(30)) == Order{{1, 0}, {0, 0}, {0, 1}, {0, 2}, {1, 1}});
  CHECK(order(all, second(4)).empty());
}

TEST_CASE("a line that is no entry and an entry of a rehearsal are passed over, counted, and change nothing") {
  TempDir dir;
  GateLog north(dir / "north", "north");
  north.admit(10, 1);
  north.raw("{\"gate\":\"north\"");
  log::Entry rehearsed;
  rehearsed.gate = "north";
  rehearsed.rehearsal = true;
  rehearsed.kind = Kind::start;
  north.raw(log::entry_line(rehearsed));
  north.admit(20, 2);
  const auto set = gate_set({}, north);
  const auto& survey = set.gates.front().survey;
  CHECK(survey.entries == 2);
  CHECK(survey.unreadable == 1);
  CHECK(survey.rehearsed == 1);
  CHECK(present(set, 60).people.size() == 2);
}

TEST_CASE("inside is inside whatever the gate, and out by any gate is out") {
  TempDir dir;
  GateLog north(dir / "north", "north"), south(dir / "south", "south");
  north.admit(10, 1);
  north.admit(20, 2);
  south.admit(30, 3);
  south.way_out(40, 2);  // came in by north, which south does not know
  north.leave(50, 1);
  south.way_out(60, 9);  // never came in
  const auto count = [&](std::int64_t at) {
    const auto report = present(gate_set(second(at), north, south), at);
    return std::pair(report.people.size(), report.left_elsewhere);
  };
  CHECK(count(9) == std::pair<std::size_t, std::uint64_t>(0, 0));
  CHECK(count(30) == std::pair<std::size_t, std::uint64_t>(3, 0));
  CHECK(count(40) == std::pair<std::size_t, std::uint64_t>(2, 1));
  CHECK(count(60) == std::pair<std::size_t, std::uint64_t>(1, 1));
}

TEST_CASE("an undo is of an entry of its own gate, and counts from its own time on") {
  TempDir dir;
  GateLog north(dir / "north", "north"), south(dir / "south", "south");
  const auto mistake = north.admit(10, 1);
  south.admit(11, 2);  // has the same index as the mistake
  const auto undo = north.undo(20, mistake);
  north.undo(30, undo);
  const auto inside = [&](std::int64_t at) {
    std::vector<std::string> out;
    for (const auto& person : present(gate_set(second(at), north, south), at).people) out.push_back(person.gate);
    return out;
  };
  CHECK(inside(15) == std::vector<std::string>{"north", "south"});
  CHECK(inside(25) == std::vector<std::string>{"south"});
  CHECK(inside(35) == std::vector<std::string>{"north", "south"});
  CHECK(present(gate_set(second(15), north, south), 15).remarks.size() == 1);
}

TEST_CASE("an undone exit leaves the person inside") {
  TempDir dir;
  GateLog north(dir / "north", "north");
  north.admit(10, 1);
  north.undo(30, north.leave(20, 1));
  CHECK(present(gate_set(second(25), north), 25).people.empty());
  CHECK(present(gate_set(second(35), north), 35).people.size() == 1);
}

TEST_CASE("a gate of which nothing is known at the time asked for is named") {
  TempDir dir;
  GateLog north(dir / "north", "north"), south(dir / "south", "south"), none(dir / "none", "none");
  north.admit(10, 1);
  north.add(100, Kind::start);
  south.admit(20, 2);
  const auto report = present(gate_set(second(100), north, south, none), 100);
  REQUIRE(report.warnings.size() == 2);
  CHECK(report.warnings[0] == "gate south is known only until 2015-07-24 06:00:20");
  CHECK(report.warnings[1].find("its export has no entry") != std::string::npos);
  CHECK(report.people.size() == 2);
}

TEST_CASE("one badge at two gates: twice in, too fast, and out before in") {
  TempDir dir;
  GateLog north(dir / "north", "north"), south(dir / "south", "south");
  north.admit(10, 1);
  south.admit(40, 1);  // twice, and within 30 s
  north.admit(100, 2);
  south.admit(160, 2);  // twice, a minute apart
  south.way_out(200, 3);
  north.admit(300, 3);  // out before in
  north.admit(400, 4);
  north.leave(500, 4);
  south.admit(600, 4);  // nothing: was out
  north.admit(700, 5);
  south.way_out(800, 5);
  south.admit(900, 5);  // nothing: was out, by the other gate
  const auto undone = north.admit(1000, 6);
  north.undo(1010, undone);
  south.admit(1020, 6);  // not twice: the first was taken back. But the badge was there, 20 s before
  north.admit(1100, 7);
  north.add(1110, Kind::override_, Reason::admitted, 7, 0);  // the same gate
  CHECK(kinds(gate_set({}, north, south)) == std::vector<AcrossKind>{AcrossKind::too_fast, AcrossKind::admitted_twice,
                                                                     AcrossKind::admitted_twice,
                                                                     AcrossKind::exit_before_entry, AcrossKind::too_fast});
}

TEST_CASE("an override that admits a badge which is inside by another gate names the supervisor") {
  TempDir dir;
  GateLog north(dir / "north", "north"), south(dir / "south", "south");
  north.admit(10, 1);
  const auto asked = south.add(500, Kind::scan, Reason::id_mismatch, 1);
  south.add(510, Kind::override_, Reason::admitted, 1, asked);
  const auto set = gate_set({}, north, south);
  const auto report = audit::search_across(set, std::chrono::seconds{60});
  REQUIRE(report);
  REQUIRE(report->found == 1);
  const auto& finding = report->findings.front();
  CHECK(finding.kind == AcrossKind::admitted_twice);
  CHECK(finding.overridden == "m.dubois");
  CHECK((finding.first.gate == 0 && finding.first.entry == 0 && finding.second.gate == 1 && finding.second.entry == 1));
}

TEST_CASE(
    "how far a gate's clock was ahead at most follows from the list it loaded; where a list lets all in again, twice is "
    "nothing") {
  TempDir dir;
  GateLog north(dir / "north", "north"), south(dir / "south", "south");
  const std::string hash(64, 'a');
  const auto load = [&](GateLog& gate, std::int64_t at) {
    log::Entry entry;
    entry.gate = gate.directory().filename();
    entry.time = second(at);
    entry.kind = Kind::list_load;
    entry.list = 3;
    entry.detail = hash;
    gate.raw(log::entry_line(entry));
  };
  load(north, 95);
  load(south, 40);
  north.admit(200, 1);
  south.admit(500, 1);
  auto set = gate_set({}, north, south);
  audit::ListFacts list;
  list.sequence = 3;
  list.issued_at = to_seconds(second(60));
  list.policy.reentry = badge::Reentry::free;
  for (auto& gate : set.gates) gate.lists.emplace(hash, list);
  const auto report = audit::search_across(set, std::chrono::seconds{60});
  REQUIRE(report);
  CHECK(report->found == 0);
  CHECK(report->reentry_free);
  REQUIRE(report->clocks.size() == 2);
  CHECK(report->clocks[0].most == std::chrono::seconds{35});
  CHECK(report->clocks[1].most == std::chrono::seconds{-20});
  CHECK(audit::sentence(report->clocks[1], set).find("behind the office's by at least 20 s") != std::string::npos);
}
