#include "common/door/examine.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/door/world.hpp"

namespace {

using namespace eb;
using badge::ListStatus;
using badge::Presence;
using badge::Reason;
using world::World;

// Asks one question and counts how often presence was asked for.
struct Door {
  World& world;
  door::ActiveList list;
  Presence presence;
  int asked = 0;
  std::optional<badge::BadgeNumber> asked_for;

  Door(World& of, std::vector<badge::ListRow> rows) : world(of), list(of.activate(of.list(std::move(rows)))) {}
  [[nodiscard]] door::Question question(std::string_view text) const {
    door::Question made;
    made.text = text;
    made.now = world.now;
    return made;
  }
  door::Answer ask(const door::Question& question, bool without_list = false) {
    auto answer = door::examine(question, without_list ? nullptr : &list, [&](const badge::BadgeNumber& number) {
      ++asked;
      asked_for = number;
      return presence;
    });
    REQUIRE(answer);
    return std::move(*answer);
  }
  door::Answer ask(std::string_view text) { return ask(question(text)); }
};

TEST_CASE("a badge on the list with its document is admitted, with either algorithm") {
  World world(GENERATE(crypto::Algorithm::es256, crypto::Algorithm::eddsa));
  Door door(world, world.rows());
  const auto& delegate = world.delegates[2];
  auto question = door.question(delegate.text);
  const auto first = door.ask(question);
  CHECK(first.decision.reason == Reason::id_required);
  CHECK(first.number == badge::badge_number(delegate.claims.secret));
  REQUIRE(first.record);
  CHECK(first.record->name == delegate.record.name);
  CHECK(door.asked == 1);
  CHECK(door.asked_for == first.number);
  question.presented.text = delegate.record.id.number;
  const auto second = door.ask(question);
  CHECK(second.decision.reason == Reason::admitted);
  CHECK(second.decision.verdict == badge::Verdict::admit);
  CHECK(second.id.finding == badge::IdFinding::matches);
  CHECK(second.record);
}

TEST_CASE("another person's document is a mismatch and names the field") {
  World world;
  Door door(world, world.rows());
  auto question = door.question(world.delegates[0].text);
  question.presented.text = world.delegates[1].record.id.number;
  const auto answer = door.ask(question);
  CHECK(answer.decision.reason == Reason::id_mismatch);
  CHECK(answer.decision.field == badge::IdField::number);
  CHECK(answer.record);
}

TEST_CASE("presence is used and handed back") {
  World world;
  Door door(world, world.rows());
  door.presence = {Presence::State::inside, world.now - std::chrono::minutes(5), "south"};
  auto question = door.question(world.delegates[0].text);
  question.presented.text = world.delegates[0].record.id.number;
  auto answer = door.ask(question);
  CHECK(answer.decision.reason == Reason::already_inside);
  CHECK(answer.presence.gate == "south");
  question.direction = badge::Direction::exit;
  CHECK(door.ask(question).decision.reason == Reason::exit_recorded);
  door.presence = {};
  answer = door.ask(question);
  CHECK(answer.decision.reason == Reason::not_inside);
  CHECK(answer.record);
}

TEST_CASE("what is not on the list is refused without showing a record") {
  World world;
  const auto& who = world.delegates;
  Door door(world, {world.row(who[0], ListStatus::revoked), world.row(who[1], ListStatus::superseded), world.row(who[2])});
  for (const auto& [index, reason] : {std::pair{0U, Reason::revoked}, {1U, Reason::superseded}, {3U, Reason::not_on_list}}) {
    const auto answer = door.ask(who[index].text);
    CHECK(answer.decision.reason == reason);
    CHECK(answer.number == badge::badge_number(who[index].claims.secret));
    CHECK_FALSE(answer.record);
  }
}

TEST_CASE("a record that is not this badge's is a mismatch") {
  World world;
  auto rows = world.rows();
  SECTION("sealed for another badge") {
    std::swap(rows[0].sealed, rows[1].sealed);
  }
  SECTION("one changed byte") {
    rows[0].sealed.back() ^= 1;
  }
  SECTION("cut short") {
    rows[0].sealed.resize(5);
  }
  SECTION("other ID data under the badge's own key") {
    badge::Record other = world.delegates[0].record;
    other.id.number += "7";
    rows[0].sealed =
        world::must(badge::seal_record(other, world.delegates[0].claims.secret, world.gate_keys.door_key, world.fresh(12)));
  }
  SECTION("sealed under another list's door key") {
    badge::DoorKey key;
    rows[0].sealed =
        world::must(badge::seal_record(world.delegates[0].record, world.delegates[0].claims.secret, key, world.fresh(12)));
  }
  Door door(world, std::move(rows));
  const auto answer = door.ask(world.delegates[0].text);
  CHECK(answer.decision.reason == Reason::record_mismatch);
  CHECK_FALSE(answer.record);
}

TEST_CASE("what is no badge gives its reason, no number, and asks nobody") {
  World world, other;
  Door door(world, world.rows());
  std::string flipped = world.delegates[0].text;
  flipped[flipped.size() - 4] = flipped[flipped.size() - 4] == 'A' ? 'B' : 'A';
  auto several = door.question("");
  several.several = true;
  const std::vector<std::pair<door::Question, Reason>> cases{
      {several, Reason::several_codes},
      {door.question("HC1:6BF"), Reason::foreign_code},
      {door.question(""), Reason::foreign_code},
      {door.question("EB1:"), Reason::malformed},
      {door.question(std::string_view(world.delegates[0].text).substr(0, 100)), Reason::malformed},
      {door.question(other.delegates[0].text), Reason::key_unknown},
  };
  for (const auto& [question, reason] : cases) {
    const auto answer = door.ask(question);
    CHECK(answer.decision.reason == reason);
    CHECK_FALSE(answer.number);
    CHECK_FALSE(answer.record);
  }
  const auto damaged = door.ask(flipped).decision.reason;
  CHECK((damaged == Reason::bad_signature || damaged == Reason::malformed));
  CHECK(door.asked == 0);
}

TEST_CASE("a gate that is not fit admits nobody and shows nothing") {
  World world;
  Door door(world, world.rows());
  auto question = door.question(world.delegates[0].text);
  question.presented.text = world.delegates[0].record.id.number;
  const auto none = door.ask(question, true);
  CHECK(none.decision.reason == Reason::no_list);
  CHECK_FALSE(none.number);
  for (const auto& [condition, reason] : {std::pair{badge::GateCondition::log_unavailable, Reason::log_unavailable},
                                          {badge::GateCondition::list_expired, Reason::list_expired},
                                          {badge::GateCondition::clock_rollback, Reason::clock_rollback}}) {
    question.gate = condition;
    const auto answer = door.ask(question);
    CHECK(answer.decision.reason == reason);
    CHECK(answer.decision.verdict == badge::Verdict::deny);
    CHECK_FALSE(answer.record);
  }
}

TEST_CASE("an examination changes nothing: the same question has the same answer") {
  World world;
  Door door(world, world.rows());
  for (int i = 0; i < 3; ++i) CHECK(door.ask(world.delegates[0].text).decision.reason == Reason::id_required);
}

}  // namespace
