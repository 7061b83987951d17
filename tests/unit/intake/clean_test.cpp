#include <catch2/catch.hpp>

#include "issuer/intake/clean.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/unicode.hpp"

using namespace eb::issuer::intake;

namespace {
std::string cleaned(std::string_view raw, bool hostile = false) {
  std::string out;
  INFO(raw);
  CHECK(clean_text(raw, out) == hostile);
  return out;
}
}  // namespace

TEST_CASE("white space, zero-width characters and composition") {
  CHECK(cleaned("  Anna \t Maria\r\n Gil ") == "Anna Maria Gil");
  CHECK(cleaned("Anna\u00A0Gil") == "Anna Gil");
  CHECK(cleaned("An\u200Bna\u00AD \uFEFFGil") == "Anna Gil");
  CHECK(cleaned("Zoe\u0308") == "Zoë");
  CHECK(cleaned("Ελευθερία") == "Ελευθερία");
  CHECK(cleaned("Police Grand-Ducale\nDirection") == "Police Grand-Ducale Direction");
}

TEST_CASE("hostile text is named, and what could act is removed") {
  CHECK(cleaned("Tõnu \u202EigäM", true) == "Tõnu igäM");
  CHECK(cleaned(std::string_view("Šte\0fan", 8), true) == "Štefan");
  CHECK(cleaned("a\x1B[2J", true) == "a[2J");
  CHECK(cleaned("<script>x</script>Media", true) == "<script>x</script>Media");
  CHECK(cleaned("a <img src=x onerror=alert(1)>", true) == "a <img src=x onerror=alert(1)>");
  CHECK(cleaned("=1+1", true) == "=1+1");
  CHECK(cleaned("+32 2", true) == "+32 2");
  CHECK(cleaned("@SUM(A1)", true) == "@SUM(A1)");
  CHECK(cleaned("-2+3", true) == "-2+3");
  CHECK(cleaned("Ana\r\nBcc: x@y.example", true) == "Ana Bcc: x@y.example");
  CHECK(cleaned("- n/a") == "- n/a");
  CHECK(cleaned("-") == "-");
  CHECK(cleaned("Ana <ana@gil.example>") == "Ana <ana@gil.example>");
  CHECK(cleaned("1 < 2") == "1 < 2");
  CHECK(cleaned("Unit: A\nUnit: B") == "Unit: A Unit: B");
}

TEST_CASE("words that mix alphabets are told from names in another alphabet") {
  CHECK(mixes_scripts("Pаul"));  // Cyrillic а
  CHECK(mixes_scripts("Ana Ρetrou"));
  CHECK_FALSE(mixes_scripts("Пламен Todorov"));
  CHECK_FALSE(mixes_scripts("Søren Åkerblad"));
}

TEST_CASE("names lose titles, ranks and functions, and keep everything else") {
  const std::pair<const char*, const char*> cases[] = {
      {"Herr Dr. Jürgen Großmann", "Jürgen Großmann"},
      {"Dott.ssa Maria D'Aversa", "Maria D'Aversa"},
      {"M. Marc WEYRICH", "Marc WEYRICH"},
      {"Mme T'KINT Nathalie", "T'KINT Nathalie"},
      {"D. José Luis Ibáñez Otero", "José Luis Ibáñez Otero"},
      {"Commissioner DUMITRAȘCU Ileana", "DUMITRAȘCU Ileana"},
      {"Lt. Col. Gergő Szűcs", "Gergő Szűcs"},
      {"Dipl.-Ing. Eva Maier", "Eva Maier"},
      {"Lefèvre, Françoise", "Françoise Lefèvre"},
      {"Lefèvre, Mme Françoise", "Françoise Lefèvre"},
      {"John Smith, PhD", "John Smith"},
      {"John Smith, Head of Unit", "John Smith"},
      {"Smith, John, Jr.", "John Smith Jr."},
      {"John Smith (Head of Unit)", "John Smith"},
      {"Eleftheria Karagianni (Ελευθερία Καραγιάννη)", "Eleftheria Karagianni"},
      {"Ελευθερία Καραγιάννη / Eleftheria Karagianni", "Eleftheria Karagianni"},
      {"Ελευθερία Καραγιάννη", "Ελευθερία Καραγιάννη"},
      {"M. J. Smith", "M. J. Smith"},
      {"YO-YO MA", "YO-YO MA"},
      {"Major Tom", "Major Tom"},
      {"Ana Gil <ana@gil.example>", "Ana Gil"},
      {"ana@gil.example", ""},
      {"tbc", ""},
      {"5", ""},
      {"van der Linden, Marijke", "Marijke van der Linden"},
      {"Fr. Müller", "Müller"},
      {"Prof. Dr. Dr. h.c. Anna Huber", "Anna Huber"}};
  for (const auto& [written, name] : cases) {
    INFO(written);
    CHECK(clean_name(written) == name);
  }
  CHECK(name_key("LEFÈVRE-DUMONT Françoise") == name_key("Françoise Lefevre-Dumont"));
  CHECK(looks_like_person("Ulrike Brückner"));
  CHECK(looks_like_person("Frau Ulrike Brückner"));
  CHECK_FALSE(looks_like_person("State Police of Latvia"));
  CHECK_FALSE(looks_like_person("Delegation of France"));
}

TEST_CASE("placeholders are missing values") {
  for (const auto* text :
       {"", "-", "--", "?", "n/a", "N.A.", "tbc", "TBC", "to be confirmed by the Director", "to follow", "à confirmer",
        "néant", "folgt", "wird nachgereicht", "da confermare", "n.v.t.", "por confirmar", "..."}) {
    INFO(text);
    CHECK(is_placeholder(text));
  }
  for (const auto* text : {"Nadia", "Tobias", "Home Office", "0", "Folgtmann"}) {
    INFO(text);
    CHECK_FALSE(is_placeholder(text));
  }
}

TEST_CASE("addresses") {
  CHECK(clean_email("dumitrascu.i (at) politia.ro.example") == "dumitrascu.i@politia.ro.example");
  CHECK(clean_email("Ana Gil <ana@gil.example>; other@gil.example") == "ana@gil.example");
  CHECK(clean_email("mailto:ana@gil.example.") == "ana@gil.example");
  CHECK(clean_email("ana@localhost").empty());
  CHECK(clean_email("@gil.example").empty());
  CHECK(clean_email("ask my office").empty());
}

TEST_CASE("document numbers") {
  const std::pair<const char*, const char*> cases[] = {{"AM 681519", "AM 681519"},
                                                       {"62350379 1 ZE2", "62350379 1 ZE2"},
                                                       {"591-9855541-30", "591-9855541-30"},
                                                       {"004512876", "004512876"},
                                                       {"210445871.0", "210445871"},
                                                       {"210445871,00", "210445871"},
                                                       {"1.2E+08", ""},
                                                       {"1,2E+08", ""},
                                                       {"12E34567", "12E34567"},
                                                       {"Passport no. PD9640802", "PD9640802"},
                                                       {"PD9640802 (passport)", "PD9640802"},
                                                       {"DNI n.º 28669956L", "28669956L"},
                                                       {"Reisepass Nr. P7618958, gültig bis", "P7618958"},
                                                       {"carte d'identité JCGJ0FZ2", "JCGJ0FZ2"},
                                                       {"ID: 208720541", "208720541"},
                                                       {"yes", ""}};
  for (const auto& [written, number] : cases) {
    INFO(written);
    CHECK(clean_id_number(written) == number);
  }
}

TEST_CASE("interpretation languages") {
  const std::pair<const char*, const char*> cases[] = {
      {"EN", "EN"},         {"fr", "FR"},       {"Deutsch", "DE"}, {"español", "ES"},
      {"Nederlands", "NL"}, {"italiano", "IT"}, {"anglais", "EN"}, {"English / French", "EN"},
      {"Hungarian", ""},    {"none", ""},       {"", ""},          {"please use English", "EN"}};
  for (const auto& [written, code] : cases) {
    INFO(written);
    CHECK(clean_language(written) == code);
  }
}
