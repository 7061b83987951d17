#include <catch2/catch.hpp>

#include "issuer/intake/text_people.hpp"
#include "issuer/intake/vocabulary.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::intake;

namespace {
const Sender nora{"Nora Quill", "nora.quill@office.example"};

LetterPeople letter(std::string_view text, std::string_view subject = "Forum") {
  LetterReader reader(nora, subject);
  reader.text(text);
  return reader.finish();
}
}  // namespace

TEST_CASE("the parts of a phrase may stand apart, but not far") {
  CHECK(says("frau gil fallt krankheitsbedingt aus", "fallt * aus", true));
  CHECK(says("frau gil fallt aus", "fallt * aus", true));
  CHECK_FALSE(says("es fallt auf", "fallt * aus", true));
  CHECK_FALSE(says("fallt ein wort nach dem anderen in den saal und dann aus", "fallt * aus", true));
  CHECK_FALSE(says("fallt", "fallt * aus", true));
}

TEST_CASE("who does not come is withdrawn, in every language") {
  for (const auto* text :
       {"Ms Ana Gil has fallen ill and cannot travel.\n", "Mme Ana Gil doit malheureusement renoncer au voyage.\n",
        "Frau Ana Gil fällt krankheitsbedingt aus.\n", "La dott.ssa Ana Gil deve purtroppo rinunciare al viaggio.\n",
        "Mevrouw Ana Gil valt wegens ziekte uit.\n", "La Sra. Ana Gil ha tenido que renunciar al viaje.\n"}) {
    const auto got = letter(text);
    INFO(text);
    CHECK(got.change);
    REQUIRE(got.people.size() == 1);
    CHECK(got.people[0].full_name() == "Ana Gil");
  }
}

TEST_CASE("a change means whom the sentence before it names") {
  for (const auto* text : {"Dr Ana Gil has to stay in Porto for now. Kindly take her off the list.\n",
                           "Mme Ana Gil a d'autres obligations.\n\nMerci de la retirer de la liste.\n",
                           "Frau Ana Gil hat einen anderen Termin. Bitte streichen Sie sie von der Liste.\n",
                           "La dott.ssa Ana Gil ha altri impegni. Vi chiediamo di annullare la sua iscrizione.\n",
                           "Mevrouw Ana Gil heeft een andere afspraak. Kunt u haar van de lijst halen?\n",
                           "La Sra. Ana Gil tiene otro compromiso. Les ruego que anulen su inscripción.\n"}) {
    const auto got = letter(text);
    INFO(text);
    CHECK(got.change);
    REQUIRE(got.people.size() == 1);
    CHECK(got.people[0].full_name() == "Ana Gil");
  }
  const auto replaced = letter("Mr Ivo Lang broke his leg. His place will be taken by Ms Ana Gil, born on 3 May 1970.\n");
  REQUIRE(replaced.people.size() == 2);
  CHECK(replaced.people[0].full_name() == "Ivo Lang");
  const auto mine = letter("I talked to Mr Ivo Lang on the phone. Please cancel my registration.\n");
  REQUIRE(mine.people.size() == 1);
  CHECK(mine.people[0].full_name() == "Nora Quill");
}

TEST_CASE("what was missing and comes alone completes, all of it registers") {
  for (const auto* text :
       {"Here is the information which was missing: the passport of Ms Ana Gil is valid until 6 June 2023.\n",
        "Il manquait une information : le passeport de Mme Ana Gil est valable jusqu'au 6 juin 2023.\n",
        "Wie versprochen das Ablaufdatum von Frau Ana Gil: der Reisepass ist gültig bis 6. Juni 2023.\n",
        "Os faltaba un dato de nuestra inscripción: el pasaporte de Ana Gil Mora caduca el 6 de junio de 2023.\n"}) {
    const auto got = letter(text);
    INFO(text);
    CHECK(got.change);
    REQUIRE(got.people.size() == 1);
    CHECK(got.people[0].id_expiry.year == 2023);
  }
  CHECK_FALSE(
      letter("As announced, please register Ms Ana Gil, born on 3 May 1970, passport X1234567, valid until 6 June 2023.\n")
          .change);
}

TEST_CASE("the right value takes the place of a wrong one and needs no words of its own") {
  const auto number = [](std::string_view text) {
    const auto got = letter(text);
    INFO(text);
    REQUIRE(got.people.size() == 1);
    return got.people[0].id_number;
  };
  CHECK(number("Der Pass von Frau Ana Gil ist falsch angegeben. Statt T110003456 muss es T110003465 heißen.\n") ==
        "T110003465");
  CHECK(number("Une coquille : le passeport de Mme Ana Gil n'est pas le 12AB34567 mais le 12AB34576.\n") == "12AB34576");
  CHECK(number("Correction for Ms Ana Gil: the passport EK 1234567 has been cancelled; her ID card is CCD 765432.\n") ==
        "CCD 765432");
  CHECK(number("Modifiquen la inscripción de Ana Gil Mora. Donde decía «DNI 12345678-Z» debe figurar el pasaporte "
               "PAB123456.\n") == "PAB123456");
  CHECK(number("Il numero del passaporto di Ana Gil non è YA1234567, bensì YA1234576.\n") == "YA1234576");
}

TEST_CASE("the foot of an advertisement withdraws nobody, and its buttons register nobody") {
  LetterReader offers({"Rate und Mehr", "aktion@angebote.example"}, "Nur bis 31.08.2015");
  offers.text(
      "Senden Sie uns Name, Geburtsdatum und Ausweisnummer und sichern Sie sich Ihren Vorteil (Angebotsnr. 12345678, gültig "
      "bis "
      "31.08.2015).\n\nAbmelden: ende@angebote.example\n");
  CHECK(offers.finish().people.empty());
  LetterReader fair({"Foires et Fêtes", "contact@foires.example"}, "Votre badge");
  fair.text(
      "Recevez votre carte dorée, valable jusqu'au 30/11/2015.\n\nJE M'INSCRIS\n\nVous ne souhaitez plus recevoir nos "
      "offres "
      "? stop@foires.example\n");
  CHECK(fair.finish().people.empty());
  CHECK(letter("Bitte abmelden: Frau Ana Gil, ana.gil@office.example\n").change);
}

TEST_CASE("what may have to be changed, travel plans and greetings change nothing") {
  constexpr std::string_view ana =
      "Please register Ms Ana Gil, born on 3 May 1970, passport X1234567, valid until 3 June 2022, ana@office.example. ";
  for (const auto* text :
       {"If anything has to be corrected or completed, please tell me.", "She will take the train instead of flying.",
        "Falls etwas falsch ist, melden Sie sich bitte.", "Si une erreur s'est glissée dans ces données, dites-le moi.",
        "Als er iets onjuist is, laat het weten.", "Let me know if the data are incorrect."}) {
    INFO(text);
    CHECK_FALSE(letter(std::string(ana) + text + '\n').change);
  }
  CHECK(letter("If possible, please cancel the registration of Ms Ana Gil.\n").change);
}

TEST_CASE("a language alone can be what changes") {
  const auto got = letter("Je souhaite modifier mon inscription : je suivrai la session en français et non en anglais.\n");
  CHECK(got.change);
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].full_name() == "Nora Quill");
  CHECK(got.people[0].language == "FR");
}

TEST_CASE("who is withdrawn above the table of who comes instead is a record") {
  LetterReader reader(nora, "Change");
  reader.text("The participation of Ms Ana Gil is cancelled. In her place comes the following officer:\n");
  HtmlBlock table;
  table.kind = HtmlBlock::Kind::table;
  table.rows = {{"Name", "Ivo Lang"}, {"Date of birth", "20 April 1979"}, {"Passport", "YA1234567"}};
  reader.table(table);
  const auto got = reader.finish();
  CHECK(got.change);
  REQUIRE(got.people.size() == 2);
  CHECK(got.people[0].full_name() == "Ana Gil");
  CHECK(got.people[1].full_name() == "Ivo Lang");
}

TEST_CASE("what may be changed later changes nothing") {
  for (const auto* text :
       {"I remain at your disposal for any further correction.\n", "Restant à votre disposition pour tout complément.\n",
        "Für etwaige Änderungen stehe ich zur Verfügung.\n", "Resto a disposizione per ogni eventuale rettifica.\n",
        "Voor eventuele verdere wijzigingen ben ik bereikbaar.\n",
        "Quedo a su disposición para cualquier rectificación.\n"}) {
    INFO(text);
    CHECK_FALSE(
        letter(std::string("Ana Gil, born 3 May 1970, passport X1234567, valid until 4 May 2020.\n\n") + text).change);
  }
  CHECK(letter("Please cancel any registration of Ms Ana Gil.\n").change);
}

TEST_CASE("the one element that was missing completes a registration") {
  const auto got =
      letter("I can now give you the missing element for Mrs Ana Gil: her identity card expires on 03.10.2019.\n");
  CHECK(got.change);
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].id_expiry.year == 2019);
}

TEST_CASE("an assistant who stays at home withdraws nobody") {
  for (const auto* text : {"Her assistant will not attend the meeting.\n", "Son assistant n'assistera pas à la réunion.\n",
                           "Ihre Assistentin wird nicht teilnehmen.\n", "La sua segretaria non parteciperà.\n",
                           "Haar assistent kan niet aanwezig zijn.\n", "Su asistente no asistirá.\n"}) {
    INFO(text);
    CHECK_FALSE(
        letter(std::string("We send Ms Ana Gil, born 3 May 1970, passport X1234567, valid until 4 May 2020. ") + text)
            .change);
  }
}

TEST_CASE("a change that names nobody is known to mean its writer only for want of others") {
  const auto got = letter("Two rows of the file were wrong. Please replace the old ones.\n");
  CHECK(got.change);
  CHECK(got.guessed_only);
  CHECK_FALSE(letter("Please cancel the registration of Ms Ana Gil.\n").guessed_only);
}

TEST_CASE("who is named by surname alone is meant by a change, not the writer") {
  const auto got = letter(
      "Frau Lindner hat inzwischen einen neuen Personalausweis erhalten. Die neue Nummer: L8X4T2P91, gültig bis "
      "30.06.2025.\n");
  CHECK(got.change);
  REQUIRE(got.people.size() == 1);
  CHECK(got.people[0].full_name() == "Lindner");
  const auto own = letter("Mr Lindner of your office was kind. Please cancel my registration.\n");
  REQUIRE(own.people.size() == 1);
  CHECK(own.people[0].full_name() == "Nora Quill");
}

TEST_CASE("whoever comes instead replaces the one named before") {
  for (const auto* text :
       {"Sander Kuipers moet helaas forfait geven. In zijn plaats komt mevrouw Ana Gil, geboren 12 mei 1980.\n",
        "Herr Sander Kuipers ist verhindert. Stattdessen kommt Frau Ana Gil, geboren am 12. Mai 1980.\n",
        "M. Sander Kuipers ne se déplacera pas. À sa place viendra Mme Ana Gil, née le 12 mai 1980.\n"}) {
    const auto got = letter(text);
    INFO(text);
    CHECK(got.change);
    REQUIRE(got.people.size() == 2);
    CHECK(got.people[0].full_name() == "Sander Kuipers");
    CHECK(got.people[1].full_name() == "Ana Gil");
  }
}

TEST_CASE("registrations are struck in many words, and disclaimers strike none") {
  for (const auto* text :
       {"Please treat the registration of Ms Ana Gil as withdrawn.\n",
        "Merci de ne plus compter Mme Ana Gil parmi les participants.\n", "Bitte löschen Sie die Daten von Frau Ana Gil.\n",
        "Vi prego di considerare nulla l'iscrizione della dott.ssa Ana Gil.\n",
        "Gelieve mevrouw Ana Gil niet meer mee te tellen.\n",
        "Tengan por no recibida la inscripción de la Sra. Ana Gil.\n"}) {
    const auto got = letter(text);
    INFO(text);
    CHECK(got.change);
    REQUIRE(got.people.size() == 1);
    CHECK(got.people[0].full_name() == "Ana Gil");
  }
  CHECK_FALSE(
      letter("Ana Gil, nata il 3 maggio 1970, passaporto X1234567.\n\nChi ricevesse per errore questa mail la distrugga.\n")
          .change);
}

TEST_CASE("the noun in front of a name is no house, whatever its first letter") {
  for (const auto* text :
       {"Bitte stornieren Sie die Anmeldung von Frau Ana Gil.\n", "Bitte stornieren Sie die Anmeldung von Ana Gil.\n",
        "Bitte streichen Sie die Teilnahme von Herrn Dr. Ana Gil.\n"}) {
    const auto got = letter(text);
    INFO(text);
    REQUIRE(got.people.size() == 1);
    CHECK(got.people[0].full_name() == "Ana Gil");
  }
}

TEST_CASE("a surname in a letter about a list stands for nobody who is in the list") {
  const auto got = letter("Two rows were wrong: the document of Ms Kuusk. Please replace the old ones.\n");
  CHECK(got.change);
  CHECK(got.guessed_only);
}
