#include <catch2/catch.hpp>

#include "issuer/intake/labels.hpp"

using namespace eb::issuer::intake;

TEST_CASE("column headers in six languages") {
  const std::pair<const char*, Field> cases[] = {{"Full name", Field::name},
                                                 {"Name and surname", Field::name},
                                                 {"Nom et prénom", Field::name},
                                                 {"Vor- und Nachname", Field::name},
                                                 {"Cognome e nome", Field::name},
                                                 {"Naam / Nom", Field::name},
                                                 {"Apellidos y nombre", Field::name},
                                                 {"First / last name", Field::name},
                                                 {"Teilnehmer", Field::name},
                                                 {"Surname", Field::surname},
                                                 {"Nom de famille", Field::surname},
                                                 {"Nachname", Field::surname},
                                                 {"Cognome", Field::surname},
                                                 {"Achternaam", Field::surname},
                                                 {"Apellidos", Field::surname},
                                                 {"First name", Field::given},
                                                 {"Prénom(s)", Field::given},
                                                 {"Vorname", Field::given},
                                                 {"Voornaam", Field::given},
                                                 {"E-mail address", Field::email},
                                                 {"Adresse électronique", Field::email},
                                                 {"E-Mail-Adresse", Field::email},
                                                 {"Posta elettronica", Field::email},
                                                 {"E-mailadres", Field::email},
                                                 {"Correo electrónico", Field::email},
                                                 {"Contact", Field::email},
                                                 {"Name of organisation", Field::organisation},
                                                 {"Company", Field::organisation},
                                                 {"Organisme", Field::organisation},
                                                 {"Dienststelle", Field::organisation},
                                                 {"Ente", Field::organisation},
                                                 {"Organisatie", Field::organisation},
                                                 {"Entidad", Field::organisation},
                                                 {"Abteilung", Field::department},
                                                 {"Date of birth (dd/mm/yyyy)", Field::birth_date},
                                                 {"DOB", Field::birth_date},
                                                 {"D.O.B.", Field::birth_date},
                                                 {"Né(e) le", Field::birth_date},
                                                 {"Date de naissance", Field::birth_date},
                                                 {"Geburtsdatum", Field::birth_date},
                                                 {"geb. am", Field::birth_date},
                                                 {"Data di nascita", Field::birth_date},
                                                 {"Geboortedatum", Field::birth_date},
                                                 {"Nacido/a el", Field::birth_date},
                                                 {"ID number (passport)", Field::id_number},
                                                 {"Passport #", Field::id_number},
                                                 {"N° du document", Field::id_number},
                                                 {"Ausweis-Nr.", Field::id_number},
                                                 {"Numero del documento", Field::id_number},
                                                 {"Nr. paspoort", Field::id_number},
                                                 {"DNI o pasaporte", Field::id_number},
                                                 {"Identity card (series and number)", Field::id_number},
                                                 {"Valid passport number", Field::id_number},
                                                 {"ID expiry", Field::id_expiry},
                                                 {"Passport exp.", Field::id_expiry},
                                                 {"Valid until", Field::id_expiry},
                                                 {"Validity of the ID card", Field::id_expiry},
                                                 {"Date d'expiration", Field::id_expiry},
                                                 {"Valable jusqu’au", Field::id_expiry},
                                                 {"gültig bis", Field::id_expiry},
                                                 {"Scadenza", Field::id_expiry},
                                                 {"Geldig tot / Valable jusqu’au", Field::id_expiry},
                                                 {"Válido hasta", Field::id_expiry},
                                                 {"Fecha de caducidad", Field::id_expiry},
                                                 {"ID number and expiry", Field::id_and_expiry},
                                                 {"Date of issue", Field::issue_date},
                                                 {"Ausstellungsdatum", Field::issue_date},
                                                 {"Interpretation", Field::language},
                                                 {"Langue d'interprétation souhaitée", Field::language},
                                                 {"Sprache", Field::language},
                                                 {"Taal (tolken)", Field::language}};
  for (const auto& [header, field] : cases) {
    INFO(header);
    const auto found = header_field(header);
    REQUIRE(found);
    CHECK(*found == field);
  }
}

TEST_CASE("what looks like a field and is none") {
  for (const auto* header : {"N°", "Phone", "Place of birth", "Nationality", "Issuing authority", "Country of issue",
                             "PESEL", "Personal number", "Codice fiscale", "Document type", "Position",
                             "Dietary requirements", "Address", "Number of participants", "Contact phone"}) {
    INFO(header);
    const auto found = header_field(header);
    CHECK((!found || *found == Field::ignored));
  }
  CHECK_FALSE(header_field("Name / Organisation"));  // two things in one column: neither can be trusted
  CHECK_FALSE(header_field("Gwenllian Pemberton"));
  CHECK_FALSE(header_field(""));
}

TEST_CASE("a sentence before a colon is no label") {
  CHECK_FALSE(label_field("Thank you for the invitation. Please find below the details of our representative"));
  CHECK_FALSE(label_field("Our nominee"));
  CHECK(label_field("Organisme") == Field::organisation);
  CHECK(label_field("Date of birth") == Field::birth_date);
}
