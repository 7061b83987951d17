// Every reason of design §5 is reached through the scanner, logged, and told as the contract says.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "common/badge/mrz.hpp"
#include "scanner/report.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
using badge::Reason;

namespace {

// TD3 of a delegate of World: born 12 August 1974, expiring 15 April 2020.
std::string td3(const std::string& names, const std::string& number) {
  auto line1 = "P<UTO" + names;
  line1.resize(44, '<');
  auto field = number;
  field.resize(9, '<');
  std::string line2 = field + badge::mrz_check_digit(field) + "UTO740812" + badge::mrz_check_digit("740812") + "F200415" +
                      badge::mrz_check_digit("200415");
  line2.resize(42, '<');
  line2 += '<';
  line2 += badge::mrz_check_digit(line2.substr(0, 10) + line2.substr(13, 7) + line2.substr(21, 22));
  return line1 + "\n" + line2;
}

struct Day {
  World world;
  Delegate* anna = nullptr;
  std::unique_ptr<Door> door;

  explicit Day(std::string_view time = morning) {
    anna = &world.invite("Anna Schmidt", "X1234567");
    auto gate = world.make_gate("north");
    open(gate, time);
  }
  void open(const scanner::Gate& gate, std::string_view time) {
    REQUIRE(world.load(gate, world.list({.sequence = 1}), "2015-07-23T07:00:00Z"));
    door = std::make_unique<Door>(gate, time);
  }
  void reload(std::uint64_t sequence) {
    REQUIRE(world.load(door->gate, world.list({.sequence = sequence}), "2015-07-24T07:30:00Z"));
  }
  Reason reason(const std::string& text, const std::string& id = "X1234567", bool exit = false) {
    const auto before = door->entries().size();
    const auto result = door->scan(text, id, exit);
    const auto entries = door->entries();
    REQUIRE(entries.size() == before + 1);  // logged, once
    CHECK(result.entry == entries.back().index);
    CHECK(entries.back().reason == result.decision.reason);
    CHECK(entries.back().verdict == badge::verdict_of(result.decision.reason));
    CHECK(entries.back().badge == result.number);
    CHECK(result.decision.verdict == badge::verdict_of(result.decision.reason));
    return result.decision.reason;
  }
};

}  // namespace

TEST_CASE("admitted once, then already inside, out, and in again") {
  Day day;
  CHECK(day.reason(day.anna->text, "") == Reason::id_required);
  CHECK(day.reason(day.anna->text) == Reason::admitted);
  *day.door->clock += std::chrono::minutes{5};
  const auto again = day.door->scan(day.anna->text, "X1234567");
  CHECK(again.decision.reason == Reason::already_inside);
  CHECK(again.detail == "admitted 2015-07-24 10:01 at gate north");
  CHECK(day.reason(day.anna->text, "", true) == Reason::exit_recorded);
  CHECK(day.reason(day.anna->text, "", true) == Reason::not_inside);
  CHECK(day.reason(day.anna->text) == Reason::admitted);
}

TEST_CASE("what is no badge of this event is refused for its own reason") {
  Day day;
  auto& world = day.world;
  CHECK(day.reason("https://example.eu/") == Reason::foreign_code);
  CHECK(day.reason("HC1:6BFOXN") == Reason::foreign_code);
  CHECK(day.reason("") == Reason::foreign_code);
  CHECK(day.reason("EB1:not base45") == Reason::malformed);
  CHECK(day.reason("EB1:" + std::string(100000, 'A')) == Reason::malformed);
  const auto stranger = *crypto::PrivateKey::generate(crypto::Algorithm::es256);
  CHECK(day.reason(world.badge_text(stranger, world.claims_for(day.anna->record))) == Reason::key_unknown);
  auto claims = world.claims_for(day.anna->record);
  claims.event = "OTHER";
  CHECK(day.reason(world.badge_text(world.badge_key, claims)) == Reason::wrong_event);
  CHECK(day.reason(world.badge_text(world.badge_key, world.claims_for(day.anna->record))) == Reason::not_on_list);
  auto forged = day.anna->text;
  forged.back() = forged.back() == '0' ? '1' : '0';
  const auto reason = day.reason(forged);
  CHECK((reason == Reason::bad_signature || reason == Reason::malformed));
  scanner::ScanRequest two;
  two.several = true;
  CHECK(day.door->scanner.scan(two).decision.reason == Reason::several_codes);
}

TEST_CASE("keys outside their dates, revoked keys and swapped algorithms") {
  Day day;
  auto& world = day.world;
  const auto late = *crypto::PrivateKey::generate(crypto::Algorithm::es256);
  const auto dead = *crypto::PrivateKey::generate(crypto::Algorithm::es256);
  const auto from = to_seconds(at("2015-07-01T00:00:00Z"));
  const auto until = to_seconds(at("2015-07-20T00:00:00Z"));
  world.more_keys.push_back({late.public_key(), codec::KeyUse::badge, from, until, std::nullopt, "late"});
  world.more_keys.push_back(
      {dead.public_key(), codec::KeyUse::badge, from, to_seconds(at("2015-08-01T00:00:00Z")), until, "dead"});
  day.reload(2);
  const auto claims = [&] { return world.claims_for(day.anna->record); };
  CHECK(day.reason(world.badge_text(late, claims())) == Reason::key_not_valid);
  CHECK(day.reason(world.badge_text(dead, claims())) == Reason::key_revoked);
  // A list key is no badge key.
  CHECK(day.reason(world.badge_text(world.list_key, claims())) == Reason::key_unknown);
}

TEST_CASE("revoked, superseded and mismatched records") {
  Day day;
  auto& world = day.world;
  auto& bruno = world.invite("Bruno Rossi", "Y1");
  auto& carla = world.invite("Carla Vos", "Z1");
  auto& dora = world.invite("Dora Klein", "W1");
  bruno.status = badge::ListStatus::revoked;
  carla.status = badge::ListStatus::superseded;
  dora.record.id.number = "W2";  // the list has other ID data than the badge
  day.reload(2);
  CHECK(day.reason(bruno.text) == Reason::revoked);
  CHECK(day.reason(carla.text) == Reason::superseded);
  CHECK(day.reason(dora.text) == Reason::record_mismatch);
}

TEST_CASE("dates of the badge and the door's hours, to the second") {
  Day day("2015-07-24T05:59:59Z");
  CHECK(day.reason(day.anna->text) == Reason::not_yet_valid);
  *day.door->clock = at("2015-07-24T06:00:00Z");
  CHECK(day.reason(day.anna->text) == Reason::door_closed);
  *day.door->clock = at("2015-07-24T07:59:59.999Z");
  CHECK(day.reason(day.anna->text) == Reason::door_closed);
  *day.door->clock = at("2015-07-24T08:00:00Z");
  CHECK(day.reason(day.anna->text, "") == Reason::id_required);
  *day.door->clock = at("2015-07-24T16:29:59.999Z");
  CHECK(day.reason(day.anna->text) == Reason::door_closed);
  *day.door->clock = at("2015-07-24T16:30:00Z");
  CHECK(day.reason(day.anna->text) == Reason::expired);
  *day.door->clock = at("2015-07-24T22:00:01Z");
  CHECK(day.reason(day.anna->text) == Reason::list_expired);
}

TEST_CASE("zones") {
  World world;
  world.policy.zones = {"plenary", "press"};
  auto& anna = world.invite("Anna Schmidt", "X1", {"plenary"});
  const auto gate = world.make_gate("press-door", "press");
  REQUIRE(world.load(gate, world.list(), "2015-07-24T07:00:00Z"));
  CHECK(Door(gate, morning).scan(anna.text, "X1").decision.reason == Reason::wrong_zone);
}

TEST_CASE("the document: missing, other, misread, expired, right") {
  Day day;
  auto& world = day.world;
  auto& old = world.invite("Oldo Pass", "OLD1");
  old.record.id.expiry = std::chrono::year{2015} / std::chrono::July / 23;
  auto claims = world.claims_for(old.record);
  old.text = world.badge_text(world.badge_key, claims);
  old.secret = std::move(claims.secret);
  day.reload(2);
  const auto other = day.door->scan(day.anna->text, "X7654321");
  CHECK(other.decision.reason == Reason::id_mismatch);
  CHECK(other.detail == "number");
  CHECK(other.name == "Anna Schmidt");
  auto zone = td3("SCHMIDT<<ANNA", "X1234567");
  auto misread = zone;
  misread[46] = '9';
  CHECK(day.reason(day.anna->text, misread) == Reason::id_misread);
  const auto expired = day.door->scan(old.text, "OLD1");
  CHECK(expired.decision.reason == Reason::id_expired);
  CHECK(expired.detail == "expiry");
  CHECK(day.reason(day.anna->text, td3("MEIER<<ANNA", "X1234567")) == Reason::id_mismatch);
  CHECK(day.reason(day.anna->text, zone) == Reason::admitted);  // not used up by the refusals
  CHECK(day.door->entries().back().id_check == badge::IdMethod::mrz);
}

TEST_CASE("a gate without list or with its clock set back denies, and says so in the log") {
  World world;
  auto& anna = world.invite("Anna Schmidt", "X1234567");
  const auto gate = world.make_gate("north");
  Door door(gate, morning);
  const auto bare = door.scan(anna.text, "X1234567");
  CHECK(bare.decision.reason == Reason::no_list);
  CHECK(bare.list == 0);
  CHECK_FALSE(bare.name);
  CHECK(bare.trouble.find("badge-scanner load") != std::string::npos);
  REQUIRE(world.load(gate, world.list(), morning));

  *door.clock -= std::chrono::seconds{1};
  CHECK(door.scan(anna.text, "X1234567").decision.reason == Reason::clock_rollback);
  CHECK(door.scan(anna.text, "X1234567").decision.reason == Reason::clock_rollback);
  auto entries = door.entries();
  REQUIRE(entries.size() == 5);  // no_list, list-load, clock, two scans
  CHECK(entries[2].kind == log::Kind::clock);
  CHECK(entries[2].detail == "clock reads 2015-07-24T08:01:01.345Z");
  for (const auto& entry : entries) CHECK(entry.time == at(morning));  // time never runs back in the log
  *door.clock += std::chrono::seconds{2};
  CHECK(door.scan(anna.text, "X1234567").decision.reason == Reason::admitted);
  *door.clock -= std::chrono::hours{1};
  CHECK(door.scan(anna.text, "X1234567").decision.reason == Reason::clock_rollback);
  CHECK(door.entries()[6].kind == log::Kind::clock);  // said again for a new setting back
}

TEST_CASE("the JSON of a verdict has exactly the contract's keys in their order") {
  Day day;
  const auto result = day.door->scan(day.anna->text, "X1234567");
  const auto json = nlohmann::ordered_json::parse(scanner::verdict_json(result));
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  CHECK(keys ==
        std::vector<std::string>{"verdict", "reason", "badge", "name", "organisation", "detail", "gate", "time", "list"});
  CHECK(json["verdict"] == "admit");
  CHECK(json["reason"] == "admitted");
  CHECK(json["badge"] == day.anna->number.text());
  CHECK(json["name"] == "Anna Schmidt");
  CHECK(json["organisation"] == "Europol");
  CHECK(json["gate"] == "north");
  CHECK(json["time"] == morning);
  CHECK(json["list"] == 1);
  CHECK(scanner::verdict_exit(result.decision.verdict) == 0);
  CHECK(scanner::verdict_exit(badge::Verdict::check) == 4);
  CHECK(scanner::verdict_exit(badge::Verdict::deny) == 1);
  const auto foreign = nlohmann::json::parse(scanner::verdict_json(day.door->scan("hello")));
  CHECK(foreign["badge"].is_null());
  CHECK(foreign["name"].is_null());
  CHECK(foreign["organisation"].is_null());
}

TEST_CASE("a name with hostile characters is isolated and inert for people") {
  World world;
  auto& evil = world.invite("Eve\u202E\u001b[31mMallory", "E1");
  Door door(world.ready_gate("north"), morning);
  const auto text = scanner::verdict_text(door.scan(evil.text, "E1"));
  CHECK(text.find("ADMIT") == 0);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\u202E") == std::string::npos);
  CHECK(text.find("\u2068Eve\\u{202e}\\u{1b}[31mMallory\u2069") != std::string::npos);
}
