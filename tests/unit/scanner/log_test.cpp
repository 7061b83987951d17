// The log around a scan: nothing is admitted without an entry, rehearsals stay apart, checkpoints are kept.
#include <catch2/catch.hpp>

#include <csignal>
#include <sstream>

#include <sys/resource.h>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/log/tiles.hpp"
#include "scanner/export.hpp"
#include "scanner/preflight.hpp"
#include "scanner/report.hpp"
#include "scanner/tiles.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
using badge::Reason;
namespace fs = std::filesystem;

namespace {

// The wall of a gate's log: what SQLite keeps beside it belongs to it.
void remove_log(const scanner::Gate& gate) {
  for (const auto* end : {"", "-wal", "-shm"}) fs::remove(gate.directory() / (std::string("log.db") + end));
}

// While it lives this process can write to no file, as on a full disk.
class FullDisk {
 public:
  FullDisk() : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    REQUIRE(getrlimit(RLIMIT_FSIZE, &old_) == 0);
    const rlimit none{0, old_.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &none) == 0);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  void (*old_handler_)(int);
  rlimit old_{};
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

}  // namespace

TEST_CASE("without its log the gate denies with log_unavailable and never starts another one") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.ready_gate("north");
  const auto check_denied = [&](const char* what) {
    INFO(what);
    const auto result = Door(gate, morning).scan(anna.text, "X1234567");
    CHECK(result.decision.reason == Reason::log_unavailable);
    CHECK(result.decision.verdict == badge::Verdict::deny);
    CHECK_FALSE(result.entry);
    CHECK_FALSE(result.name);
    CHECK_FALSE(result.trouble.empty());
  };
  const auto good = slurp(gate.directory() / "log.db");
  auto changed = good;
  const auto hit = changed.find("\"kind\":\"list-load\"");
  REQUIRE(hit != std::string::npos);
  SECTION("gone") {
    remove_log(gate);
    check_denied("gone");
    CHECK_FALSE(fs::exists(gate.directory() / "log.db"));
  }
  SECTION("not a database") {
    remove_log(gate);
    spill(gate.directory() / "log.db", as_bytes("nothing"));
    check_denied("not a database");
  }
  SECTION("an entry changed below a checkpoint") {
    auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
    REQUIRE(log);
    REQUIRE(log->checkpoint(gate, at(morning)));
    log = scanner::GateLog::open(gate, scanner::LogKind::real);
    auto update = log->lines().database().prepare("UPDATE log_line SET line = replace(line, '\"list\":1', '\"list\":2')");
    REQUIRE(update);
    REQUIRE(update->run());
    check_denied("changed");
  }
  SECTION("an entry that is none") {
    auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
    REQUIRE(log->lines().database().run("INSERT INTO log_line(idx, line) VALUES(1, '{}')"));
    check_denied("no entry");
  }
  SECTION("the log of another gate") {
    const auto south = world.make_gate("south");
    REQUIRE(world.load(south, world.list({.sequence = 2}), morning));
    remove_log(gate);
    fs::copy_file(south.directory() / "log.db", gate.directory() / "log.db");
    check_denied("another gate's");
  }
}

TEST_CASE("a log that cannot be written admits nobody, and the gate goes on when it can be again") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.ready_gate("north");
  Door door(gate, morning);
  CHECK(door.scan(anna.text).decision.reason == Reason::id_required);
  {
    const FullDisk full;
    const auto denied = door.scan(anna.text, "X1234567");
    CHECK(denied.decision.reason == Reason::log_unavailable);
    CHECK_FALSE(denied.entry);
    CHECK_FALSE(denied.trouble.empty());
  }
  CHECK(door.scan(anna.text, "X1234567").decision.reason == Reason::admitted);
  CHECK(door.entries().size() == 3);  // list-load, the question, the admission
}

TEST_CASE("a foreign code leaves no trace of its content, a badge leaves its hash") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  Door door(world.ready_gate("north"), morning);
  door.scan("M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100");
  door.scan(anna.text);
  const auto entries = door.entries();
  REQUIRE(entries.size() == 3);
  CHECK_FALSE(entries[1].text_hash);
  CHECK(entries[2].text_hash == crypto::sha256(as_bytes(anna.text)));
  CHECK(slurp(door.gate.directory() / "log.db").find("DESMARAIS") == std::string::npos);
}

TEST_CASE("a rehearsal has its own log and leaves the real one as it was") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.ready_gate("north");
  const auto real_time = at("2026-01-01T00:00:00Z");  // the list is long over
  scanner::Scanner scanner(
      gate, [&] { return real_time; }, at(morning));
  scanner::ScanRequest request;
  request.text = anna.text;
  request.presented.text = "X1234567";
  const auto first = scanner.scan(request);
  CHECK(first.decision.reason == Reason::admitted);
  CHECK(first.rehearsal);
  CHECK(first.time == at(morning));
  CHECK(scanner.scan(request).decision.reason == Reason::already_inside);
  REQUIRE(scanner.checkpoint(false));
  CHECK(entries_of(gate).size() == 1);
  const auto entries = entries_of(gate, scanner::LogKind::rehearsal);
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].kind == log::Kind::list_load);
  for (const auto& entry : entries) CHECK(entry.rehearsal);
  CHECK(Door(gate, morning).scan(anna.text, "X1234567").decision.reason == Reason::admitted);

  auto log = scanner::GateLog::open(gate, scanner::LogKind::rehearsal);
  const auto note = log->checkpoint(gate, real_time);
  REQUIRE(note);
  CHECK(note->starts_with("badge-gate/north/rehearsal\n3\n"));
}

TEST_CASE("checkpoints are signed by the gate and made when a minute has passed") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  Door door(world.ready_gate("north"), morning);
  const auto size = [&] {
    auto log = scanner::GateLog::open(door.gate, scanner::LogKind::real);
    return *log->lines().last_checkpoint_size();
  };
  door.scan(anna.text);
  REQUIRE(door.scanner.checkpoint(true));
  CHECK(size() == 2);  // the first one is due at once
  *door.clock += std::chrono::seconds{59};
  door.scan(anna.text);
  REQUIRE(door.scanner.checkpoint(true));
  CHECK(size() == 2);
  *door.clock += std::chrono::seconds{1};
  REQUIRE(door.scanner.checkpoint(true));
  CHECK(size() == 3);
  REQUIRE(door.scanner.checkpoint(true));
  auto log = scanner::GateLog::open(door.gate, scanner::LogKind::real);
  CHECK(log->lines().checkpoints()->size() == 2);
  const auto note = log::open_note(**log->lines().last_checkpoint(), {door.gate.note_key(false)});
  REQUIRE(note);
  const auto checkpoint = log::parse_checkpoint(note->text);
  REQUIRE(checkpoint);
  CHECK(checkpoint->origin == "badge-gate/north");
  CHECK(checkpoint->root == log->lines().root());
}

TEST_CASE("an export is exactly what the auditor is promised") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.ready_gate("north");
  Door door(gate, morning);
  door.scan(anna.text, "X1234567");
  REQUIRE(door.scanner.checkpoint(false));
  door.scan(anna.text, "", true);
  REQUIRE(world.load(gate, world.list({.sequence = 2}), morning));
  spill(gate.directory() / "door-lists" / "000009-0000000000000000.ebdl", as_bytes("left by a crash"));
  auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
  const auto out = world.dir.path() / "out";
  const auto report = scanner::export_log(gate, *log, out, {}, at(morning));
  REQUIRE(report);
  CHECK(report->entries == 4);
  CHECK(report->warnings.empty());
  std::vector<std::string> names;
  for (const auto& item : fs::recursive_directory_iterator(out))
    if (item.is_regular_file()) names.push_back(fs::relative(item.path(), out).string());
  std::sort(names.begin(), names.end());
  REQUIRE(names.size() == 6);
  CHECK(names[0] == "checkpoints.txt");
  CHECK(names[1].starts_with("door-lists/000001-"));
  CHECK(names[2].starts_with("door-lists/000002-"));
  CHECK(std::vector<std::string>(names.begin() + 3, names.end()) ==
        std::vector<std::string>{"entries.jsonl", "gate.vkey", "root.pub"});
  const auto entries = lines_of(slurp(out / "entries.jsonl"));
  REQUIRE(entries.size() == 4);
  for (const auto& line : entries) CHECK(log::parse_entry(line));
  CHECK(slurp(out / "entries.jsonl").back() == '\n');
  CHECK(slurp(out / "root.pub") == world.root.public_key().pem());
  const auto key = log::NoteKey::parse(std::string(trim(slurp(out / "gate.vkey"))));
  REQUIRE(key);
  const auto notes = *log->lines().checkpoints();
  CHECK(report->checkpoints == notes.size());
  std::string expected;
  for (const auto& note : notes) expected += note + "\n";
  CHECK(slurp(out / "checkpoints.txt") == expected);
  const auto last = log::open_note(notes.back(), {*key});
  REQUIRE(last);
  CHECK(log::parse_checkpoint(last->text)->size == 4);

  const auto again = scanner::export_log(gate, *log, out, {}, at(morning));
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::already_exists);
}

TEST_CASE("an export as tiles holds the same entries under the newest checkpoint") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.ready_gate("north");
  Door(gate, morning).scan(anna.text, "X1234567");
  auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
  const auto out = world.dir.path() / "out", tiles = world.dir.path() / "tiles";
  REQUIRE(scanner::export_log(gate, *log, out, tiles, at(morning)));
  std::vector<std::string> names;
  for (const auto& item : fs::recursive_directory_iterator(tiles))
    if (item.is_regular_file()) names.push_back(fs::relative(item.path(), tiles).string());
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"checkpoint", "tile/0/000.p/2", "tile/entries/000.p/2"});
  CHECK(slurp(tiles / "checkpoint") + "\n" == slurp(out / "checkpoints.txt"));
  const auto bundle = slurp(tiles / "tile/entries/000.p/2");
  const auto entries = log::parse_bundle(as_bytes(bundle), 2);
  REQUIRE(entries);
  CHECK(*entries == lines_of(slurp(out / "entries.jsonl")));

  SECTION("a directory for tiles that is not empty stops the export before it begins") {
    const auto other = world.dir.path() / "other";
    CHECK(scanner::export_log(gate, *log, other, tiles, at(morning)).error().code == ErrorCode::already_exists);
    CHECK_FALSE(fs::exists(other));
  }
  SECTION("entries that the checkpoint does not cover are never written as tiles") {
    const auto lines = slurp(out / "entries.jsonl");
    const auto bad = world.dir.path() / "bad";
    fs::create_directory(bad);
    const auto refused = scanner::write_tiles(bad, lines.substr(0, lines.find('\n') + 1), slurp(tiles / "checkpoint"));
    CHECK(refused.error().code == ErrorCode::integrity);
  }
}

TEST_CASE("status tells list, entries, who is inside and the newest checkpoint") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.ready_gate("north");
  Door door(gate, morning);
  door.scan(anna.text, "X1234567");
  REQUIRE(door.scanner.checkpoint(false));
  auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
  const auto status = scanner::gate_status(gate, *log, at(morning));
  REQUIRE(status);
  const auto json = nlohmann::json::parse(scanner::status_json(*status));
  CHECK(json["gate"] == "north");
  CHECK(json["event"] == "EUIF-2015");
  CHECK(json["list"] == 1);
  CHECK(json["list_entries"] == 1);
  CHECK(json["list_trouble"].is_null());
  CHECK(json["entries"] == 2);
  CHECK(json["inside"] == 1);
  CHECK(json["checkpoint_size"] == 2);
  CHECK(json["last_entry"] == morning);
  CHECK(json["root_sha256"] == to_hex(crypto::sha256(world.root.public_key().spki()).view()));
  CHECK(scanner::status_text(*status).find("inside      1\n") != std::string::npos);
}

TEST_CASE("the pre-flight check passes for a ready gate and names what is wrong with another") {
  World world;
  const auto gate = world.make_gate("north");
  const auto failed = [&](std::string_view now, std::optional<std::string> asked) {
    const auto checks = scanner::preflight(gate, {at(now), std::move(asked), false, world.dir.path()});
    REQUIRE(checks);
    std::string names;
    for (const auto& check : *checks) {
      CHECK(check.passed == check.todo.empty());
      CHECK_FALSE(check.why.empty());
      if (!check.passed) names += (names.empty() ? "" : " ") + check.name;
    }
    CHECK(scanner::all_passed(*checks) == names.empty());
    return names;
  };
  CHECK(failed("2015-07-23T18:00:00Z", std::nullopt) == "list");
  REQUIRE(world.load(gate, world.list(), "2015-07-23T18:00:00Z"));
  const auto size = entries_of(gate).size();
  CHECK(failed("2015-07-23T18:00:00Z", "2015-07-24T10:00").empty());  // local time of the event
  CHECK(failed("2015-07-23T18:00:00Z", "2015-07-24T08:00:00Z").empty());
  CHECK(failed("2015-07-23T18:00:00Z", std::nullopt).empty());
  CHECK(failed("2015-07-23T18:00:00Z", "2015-07-24T20:00") == "opening");
  CHECK(failed("2015-07-23T18:00:00Z", "2015-07-25T10:00") == "list-time opening");
  CHECK(failed("2015-07-23T18:00:00Z", "2015-08-25T10:00") == "list-time opening badge-keys gate-key");
  CHECK(failed("2015-07-21T18:00:00Z", "2015-07-24T10:00") == "clock");
  CHECK(entries_of(gate).size() == size);  // asking leaves no trace
  const auto nonsense = scanner::preflight(gate, {at(morning), "tomorrow"});
  REQUIRE_FALSE(nonsense);
  CHECK(nonsense.error().code == ErrorCode::usage);
  world.policy.zones = {"press"};
  REQUIRE(world.load(gate, world.list({.sequence = 2}), "2015-07-23T18:00:00Z"));
  CHECK(failed("2015-07-23T18:00:00Z", std::nullopt) == "zone");
}
