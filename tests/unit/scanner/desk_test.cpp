#include <catch2/catch.hpp>

#include <thread>

#include <nlohmann/json.hpp>

#include "common/image/qr_image.hpp"
#include "scanner/desk.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
using namespace std::chrono_literals;
using nlohmann::json;
using scanner::Source;

namespace {

const std::string pin = "190482";

SecretBytes secret(const std::string& text) {
  return SecretBytes(to_bytes(as_bytes(text)));
}

// A desk over a gate of the test's world, with clocks that the test turns.
struct AtDesk {
  World world;
  Delegate* anna = nullptr;
  Delegate* bert = nullptr;
  std::optional<scanner::Gate> gate;
  std::shared_ptr<Millis> clock = std::make_shared<Millis>(at(morning));
  std::shared_ptr<scanner::ShowFilter::Steady> steady = std::make_shared<scanner::ShowFilter::Steady>(0);
  std::unique_ptr<scanner::Desk> desk;

  explicit AtDesk(bool guards = false) {
    anna = &world.invite("Anna Schmidt", "X1234567");
    bert = &world.invite("Bert Claes", "B7654321");
    gate = world.ready_gate("north");
    anna = &world.delegates[0];
    if (guards) {
      REQUIRE(scanner::add_guard(gate->directory(), {"j.peeters", scanner::GuardRole::guard}, secret(pin)));
      REQUIRE(scanner::add_guard(gate->directory(), {"m.dubois", scanner::GuardRole::supervisor}, secret("730561")));
    }
    restart();
  }
  void restart() {
    desk.reset();
    auto now = [clock = clock] { return *clock; };
    desk = std::make_unique<scanner::Desk>(scanner::Scanner(*gate, now), [steady = steady] { return *steady; });
    desk->start();
  }
  void later(std::chrono::milliseconds time) {
    *clock += time;
    *steady += time;
  }
  [[nodiscard]] json state() const { return json::parse(desk->state_json()); }
  [[nodiscard]] std::string reason() const { return state()["current"].is_null() ? "" : state()["current"]["reason"]; }
  json scan(const std::string& text) {
    REQUIRE(desk->line(text, Source::line));
    return state()["current"];
  }
  [[nodiscard]] std::vector<log::Entry> entries() const { return entries_of(*gate); }
};

// A frame as a camera sees it: the symbol at 5 pixels a module on grey.
image::Luma frame_with(const std::vector<std::string>& texts) {
  image::Luma frame{1280, 720, Bytes(std::size_t{1280} * 720, 200)};
  int left = 80;
  for (const auto& text : texts) {
    const auto symbol = image::make_symbol(text).value();
    for (int y = 0; y < symbol.size * 5; ++y)
      for (int x = 0; x < symbol.size * 5; ++x)
        if (symbol.dark[static_cast<std::size_t>(y / 5 * symbol.size + x / 5)])
          frame.pixels[static_cast<std::size_t>((200 + y) * 1280 + left + x)] = 20;
    left += symbol.size * 5 + 120;
  }
  return frame;
}

}  // namespace

TEST_CASE("camera, document, admitted: two entries, and the same badge for a minute is no third") {
  AtDesk at_desk;
  const auto frame = frame_with({at_desk.anna->text});
  CHECK(at_desk.desk->frame(frame).scanned);
  const auto asked = at_desk.state()["current"];
  CHECK(asked["reason"] == "id_required");
  CHECK(asked["name"] == "Anna Schmidt");
  CHECK(asked["open"] == true);
  CHECK(asked["source"] == "camera");
  CHECK(asked["compare"].is_null());  // the number must come from the document
  for (int i = 0; i < 100; ++i) {
    at_desk.later(600ms);
    REQUIRE_FALSE(at_desk.desk->frame(frame).scanned);
  }
  const std::uint64_t entry = asked["entry"];
  REQUIRE(at_desk.desk->document(entry, {false, "X1234567"}));
  CHECK(at_desk.reason() == "admitted");
  CHECK(at_desk.state()["current"]["open"] == false);
  REQUIRE(at_desk.desk->document(entry, {false, "X1234567"}));  // a double click, or a second browser
  CHECK(at_desk.state()["inside"] == 1);
  CHECK(at_desk.entries().size() == 4);  // list-load, start, scan, confirm
  CHECK(at_desk.desk->document(99, {false, "X1234567"}).error().code == ErrorCode::not_now);
}

TEST_CASE("two badges in a frame, and a frame with none") {
  AtDesk at_desk;
  const auto both = at_desk.desk->frame(frame_with({at_desk.anna->text, at_desk.bert->text}));
  CHECK(both.codes == 2);
  CHECK(at_desk.reason() == "several_codes");
  CHECK(at_desk.state()["current"]["badge"].is_null());
  CHECK_FALSE(at_desk.desk->frame(frame_with({})).scanned);
  CHECK(at_desk.entries().back().reason == badge::Reason::several_codes);
}

TEST_CASE("a mismatch names the field, is logged, and leaves the badge to its owner") {
  AtDesk at_desk;
  const auto asked = at_desk.scan(at_desk.anna->text);
  REQUIRE(at_desk.desk->line("ID B7654321", Source::line));
  CHECK(at_desk.reason() == "id_mismatch");
  CHECK(at_desk.state()["current"]["field"] == "number");
  CHECK(at_desk.state()["current"]["ref"] == asked["entry"]);
  at_desk.later(3s);
  CHECK(at_desk.scan(at_desk.anna->text)["reason"] == "id_required");  // the owner, later
  REQUIRE(at_desk.desk->line("ID X1234567", Source::line));
  CHECK(at_desk.reason() == "admitted");
}

TEST_CASE("the next badge does not lose the question before it") {
  AtDesk at_desk;
  const std::uint64_t anna = at_desk.scan(at_desk.anna->text)["entry"];
  const std::uint64_t bert = at_desk.scan(at_desk.bert->text)["entry"];
  CHECK(at_desk.state()["last"][1]["open"] == true);
  REQUIRE(at_desk.desk->document(anna, {false, "X1234567"}));
  CHECK(at_desk.reason() == "admitted");
  REQUIRE(at_desk.desk->document(bert, {false, "B7654321"}));
  CHECK(at_desk.state()["inside"] == 2);
  at_desk.later(3s);
  at_desk.scan(at_desk.anna->text);
  CHECK(at_desk.reason() == "already_inside");
  CHECK(at_desk.state()["current"]["admitted_gate"] == "north");
}

TEST_CASE("a badge that is shown again while its document is asked for is the same question") {
  AtDesk at_desk;
  const auto first = at_desk.scan(at_desk.anna->text);
  at_desk.later(5s);
  CHECK(at_desk.scan(at_desk.anna->text)["entry"] == first["entry"]);
  at_desk.desk->dismiss();
  CHECK(at_desk.state()["current"].is_null());
  CHECK(at_desk.desk->document(first["entry"], {false, "X1234567"}).error().code == ErrorCode::not_now);
  at_desk.later(5s);
  CHECK(at_desk.scan(at_desk.anna->text)["entry"] != first["entry"]);
  at_desk.later(11min);
  at_desk.desk->tick();
  CHECK(at_desk.state()["current"]["open"] == false);
}

TEST_CASE("a restart comes back in the same state, without names and without open questions") {
  AtDesk at_desk(true);
  REQUIRE(at_desk.desk->sign_in("j.peeters", pin));
  at_desk.scan(at_desk.anna->text);
  REQUIRE(at_desk.desk->line("ID X1234567", Source::line));
  REQUIRE(at_desk.desk->direction(badge::Direction::exit));
  at_desk.restart();
  const auto state = at_desk.state();
  CHECK(state["inside"] == 1);
  CHECK(state["direction"] == "exit");
  CHECK(state["guard"]["name"] == "j.peeters");
  CHECK(state["current"].is_null());
  CHECK(state["last"][0]["reason"] == "admitted");
  CHECK(state["last"][0]["name"].is_null());
  CHECK(state["last"][0]["undoable"] == true);
  CHECK(at_desk.scan(at_desk.anna->text)["reason"] == "exit_recorded");
  CHECK(at_desk.state()["inside"] == 0);
}

TEST_CASE("nobody scans before somebody signed in, where guards are set up") {
  AtDesk at_desk(true);
  CHECK(at_desk.desk->line(at_desk.anna->text, Source::line).error().code == ErrorCode::not_now);
  CHECK_FALSE(at_desk.desk->frame(frame_with({at_desk.anna->text})).scanned);
  CHECK(at_desk.desk->direction(badge::Direction::exit).error().code == ErrorCode::not_now);
  CHECK(at_desk.desk->sign_in("j.peeters", "000001").error().code == ErrorCode::not_allowed);
  CHECK(at_desk.desk->sign_in("nobody", pin).error().code == ErrorCode::not_allowed);
  REQUIRE(at_desk.desk->sign_in("j.peeters", pin));
  at_desk.scan(at_desk.anna->text);
  CHECK(at_desk.entries().back().guard == "j.peeters");
  REQUIRE(at_desk.desk->sign_out());
  CHECK(at_desk.desk->line("ID X1234567", Source::line).error().code == ErrorCode::not_now);
  REQUIRE(scanner::remove_guard(at_desk.gate->directory(), "j.peeters"));
}

TEST_CASE("a guard who is taken off the book is off duty at the next tick; a damaged book lets nobody scan") {
  AtDesk at_desk(true);
  REQUIRE(at_desk.desk->sign_in("j.peeters", pin));
  REQUIRE(scanner::remove_guard(at_desk.gate->directory(), "j.peeters"));
  at_desk.desk->tick();
  CHECK(at_desk.state()["guard"].is_null());
  CHECK_FALSE(at_desk.desk->line(at_desk.anna->text, Source::line));
  spill(at_desk.gate->directory() / scanner::file::guards, as_bytes("{}"));
  at_desk.desk->tick();
  CHECK(at_desk.state()["guards_trouble"] != "");
  CHECK(at_desk.desk->line(at_desk.anna->text, Source::line).error().code == ErrorCode::not_now);
}

TEST_CASE("override and undo need a supervisor's PIN and a reason") {
  AtDesk at_desk(true);
  REQUIRE(at_desk.desk->sign_in("j.peeters", pin));
  const std::uint64_t entry = at_desk.scan(at_desk.anna->text)["entry"];
  const scanner::Desk::SupervisorAct act{entry, "m.dubois", "document forgotten, known to me"};
  CHECK(at_desk.desk->override_entry({entry, "j.peeters", act.reason}, pin).error().code == ErrorCode::not_allowed);
  CHECK(at_desk.desk->override_entry(act, pin).error().code == ErrorCode::not_allowed);
  CHECK_FALSE(at_desk.desk->override_entry({entry, "m.dubois", ""}, "730561"));
  CHECK(at_desk.state()["inside"] == 0);
  REQUIRE(at_desk.desk->override_entry(act, "730561"));
  const auto shown = at_desk.state()["current"];
  CHECK(shown["kind"] == "override");
  CHECK(shown["name"] == "Anna Schmidt");
  CHECK(shown["guard"] == "m.dubois");
  CHECK(at_desk.state()["inside"] == 1);
  CHECK(at_desk.desk->document(entry, {false, "X1234567"}).error().code == ErrorCode::not_now);
  REQUIRE(at_desk.desk->undo({shown["entry"], "m.dubois", "was somebody else"}, "730561"));
  CHECK(at_desk.state()["inside"] == 0);
  CHECK(at_desk.state()["last"][1]["undone"] == true);
}

TEST_CASE("five wrong PINs make everybody wait, also after a restart") {
  AtDesk at_desk(true);
  for (int i = 0; i < 5; ++i) CHECK(at_desk.desk->sign_in("j.peeters", "999000").error().code == ErrorCode::not_allowed);
  CHECK(at_desk.desk->sign_in("j.peeters", pin).error().code == ErrorCode::try_later);
  CHECK(at_desk.desk->pin_wait() == 30s);
  at_desk.restart();
  CHECK(at_desk.desk->sign_in("m.dubois", "730561").error().code == ErrorCode::try_later);
  at_desk.later(31s);
  REQUIRE(at_desk.desk->sign_in("m.dubois", "730561"));
  const auto entries = at_desk.entries();
  CHECK(std::count_if(entries.begin(), entries.end(), [](const log::Entry& entry) {
          return entry.kind == log::Kind::sign_in && entry.detail == scanner::sign_in_refused;
        }) == 5);
}

TEST_CASE("whoever waits is told of a change, once, by its version") {
  AtDesk at_desk;
  std::uint64_t seen = 0;
  REQUIRE(at_desk.desk->wait(seen, 0ms));
  CHECK_FALSE(at_desk.desk->wait(seen, 0ms));
  at_desk.desk->tick();
  CHECK_FALSE(at_desk.desk->wait(seen, 0ms));
  std::thread guard([&] { at_desk.scan(at_desk.anna->text); });
  const auto told = at_desk.desk->wait(seen, 10s);
  guard.join();
  REQUIRE(told);
  CHECK(json::parse(*told)["current"]["reason"] == "id_required");
  CHECK(json::parse(*told)["version"] == seen);
}

TEST_CASE("mode visual shows what to compare, only while the question is open") {
  AtDesk at_desk;
  at_desk.world.policy.id_mode = badge::IdMode::visual;
  REQUIRE(at_desk.world.load(*at_desk.gate, at_desk.world.list({2}), "2015-07-24T08:01:01Z"));
  const auto asked = at_desk.scan(at_desk.anna->text);
  CHECK(asked["compare"]["number"] == "X1234567");
  REQUIRE(at_desk.desk->document(asked["entry"], {true, ""}));
  CHECK(at_desk.reason() == "admitted");
  CHECK(at_desk.desk->state_json().find("X1234567") == std::string::npos);
}
