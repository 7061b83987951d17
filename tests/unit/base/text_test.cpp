#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/base/time.hpp"

using namespace eb;

TEST_CASE("base64 follows RFC 4648 section 10 and refuses every second spelling") {
  for (const auto& [plain, coded] :
       {std::pair{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}}) {
    CHECK(to_base64(as_bytes(plain)) == coded);
    REQUIRE(from_base64(coded));
    CHECK(as_text(*from_base64(coded)) == plain);
  }
  for (const auto* bad : {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zg==\n", "Zm 9", "Zm9v=", "Zg==Zg=="})
    CHECK_FALSE(from_base64(bad));
}

TEST_CASE("hex is even, lower case on the way out, either case on the way in") {
  CHECK(to_hex(Bytes{0x00, 0xAF, 0xFF}) == "00afff");
  CHECK(*from_hex("00AFff") == Bytes{0x00, 0xAF, 0xFF});
  CHECK_FALSE(from_hex("0"));
  CHECK_FALSE(from_hex("0g"));
}

TEST_CASE("Crockford base32 forgives case, hyphens and look-alikes only") {
  const Bytes ten{0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF};
  CHECK(to_crockford(ten) == "0123456789ABCDEF");
  CHECK(*from_crockford("o1Z3-4567-89ab-cdef") != ten);
  CHECK(*from_crockford("oi23-4567-89ab-cdef") == ten);
  CHECK_FALSE(from_crockford("0123456789ABCDEU"));
  CHECK_FALSE(from_crockford("012"));
}

TEST_CASE("UTF-8: overlong forms, surrogates and values beyond Unicode are refused") {
  CHECK(is_utf8("aé€😀"));
  for (const auto* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xE2\x82", "\x80"})
    CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("printable text cannot move a cursor or reorder a line") {
  CHECK(printable("Zoë 李") == "Zoë 李");
  CHECK(printable("a\x1B[2Jb\n") == "a\\u{1b}[2Jb\\u{a}");
  CHECK(printable("evil\u202Egpj") == "evil\\u{202e}gpj");
  CHECK(printable("\xFF") == "\\u{ff}");
  CHECK(printable("abcdef", 3) == "abc…");
}

TEST_CASE("a JSON string has one spelling") {
  CHECK(json_quote("a\"\\\n\x7F/é") == "\"a\\\"\\\\\\u000a\\u007f/é\"");
}

TEST_CASE("RFC 3339 times with offsets, and nothing else") {
  CHECK(format_utc(*parse_rfc3339("2015-07-24T10:00:00+02:00")) == "2015-07-24T08:00:00.000Z");
  CHECK(format_utc(*parse_rfc3339("2015-07-24T08:00:00.1239Z")) == "2015-07-24T08:00:00.123Z");
  CHECK(format_utc(to_seconds(*parse_rfc3339("1970-01-01T00:00:00Z"))) == "1970-01-01T00:00:00Z");
  for (const auto* bad : {"2015-07-24", "2015-02-29T00:00:00Z", "2015-07-24T24:00:00Z", "2015-07-24T08:00:00",
                          "2015-07-24T08:00:00.Z", "2015-07-24T08:00:00Zx", "1969-12-31T23:59:59Z"})
    CHECK_FALSE(parse_rfc3339(bad));
  CHECK(format_date(*parse_iso_date("2016-02-29")) == "2016-02-29");
  CHECK_FALSE(parse_iso_date("2015-02-29"));
  CHECK(local_day(*parse_rfc3339("2015-07-23T22:30:00Z"), std::chrono::minutes{120}) == *parse_iso_date("2015-07-24"));
}
