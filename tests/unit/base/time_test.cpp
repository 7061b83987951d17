#include <catch2/catch.hpp>

#include "common/base/time.hpp"

using namespace eb;

TEST_CASE("what is read as an instant can be written again") {
  for (const auto* text : {"1970-01-01T00:00:00.000Z", "2015-07-24T08:00:00.123Z", "9999-12-31T23:59:59.999Z"}) {
    INFO(text);
    const auto time = parse_rfc3339(text);
    REQUIRE(time);
    CHECK(format_utc(*time) == text);
  }
  CHECK(format_utc(parse_rfc3339("2015-07-24T10:00:00+02:00").value()) == "2015-07-24T08:00:00.000Z");
  CHECK(format_utc(parse_rfc3339("1969-12-31T23:00:00-01:00").value_or(Millis{})) == "1970-01-01T00:00:00.000Z");
}

TEST_CASE("an offset does not lead out of the years 1970 to 9999") {
  for (const auto* text : {"1970-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "1969-12-31T23:59:59Z",
                           "10000-01-01T00:00:00Z", "2015-02-29T00:00:00Z", "2015-07-24T24:00:00Z", "2015-07-24"}) {
    INFO(text);
    CHECK_FALSE(parse_rfc3339(text));
  }
}

TEST_CASE("a time beyond year 9999 is written as what nobody reads as another") {
  const Millis late = parse_rfc3339("9999-12-31T23:59:59.999Z").value() + std::chrono::milliseconds(1);
  CHECK(format_utc(late) == "10000-01-01T00:00:00.000Z");
  CHECK_FALSE(parse_rfc3339(format_utc(late)));
}
