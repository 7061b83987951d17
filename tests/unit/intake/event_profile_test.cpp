#include <catch2/catch.hpp>

#include "issuer/event_profile.hpp"
#include "issuer/registration.hpp"

using namespace eb;
using namespace eb::issuer;

namespace {
const std::string good = R"([event]
id = "EUIF-2015"
name = "EU Internet Forum"
place = "Berlaymont, Brussels"
time_zone = "Europe/Brussels"
starts = "2015-07-24T10:00"
ends = "2015-07-24T16:30"
contact = "forum@ec.example"
languages = ["en", "fr"]
[registration]
late_from = 2015-07-09T00:00:00
[door]
id_mode = "mrz"
zones = ["Schuman"]
[[door.openings]]
from = "2015-07-24T08:30"
until = "2015-07-24T18:00"
)";

std::string with(const std::string& from, const std::string& to) {
  auto text = good;
  text.replace(text.find(from), from.size(), to);
  return text;
}
std::string mistake(const std::string& toml) {
  const auto parsed = parse_event_profile(toml, "event.toml");
  return parsed ? std::string() : parsed.error().message;
}
}  // namespace

TEST_CASE("an event profile") {
  const auto event = parse_event_profile(good, "event.toml");
  REQUIRE(event);
  CHECK(event->id == "EUIF-2015");
  CHECK(format_utc(event->starts) == "2015-07-24T08:00:00Z");
  CHECK(format_date(event->day) == "2015-07-24");
  CHECK(format_utc(event->registration_deadline) == "2015-07-08T22:00:00Z");
  CHECK(format_utc(event->badges_valid_from) == "2015-07-24T04:30:00Z");
  CHECK(format_utc(event->badges_valid_until) == "2015-07-24T18:00:00Z");
  CHECK(event->policy.id_mode == badge::IdMode::mrz);
  CHECK(event->policy.languages == std::vector<std::string>{"en", "fr"});
  CHECK(event->policy.utc_offset == std::chrono::minutes{120});
  CHECK(event->policy.openings.size() == 1);
  CHECK(event->policy.event_name == "EU Internet Forum");
  CHECK(event->retention_days == 30);
}

TEST_CASE("mistakes in an event profile have a line and say what is allowed") {
  const std::pair<std::string, std::string> cases[] = {
      {with("\"EUIF-2015\"", "\"EU Internet\""), "event.toml:2: 'id' must be 1 to 12"},
      {with("Europe/Brussels", "Europe/Brussel"), "event.toml:5: 'time_zone' must be an IANA name"},
      {with("\"2015-07-24T16:30\"", "\"2015-07-24T09:30\""), "event.toml:7: 'ends' must be after"},
      {with("\"2015-07-24T10:00\"", "\"24 July\""), "event.toml:6: 'starts' must be a local time"},
      {with("\"fr\"", "\"sv\""), "event.toml:9: 'languages' must be"},
      {with("\"mrz\"", "\"passport\""), "event.toml:13: 'id_mode' must be"},
      {with("zones", "zone"), "event.toml:14: unknown key 'zone'"},
      {with("\"2015-07-24T18:00\"", "\"2015-07-24T08:00\""), "event.toml:17: 'until' must be after"},
      {with("place = ", "place "), "event.toml:4: "},
      {with("contact = \"forum@ec.example\"\n", ""), "'contact' is missing"},
      {with("[[door.openings]]", "[[door.opening]]"), "[[door.openings]]"},
      {"", "table [event] is missing"}};
  for (const auto& [toml, message] : cases) {
    INFO(message);
    CHECK(mistake(toml).find(message) != std::string::npos);
  }
  const auto two = mistake(with("\"mrz\"", "\"x\"").replace(good.find("EUIF"), 4, "EU F"));
  CHECK(std::count(two.begin(), two.end(), '\n') == 1);
}

TEST_CASE("every problem code has advice") {
  for (const auto* code :
       {"missing_name", "missing_email", "missing_organisation", "missing_birth_date", "missing_id_number",
        "missing_id_expiry", "ambiguous_birth_date", "ambiguous_id_expiry", "implausible_birth_date", "id_expired_at_event",
        "late_registration", "duplicate", "change_request", "hostile_text", "unreadable"}) {
    CHECK(is_problem_code(code));
    CHECK(problem_advice(code).ends_with('.'));
  }
  CHECK_FALSE(is_problem_code("missing_language"));
}
