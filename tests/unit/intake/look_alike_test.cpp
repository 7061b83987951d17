// What is nearly right: look-alike letters, shifted rows, surnames that are titles, markup in a name.
#include <catch2/catch.hpp>

#include "issuer/intake/assess.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/names.hpp"
#include "tests/unit/intake/files.hpp"

using namespace eb::issuer;
using namespace eb::issuer::intake;
using eb::issuer::test::Folder;
using eb::issuer::test::problems_of;
using eb::issuer::test::read_all;
using eb::issuer::test::read_one;

namespace {
constexpr const char* header = "name,email,organisation,date of birth,id number,id expiry\n";
std::string row(const std::string& name, const std::string& email, const std::string& number) {
  return header + name + "," + email + ",Police,1974-08-12," + number + ",2040-04-15\n";
}
}  // namespace

TEST_CASE("a document number with letters of another alphabet is missing") {
  for (const auto* number : {"АК1234567", "AК1234567", "ΑΒ1234567", "AB123456Ζ", "ÀB1234567", "\uFF11\uFF12345678"}) {
    INFO(number);
    CHECK(clean_id_number(number).empty());
    const auto read = read_one("a.csv", row("Anna Berg", "anna@org.example", number));
    REQUIRE(read.people.size() == 1);
    CHECK(read.people[0].id_number.empty());
    CHECK(problems_of(read.people[0]) == "missing_id_number");
  }
  CHECK(clean_id_number("carte d'identité n° 12AB34567 délivrée à Liège") == "12AB34567");
}

TEST_CASE("an address with letters beyond ASCII is missing") {
  for (const auto* address : {"anna@оrg.example", "аnna@org.example", "anna@örg.example"}) {
    INFO(address);
    const auto read = read_one("a.csv", row("Anna Berg", address, "L898902C3"));
    REQUIRE(read.people.size() == 1);
    CHECK(problems_of(read.people[0]) == "missing_email");
  }
}

TEST_CASE("nothing of a document number is cut off silently") {
  const std::pair<const char*, const char*> cases[] = {{"12 ab 34567", "12 ab 34567"},
                                                       {"12 abc 34567", "12 abc 34567"},
                                                       {"C1 234 de 5", "C1 234 de 5"},
                                                       {"12345678 z", "12345678 z"},
                                                       {"PP 1234567", "PP 1234567"},
                                                       {"EU 123456", "EU 123456"},
                                                       {"EU no. 123456", "123456"},
                                                       {"EU: 123456", "123456"},
                                                       {"ID NO 1234567", "1234567"},
                                                       {"Passport NO 1234567", "1234567"},
                                                       {"passport PP 1234567", "PP 1234567"},
                                                       {"AB123456 valid until 2020", "AB123456"},
                                                       {"AB123456 Valid until 2020", "AB123456"},
                                                       {"AB123456 gültig bis 2020", "AB123456"},
                                                       {"AB123456 issued in Rome", "AB123456"},
                                                       {"AB123456 passport", "AB123456"}};
  for (const auto& [written, number] : cases) {
    INFO(written);
    CHECK(clean_id_number(written) == number);
  }
}

TEST_CASE("what stands before the first comma is never dropped") {
  const std::pair<const char*, const char*> cases[] = {
      {"Graf, Anna", "Anna Graf"},
      {"Major, John", "John Major"},
      {"Herr, Michael", "Michael Herr"},
      {"Richter, Don", "Don Richter"},
      {"Smith, Justice", "Justice Smith"},
      {"Smith, Dr. John", "John Smith"},
      {"Graf, Dr. Anna", "Anna Graf"},
      {"John Smith, MD", "John Smith"},
      {"Smith, John, Director", "John Smith"},
      {"Anna Berg, Ministry of the Interior", "Anna Berg"},
      {"Fernandez de la Cruz y Gomez, Anna Maria Rosa del Pilar", "Anna Maria Rosa del Pilar Fernandez de la Cruz y Gomez"}};
  for (const auto& [written, name] : cases) {
    INFO(written);
    CHECK(clean_name(written) == name);
  }
}

TEST_CASE("only two alphabets are two forms of one name; markup and formulas stay word for word") {
  const std::pair<const char*, const char*> cases[] = {
      {"Anna Berg / Jan Smit", "Anna Berg / Jan Smit"},
      {"Eleftheria Karagianni / Ελευθερία Καραγιάννη", "Eleftheria Karagianni"},
      {"Anna <b>Berg</b>", "Anna <b>Berg</b>"},
      {"<a href=\"mailto:x@y.example\">Anna</a>", "<a href=\"mailto:x@y.example\">Anna</a>"},
      {"=HYPERLINK(\"http://x.example\",\"Anna, Berg\")", "=HYPERLINK(\"http://x.example\",\"Anna, Berg\")"}};
  for (const auto& [written, name] : cases) {
    INFO(written);
    CHECK(clean_name(written) == name);
  }
  const auto read = read_one("a.csv", row("Anna <b>Berg</b>", "anna@org.example", "L898902C3"));
  REQUIRE(read.people.size() == 1);
  CHECK(read.people[0].name == "Anna <b>Berg</b>");
  CHECK(problems_of(read.people[0]) == "hostile_text");
}

TEST_CASE("a shifted row is complained about, and a date is no document number") {
  const auto read = read_one("a.csv", std::string(header) +
                                          "Anna Berg,anna@org.example,Police,1974-08-12,L898902C3,2040-04-15\n"
                                          "Jan Smit,jan@org.example,Police,Unit 2,1975-09-13,NX1234567,2041-05-16\n");
  REQUIRE(read.people.size() == 2);
  CHECK(problems_of(read.people[1]) == "missing_birth_date missing_id_expiry missing_id_number");
  REQUIRE(read.summary.errors.size() == 1);
  CHECK(read.summary.errors[0].message.find("row 3 (line 3): more cells are filled than the header has") !=
        std::string::npos);
}

TEST_CASE("a date in the column of document numbers is missing, digits alone are not") {
  for (const auto* date : {"2040-04-15", "15.04.2040", "15 April 2040", "15/04/2040"}) {
    INFO(date);
    Draft draft;
    CHECK_FALSE(draft.set(Field::id_number, date));
    CHECK(draft.id_number.empty());
  }
  for (const auto* number : {"20400415", "591-9855541-30", "62350379 1 ZE2", "C01X0006H", "L01X00T47", "12 X 3456"}) {
    INFO(number);
    Draft draft;
    CHECK(draft.set(Field::id_number, number));
    CHECK(draft.id_number == number);
  }
}

TEST_CASE("two columns Name hold one name") {
  const auto read = read_one("a.csv",
                             "Name,Name,email,organisation,date of birth,id number,id expiry\n"
                             "Anna,Berg,anna@org.example,Police,1974-08-12,L898902C3,2040-04-15\n");
  REQUIRE(read.people.size() == 1);
  CHECK(read.people[0].name == "Anna Berg");
}

TEST_CASE("a message of a Maildir is a mail, however it begins and whoever names it") {
  const Folder folder;
  const auto file =
      folder.put("box/.Registrations/cur/1437.M1P2.host:2,S",
                 "X-Spam: no\r\nFrom: Anna Berg <anna@org.example>\r\n\r\nName: Anna Berg\r\nID number: L898902C3\r\n");
  Intake intake(nullptr);
  const auto read = read_all(intake, file);
  CHECK(read.summary.errors.empty());
  REQUIRE(read.people.size() == 1);
  CHECK(read.people[0].name == "Anna Berg");
}

TEST_CASE("complaints cannot move the cursor") {
  const Folder folder;
  const auto file = folder.put(
      "a\x1B[2Jb.csv", std::string(header) + "\"Anna Berg,anna@org.example,Police,1974-08-12,L898902C3,2040-04-15\n");
  Intake intake(nullptr);
  const auto read = read_all(intake, file);
  REQUIRE_FALSE(read.summary.errors.empty());
  for (const auto& error : read.summary.errors) CHECK(error.message.find('\x1B') == std::string::npos);
  CHECK(read.summary.unread_files == 0);
}
