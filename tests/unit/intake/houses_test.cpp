#include <catch2/catch.hpp>

#include "issuer/intake/names.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/passage.hpp"
#include "issuer/intake/sender_house.hpp"

using namespace eb::issuer::intake;

namespace {

// "person | person / house | house" of a passage.
std::string named(std::string_view text) {
  const Passage passage(text);
  std::string out;
  for (const auto& person : passage.people) {
    out += out.empty() ? "" : " | ";
    out += passage.of(person.from, person.to);
  }
  out += " /";
  for (const auto& house : passage.organisations) {
    out += out.ends_with('/') ? " " : " | ";
    out += passage.of(house.from, house.to);
  }
  return out;
}

}  // namespace

TEST_CASE("a house is known by its place in the sentence, however it is called") {
  CHECK(named("I am coming on behalf of Bezpieczny Brzeg.") == " / Bezpieczny Brzeg");
  CHECK(named("Namens Kinderbrug Vlaanderen schrijf ik mij in.") == " / Kinderbrug Vlaanderen");
  CHECK(named("The Icelandic Net Keeper will send Ana Gil.") == "Ana Gil / Icelandic Net Keeper");
  CHECK(named("two persons from Baltic Lantern") == " / Baltic Lantern");
  CHECK(named("Ana Gil from Pingbird Sp. z o.o., head of policy") == "Ana Gil / Pingbird Sp. z o.o");
  CHECK(named("Ana Gil, Pingbird Nord, born 3 May 1970") == "Ana Gil / Pingbird Nord");
  CHECK(named("I work at Lumen & Partners.") == " / Lumen & Partners");
  CHECK(named("représentante de l'association Point de Vue") == " / Point de Vue");
  CHECK(named("Voor Blauwe Lijn komen Els Maes en Tom Peeters.") == "Els Maes | Tom Peeters / Blauwe Lijn");
  CHECK(named("The Institute for Safety (IFS) nominates Ana Gil.") == "Ana Gil / Institute for Safety");
  CHECK(named("Ana Gil (Ministry of Safety, Denmark)") == "Ana Gil / Ministry of Safety, Denmark");
  CHECK(named("in rappresentanza di Retelibera Italia") == " / Retelibera Italia");
  CHECK(named("Ana Gil (Kamer Noord)") == "Ana Gil / Kamer Noord");
}

TEST_CASE("people in such places stay people") {
  CHECK(named("I write on behalf of Anna Roe, who cannot write herself.") == "Anna Roe /");
  CHECK(named("Please register Anna Roe and Hans Weber.") == "Anna Roe | Hans Weber /");
  CHECK(named("registration for Hans Weber, born on 3 May 1970") == "Hans Weber /");
  CHECK(named("Partecipano Calogero Lo Presti e Filomena Amodeo.") == "Calogero Lo Presti | Filomena Amodeo /");
  CHECK(named("Si registra João Silva e Sousa.") == "João Silva e Sousa /");
}

TEST_CASE("the name of a house ends before the verb, the place and the person") {
  CHECK(named("Le Centre pour la jeunesse connectée délègue deux personnes.") == " / Centre pour la jeunesse connectée");
  CHECK(named("Namens de Politie Oost-Gelre laat ik u weten") == " / Politie Oost-Gelre");
  CHECK(named("Por parte del Instituto Red Clara acudirán dos personas.") == " / Instituto Red Clara");
  CHECK(named("Er wird das Landeskriminalamt Niederelbe in Brüssel vertreten.") == " / Landeskriminalamt Niederelbe");
  CHECK(named("L'Union des hébergeurs libres nomme Mme Ana Gil.") == "Mme Ana Gil / Union des hébergeurs libres");
  CHECK(named("Netz ohne Angst e. V. schickt zwei Leute.") == " / Netz ohne Angst e. V");
}

TEST_CASE("who presents compliments is not yet who comes") {
  const Passage note(
      "Die Botschaft der Republik Lettland begrüßt das Amt und teilt mit, dass die Staatspolizei der Republik Lettland "
      "durch Herrn Oskars Lejnieks vertreten wird.");
  REQUIRE(note.organisations.size() >= 2);
  CHECK(note.organisations.front().weight == 1);
  CHECK(note.of(note.organisations.back().from, note.organisations.back().to) == "Staatspolizei der Republik Lettland");
  CHECK(note.organisations.back().weight == 3);
}

TEST_CASE("the domain of an address is made of the words of a house") {
  CHECK(domain_names("fiona@youngvoices.example", "Young Voices Online"));
  CHECK(domain_names("ncebrian@ucdt.example", "Unidad Central de Delitos Telemáticos"));
  CHECK(domain_names("a.gil@red-segura.es.example", "Instituto Red Segura"));
  CHECK_FALSE(domain_names("a.gil@posteo.example", "Instituto Red Segura"));
  CHECK_FALSE(domain_names("a.gil@mail.example", "Mail and More"));
  CHECK_FALSE(domain_names("no address", "Young Voices Online"));
}

TEST_CASE("forms of companies of several words") {
  const auto words = words_of("Pingbird Sp. z o.o. and Flitsnet B.V. and Netz e. V. as ever");
  const auto form = [&](std::string_view text) {
    for (std::size_t at = 0; at < words.size(); ++at)
      if (words[at].text == text) return corporate_form(words, at);
    return std::size_t{99};
  };
  CHECK(form("Sp") == 3);
  CHECK(form("B.V") == 1);
  CHECK(form("e") == 2);
  CHECK(form("as") == 0);
}

TEST_CASE("ranks and functions in front of a name are no part of it") {
  CHECK(clean_name("Revierinspektor Florian Ebenbichler") == "Florian Ebenbichler");
  CHECK(clean_name("Dipl.-Kfm. Eike Brandstätter") == "Eike Brandstätter");
  CHECK(clean_name("Adviser Eirik Storbråten") == "Eirik Storbråten");
  CHECK(clean_name("Vice Questore Aggiunto Ruggero Malaspina") == "Ruggero Malaspina");
  CHECK(clean_name("podinsp. Wojciech SZCZEPAŃSKI") == "Wojciech SZCZEPAŃSKI");
  CHECK(clean_name("kapitan Jan Kowalski") == "Jan Kowalski");
  CHECK(clean_name("van den Berg Anna Maria") == "van den Berg Anna Maria");
  CHECK(clean_name("ana gil") == "ana gil");
  CHECK(clean_name("DI STEFANO Ugo") == "DI STEFANO Ugo");
  CHECK(clean_name("DI MAIER Hans") == "MAIER Hans");
}
