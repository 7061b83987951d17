#include <catch2/catch.hpp>

#include "common/badge/id_data.hpp"
#include "common/badge/mrz.hpp"

using namespace eb;
using namespace eb::badge;

namespace {

Date day(const char* iso) {
  return parse_iso_date(iso).value();
}

const IdData erika{"C01X 00T47", day("1964-08-12"), day("2027-02-28")};
const std::string erika_name = "Erika Müller";
const Date today = day("2015-07-24");

// A passport of Erika's with the given fields, its check digits right.
std::string passport(std::string number = "C01X00T47", const std::string& birth = "640812",
                     const std::string& expiry = "270228", const std::string& name = "MUELLER<<ERIKA") {
  std::string line1 = "P<D<<" + name;
  line1.resize(44, '<');
  number.resize(9, '<');
  std::string line2 = number + mrz_check_digit(number) + "D<<" + birth + mrz_check_digit(birth) + "F" + expiry +
                      mrz_check_digit(expiry) + "<<<<<<<<<<<<<<<";
  line2 += mrz_check_digit(line2.substr(0, 10) + line2.substr(13, 7) + line2.substr(21, 22));
  return line1 + "\n" + line2;
}

IdEvidence check(const std::string& text, const IdData& id = erika, const std::string& name = erika_name) {
  return check_id({false, text}, id, name, today);
}

IdEvidence evidence(IdMethod method, IdFinding finding, std::optional<IdField> field = std::nullopt) {
  return {method, finding, field};
}
const auto read_right = evidence(IdMethod::mrz, IdFinding::matches);
const auto misread = evidence(IdMethod::mrz, IdFinding::misread);
const auto expired = evidence(IdMethod::mrz, IdFinding::expired, IdField::expiry);
IdEvidence differs(IdField field) {
  return evidence(IdMethod::mrz, IdFinding::mismatch, field);
}

}  // namespace

TEST_CASE("the normal form of a document number") {
  CHECK(normal_number("C01X 00T47") == "C01X00T47");
  CHECK(normal_number(" 591-4487140-12 ") == "591448714012");
  CHECK(normal_number("ab/123.456") == "AB123456");
  CHECK(normal_number("АВ 1234") == "AV1234");  // Cyrillic А and В, as the zone prints them
  CHECK(normal_number("mü1") == "MUE1");
  CHECK(normal_number(" -/ ").empty());
}

TEST_CASE("the ID tag is the one that another implementation computes") {
  // Python: hmac.new(bytes(range(32)), b"badge id tag v1\n" + bytes.fromhex("83") + three text strings, sha256).digest()[:8]
  EventIdKey key;
  for (std::size_t i = 0; i < EventIdKey::size; ++i) key.writable()[i] = static_cast<std::uint8_t>(i);
  const auto tag = [&](const IdData& id) {
    std::string hex;
    for (const auto byte : id_tag(key, id).value) {
      hex += "0123456789abcdef"[byte >> 4];
      hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
  };
  CHECK(tag(erika) == "c3bf25e4ffc76592");
  CHECK(tag({"c01x-00t47", erika.birth_date, erika.expiry}) == "c3bf25e4ffc76592");
  CHECK(tag({"Müller 12", erika.birth_date, erika.expiry}) == "4527c7489b9727b9");
  CHECK(tag({"C01X00T48", erika.birth_date, erika.expiry}) != tag(erika));
  CHECK(tag({erika.number, day("1964-08-13"), erika.expiry}) != tag(erika));
  CHECK(tag({erika.number, erika.birth_date, day("2027-03-01")}) != tag(erika));
  key.writable()[0] = 1;
  CHECK(tag(erika) != "c3bf25e4ffc76592");
}

TEST_CASE("names of methods and fields are contracts") {
  for (const auto& [method, name] :
       {std::pair{IdMethod::none, "none"}, {IdMethod::seen, "seen"}, {IdMethod::number, "number"}, {IdMethod::mrz, "mrz"}}) {
    CHECK(id_method_name(method) == name);
    CHECK(id_method_from(name) == method);
  }
  for (const auto& [field, name] : {std::pair{IdField::number, "number"},
                                    {IdField::birth_date, "birth_date"},
                                    {IdField::expiry, "expiry"},
                                    {IdField::name, "name"}}) {
    CHECK(id_field_name(field) == name);
    CHECK(id_field_from(name) == field);
  }
  CHECK_FALSE(id_method_from("MRZ"));
  CHECK_FALSE(id_field_from(""));
}

TEST_CASE("nothing shown, and a document that was only seen") {
  CHECK(check_id({}, erika, erika_name, today) == evidence(IdMethod::none, IdFinding::not_presented));
  CHECK(check("  \n ") == evidence(IdMethod::none, IdFinding::not_presented));
  CHECK(check_id({true, ""}, erika, erika_name, today) == evidence(IdMethod::seen, IdFinding::matches));
  CHECK(check_id({true, ""}, erika, erika_name, erika.expiry) == evidence(IdMethod::seen, IdFinding::matches));
  CHECK(check_id({true, ""}, erika, erika_name, day("2027-03-01")) ==
        evidence(IdMethod::seen, IdFinding::expired, IdField::expiry));
  // Text counts more than a glance.
  CHECK(check_id({true, "X1"}, erika, erika_name, today) ==
        evidence(IdMethod::number, IdFinding::mismatch, IdField::number));
}

TEST_CASE("a typed number compares the number alone") {
  for (const auto* text : {"C01X00T47", " c01x 00t47 ", "C01X-00T47\r\n"})
    CHECK(check(text, erika, "Somebody Else") == evidence(IdMethod::number, IdFinding::matches));
  for (const auto* text : {"C01X00T48", "C01X00T4", "C01X00T478", "---", "1"})
    CHECK(check(text) == evidence(IdMethod::number, IdFinding::mismatch, IdField::number));
  CHECK(check("---", {"---", erika.birth_date, erika.expiry}) ==
        evidence(IdMethod::number, IdFinding::mismatch, IdField::number));
  CHECK(check_id({false, "WRONG"}, erika, erika_name, day("2027-03-01")) ==
        evidence(IdMethod::number, IdFinding::expired, IdField::expiry));
}

TEST_CASE("a zone that agrees, and the first field that does not") {
  CHECK(check(passport()) == read_right);
  CHECK(check(passport("C01X00T47", "640812", "270228", "MULLER<<ERIKA<MARIA")) == read_right);
  CHECK(check(passport("C01X00T48")) == differs(IdField::number));
  CHECK(check(passport("C01X00T4")) == differs(IdField::number));
  CHECK(check(passport("C01X00T47", "640813")) == differs(IdField::birth_date));
  CHECK(check(passport("C01X00T47", "640812", "270227")) == differs(IdField::expiry));
  CHECK(check(passport("C01X00T47", "640812", "270228", "SCHMIDT<<ERIKA")) == differs(IdField::name));
  CHECK(check(passport("C01X00T48", "640813", "270227", "SCHMIDT<<ERIKA")) == differs(IdField::number));
  CHECK(check(passport("C01X00T47", "640813", "270227", "SCHMIDT<<ERIKA")) == differs(IdField::birth_date));
  CHECK(check(passport("C01X00T47", "640812", "270227", "SCHMIDT<<ERIKA")) == differs(IdField::expiry));
  CHECK(check(passport("C01X<0T47"), {"C01X0T47", erika.birth_date, erika.expiry}) == read_right);
}

TEST_CASE("long numbers compare whole") {
  const std::string zone = "I<UTOD23145890<AB112234566<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
  const IdData anna{"D23145890-AB11223456", day("1974-08-12"), day("2012-04-15")};
  const auto on = [&](const IdData& id) { return check_id({false, zone}, id, "Anna Maria Eriksson", day("2012-04-15")); };
  CHECK(on(anna) == read_right);
  CHECK(on({"D23145890", anna.birth_date, anna.expiry}) == differs(IdField::number));
  CHECK(check_id({false, zone}, anna, "Anna Maria Eriksson", day("2012-04-16")) == expired);
}

TEST_CASE("one wrong character is misread, never corrected, whatever else is wrong") {
  const std::string right = passport();
  std::string wrong = right;
  wrong[45] = 'D';
  CHECK(check(wrong) == misread);
  wrong = right;
  wrong[45 + 1] = 'O';  // the letter for the digit
  CHECK(check(wrong) == misread);
  CHECK(check(right.substr(0, right.size() - 1)) == misread);
  CHECK(check(right.substr(45)) == misread);
  CHECK(check("C01X00T47<8") == misread);
  CHECK(check_id({false, wrong}, erika, erika_name, day("2040-01-01")) == misread);
  CHECK(check(std::string(5000, 'A')) == misread);
  // Check digits that are right over a day that does not exist.
  CHECK(check(passport("C01X00T47", "641312")) == misread);
  CHECK(check(passport("C01X00T47", "640800")) == misread);
  CHECK(check(passport("C01X00T47", "6408<2")) == misread);
  CHECK(check(passport("C01X00T47", "640812", "270232")) == misread);
}

TEST_CASE("expiry comes before every comparison, of the document and of the registration") {
  CHECK(check(passport("X", "640813", "150723", "SCHMIDT<<ERIKA")) == expired);
  CHECK(check(passport(), {erika.number, erika.birth_date, day("2015-07-23")}) == expired);
  const IdData last_day{erika.number, erika.birth_date, today};
  CHECK(check(passport("C01X00T47", "640812", "150724"), last_day) == read_right);
  // Two digits mean the nearest century: 99 is long past, 30 is to come, 64 is next year's neighbour in 2063.
  CHECK(check(passport("C01X00T47", "640812", "991231")) == expired);
  CHECK(check(passport("C01X00T47", "640812", "300101")) == differs(IdField::expiry));
  const IdData late{erika.number, erika.birth_date, day("2101-01-01")};
  CHECK(check_id({false, passport("C01X00T47", "640812", "010101")}, late, erika_name, day("2099-07-24")) == read_right);
}

TEST_CASE("parts of a date that the document leaves open agree with anything") {
  for (const auto* birth : {"64<<<<", "6408<<", "<<0812", "<<<<<<"}) {
    INFO(birth);
    CHECK(check(passport("C01X00T47", birth)) == read_right);
  }
  CHECK(check(passport("C01X00T47", "65<<<<")) == differs(IdField::birth_date));
  CHECK(check(passport("C01X00T47", "640812", "<<<<<<")) == read_right);
  // A card that prints no expiry: the registered one counts.
  const std::string card = "IDFRALOISEAU<<<<<<<<<<<<<<<<<<<<<<<<\n970675K002774HERVE<<DJAMEL<7303216M4";
  const IdData herve{"970675K00277", day("1973-03-21"), day("2020-01-01")};
  CHECK(check(card, herve, "Hervé Djamel Loiseau") == read_right);
  CHECK(check(card, {herve.number, herve.birth_date, day("2015-07-23")}, "Hervé Djamel Loiseau") == expired);
  CHECK(check(card, herve, "Hervé Dupont") == differs(IdField::name));
}
