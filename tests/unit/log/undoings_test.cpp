#include <catch2/catch.hpp>

#include "common/log/undoings.hpp"

using eb::log::Undoings;

TEST_CASE("an undone entry does not count, and counts again when the undo is undone") {
  Undoings undoings;
  CHECK(undoings.counts(3));
  const auto first = undoings.feed(5, 3);
  REQUIRE(first);
  CHECK((first->entry == 3 && !first->counts));
  CHECK_FALSE(undoings.counts(3));
  CHECK(undoings.is_undo(5));
  CHECK_FALSE(undoings.is_undo(3));

  const auto second = undoings.feed(7, 5);
  REQUIRE(second);
  CHECK((second->entry == 3 && second->counts));
  CHECK(undoings.counts(3));
  CHECK_FALSE(undoings.counts(5));

  const auto third = undoings.feed(8, 7);
  REQUIRE(third);
  CHECK((third->entry == 3 && !third->counts));
  CHECK(undoings.counts(5));
}

TEST_CASE("an undo of nothing earlier changes nothing, and a second undo of one entry neither") {
  Undoings undoings;
  CHECK_FALSE(undoings.feed(4, 4));
  CHECK_FALSE(undoings.feed(4, 9));
  CHECK(undoings.counts(4));
  REQUIRE(undoings.feed(5, 2));
  REQUIRE(undoings.feed(6, 2));
  CHECK_FALSE(undoings.counts(2));
  REQUIRE(undoings.feed(7, 5));  // one undo of the two: the entry counts, as PresenceBook has it
  CHECK(undoings.counts(2));
}
