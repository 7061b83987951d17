#include <catch2/catch.hpp>

#include <set>

#include "common/log/presence.hpp"

using namespace eb;
using badge::Reason;
using log::Kind;
using State = badge::Presence::State;

namespace {

badge::BadgeNumber number(std::uint8_t n) {
  badge::BadgeNumber out;
  out.value[0] = n;
  return out;
}

// Feeds entries of one gate; each call is the next entry and returns its index.
struct Log {
  log::PresenceBook book;
  std::uint64_t next = 0;

  std::uint64_t add(Kind kind, Reason reason, std::uint8_t badge) {
    log::Entry entry;
    entry.gate = "north";
    entry.index = next;
    entry.time = Millis{std::chrono::seconds{next}};
    entry.kind = kind;
    entry.badge = number(badge);
    entry.verdict = badge::verdict_of(reason);
    entry.reason = reason;
    book.feed(entry);
    return next++;
  }
  std::uint64_t admit(std::uint8_t badge) { return add(Kind::scan, Reason::admitted, badge); }
  std::uint64_t exit(std::uint8_t badge) { return add(Kind::exit, Reason::exit_recorded, badge); }
  std::uint64_t undo(std::uint64_t ref) {
    log::Entry entry;
    entry.index = next;
    entry.kind = Kind::undo;
    entry.ref = ref;
    book.feed(entry);
    return next++;
  }
  [[nodiscard]] State state(std::uint8_t badge) const { return book.presence(number(badge)).state; }
  [[nodiscard]] std::optional<Millis> since(std::uint8_t badge) const { return book.presence(number(badge)).since; }
};

}  // namespace

TEST_CASE("a rehearsal begins with an empty building, a day at the door does not") {
  Log log;
  log.admit(1);
  log::Entry start;
  start.index = log.next++;
  start.kind = Kind::start;
  log.book.feed(start);
  CHECK(log.book.inside_count() == 1);
  start.rehearsal = true;
  start.index = log.next++;
  log.book.feed(start);
  CHECK(log.book.inside_count() == 0);
  CHECK(log.state(1) == State::never);
}

TEST_CASE("admitted is inside, an exit is left, and in again") {
  Log log;
  CHECK(log.state(1) == State::never);
  log.admit(1);
  CHECK(log.state(1) == State::inside);
  CHECK(log.since(1) == Millis{std::chrono::seconds{0}});
  CHECK(log.book.presence(number(1)).gate == "north");
  CHECK(log.book.inside_count() == 1);
  log.exit(1);
  CHECK(log.state(1) == State::left);
  CHECK(log.since(1) == Millis{std::chrono::seconds{0}});
  CHECK(log.book.inside_count() == 0);
  log.add(Kind::confirm, Reason::admitted, 1);
  CHECK(log.since(1) == Millis{std::chrono::seconds{2}});
  log.admit(2);
  CHECK(log.book.inside() == std::vector{number(1), number(2)});
}

TEST_CASE("only an admission lets anybody in") {
  Log log;
  for (unsigned n = 1; n <= badge::reason_count; ++n)
    if (const auto reason = static_cast<Reason>(n); badge::verdict_of(reason) != badge::Verdict::admit)
      log.add(Kind::scan, reason, 1);
  log.add(Kind::clock, Reason::admitted, 1);
  log.add(Kind::exit, Reason::not_inside, 1);
  CHECK(log.state(1) == State::never);
  log.add(Kind::override_, Reason::admitted, 1);
  CHECK(log.state(1) == State::inside);
}

TEST_CASE("an undo takes back what its entry did") {
  Log log;
  const auto in = log.admit(1);
  const auto out = log.exit(1);
  log.undo(out);
  CHECK(log.state(1) == State::inside);
  CHECK(log.book.inside_count() == 1);
  log.undo(in);
  CHECK(log.state(1) == State::never);
  CHECK_FALSE(log.since(1));
  CHECK(log.book.inside_count() == 0);
}

TEST_CASE("the order of undos does not matter: nobody is inside by an entry that was undone") {
  Log log;
  const auto in = log.admit(1);
  const auto out = log.exit(1);
  log.undo(in);
  CHECK(log.state(1) == State::left);
  log.undo(out);
  CHECK(log.state(1) == State::never);
  CHECK(log.book.inside_count() == 0);
}

TEST_CASE("an undo of an older entry leaves a newer one alone") {
  Log log;
  log.admit(1);
  const auto out = log.exit(1);
  const auto again = log.admit(1);
  log.undo(out);
  CHECK(log.since(1) == Millis{std::chrono::seconds{static_cast<std::int64_t>(again)}});
  CHECK(log.book.inside_count() == 1);
}

TEST_CASE("an undo can be undone, and repeating it changes nothing") {
  Log log;
  const auto in = log.admit(1);
  const auto undo = log.undo(in);
  log.undo(in);
  CHECK(log.state(1) == State::never);
  const auto redo = log.undo(undo);
  CHECK(log.state(1) == State::inside);
  log.undo(undo);
  CHECK(log.state(1) == State::inside);
  log.undo(redo);
  CHECK(log.state(1) == State::never);
  CHECK(log.book.inside_count() == 0);
}

TEST_CASE("an undo of itself, of a later entry or of nothing is ignored") {
  Log log;
  log.admit(1);
  log.undo(log.next);
  log.undo(log.next + 5);
  log.undo(1);
  CHECK(log.state(1) == State::inside);
}

TEST_CASE("a book that knows which entries will be undone says the same as one that does not, and remembers less") {
  std::uint32_t random = 7;
  const auto next = [&random](std::uint32_t below) {
    random = random * 1664525U + 1013904223U;
    return (random >> 8U) % below;
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<log::Entry> entries;
    std::set<std::uint64_t> undone;
    for (std::uint64_t index = 0; index < 60; ++index) {
      log::Entry entry;
      entry.gate = "north";
      entry.index = index;
      entry.time = Millis{std::chrono::seconds{index}};
      if (index > 0 && next(5) == 0) {
        entry.kind = Kind::undo;
        entry.ref = next(static_cast<std::uint32_t>(index));
        undone.insert(*entry.ref);
      } else {
        entry.badge = number(static_cast<std::uint8_t>(next(3)));
        entry.reason = next(2) == 0 ? Reason::admitted : Reason::exit_recorded;
        entry.kind = entry.reason == Reason::admitted ? Kind::scan : Kind::exit;
        entry.verdict = badge::Verdict::admit;
      }
      entries.push_back(entry);
    }
    log::PresenceBook all;
    log::PresenceBook known(undone);
    for (const auto& entry : entries) {
      all.feed(entry);
      known.feed(entry);
      CHECK(all.inside_count() == known.inside_count());
      for (std::uint8_t badge = 0; badge < 3; ++badge) {
        const auto one = all.presence(number(badge)), other = known.presence(number(badge));
        REQUIRE(one.state == other.state);
        REQUIRE(one.since == other.since);
        REQUIRE(all.last_admission(number(badge)) == known.last_admission(number(badge)));
      }
    }
  }
}
