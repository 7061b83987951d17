// Which number and date is whose, and whose letter it is.
#include <catch2/catch.hpp>

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
Draft only(std::string_view text) {
  auto got = letter(text);
  REQUIRE(got.people.size() == 1);
  return got.people.front();
}
}  // namespace

TEST_CASE("numbers of other things are no documents") {
  CHECK(only("Please register Ana Gil, born 12 May 1971 (birth number 715512/1234), ID card 301234567.\n").id_number ==
        "301234567");
  CHECK(only("Bitte melden Sie Frau Ana Gil an (Kundennr. 1234567, geb. 3.5.1970), Pass X1234567. Auftrag Nr. 99887766.\n")
            .id_number == "X1234567");
  CHECK(only("Inscribimos a Ana Gil, nacida el 3 de mayo de 1970, Seguridad Social 281234567899, pasaporte PAB123456.\n")
            .id_number == "PAB123456");
  // "c'est" is no "C."
  CHECK(only("Je m'inscris, née le 3 mai 1970. Mon passeport est arrivé, c'est le 16AB12345.\n").id_number == "16AB12345");
}

TEST_CASE("a document without an end is said in sentences, too") {
  const auto unlimited =
      only("Herr Ivo Lang ist am 3. Mai 1970 geboren; sein Ausweis Nr. L1X2Y3Z45 ist unbefristet gültig.\n");
  CHECK(unlimited.id_expiry.kind == DateKind::unlimited);
  const auto dated = only("Mr Ivo Lang of the Permanent Representation, born 3 May 1970, passport X1234567.\n");
  CHECK(dated.id_expiry.kind == DateKind::none);
}

TEST_CASE("a letter in the first person that names nobody is its sender's") {
  const auto own = only("RSVP yes! I'll be on my own. DOB 06/12/1974, passport 512345678, expiration 10/30/2022.\n");
  CHECK(own.full_name() == "Nora Quill");
  CHECK(own.email == "nora.quill@office.example");
  const auto other = only("I send you the data of our delegate: born on 6 November 1974, passport 512345678.\n");
  CHECK(other.full_name().empty());
  CHECK(other.email.empty());
  CHECK(only("I will send the name later.\n\nName: to follow\nDate of birth: 3 May 1970\nPassport: X1234567\n")
            .full_name()
            .empty());
}

TEST_CASE("an address to write to may be the person's") {
  const auto got = only(
      "We register Mr Ivo Lang. He was born on 3 May 1970, his passport is X1234567. Please send the confirmation to him "
      "directly, his e-mail is ivo@lang.example.\n");
  CHECK(got.email == "ivo@lang.example");
}

TEST_CASE("a sentence may go on behind an address, a title may stand before a surname") {
  const auto got =
      only("We register Ivo Lang (e-mail: ivo@lang.example). He was born on 3 May 1970; his passport is X1234567.\n");
  CHECK(got.email == "ivo@lang.example");
  CHECK(got.birth_date.year == 1970);
  const auto lines = letter(
      "Berger, Thomas\nthomas@berger.example\ngeboren: 11.05.1969\n\nDr. Lindenau, Beatrix\nbeatrix@lindenau.example\n"
      "geboren: 29.08.1973\n");
  REQUIRE(lines.people.size() == 2);
  CHECK(lines.people[1].full_name() == "Beatrix Lindenau");
}

TEST_CASE("a question about documents gives none; a sign for born; a reply without a pronoun") {
  CHECK(
      letter("Could you tell me whether I need a passport or whether my ID card, valid until 29 October 2022, is enough?\n")
          .people.empty());
  CHECK(only("Ana Gil (°3.5.1970), CI 592-1234567-88, ana@gil.example\n").birth_date.year == 1970);
  CHECK(only("Bin dabei. Geb. 6. November 1974, Perso L6TZ0P39K.\n").full_name() == "Nora Quill");
}
