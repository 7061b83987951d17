#include "issuer/screening/screening.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace eb;
using namespace eb::issuer;
using screening::name_forms;
using screening::People;
using screening::Reason;

unsigned likeness(std::string_view a, std::string_view b) {
  const auto one = screening::name_likeness(name_forms(a), name_forms(b));
  CHECK(one == screening::name_likeness(name_forms(b), name_forms(a)));
  return one;
}

Registration person(std::string name, const char* birth, std::string number = {}) {
  Registration out;
  out.id = "R-0001";
  out.name = std::move(name);
  if (*birth != '\0') out.birth_date = parse_iso_date(birth);
  out.id_number = std::move(number);
  return out;
}

TEST_CASE("the same name in other spellings, orders, scripts and with titles is alike to 100 percent") {
  CHECK(likeness("Jürgen Müller", "Mueller Juergen") == 100);
  CHECK(likeness("Jürgen Müller", "MULLER Jurgen") == 100);
  CHECK(likeness("Dr. Anna van den Berg", "Anna Berg") == 100);
  CHECK(likeness("Łukasz Żółć", "Lukasz Zolc") == 100);
  CHECK(likeness("Søren Ågård", "Soeren Aagaard") == 100);
  CHECK(likeness("José Núñez", "Jose Nunez") == 100);
  CHECK(likeness("Groß Emil", "Emil Gross") == 100);
  CHECK(likeness("Иван Петров", "Ivan Petrov") == 100);
  CHECK(name_forms("Müller, Jürgen").key == name_forms("Jurgen MUELLER").key);
}

TEST_CASE("slips of the pen stay alike, other people do not") {
  CHECK(likeness("Jonathan Whitfield", "Jonathon Whitfield") >= screening::like_near_birth);
  CHECK(likeness("Marie Dupont", "Marie Dupnot") >= screening::like_same_birth);
  CHECK(likeness("Jean Pierre Dupont", "Jean Dupont") >= screening::like_same_birth);
  CHECK(likeness("Anna Schmidt", "Peter Schmidt") < screening::like_same_birth);
  CHECK(likeness("Anna Schmidt", "Anna Rossi") < screening::like_same_birth);
  CHECK(likeness("Jan Novak", "Eva Horvat") == 0);
  CHECK(likeness("", "Anna Schmidt") == 0);
  CHECK(likeness("Van", "De") == 0);
  CHECK(likeness(std::string(5000, 'a') + " b", "a b") < 100);
}

TEST_CASE("a hit by document, by name with birth date, with a slip in it, and by name alone") {
  People people;
  REQUIRE(people.add("row 1", person("Jürgen Müller", "1978-03-04", "C01X 0006-H")));
  REQUIRE(people.add("row 2", person("Eleni Papadaki", "")));
  REQUIRE(people.add("row 3", person("", "", "QX7000001")));
  CHECK(!people.add("row 4", person("", "1978-03-04")));
  CHECK(people.size() == 3);
  const auto only = [&](const Registration& who) {
    const auto hits = people.like(who);
    REQUIRE(hits.size() == 1);
    return hits.front();
  };
  const auto document = only(person("Somebody Else", "1990-01-01", "c01x0006h"));
  CHECK((document.reason == Reason::document && document.whom == "row 1" && document.who == "R-0001"));
  CHECK(only(person("", "", "QX-7000001")).whom == "row 3");
  const auto name = only(person("Mueller Jurgen", "1978-03-04", "X1"));
  CHECK((name.reason == Reason::name_and_birth && name.percent == 100 && name.birth == "1978-03-04"));
  CHECK(only(person("Mueller Jurgen", "1978-04-03")).reason == Reason::name_and_near_birth);
  CHECK(only(person("Mueller Jurgen", "1978-03-14")).reason == Reason::name_and_near_birth);
  CHECK(only(person("Papadaki Eleni", "1985-05-05")).reason == Reason::name_alone);
  CHECK(only(person("Mueller Jurgen", "")).reason == Reason::name_alone);
  CHECK(people.like(person("Mueller Jurgen", "1979-04-04")).empty());
  CHECK(people.like(person("Anna Schmidt", "1978-03-04")).empty());
  CHECK(people.like(person("Mueller Jurgen", "1978-03-04", "C01X0006H")).size() == 1);
}

TEST_CASE("a look-up among many people of one birthday stays small") {
  People people;
  for (int i = 0; i < 20'000; ++i)
    REQUIRE(
        people.add("row " + std::to_string(i), person("Given" + std::string(1, static_cast<char>('a' + i % 26)) + " Family" +
                                                          std::string(1, static_cast<char>('a' + i / 26 % 26)),
                                                      i % 100 == 0 ? "1978-03-04" : "", "N" + std::to_string(i))));
  CHECK(people.like(person("Nobody Known", "1978-03-04", "N7")).size() == 1);
}

}  // namespace
