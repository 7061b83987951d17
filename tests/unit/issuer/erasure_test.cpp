// Erasure in the acts, in words and on disk.
#include "issuer/office/erase.hpp"
#include "issuer/office/telling.hpp"
#include "tests/unit/issuer/acts.hpp"

using namespace eb;
using namespace eb::issuer;
using eb::issuer::test::Acts;
using eb::issuer::test::form;

namespace {

log::Act erasure(const std::string& id, const std::optional<std::string>& badge) {
  log::Act act;
  act.act = "erase";
  act.registration = id;
  act.badge = badge;
  act.detail = "asked for it";
  return act;
}

log::Act end_of_retention() {
  log::Act act;
  act.act = "purge";
  act.detail = "registrations=1";
  return act;
}

// R-0001 with a badge.
void issue_one(Acts& office) {
  office.officer("bea", "vetter");
  office.officer("cem", "vetter");
  office.officer("iss", "issuer,registrar");
  REQUIRE(office.vote("bea", "approve", "R-0001", form(1)));
  REQUIRE(office.vote("cem", "approve", "R-0001", form(1)));
  REQUIRE(office.issue("iss", "R-0001", form(1), "B-1"));
}

Registration somebody() {
  Registration r;
  r.id = "R-0001";
  r.name = "Änne-Sophie van Großkreuz";
  r.email = "a.grosskreuz@kreuzamt.example";
  r.id_number = "ZG-44177 29";
  r.birth_date = parse_iso_date("1971-03-09");
  return r;
}

}  // namespace

TEST_CASE("an erasure is an issuer's act, names the active badge, revokes it and ends everything") {
  Acts office;
  issue_one(office);
  CHECK(office.by("bea", erasure("R-0001", "B-1")).error().code == ErrorCode::not_allowed);
  CHECK(office.by("iss", erasure("R-0001", std::nullopt)).error().code == ErrorCode::malformed);
  auto silent = erasure("R-0001", "B-1");
  silent.detail.reset();
  CHECK(office.by("iss", silent).error().code == ErrorCode::usage);
  REQUIRE(office.by("iss", erasure("R-0001", "B-1")));
  CHECK(office.state.badges().at("B-1").state == BadgeState::revoked);
  CHECK(office.state.vetting("R-0001").erased);
  CHECK(office.state.erased() == 1);
  CHECK(office.vote("bea", "approve", "R-0001", form(1)).error().code == ErrorCode::not_allowed);
  CHECK(office.vote("bea", "reopen", "R-0001", form(1)).error().code == ErrorCode::not_allowed);
  CHECK(office.issue("iss", "R-0001", form(1), "B-2").error().code == ErrorCode::not_allowed);
  CHECK(office.by("iss", erasure("R-0001", std::nullopt)).error().code == ErrorCode::not_allowed);
  CHECK(office.vote("bea", "approve", "R-0002", form(1)));
}

TEST_CASE("after a purge nothing is done to anybody, and the root can still act") {
  Acts office;
  issue_one(office);
  CHECK(office.by("bea", end_of_retention()).error().code == ErrorCode::not_allowed);
  CHECK(office.state.still_open());
  REQUIRE(office.by("iss", end_of_retention()));
  CHECK(office.state.still_open().error().code == ErrorCode::not_allowed);
  CHECK(office.vote("bea", "approve", "R-0002", form(1)).error().code == ErrorCode::not_allowed);
  CHECK(office.by("iss", end_of_retention()).error().code == ErrorCode::not_allowed);
  CHECK(office.state.badges().at("B-1").state == BadgeState::active);
  office.officer("new", "auditor");
}

TEST_CASE("the totals of a purge are read back as they were") {
  Totals totals;
  totals.registrations = 300;
  totals.standings = {{"issued", 290}, {"rejected", 10}};
  totals.problems = {{"duplicate", 2}};
  for (const auto* reason : {"", "the meeting=off"}) {
    const auto read = read_purge_detail(purge_detail(totals, reason));
    REQUIRE(read);
    CHECK(read->registrations == 300);
    CHECK(read->standings == totals.standings);
    CHECK(read->problems == totals.problems);
  }
  for (const auto* bad : {"registrations", "registrations=", "registrations=1x", "people=3", "registrations=-1",
                          "status.issued=99999999999999999999"})
    CHECK(read_purge_detail(bad).error().code == ErrorCode::malformed);
}

TEST_CASE("a reason that says who it is about is seen in every spelling") {
  const TellingValues values(somebody());
  for (const auto* telling :
       {"GROSSKREUZ asked", "Frau Großkreuz", "letter of Änne", "Aenne wrote", "zg4417729", "ZG 44177-29", "born 9.3.1971",
        "born 09/03/1971", "1971-03-09", "A.Grosskreuz@Kreuzamt.example"})
    CHECK(values.in_sentence(telling));
  for (const auto* plain : {"asked for it", "van der Stelle", "on 2015-07-24", "number 44177", "Kreuz", ""})
    CHECK_FALSE(values.in_sentence(plain));
  CHECK_FALSE(TellingValues(Registration{}).in_sentence("anything at all"));
}

TEST_CASE("a file that holds the person is seen in UTF-8 and UTF-16") {
  const TellingValues values(somebody());
  std::string wide;
  for (const char c : std::string("zg4417729")) wide.append({c, '\0'});
  for (const std::string& content : {std::string("x;A.GROSSKREUZ@kreuzamt.example;y"), std::string("ZG4417729"), wide})
    CHECK(values.in_file(as_bytes(content)));
  CHECK_FALSE(values.in_file(as_bytes(std::string("Großkreuz alone is a name that others have"))));
  CHECK_FALSE(values.in_file({}));
  Registration plain;
  plain.name = "Anna Eriksson";
  CHECK(TellingValues(plain).in_path("mails/anna-eriksson.eml"));
}
