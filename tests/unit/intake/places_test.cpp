#include <catch2/catch.hpp>

#include "issuer/intake/places.hpp"
#include "tests/unit/intake/files.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::intake;

namespace {

Registration ana() {
  Registration r;
  r.name = "Ana Gil";
  r.email = "ana@gil.example";
  r.organisation = "Harbour Police";
  r.birth_date = parse_iso_date("1970-05-03");
  r.id_number = "AB 123456";
  r.id_expiry = parse_iso_date("2022-06-03");
  r.language = "FR";
  return r;
}

const Place* of(const std::vector<Place>& places, std::string_view field) {
  for (const auto& place : places)
    if (place.field == field) return &place;
  return nullptr;
}

// What stands at the place, in characters.
std::string at(std::string_view text, const Place& place) {
  std::string out;
  std::size_t character = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) ++character;
    if (character >= place.from && character < place.to) out += text[i];
  }
  return out;
}

}  // namespace

TEST_CASE("each field is found where it stands, however it was written") {
  const std::string text =
      "Grüß Gott,\nGIL, Ana (Harbour\u00A0Police), geb. 3. Mai 1970,\nPass ab123456 bis 03.06.22, Ana@gil.example, "
      "Dolmetschung "
      "Französisch\n";
  const auto places = find_places(ana(), {{"text", false, 0, text}});
  REQUIRE(places.size() == 7);
  CHECK(at(text, *of(places, "name")) == "GIL, Ana");
  CHECK(of(places, "name")->line == 2);
  CHECK(at(text, *of(places, "organisation")) == "Harbour\u00A0Police");
  CHECK(at(text, *of(places, "birth_date")) == "3. Mai 1970");
  CHECK(at(text, *of(places, "id_number")) == "ab123456");
  CHECK(at(text, *of(places, "id_expiry")) == "03.06.22");
  CHECK(at(text, *of(places, "email")) == "Ana@gil.example");
  CHECK(at(text, *of(places, "language")) == "Französisch");
  CHECK(of(places, "id_number")->excerpt.starts_with("Pass ab123456 bis"));
}

TEST_CASE("of several places the one beside the number, and nothing inside longer words") {
  const std::string text =
      "Harbour Police, AB 1234567\nHarbour Police, 3 May 1970, Hans Weber\n\n\nHarbour Police, AB 123456, 3 May 1970, Ana "
      "Gil\n";
  const auto places = find_places(ana(), {{"text", false, 0, text}});
  for (const auto field : {"organisation", "birth_date", "id_number", "name"}) {
    INFO(field);
    REQUIRE(of(places, field) != nullptr);
    CHECK(of(places, field)->line == 5);
  }
  CHECK(of(places, "email") == nullptr);  // it was taken from the From line, or corrected
}

TEST_CASE("of a list the row that is meant, with the column") {
  const std::string rows = "Name\tNumber\nAna Gil\tXX 999\nAna Gil\tAB 123456\n";
  const auto places = find_places(ana(), {{"list", true, 3, rows}});
  REQUIRE(of(places, "name") != nullptr);
  CHECK(of(places, "name")->line == 3);
  CHECK(of(places, "name")->column == 1);
  CHECK(of(places, "id_number")->column == 2);
  CHECK(find_places(ana(), {{"list", true, 99, rows}}).empty());
  CHECK(find_places(ana(), {{"list", true, 1, ""}}).empty());
}

TEST_CASE("the texts of a source: the mail that is named, the rows of a list") {
  const test::Folder files;
  const auto box = files.put("box.mbox",
                             "From a@b.example Wed Jun 24 10:00:00 2015\nFrom: a@b.example\nSubject: one\n\nfirst\n\n"
                             "From a@b.example Wed Jun 24 10:00:00 2015\nFrom: a@b.example\nSubject: two\n\nsecond\n");
  const auto second = source_texts(box, "2.1");
  REQUIRE(second);
  REQUIRE(second->size() == 1);
  CHECK(second->front().text.starts_with("second"));
  CHECK(source_texts(box, "3.1").error().code == ErrorCode::not_found);
  const auto list = source_texts(files.put("list.csv", "name;id\n\"Gil\nAna\";AB 1\nHans Weber;CD 2\n"), "row 3");
  REQUIRE(list);
  CHECK(list->front().text == "name\tid\nGil Ana\tAB 1\nHans Weber\tCD 2");
  CHECK(list->front().row == 3);
}
