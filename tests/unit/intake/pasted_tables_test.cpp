// Tables that somebody pasted into a mail, and what looks like one.
#include <catch2/catch.hpp>

#include "issuer/intake/mail_part.hpp"
#include "issuer/intake/paired_form.hpp"
#include "issuer/intake/text_people.hpp"
#include "issuer/intake/text_tables.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::intake;

namespace {
std::vector<Draft> people(std::string_view text) {
  LetterReader reader({"Nora Quill", "nora.quill@office.example"}, "Registration");
  reader.text(text);
  return reader.finish().people;
}
std::vector<Draft> people_of_table(const TextRows& rows) {
  LetterReader reader({"Nora Quill", "nora.quill@office.example"}, "Registration");
  HtmlBlock block;
  block.kind = HtmlBlock::Kind::table;
  block.rows = rows;
  for (const auto& row : rows) {
    for (const auto& cell : row) block.text += cell + '\t';
    block.text += '\n';
  }
  reader.table(block);
  return reader.finish().people;
}
}  // namespace

TEST_CASE("cells with quotation marks may hold what parts them") {
  const auto found = people(
      "Notre liste :\n\n"
      "\"Civilité\",\"Nom\",\"Prénom\",\"Structure\",\"Né(e) le\",\"Passeport\",\"Fin de validité\"\n"
      "\"Mme\",\"Le Bihan\",\"Anne\",\"Association, section nord\",\"14/09/1976\",\"15AB20774\",\"06/02/2025\"\n"
      "\"M.\",\"Ber\",\"Luc\",\"Toile SARL\",\"25/03/1968\",\"10HD47713\",\"11/08/2020\"\n\nMerci\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].full_name() == "Anne Le Bihan");
  CHECK(found[0].organisation == "Association, section nord");
  CHECK(found[1].id_number == "10HD47713");
}

TEST_CASE("commas make a table only below a line of labels") {
  const auto found = people(
      "Last name,First name,Company,DOB,Passport no,Expiry\n"
      "Gil,Ana,Web Trust,1979-08-21,NX4410293,2022-05-30\n"
      "Lind,Bo,Web Trust,1988-01-17,548820193,2019-02-28\n");
  REQUIRE(found.size() == 2);
  CHECK(found[1].full_name() == "Bo Lind");
  CHECK(found[1].id_number == "548820193");
  CHECK(table_at({"Name, date of birth, passport number, expiry date", "Ana Gil, 1979-08-21"}, 0).rows.empty());
  CHECK(table_at({"Name, date of birth, passport number, expiry date", "are wanted, I hear, of us, too"}, 0).rows.empty());
}

TEST_CASE("a table with one cell a line") {
  for (const std::string gap : {"\n", "\n\n"}) {
    std::string text = "Two colleagues:\n\n";
    for (const auto* cell : {"Name", "Institution", "Date of birth", "Passport", "Valid until"}) text += cell + gap;
    text += "\n";
    for (const auto* cell : {"Ana Gil", "Web Trust", "17.04.1970", "204413897", "12.10.2020"}) text += cell + gap;
    text += "\n";
    for (const auto* cell : {"Bo Lind", "Web Trust", "tbc", "206690125", "31.01.2023"}) text += cell + gap;
    const auto found = people(text + "\nKind regards\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].name == "Ana Gil");
    CHECK(found[1].name == "Bo Lind");
    CHECK(found[1].id_number == "206690125");
  }
  CHECK(
      table_at({"Name", "Institution", "Date of birth", "Passport", "", "Please fill in the form above", "and return it"}, 0)
          .rows.empty());
}

TEST_CASE("what is for sale names nobody") {
  CHECK(people_of_table(
            {{"Name of service", "Seats", "Valid until", "Price"}, {"Economy Zaventem", "4", "31/12/2015", "19 EUR"}})
            .empty());
  CHECK(
      people_of_table({{"Hôtel", "Nom du contact", "Tarif", "Valable jusqu'au"}, {"Palace", "Ana Gil", "99", "30/09/2015"}})
          .empty());
  // A fee beside births is the fee of people.
  CHECK(people_of_table({{"Name", "Born", "Passport", "Fee"}, {"Ana Gil", "1.2.1970", "204413897", "0"}}).size() == 1);
}

TEST_CASE("the house of the row above") {
  const auto found = people_of_table({{"Name", "Organisation", "Born", "Passport"},
                                      {"Ana Gil", "Web Trust", "1.2.1970", "204413897"},
                                      {"Bo Lind", "idem", "1.2.1971", "204413898"},
                                      {"Cy Lund", "\"", "1.2.1972", "204413899"},
                                      {"Di Land", "", "1.2.1973", "204413900"}});
  REQUIRE(found.size() == 4);
  CHECK(found[1].organisation == "Web Trust");
  CHECK(found[2].organisation == "Web Trust");
  CHECK(found[3].organisation.empty());
}

TEST_CASE("labels and values that take turns in a row") {
  const TextRows form = {{"Participant form", "", "", ""},
                         {"Name", "Ana Gil", "Organisation", "Web Trust"},
                         {"Born", "3 May 1971", "E-mail", "ana@trust.example"},
                         {"Passport", "112233445", "Until", "4 June 2020"}};
  CHECK(paired_form(form).size() == 6);
  const auto found = people_of_table(form);
  REQUIRE(found.size() == 1);
  CHECK(found[0].organisation == "Web Trust");
  CHECK(found[0].id_expiry.year == 2020);
  CHECK(paired_form({{"Name", "Organisation", "Born", "Passport"}, {"Ana Gil", "Web Trust", "1.2.1970", "204413897"}})
            .empty());
  CHECK(paired_form({{"Name", "Ana Gil", "Bo Lind"}, {"Passport", "204413897", "204413898"}}).empty());
}
