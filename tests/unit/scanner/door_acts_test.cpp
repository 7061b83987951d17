#include <catch2/catch.hpp>

#include "scanner/door_acts.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
using badge::Reason;

namespace {

struct Acting {
  World world;
  Delegate* anna = nullptr;
  std::unique_ptr<Door> door;
  Acting() {
    anna = &world.invite("Anna Schmidt", "X1234567");
    door = std::make_unique<Door>(world.ready_gate("north"), morning);
  }
  ErrorCode refused(std::uint64_t entry, const std::string& reason = "document forgotten, known to me") {
    const auto done = scanner::override_entry(door->scanner, {entry, "m.dubois", reason});
    REQUIRE_FALSE(done);
    return done.error().code;
  }
  std::uint64_t inside() { return door->scanner.view()->log->presence.inside_count(); }
};

}  // namespace

TEST_CASE("an override is an entry that names what it is about, by whom and why") {
  Acting at_door;
  const auto asked = at_door.door->scan(at_door.anna->text);
  REQUIRE(asked.decision.reason == Reason::id_required);
  const auto index = scanner::override_entry(at_door.door->scanner, {*asked.entry, "m.dubois", "  known to me  "});
  REQUIRE(index);
  const auto entry = at_door.door->entries().at(*index);
  CHECK(entry.kind == log::Kind::override_);
  CHECK(entry.verdict == badge::Verdict::admit);
  CHECK(entry.reason == Reason::admitted);
  CHECK(entry.ref == asked.entry);
  CHECK(entry.guard == "m.dubois");
  CHECK(entry.detail == "known to me");
  CHECK(entry.badge == at_door.anna->number);
  CHECK(entry.list == 1);
  CHECK(at_door.inside() == 1);
  CHECK(at_door.refused(*asked.entry) == ErrorCode::not_now);  // settled
  const auto again = at_door.door->scan(at_door.anna->text, "X1234567");
  REQUIRE(again.decision.reason == Reason::already_inside);
  CHECK(scanner::override_entry(at_door.door->scanner, {*again.entry, "m.dubois", "same person, went to the car"}));
}

TEST_CASE("what nobody may override") {
  Acting at_door;
  auto& door = *at_door.door;
  const auto forged = door.scan("EB1:NOTHING");
  CHECK(at_door.refused(*forged.entry) == ErrorCode::not_allowed);
  const auto admitted = door.scan(at_door.anna->text, "X1234567");
  CHECK(at_door.refused(*admitted.entry) == ErrorCode::not_allowed);
  const auto out = door.scan(at_door.anna->text, "", true);
  CHECK(at_door.refused(*out.entry) == ErrorCode::not_allowed);
  CHECK(at_door.refused(0) == ErrorCode::not_allowed);  // the list-load
  CHECK(at_door.refused(99) == ErrorCode::not_found);
  const auto asked = door.scan(at_door.anna->text);
  CHECK(at_door.refused(*asked.entry, "  x ") == ErrorCode::invalid_argument);
  CHECK(at_door.refused(*asked.entry, std::string(201, 'x')) == ErrorCode::invalid_argument);
  CHECK(at_door.refused(*asked.entry, "\xff\xfe\xfd") == ErrorCode::invalid_argument);
  const auto before = door.entries().size();
  *door.clock += badge::override_patience + std::chrono::milliseconds{1};
  CHECK(at_door.refused(*asked.entry) == ErrorCode::not_now);
  *door.clock += std::chrono::hours{24};  // the list is out of date
  const auto late = door.scan(at_door.anna->text);
  CHECK(late.decision.reason == Reason::list_expired);
  CHECK(at_door.refused(*late.entry) == ErrorCode::not_allowed);
  CHECK(door.entries().size() == before + 1);
}

TEST_CASE("an override needs the list that the entry was decided from") {
  Acting at_door;
  const auto asked = at_door.door->scan(at_door.anna->text);
  REQUIRE(at_door.world.load(at_door.door->gate, at_door.world.list({2}), "2015-07-24T08:02:00Z"));
  *at_door.door->clock += std::chrono::minutes{5};
  CHECK(at_door.refused(*asked.entry) == ErrorCode::not_now);
}

TEST_CASE("an undo takes back an admission, an exit, an override or an undo, once, and deletes nothing") {
  Acting at_door;
  auto& door = *at_door.door;
  const auto undo = [&](std::uint64_t entry) {
    return scanner::undo_entry(door.scanner, {entry, "m.dubois", "wrong person"});
  };
  const auto admitted = door.scan(at_door.anna->text, "X1234567");
  const auto first = undo(*admitted.entry);
  REQUIRE(first);
  CHECK(at_door.inside() == 0);
  CHECK(undo(*admitted.entry).error().code == ErrorCode::not_now);
  CHECK(door.scanner.view()->log->presence.counts(*admitted.entry) == false);
  CHECK(door.scan(at_door.anna->text).decision.reason == Reason::id_required);  // not used up
  CHECK(undo(door.entries().size() - 1).error().code == ErrorCode::not_now);
  REQUIRE(undo(*first));  // the undo undone
  CHECK(at_door.inside() == 1);
  const auto out = door.scan(at_door.anna->text, "", true);
  REQUIRE(undo(*out.entry));
  CHECK(at_door.inside() == 1);
  CHECK(undo(99).error().code == ErrorCode::not_found);
  CHECK_FALSE(scanner::undo_entry(door.scanner, {*admitted.entry, "m.dubois", ""}));
  const auto entry = door.entries().at(*first);
  CHECK(entry.kind == log::Kind::undo);
  CHECK(entry.ref == admitted.entry);
  CHECK(entry.badge == at_door.anna->number);
  CHECK_FALSE(entry.verdict);
}

TEST_CASE("sign-in, hand-over and refused sign-ins are in the log, and who is on duty follows from it") {
  Acting at_door;
  auto& scanner = at_door.door->scanner;
  REQUIRE(scanner::sign_in(scanner, "j.peeters", "guard"));
  CHECK(scanner.view()->log->on_duty == "j.peeters");
  REQUIRE(scanner::refuse_sign_in(scanner, "m.dubois"));
  REQUIRE(scanner::refuse_sign_in(scanner, std::nullopt));
  CHECK(scanner.view()->log->on_duty == "j.peeters");
  REQUIRE(scanner::sign_in(scanner, "m.dubois", "supervisor"));
  REQUIRE(scanner::sign_out(scanner));
  REQUIRE(scanner::sign_out(scanner));  // nobody: nothing to log
  CHECK_FALSE(scanner.view()->log->on_duty);
  const auto entries = at_door.door->entries();
  std::vector<std::string> told;
  for (const auto& entry : entries)
    told.push_back(std::string(log::kind_name(entry.kind)) + " " + entry.guard.value_or("-") + " " +
                   entry.detail.value_or("-"));
  told.erase(told.begin());  // the list-load
  CHECK(told == std::vector<std::string>{"sign-in j.peeters guard", "sign-in m.dubois refused", "sign-in - refused",
                                         "sign-out j.peeters -", "sign-in m.dubois supervisor", "sign-out m.dubois -"});
}
