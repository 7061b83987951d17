#include "common/os/zone.hpp"

#include <catch2/catch.hpp>

using namespace eb;

namespace {

std::string utc(std::string_view text, const std::string& zone = "Europe/Brussels") {
  const auto parsed = os::parse_local(text, zone);
  return parsed ? format_utc(*parsed) : std::string(error_name(parsed.error().code));
}

Millis instant(std::string_view text) {
  return parse_rfc3339(text).value();
}

}  // namespace

TEST_CASE("local times of the event's place") {
  CHECK(utc("2015-07-24T10:00") == "2015-07-24T08:00:00Z");
  CHECK(utc("2015-07-24T10:00:30") == "2015-07-24T08:00:30Z");
  CHECK(utc("2015-07-24 10:00") == "2015-07-24T08:00:00Z");
  CHECK(utc("2015-01-24T10:00") == "2015-01-24T09:00:00Z");
  CHECK(utc("2015-07-24T10:00", "UTC") == "2015-07-24T10:00:00Z");
  CHECK(utc("2015-07-24T10:00", "Asia/Kathmandu") == "2015-07-24T04:15:00Z");
  CHECK(utc("2015-07-24T10:00:00+05:00") == "2015-07-24T05:00:00Z");
  CHECK(utc("2015-07-24T10:00:00Z") == "2015-07-24T10:00:00Z");
}

TEST_CASE("a time that does not happen, or happens twice, is not guessed") {
  CHECK(utc("2015-03-29T01:59:59") == "2015-03-29T00:59:59Z");
  CHECK(utc("2015-03-29T02:30") == "invalid_argument");
  CHECK(utc("2015-03-29T03:00") == "2015-03-29T01:00:00Z");
  CHECK(utc("2015-10-25T01:59:59") == "2015-10-24T23:59:59Z");
  CHECK(utc("2015-10-25T02:30") == "invalid_argument");
  CHECK(utc("2015-10-25T02:30:00+01:00") == "2015-10-25T01:30:00Z");
  CHECK(utc("2015-10-25T03:00") == "2015-10-25T02:00:00Z");
}

TEST_CASE("text that is no time is refused") {
  for (const auto* text : {"", "2015-07-24", "2015-07-24T24:00", "2015-02-30T10:00", "2015-7-24T10:00", "2015-07-24T10:00Z ",
                           "24/07/2015 10:00", "2015-07-24T10:00:00.5"})
    CHECK(utc(text) == "invalid_argument");
}

TEST_CASE("unknown zones are said") {
  CHECK(os::check_zone("Europe/Brussels"));
  CHECK(os::check_zone("UTC"));
  for (const auto* zone : {"", "Europe/Bruxelles", "europe/brussels", "../../etc/passwd", "/etc/localtime", "CEST"}) {
    CHECK_FALSE(os::check_zone(zone));
    CHECK(utc("2015-07-24T10:00", zone) == "invalid_argument");
    CHECK_FALSE(os::utc_offset(to_seconds(instant("2015-07-24T08:00:00Z")), zone));
  }
}

TEST_CASE("offsets and local text") {
  const auto offset = [](std::string_view t, const std::string& zone) {
    return os::utc_offset(to_seconds(instant(t)), zone).value().count();
  };
  CHECK(offset("2015-07-24T08:00:00Z", "Europe/Brussels") == 120);
  CHECK(offset("2015-12-24T08:00:00Z", "Europe/Brussels") == 60);
  CHECK(offset("2015-07-24T08:00:00Z", "America/St_Johns") == -150);
  CHECK(os::format_local(instant("2015-07-24T08:00:00.999Z"), "Europe/Brussels") == "2015-07-24 10:00:00");
  CHECK(os::format_local(instant("2015-07-24T22:30:00Z"), "Europe/Brussels") == "2015-07-25 00:30:00");
  CHECK(os::format_local(instant("2015-07-24T08:00:00Z"), "Nowhere/Land") == "2015-07-24 08:00:00 UTC");
}
