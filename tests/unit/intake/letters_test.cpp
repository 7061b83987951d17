#include <catch2/catch.hpp>

#include "issuer/intake/text_people.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::intake;

namespace {
const Sender nora{"Nora Quill", "nora.quill@office.example"};

LetterPeople letter(std::string_view text, std::string_view subject = "Registration") {
  LetterReader reader(nora, subject);
  reader.text(text);
  return reader.finish();
}
}  // namespace

TEST_CASE("sentences name a person, whom they represent and what they hold") {
  const auto got = letter(
      "The Harbour Police will be represented by Mr Ivo Lang, born on 3 May 1970, holder of passport no. AB 123456, issued "
      "on\n"
      "4 June 2012 and valid until 3 June 2022 (ivo.lang@harbour.example). He asks for interpretation into French.\n");
  REQUIRE(got.people.size() == 1);
  const auto& person = got.people.front();
  CHECK(person.full_name() == "Ivo Lang");
  CHECK(person.organisation == "Harbour Police");
  CHECK(person.email == "ivo.lang@harbour.example");
  CHECK(person.id_number == "AB 123456");
  CHECK(person.birth_date.year == 1970);
  CHECK(person.id_expiry.year == 2022);
  CHECK(person.language == "FR");
  CHECK_FALSE(got.change);
}

TEST_CASE("who writes about himself is the sender, of several people only the one with that name") {
  const auto own = letter("Ich melde mich hiermit an: geboren am 3.5.1970, Reisepass C1X2Y3Z45, gültig bis 1.2.2020.\n");
  REQUIRE(own.people.size() == 1);
  CHECK(own.people[0].full_name() == "Nora Quill");
  CHECK(own.people[0].email == "nora.quill@office.example");
  const auto other = letter("Please register Ms Ana Gil. She was born on 3 May 1970, passport X1234567.\n");
  REQUIRE(other.people.size() == 1);
  CHECK(other.people[0].email.empty());
}

TEST_CASE("a change names who goes, who comes and the right value only") {
  const auto replaced = letter("M. Paul Roy sera remplacé par Mme Anne Blot, née le 3 mai 1970.\n", "Changement");
  CHECK(replaced.change);
  REQUIRE(replaced.people.size() == 2);
  CHECK(replaced.people[0].full_name() == "Paul Roy");
  CHECK(replaced.people[1].full_name() == "Anne Blot");
  const auto wrong = letter("There is a mistake: the passport of Ms Ana Gil is X1234567 and not X7654321.\n");
  REQUIRE(wrong.people.size() == 1);
  CHECK(wrong.people[0].id_number == "X1234567");
}

TEST_CASE("questions, refusals, offers and people who are only mentioned register nobody") {
  CHECK(letter("Can I still change the name of our delegate later?\n").people.empty());
  CHECK(letter("We regret that nobody from our service is available.\n").people.empty());
  CHECK(letter("Renew your passport now! Order no. 77120034, offer valid until 31.08.2015.\n").people.empty());
  CHECK(letter("I have passed this on to Mr Carlos Vela and Ms Ana Prieto.\n").people.empty());
}

TEST_CASE("quoted letters keep their writers, the quoted invitation says nothing") {
  const auto got = letter(
      "Please add him.\n\nFrom: Ivo Lang\nSent: 3 June 2015\nTo: Nora Quill\nSubject: data\n\n> Ivo Lang\n> Harbour Police\n"
      "> born 3 May 1970\n> passport X1234567, expires 3 June 2022\n\n> Interpretation will be available in EN, FR, DE, IT, "
      "NL and "
      "ES.\n");
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].full_name() == "Ivo Lang");
  CHECK(got.people[0].organisation == "Harbour Police");
  CHECK(got.people[0].language.empty());
}

TEST_CASE("one of two who were named is meant by words that count, and values follow their order") {
  const auto got = letter(
      "Two colleagues will take part: Ms Ana Gil and Mr Paul Roy. The former was born on 3 May 1970 and holds passport "
      "X1234567;\n"
      "the latter was born on 4 May 1971, passport X7654321 (valid until 4 June 2023). Their addresses are "
      "ana@office.example "
      "and\n"
      "paul@office.example respectively.\n");
  REQUIRE(got.people.size() == 2);
  CHECK(got.people[0].full_name() == "Ana Gil");
  CHECK(got.people[0].id_number == "X1234567");
  CHECK(got.people[0].email == "ana@office.example");
  CHECK(got.people[1].full_name() == "Paul Roy");
  CHECK(got.people[1].id_number == "X7654321");
  CHECK(got.people[1].email == "paul@office.example");
  const auto second = letter("Please register Ms Ana Gil, born on 3 May 1970. The second passport X1234567 is hers.\n");
  CHECK(second.people.size() == 1);
}

TEST_CASE("the writer's own name may come behind the facts, and fuller than in the sender's line") {
  LetterReader reader({"Nora V. Quill", "nora.quill@office.example"}, "Registration");
  reader.text("I was born on 3 May 1970, passport X1234567. My name is Nora Vasquez Quill.\n");
  const auto got = reader.finish();
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].full_name() == "Nora Vasquez Quill");
}

TEST_CASE("what a superior needs is not the writer's") {
  const auto got =
      letter("Hier die Anmeldung meines Vorgesetzten:\n\nName: Paul Roy\nGeburtsdatum: 3.5.1970\nPass: X1234567\n");
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].email.empty());
}

TEST_CASE("offers that say why somebody gets them register nobody") {
  CHECK(letter("Speak at the World Summit! Fee: 990 USD until 31/07/2015, Organizing Committee.\n\n"
               "To be removed from our list: remove@summit.example\n")
            .people.empty());
}

TEST_CASE("who only asks whether a registration has come registers nobody") {
  CHECK(
      letter("Could you tell me whether you have received the registration of my colleague Joanna Pike?\n").people.empty());
  CHECK(letter("Hebt u de inschrijving van mijn collega Joanna Pike ontvangen?\n").people.empty());
}

TEST_CASE("the writer comes with a colleague, and each has their own facts") {
  const auto got = letter(
      "Ik kom op 24 juli, samen met mijn collega Femke Daems. Ikzelf ben geboren op 2 april 1985. Femke is geboren op "
      "9 september 1990.\n");
  REQUIRE(got.people.size() == 2);
  CHECK(got.people[0].full_name() == "Nora Quill");
  CHECK(got.people[0].birth_date.year == 1985);
  CHECK(got.people[1].birth_date.year == 1990);
}

TEST_CASE("whoever registers himself is none of the writer's people; a genitive is no part of a name") {
  const auto got = letter(
      "Grace Doolin's: born 23/05/1984, passport PD8810237, exp 30/09/2023.\n\nMeine Kollegin Nele Harms meldet sich selbst "
      "an.\n");
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].full_name() == "Grace Doolin");
}

TEST_CASE("a name ends before the company that somebody comes from") {
  const auto got = letter("Mijn baas, Geert Lauwers van Telecom Vlaanderen NV, wil komen. Hij is geboren op 3 juni 1965.\n");
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].full_name() == "Geert Lauwers");
  CHECK(got.people[0].organisation == "Telecom Vlaanderen NV");
}
