// Labels and their values in the text of mails.
#include <catch2/catch.hpp>

#include "issuer/intake/label_lines.hpp"
#include "issuer/intake/mail_part.hpp"
#include "issuer/intake/text_people.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::intake;

namespace {
LetterPeople letter(std::string_view text) {
  LetterReader reader({"Nora Quill", "nora.quill@office.example"}, "Registration");
  reader.text(text);
  return reader.finish();
}
}  // namespace

TEST_CASE("labels whose words say nothing in a sentence") {
  const std::pair<const char*, Field> cases[] = {{"Body represented", Field::organisation},
                                                 {"On behalf of", Field::organisation},
                                                 {"Police force", Field::organisation},
                                                 {"Pour le compte de", Field::organisation},
                                                 {"Fédération", Field::organisation},
                                                 {"Für wen", Field::organisation},
                                                 {"Entsendende Behörde", Field::organisation},
                                                 {"Ente di provenienza", Field::organisation},
                                                 {"Werkzaam bij", Field::organisation},
                                                 {"Organismo de procedencia", Field::organisation},
                                                 {"Headphones", Field::language},
                                                 {"Langue d'écoute", Field::language},
                                                 {"Verdolmetschung ins", Field::language},
                                                 {"Cuffia (lingua)", Field::language},
                                                 {"Vertolking naar", Field::language},
                                                 {"Idioma preferido", Field::language},
                                                 {"Year of birth", Field::birth_date},
                                                 {"F. nac.", Field::birth_date},
                                                 {"Date naiss.", Field::birth_date},
                                                 {"Geb.-Dat.", Field::birth_date},
                                                 {"Vto.", Field::id_expiry},
                                                 {"Val. jusqu'au", Field::id_expiry},
                                                 {"Scad. doc.", Field::id_expiry},
                                                 {"Geldig t/m", Field::id_expiry},
                                                 {"In force until", Field::id_expiry},
                                                 {"Valid from", Field::issue_date},
                                                 {"Gültig ab", Field::issue_date},
                                                 {"Nummer des Reisepasses", Field::id_number},
                                                 {"Dok.-Nr.", Field::id_number},
                                                 {"Birth number", Field::ignored},
                                                 {"Vorgangsnummer", Field::ignored},
                                                 {"Emergency contact", Field::ignored}};
  for (const auto& [label, field] : cases) {
    INFO(label);
    CHECK(marked_label_field(label) == field);
    CHECK(header_field(label) == field);
  }
  // Without a mark behind them they may be a name.
  CHECK_FALSE(label_field("Police Federation"));
  CHECK_FALSE(lone_label("Centre for Public Law Enforcement"));
}

TEST_CASE("dots lead to the value, and a question may ask for it") {
  const auto dotted = letter(
      "Naam  . . . . . . : Ana Gil\nWerkzaam bij  . . : Dienst Noord\nGeboren op ...... : 3 mei 1970\n"
      "Paspoort ____ : X1234567\nGeldig t/m . . . : 1 mei 2020\nVertolking naar . : Nederlands\n");
  REQUIRE(dotted.people.size() == 1);
  CHECK(dotted.people[0].full_name() == "Ana Gil");
  CHECK(dotted.people[0].organisation == "Dienst Noord");
  CHECK(dotted.people[0].birth_date.year == 1970);
  CHECK(dotted.people[0].id_number == "X1234567");
  CHECK(dotted.people[0].id_expiry.year == 2020);
  CHECK(dotted.people[0].language == "NL");
  const auto asked = letter("Wer? Ana Gil\nFür wen? Jugendnetz Nord\nGeboren? 3. Mai 1970\nReisepass? X1234567\n");
  REQUIRE(asked.people.size() == 1);
  CHECK(asked.people[0].full_name() == "Ana Gil");
  CHECK(asked.people[0].organisation == "Jugendnetz Nord");
  CHECK(asked.people[0].id_number == "X1234567");
}

TEST_CASE("a form may ask for the particle of a surname apart from it") {
  const auto got = letter("Voornaam: Gijs\nTussenvoegsel: van der\nAchternaam: Linde\nGeboortedatum: 3 mei 1970\n");
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].full_name() == "Gijs van der Linde");
  CHECK(letter("Voornaam: Ana\nTussenvoegsel: -\nAchternaam: Gil\nGeboren: 3 mei 1970\n").people.at(0).full_name() ==
        "Ana Gil");
}

TEST_CASE("attached text is a list when every line is a row, with a header or without") {
  CHECK(is_list_text("Ana Gil\tAgency\tana@gil.example\t03/05/1970\nIvo Lang\tAgency\tivo@lang.example\t04/05/1971\n"));
  CHECK(is_list_text("Name;Born;Passport;Mail\nAna Gil;03/05/1970;X1234567;ana@gil.example\n"));
  CHECK_FALSE(is_list_text("Dear all,\n\nAna Gil, Agency, ana@gil.example, 03/05/1970\nwill come, too.\n"));
  // Cells between tabs are no one name.
  const auto line = letter("Ana Gil\tAgencia Norte\tana@gil.example\t03/05/1970\tX1234567\n");
  REQUIRE(line.people.size() == 1);
  CHECK(line.people[0].full_name() == "Ana Gil");
}

TEST_CASE("rows of a text without a header, labels without marks, bold labels") {
  const auto rows = letter(
      "Ana Gil; Harbour Police; ana@gil.example; 3 May 1970; X1234567; 1 May 2020; FR\n"
      "Ivo Roe; Harbour Police; ivo@roe.example; 4 May 1971; X1234568; 2 May 2020; EN\n");
  REQUIRE(rows.people.size() == 2);
  CHECK(rows.people[0].language == "FR");
  CHECK(rows.people[1].id_number == "X1234568");
  const auto told = letter(
      "Ana Gil; Agency; born 3 May 1970; ID AB 123456; valid until 1 May 2020\n"
      "Ivo Roe; Agency; born 4 May 1971; ID AB 123457; valid until 2 May 2020\n");
  REQUIRE(told.people.size() == 2);
  CHECK(told.people[0].id_number == "AB 123456");
  const auto bare = letter("Surname Gil\nGiven name Ana\nDate of birth 3 May 1970\nPassport X1234567\n");
  REQUIRE(bare.people.size() == 1);
  CHECK(bare.people[0].full_name() == "Ana Gil");
  const auto bold = letter("*Name:* Ana Gil\n*Organisation:* Harbour Police\n*Born:* 3 May 1970\n");
  REQUIRE(bold.people.size() == 1);
  CHECK(bold.people[0].organisation == "Harbour Police");
  CHECK(label_field("Passport valid") == Field::id_expiry);
  CHECK(label_field("Valid passport") == Field::id_number);
}

TEST_CASE("beside other lines of a form a dash marks a label") {
  const auto found = letter(
      "Name - Det. Supt. Rhiannon Pugh\nForce - Northmoor Constabulary\nDate of birth - 30 June 1974\n"
      "Passport no - 720446183\n");
  REQUIRE(found.people.size() == 1);
  CHECK(found.people[0].organisation == "Northmoor Constabulary");
  CHECK(labelled_line("Force - Northmoor Constabulary").parts.empty());
  CHECK(labelled_line("Force - Northmoor Constabulary", Around::form).parts.size() == 1);
}

TEST_CASE("a form that nobody filled in registers nobody") {
  CHECK(letter("Full name:\nPassword:\nDate of birth:\n\nFailure to answer will close your account on 30/06/2015.\n")
            .people.empty());
  CHECK(letter("Name:\nBehörde:\nGeburtsdatum:\nAusweisnummer:\n\nBitte um kurze Rückmeldung.\n").people.empty());
}

TEST_CASE("two dates under one label") {
  for (const auto* line :
       {"Issue / expiry: 04.04.2012 / 03.04.2022", "Fecha de expedición / caducidad: 04.04.2012 - 03.04.2022",
        "Passport: C4711AB22 (04.04.2012), expires 03.04.2022",
        "Documento: AY7712094 ril. il 04.04.2012 scad. 03.04.2022"}) {
    INFO(line);
    const auto found = letter("Name: Ana Gil\n" + std::string(line) + "\n");
    REQUIRE(found.people.size() == 1);
    CHECK(found.people[0].id_expiry.year == 2022);
  }
  Draft draft;
  CHECK(draft.set(Field::id_expiry, "04.04.2012 / 03.04.2022"));
  CHECK(draft.id_expiry.year == 2022);
}

TEST_CASE("labels that are questions, and numbers of registers") {
  CHECK(marked_label_field("Which language would you like to listen to") == Field::language);
  CHECK(marked_label_field("Dans quelle langue souhaitez-vous l'interprétation") == Field::language);
  CHECK(marked_label_field("Jusqu'à quand est-elle valable") == Field::id_expiry);
  CHECK(marked_label_field("D.N.I.") == Field::id_number);
  CHECK(marked_label_field("Company number") == Field::ignored);
  CHECK(header_field("Amt") == Field::department);
  CHECK(header_field("Nom du service") == Field::department);
  const auto found =
      letter("Our delegate is Ana Gil, born 4 March 1985.\n\nRegards\nNora Quill\nRegistered charity no. 1093377\n");
  REQUIRE(found.people.size() == 1);
  CHECK(found.people[0].id_number.empty());
}

TEST_CASE("an address with its label ends no sentence") {
  const auto found = letter(
      "gebe die erbetenen Daten bekannt: Ana Gil, geboren am 11. Jänner 1962, Reisepass U2290417, ausgestellt am\n"
      "3. Juni 2013, gültig bis 2. Juni 2023, E-Mail: ana@gil.example.\n");
  REQUIRE(found.people.size() == 1);
  CHECK(found.people[0].id_expiry.year == 2023);
}

TEST_CASE("a question with an equals sign behind it") {
  const auto found =
      letter("Name = Ana Gil\nBirthdate = May 3, 1971\nInterpretation needed? = Yes (DE)\nUntil: 4 June 2020\n");
  REQUIRE(found.people.size() == 1);
  CHECK(found.people[0].language == "DE");
  CHECK_FALSE(found.people[0].hostile);
  CHECK(found.people[0].id_expiry.year == 2020);
}

TEST_CASE("a house behind a labelled name, until a label tells of another") {
  const auto beside = letter("Name: Ana Gil (Web Trust)\nBorn: 3 May 1971\nPassport: 112233445\n");
  REQUIRE(beside.people.size() == 1);
  CHECK(beside.people[0].name == "Ana Gil");
  CHECK(beside.people[0].organisation == "Web Trust");
  const auto labelled = letter("Name: Ana Gil (Web Trust)\nOrganisation: Ministry of Networks\nBorn: 3 May 1971\n");
  REQUIRE(labelled.people.size() == 1);
  CHECK(labelled.people[0].organisation == "Ministry of Networks");
  const auto same =
      letter("Delegate 1: Ana Gil (Web Trust), born 3 May 1971\nDelegate 2: Bo Lind (same), born 3 May 1972\n");
  REQUIRE(same.people.size() == 2);
  CHECK(same.people[1].organisation == "Web Trust");
}
