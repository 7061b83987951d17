#include <catch2/catch.hpp>

#include "common/badge/mrz.hpp"

using namespace eb;
using namespace eb::badge;

namespace {

constexpr std::string_view charset = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

// Specimens of ICAO Doc 9303: 9303-4 App. A, 9303-5 App. B, 9303-6 App. B, 9303-7 App. A and B.
const std::string td3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const std::string td1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const std::string td2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
const std::string mrv_a = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";
const std::string mrv_b = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";
const std::string french = "IDFRALOISEAU<<<<<<<<<<<<<<<<<<<<<<<<\n970675K002774HERVE<<DJAMEL<7303216M4";

using Words = std::vector<std::string>;

bool accepted(std::string_view text) {
  const auto zone = parse_mrz(text);
  return zone && zone->check_digits_ok;
}

std::string first_bad(std::string_view text) {
  const auto zone = parse_mrz(text);
  return zone ? zone->first_bad : "not parsed";
}

std::string with(std::string text, std::size_t at, char c) {
  text[at] = c;
  return text;
}

unsigned value_of(char c) {
  return c == '<' ? 0 : static_cast<unsigned>(charset.find(c));
}

}  // namespace

TEST_CASE("check digits of 9303-3 section 4.9") {
  CHECK(mrz_check_digit("520727") == '3');  // the standard's own examples
  CHECK(mrz_check_digit("AB2134<<<") == '5');
  CHECK(mrz_check_digit("") == '0');
  CHECK(mrz_check_digit("<<<<<<") == '0');
}

TEST_CASE("the standard's specimens parse field by field") {
  const auto zone = parse_mrz(td3);
  REQUIRE(zone);
  CHECK(zone->format == MrzFormat::td3);
  CHECK(zone->document_code == "P");
  CHECK(zone->issuer == "UTO");
  CHECK(zone->number == "L898902C3");
  CHECK(zone->nationality == "UTO");
  CHECK(zone->birth_date == "740812");
  CHECK(zone->sex == "F");
  CHECK(zone->expiry == "120415");
  CHECK(zone->optional_data == "ZE184226B");
  CHECK(zone->primary == Words{"ERIKSSON"});
  CHECK(zone->secondary == Words{"ANNA", "MARIA"});
  CHECK_FALSE(zone->name_truncated);
  CHECK(zone->check_digits_ok);
  CHECK(zone->first_bad.empty());

  const std::vector<std::tuple<std::string, MrzFormat, std::string, std::string>> others{
      {td1, MrzFormat::td1, "D23145890", "I"},
      {td2, MrzFormat::td2, "D23145890", "I"},
      {mrv_a, MrzFormat::mrv_a, "L8988901C", "V"},
      {mrv_b, MrzFormat::mrv_b, "L8988901C", "V"}};
  for (const auto& [text, format, number, code] : others) {
    const auto other = parse_mrz(text);
    INFO(text);
    REQUIRE(other);
    CHECK(other->format == format);
    CHECK(other->number == number);
    CHECK(other->document_code == code);
    CHECK(other->sex == "F");
    CHECK(other->primary == Words{"ERIKSSON"});
    CHECK(other->secondary == Words{"ANNA", "MARIA"});
    CHECK(other->check_digits_ok);
  }
  CHECK(parse_mrz(td1)->birth_date == "740812");
  CHECK(parse_mrz(td1)->expiry == "120415");
  CHECK(parse_mrz(mrv_a)->optional_data == "6ZE184226B");
  CHECK(mrz_format_name(MrzFormat::td1) == "TD1");
  CHECK(mrz_format_name(MrzFormat::mrv_b) == "MRV-B");
}

TEST_CASE("one wrong character is noticed wherever a check digit can notice it") {
  // The places of each specimen that a check digit covers, or that hold one: from the layouts of parts 4 to 7.
  const std::vector<std::tuple<std::string, std::size_t, std::vector<std::pair<std::size_t, std::size_t>>>> specimens{
      {td3, 45, {{0, 10}, {13, 20}, {21, 44}}},
      {td2, 37, {{0, 10}, {13, 20}, {21, 36}}},
      {td1, 0, {{5, 30}, {31, 38}, {39, 46}, {49, 61}}},
      {mrv_a, 45, {{0, 10}, {13, 20}, {21, 28}}},
      {mrv_b, 37, {{0, 10}, {13, 20}, {21, 28}}}};
  std::size_t tried = 0;
  for (const auto& [text, base, ranges] : specimens)
    for (const auto& [from, until] : ranges)
      for (std::size_t i = base + from; i < base + until; ++i)
        for (const char c : charset) {
          // Characters of the same value modulo 10 look alike to every check digit.
          if (value_of(c) % 10 == value_of(text[i]) % 10) continue;
          ++tried;
          if (accepted(with(text, i, c))) FAIL_CHECK(with(text, i, c));
        }
  CHECK(tried > 4000);
}

TEST_CASE("the first wrong check digit is named") {
  CHECK(first_bad(with(td3, 45 + 9, '7')) == "number");
  CHECK(first_bad(with(td3, 45 + 19, '3')) == "birth_date");
  CHECK(first_bad(with(td3, 45 + 27, '0')) == "expiry");
  CHECK(first_bad(with(td3, 45 + 42, '2')) == "optional_data");
  CHECK(first_bad(with(td3, 45 + 43, '1')) == "composite");
  CHECK(first_bad(with(td1, 31 + 29, '7')) == "composite");
  // A letter of value 0 modulo 10 in a date keeps the sum and is still no date.
  CHECK(first_bad("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n0000000000UTO00A0000F0000000<<<<<<<<<<<<<<<0") ==
        "birth_date");
}

TEST_CASE("a personal number that is not used has a check digit of zero or a filler") {
  const std::string base = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n0000000000UTO0000000F0000000<<<<<<<<<<<<<<?0";
  const auto at = base.find('?');
  CHECK(accepted(with(base, at, '<')));
  CHECK(accepted(with(base, at, '0')));
  CHECK_FALSE(accepted(with(base, at, '1')));
  // Zeros are a number: a filler is no check digit of it.
  CHECK_FALSE(accepted("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n0000000000UTO0000000F000000000000000000000<0"));
}

TEST_CASE("document numbers longer than their field") {
  SECTION("TD1 and TD2 of the standard") {
    const auto long1 =
        parse_mrz("I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<");
    REQUIRE(long1);
    CHECK(long1->number == "D23145890734");
    CHECK(long1->optional_data.empty());
    CHECK(long1->check_digits_ok);
    const auto long2 = parse_mrz("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8");
    REQUIRE(long2);
    CHECK(long2->number == "D23145890734");
    CHECK(long2->check_digits_ok);
  }
  SECTION("both published readings, worked out by the definition of the check digit") {
    const std::string first = "D23145890";
    const std::string rest = "AB112";
    const char without = mrz_check_digit(first + rest);
    const char with_filler = mrz_check_digit(first + "<" + rest);
    REQUIRE(without != with_filler);
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string line1 = "I<UTOD23145890<AB112";
      line1 += digit;
      line1 += "<<<<<<<<<";
      std::string line2 = "7408122F1204159UTO<<<<<<<<<<<";
      line2 += mrz_check_digit(line1.substr(5) + line2.substr(0, 7) + line2.substr(8, 7) + line2.substr(18, 11));
      INFO(digit);
      CHECK(accepted(line1 + line2 + "ERIKSSON<<ANNA<MARIA<<<<<<<<<<") == (digit == without || digit == with_filler));
    }
  }
  SECTION("a filler without a rest, and a rest without an end, are wrong") {
    CHECK(first_bad("I<UTOD23145890<<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<4ERIKSSON<<ANNA<MARIA<<<<<<<<<<") ==
          "number");
    CHECK(first_bad("I<UTOD23145890<000000000000000"
                    "7408122F1204159UTO<<<<<<<<<<<4ERIKSSON<<ANNA<MARIA<<<<<<<<<<") == "number");
    CHECK(first_bad("I<UTOD2314589<<AB112234566<<<<7408122F1204159UTO<<<<<<<<<<<4ERIKSSON<<ANNA<MARIA<<<<<<<<<<") ==
          "number");
  }
}

TEST_CASE("the old French identity card has a layout of its own") {
  const auto zone = parse_mrz(french);
  REQUIRE(zone);
  CHECK(zone->issuer == "FRA");
  CHECK(zone->number == "970675K00277");
  CHECK(zone->birth_date == "730321");
  CHECK(zone->sex == "M");
  CHECK(zone->expiry.empty());
  CHECK(zone->primary == Words{"LOISEAU"});
  CHECK(zone->secondary == Words{"HERVE", "DJAMEL"});
  CHECK(zone->check_digits_ok);
  CHECK(first_bad(with(french, 37 + 12, '5')) == "number");
  CHECK(first_bad(with(french, 37 + 33, '7')) == "birth_date");
  CHECK(first_bad(with(french, 37 + 35, '5')) == "composite");
  CHECK(first_bad(with(french, 6, 'A')) == "composite");  // the last digit covers the name too
  CHECK(first_bad(with(french, 6, '0')) == "not parsed");
}

TEST_CASE("lines may be joined or apart, blanks at line ends are dropped, nothing else is corrected") {
  std::string joined = td1;
  std::erase(joined, '\n');
  CHECK(accepted(joined));
  CHECK(accepted("  " + td1.substr(0, 30) + " \r\n" + td1.substr(31, 30) + "\r\n\r\n" + td1.substr(62) + "\r\n"));
  CHECK(accepted(td3.substr(0, 44) + " " + td3.substr(45)));
  CHECK_FALSE(parse_mrz(with(td3, 45, 'l')));
  CHECK_FALSE(parse_mrz(with(td3, 50, ' ')));
  CHECK_FALSE(parse_mrz(with(td3, 50, '>')));
  CHECK_FALSE(parse_mrz(with(td3, 50, '\0')));
  CHECK_FALSE(parse_mrz(with(td3, 50, '\xC4')));
}

TEST_CASE("what is no zone is malformed") {
  for (const std::string text :
       {"", "<", "0123456789", "P<UTO", "AB1234567", "0123456789\n0123456789\n0123456789", "\n\n\n"}) {
    INFO(text);
    const auto zone = parse_mrz(text);
    REQUIRE_FALSE(zone);
    CHECK(zone.error().code == ErrorCode::malformed);
  }
  for (std::size_t size = 0; size < 100; ++size) {
    if (size == 72 || size == 88 || size == 90) continue;
    INFO(size);
    CHECK_FALSE(parse_mrz(std::string(size, 'A')));
  }
  CHECK_FALSE(parse_mrz(td3.substr(0, 44)));
  CHECK_FALSE(parse_mrz(td3.substr(0, 45) + td2.substr(37)));
  CHECK_FALSE(parse_mrz(td3 + "\n" + td3));
  CHECK_FALSE(parse_mrz(std::string(100000, '<')));
  CHECK_FALSE(parse_mrz(with(td3, 6, '1')));        // a digit in the name
  CHECK_FALSE(parse_mrz(with(td3, 3, '0')));        // in the issuer
  CHECK_FALSE(parse_mrz(with(td3, 45 + 11, '0')));  // in the nationality
  CHECK_FALSE(parse_mrz(with(td3, 45 + 20, '4')));  // in the place of the sex
  CHECK_FALSE(parse_mrz(std::string(88, '<')));
}

TEST_CASE("a name that fills its field may be cut") {
  const auto zone = parse_mrz("P<UTOPAPANDROPOULOUS<<JONATHON<ALEC<TREVORXX\nL898902C36UTO7408122F1204159ZE184226B<<<<<10");
  REQUIRE(zone);
  CHECK(zone->name_truncated);
  CHECK(zone->secondary == Words{"JONATHON", "ALEC", "TREVORXX"});
  const auto single =
      parse_mrz("P<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10");
  REQUIRE(single);
  CHECK(single->primary == Words{"ARKFREITH"});
  CHECK(single->secondary.empty());
  CHECK_FALSE(single->name_truncated);
}

TEST_CASE("what looks like a zone") {
  for (const auto& text : {td1, td2, td3, mrv_a, mrv_b, french, td3.substr(45), std::string("C01X00<<"),
                           std::string("P UTOERIKSSON  ANNA MARIA  AND SOME MORE"), std::string("line\nline")})
    CHECK(looks_like_mrz(text));
  for (const auto* text : {"", "AB1234567", " AB 123 456 7 \r\n", "591-4487140-12", "00000000T", "VSNR 12 345678 A 901"})
    CHECK_FALSE(looks_like_mrz(text));
}
