// Attacks 30, 12 and 34: killed at any moment, two processes at once, and a stolen disk.
#include <catch2/catch.hpp>

#include <csignal>
#include <random>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
using badge::Reason;
namespace fs = std::filesystem;

namespace {

// Runs `work` in a child process that ends without the test framework's own end.
template <class Work>
pid_t in_child(Work work) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    work();
    _exit(0);
  }
  return child;
}

// Scans in a circle of in and out, and writes the index of each entry that was acknowledged.
void scan_forever(const scanner::Gate& gate, const std::string& text, int out) {
  Door door(gate, morning);
  for (bool leaving = false;; leaving = !leaving) {
    const auto result = door.scan(text, "X1234567", leaving);
    const std::uint64_t index = result.entry.value_or(~std::uint64_t{0});
    if (write(out, &index, sizeof index) != sizeof index) _exit(1);
    static_cast<void>(door.scanner.checkpoint(true));
  }
}

std::vector<std::uint64_t> read_all(int in) {
  std::vector<std::uint64_t> out;
  for (std::uint64_t index = 0; read(in, &index, sizeof index) == sizeof index;) out.push_back(index);
  return out;
}

bool holds(const fs::path& directory, const std::string& needle) {
  for (const auto& item : fs::recursive_directory_iterator(directory))
    if (item.is_regular_file() && slurp(item.path()).find(needle) != std::string::npos) return true;
  return false;
}

std::string utf16(const std::string& ascii, bool little) {
  std::string out;
  for (const char c : ascii) out += little ? std::string{c, '\0'} : std::string{'\0', c};
  return out;
}

}  // namespace

TEST_CASE("a gate killed at any moment keeps what it acknowledged and goes on") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.ready_gate("north");
  std::mt19937 random(20150724);
  std::uniform_int_distribution<int> pause(2000, 40000);
  std::size_t acknowledged = 0;
  for (int round = 0; round < 50; ++round) {
    int pipes[2];
    REQUIRE(pipe(pipes) == 0);
    const auto child = in_child([&] { scan_forever(gate, anna.text, pipes[1]); });
    close(pipes[1]);
    // Every other round begins to count at the first acknowledgement, however slow the machine is; the others are killed while
    // the gate is being opened, too.
    std::vector<std::uint64_t> told;
    if (round % 2 == 0) {
      told.resize(1);
      REQUIRE(read(pipes[0], told.data(), sizeof told[0]) == sizeof told[0]);
    }
    std::this_thread::sleep_for(std::chrono::microseconds{pause(random)});
    REQUIRE(kill(child, SIGKILL) == 0);
    REQUIRE(waitpid(child, nullptr, 0) == child);
    for (const auto index : read_all(pipes[0])) told.push_back(index);
    close(pipes[0]);
    acknowledged += told.size();
    const auto entries = entries_of(gate);  // opening checks tree, checkpoints and every line
    for (const auto index : told) REQUIRE(index < entries.size());
  }
  CHECK(acknowledged >= 25);
  CHECK(Door(gate, morning).scan("hello").decision.reason == Reason::foreign_code);
}

TEST_CASE("a load that is killed leaves the old list or the new one in force") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.ready_gate("north");
  std::mt19937 random(8);
  std::uniform_int_distribution<int> pause(0, 8000);
  std::uint64_t sequence = 1;
  for (int round = 0; round < 25; ++round) {
    const auto path = world.dir.path() / "next.ebdl";
    spill(path, world.list({.sequence = sequence + 1}));
    const auto child = in_child([&] {
      auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
      if (log) static_cast<void>(scanner::load_list(gate, *log, path, [] { return at(morning); }));
    });
    std::this_thread::sleep_for(std::chrono::microseconds{pause(random)});
    kill(child, SIGKILL);
    REQUIRE(waitpid(child, nullptr, 0) == child);
    auto log = scanner::GateLog::open(gate, scanner::LogKind::real);
    REQUIRE(log);
    const auto now = log->state().in_force->sequence;
    REQUIRE((now == sequence || now == sequence + 1));
    sequence = now;
    REQUIRE(scanner::open_stored_list(gate, *log->state().in_force));
  }
  CHECK(Door(gate, morning).scan(anna.text).decision.reason == Reason::id_required);
}

TEST_CASE("of several processes that see one badge at once exactly one admits") {
  World world;
  for (int round = 0; round < 5; ++round) world.invite("Guest " + std::to_string(round), "X1234567");
  const auto gate = world.ready_gate("north");
  for (const auto& guest : world.delegates) {
    int pipes[2];
    REQUIRE(pipe(pipes) == 0);
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
      children.push_back(in_child([&] {
        Door door(gate, morning);
        const auto reason = static_cast<std::uint64_t>(door.scan(guest.text, "X1234567").decision.reason);
        if (write(pipes[1], &reason, sizeof reason) != sizeof reason) _exit(1);
      }));
    }
    close(pipes[1]);
    const auto told = read_all(pipes[0]);
    close(pipes[0]);
    for (const auto child : children) REQUIRE(waitpid(child, nullptr, 0) == child);
    REQUIRE(told.size() == children.size());
    CHECK(std::count(told.begin(), told.end(), static_cast<std::uint64_t>(Reason::admitted)) == 1);
    CHECK(std::count(told.begin(), told.end(), static_cast<std::uint64_t>(Reason::already_inside)) == 3);
  }
}

TEST_CASE("a stolen gate tells nothing about anybody") {
  World world;
  auto& anna = world.invite("Anastasia Schmidtmann", "QX7654321");
  const auto gate = world.ready_gate("north");
  Door door(gate, morning);
  CHECK(door.scan(anna.text, "QX7654321").decision.reason == Reason::admitted);
  CHECK(door.scan(anna.text, "QX1111111", true).decision.reason == Reason::exit_recorded);
  CHECK(door.scan(anna.text, "QX1111111").decision.reason == Reason::id_mismatch);
  REQUIRE(door.scanner.checkpoint(false));
  const auto directory = gate.directory();
  REQUIRE(holds(directory, "EUIF-2015"));  // the search finds what is there
  for (const std::string word :
       {"Anastasia", "Schmidtmann", "SCHMIDTMANN", "Europol", "QX7654321", "QX1111111", "1974-08-12", "740812"}) {
    INFO(word);
    CHECK_FALSE(holds(directory, word));
    CHECK_FALSE(holds(directory, utf16(word, true)));
    CHECK_FALSE(holds(directory, utf16(word, false)));
  }
  CHECK_FALSE(holds(directory, anna.text));
  CHECK_FALSE(holds(directory, std::string(as_text(anna.secret.view()))));
}
