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
