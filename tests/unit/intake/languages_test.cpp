#include <catch2/catch.hpp>

#include <map>

#include "issuer/intake/text_people.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::intake;

namespace {
// Language by name.
std::map<std::string, std::string> languages(std::string_view text) {
  LetterReader reader({"Nora Quill", "nora.quill@office.example"}, "Forum");
  reader.text(text);
  std::map<std::string, std::string> out;
  for (const auto& person : reader.finish().people) out[person.full_name()] = person.language;
  return out;
}

constexpr std::string_view both =
    "Please register Ms Ana Gil (born 3 May 1970, passport X1234567, valid until 3 June 2022) and Mr Paul Roy (born 4 May "
    "1971, "
    "passport X7654321, valid until 4 June 2023). ";
std::map<std::string, std::string> of_both(std::string_view wish) {
  return languages(std::string(both) + std::string(wish) + '\n');
}
using Wishes = std::map<std::string, std::string>;
}  // namespace

TEST_CASE("a wish for a language is of those whom its clause names") {
  CHECK(of_both("Ms Gil would like French interpretation, Mr Roy does not need any.") ==
        Wishes{{"Ana Gil", "FR"}, {"Paul Roy", ""}});
  CHECK(of_both("Ms Gil would like French interpretation and Mr Roy German.") ==
        Wishes{{"Ana Gil", "FR"}, {"Paul Roy", "DE"}});
  CHECK(of_both("Ms Gil and Mr Roy would like interpretation into Dutch.") == Wishes{{"Ana Gil", "NL"}, {"Paul Roy", "NL"}});
  CHECK(of_both("Both would follow the session in Spanish.") == Wishes{{"Ana Gil", "ES"}, {"Paul Roy", "ES"}});
  CHECK(of_both("Mme Gil suivra avec l'interprétation française ; M. Roy n'a pas besoin d'interprète.") ==
        Wishes{{"Ana Gil", "FR"}, {"Paul Roy", ""}});
}

TEST_CASE("in a sentence about several people each wish is of the one before it") {
  const auto got = languages(
      "Es kommen Frau Ana Gil, geb. 3.5.1970, Reisepass C1X2Y3Z45 gültig bis 3.6.2022, Dolmetschung ins Französische, und "
      "Herr "
      "Paul Roy, geb. 4.5.1971, Reisepass C1X2Y3Z46 gültig bis 4.6.2023, ohne Dolmetschung.\n");
  CHECK(got == Wishes{{"Ana Gil", "FR"}, {"Paul Roy", ""}});
  const auto all = languages(
      "Es kommen Frau Ana Gil, geb. 3.5.1970, Reisepass C1X2Y3Z45 gültig bis 3.6.2022, und Herr Paul Roy, geb. 4.5.1971, "
      "Reisepass C1X2Y3Z46 gültig bis 4.6.2023, beide hätten gern die Dolmetschung ins Deutsche, danke.\n");
  CHECK(all == Wishes{{"Ana Gil", "DE"}, {"Paul Roy", "DE"}});
  const auto before = languages(
      "Nous souhaitons tous l'interprétation en français :\n\n- Mme Ana Gil, née le 3 mai 1970, passeport X1234567\n"
      "- M. Paul Roy, né le 4 mai 1971, passeport X7654321\n");
  CHECK(before == Wishes{{"Ana Gil", "FR"}, {"Paul Roy", "FR"}});
}

TEST_CASE("a language that is not wanted is none") {
  for (const auto* wish :
       {"I do not need German interpretation.", "I speak a little French but do not need interpretation.",
        "Die deutsche Verdolmetschung brauche ich nicht.", "Je n'ai pas besoin de l'interprétation en français.",
        "Non ho bisogno dell'interpretazione in italiano.", "De vertolking naar het Nederlands heb ik niet nodig.",
        "No necesito interpretación al español."}) {
    INFO(wish);
    CHECK(languages("Please register me. I was born on 3 May 1970, passport X1234567. " + std::string(wish) + '\n') ==
          Wishes{{"Nora Quill", ""}});
  }
  CHECK(
      languages("Please register me. I was born on 3 May 1970, passport X1234567. I would prefer French rather than English "
                "interpretation.\n") == Wishes{{"Nora Quill", "FR"}});
}

TEST_CASE("a wish of somebody who is not known yet waits for them") {
  LetterReader reader({"Nora Quill", "nora.quill@office.example"}, "Forum");
  reader.text("Ms Gil would use the interpretation into French. The list is attached.\n");
  const auto got = reader.finish();
  REQUIRE(got.wishes.size() == 1);
  CHECK(got.wishes[0].name == "Gil");
  CHECK(got.wishes[0].code == "FR");
}

TEST_CASE("the name of a house holds no wish") {
  CHECK(languages("Voor de Vlaamse Federatie van Hostingbedrijven: Ana Gil, geboren op 3/5/1970, e-mail volgt nog\n") ==
        Wishes{{"Ana Gil", ""}});
}

TEST_CASE("a sentence that begins behind an address goes on in the next line") {
  CHECK(languages("Herr Ana Gil kommt, geboren am 3.5.1970.\nE-Mail-Adresse: ana.gil@harbour-office.example. Er nutzt die "
                  "englische\n"
                  "Verdolmetschung.\n") == Wishes{{"Ana Gil", "EN"}});
}
