// Text that is meant to deceive or to act, in running text: found, without what nobody sees, and flagged.
#include <catch2/catch.hpp>

#include "issuer/intake/text_people.hpp"
#include "issuer/intake/words.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::intake;

namespace {
Draft only_person(const std::string& name, const std::string& house = "Harbour Police") {
  LetterReader reader({"Nora Quill", "nora.quill@office.example"}, "Registration");
  reader.text("The " + house + " will be represented by Mr " + name + ", born on 3 May 1970, passport X1234567.\n");
  auto got = reader.finish();
  REQUIRE(got.people.size() == 1);
  return got.people.front();
}
}  // namespace

TEST_CASE("names with unseen signs are found in sentences and lines") {
  for (const char* name : {"\xE2\x80\xABIvo\xE2\x80\xAC Lang", "Ivo \xE2\x80\xAELang\xE2\x80\xAC", "\x07Ivo Lang",
                           "\xE2\x81\xA6Ivo Lang\xE2\x81\xA9"}) {
    const auto person = only_person(name);
    CHECK(person.full_name() == "Ivo Lang");
    CHECK(person.hostile);
  }
  CHECK_FALSE(only_person("Ivo \xE2\x80\x8BLang").hostile);
}

TEST_CASE("tags belong to the words that they stand at") {
  CHECK(only_person("Ivo <b>Lang</b>").full_name() == "Ivo <b>Lang</b>");
  CHECK(only_person("Ivo <b>Lang</b>").hostile);
  CHECK(only_person("Ivo Lang<script>alert(1)</script>").full_name() == "Ivo Lang<script>alert(1)</script>");
  CHECK(only_person("Ivo Lang", "<i>Harbour Police</i>").organisation == "<i>Harbour Police</i>");
  CHECK(only_person("=Ivo Lang").hostile);
  // An address and a link in angle brackets are none.
  CHECK(words_of("Ana Gil <ana.gil@gil.example>").size() == 3);
  CHECK(words_of("see <http://gil.example/a>").size() == 3);
  CHECK_FALSE(only_person("Ivo Lang (<ivo@lang.example>)").hostile);
}

TEST_CASE("a header that was to slip into a mail stays word for word") {
  Draft draft;
  draft.set(Field::given, "Ivo");
  draft.set(Field::surname, "LANG\nBcc: all@lists.example");
  CHECK(draft.full_name() == "Ivo LANG Bcc: all@lists.example");
  CHECK(draft.hostile);
}
