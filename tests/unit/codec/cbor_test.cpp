#include "common/codec/cbor.hpp"

#include <catch2/catch.hpp>

#include "common/base/text.hpp"

using namespace eb;
using namespace eb::codec;

namespace {

Bytes hex(std::string_view text) {
  return from_hex(text).value();
}

bool strict(const Bytes& bytes) {
  CborReader reader(bytes);
  return reader.item().has_value() && reader.end().has_value();
}

struct Row {
  const char* hex;
  const char* what;
};

}  // namespace

// RFC 8949 appendix A, the types that occur here.
TEST_CASE("cbor: examples of the RFC are read, shown and written back") {
  const auto [encoded, diagnostic] = GENERATE(table<std::string, std::string>({
      {"00", "0"},
      {"17", "23"},
      {"1818", "24"},
      {"1903e8", "1000"},
      {"1b000000e8d4a51000", "1000000000000"},
      {"1bffffffffffffffff", "18446744073709551615"},
      {"3bffffffffffffffff", "-18446744073709551616"},
      {"20", "-1"},
      {"3903e7", "-1000"},
      {"4401020304", "h'01020304'"},
      {"62c3bc", "\"ü\""},
      {"62225c", "\"\\\"\\\\\""},
      {"8301820203820405", "[1, [2, 3], [4, 5]]"},
      {"a201020304", "{1: 2, 3: 4}"},
      {"c11a514b67b0", "1(1363896240)"},
      {"d818456449455446", "24(h'6449455446')"},
  }));
  CAPTURE(encoded);
  const auto value = cbor_decode(hex(encoded));
  REQUIRE(value);
  CHECK(cbor_diagnostic(*value) == diagnostic);
  CHECK(to_hex(cbor_encode(*value)) == encoded);
}

TEST_CASE("cbor: one fault a row") {
  const Row row = GENERATE(values<Row>({
      {"", "nothing"},
      {"1800", "head of two bytes for 0"},
      {"1817", "head of two bytes for 23"},
      {"1900ff", "head of three bytes for 255"},
      {"1a0000ffff", "head of five bytes for 65535"},
      {"1b00000000ffffffff", "head of nine bytes for 4294967295"},
      {"3817", "long head of a negative number"},
      {"580100", "long length"},
      {"1c", "reserved 28"},
      {"1d", "reserved 29"},
      {"1e", "reserved 30"},
      {"5f4101ff", "indefinite byte string"},
      {"7f6161ff", "indefinite text"},
      {"9f01ff", "indefinite array"},
      {"bf0102ff", "indefinite map"},
      {"ff", "break alone"},
      {"f4", "false"},
      {"f6", "null"},
      {"f7", "undefined"},
      {"f90000", "half float"},
      {"fb3ff0000000000000", "double"},
      {"f0", "simple value 16"},
      {"18", "head cut"},
      {"1901", "head cut"},
      {"4201", "string cut"},
      {"5bffffffffffffffff00", "byte string of 2^64-1"},
      {"7affffffff61", "text of 2^32-1"},
      {"9affffffff00", "array of 2^32-1"},
      {"9bffffffffffffffff00", "array of 2^64-1"},
      {"baffffffff0000", "map of 2^32-1"},
      {"bb80000000000000000000", "map whose pairs overflow"},
      {"8201", "array cut"},
      {"a10102a1", "two items"},
      {"0000", "two items"},
      {"a2010201 03", "same key twice"},
      {"a203040102", "keys not sorted"},
      {"a220001801 00", "long key head"},
      {"a22000180000", "negative key before a positive one"},
      {"a2614100410000", "text key before a byte string key"},
      {"61ff", "not UTF-8"},
      {"62c080", "overlong UTF-8"},
      {"63eda080", "surrogate"},
      {"c1", "tag of nothing"},
      {"818181818181818181 00", "nested nine deep"},
      {"c1c1c1c1c1c1c1c1c100", "tags nested nine deep"},
  }));
  CAPTURE(row.what);
  std::string digits(row.hex);
  std::erase(digits, ' ');
  const Bytes bytes = hex(digits);
  CHECK_FALSE(strict(bytes));
  const auto value = cbor_decode(bytes);
  REQUIRE_FALSE(value);
  CHECK(value.error().code == ErrorCode::malformed);
}

TEST_CASE("cbor: the deepest nesting and the key order that are allowed") {
  CHECK(strict(hex("818181818181818100")));
  // 0..23, 24.., then -1.., then strings: bytewise order of the encodings.
  CHECK(
      strict(hex("a8"
                 "0000"
                 "1700"
                 "181800"
                 "19010000"
                 "2000"
                 "381800"
                 "3a0001000000"
                 "416100")));
}

TEST_CASE("cbor: every head size is written in its shortest form and read back") {
  const std::uint64_t value = GENERATE(0U, 23U, 24U, 255U, 256U, 65535U, 65536U, 4294967295U, 4294967296U, UINT64_MAX);
  CAPTURE(value);
  CborWriter out;
  out.uint(value).negative(value).tag(value).text("x");
  CHECK(out.view().size() == 3 * (value < 24            ? 1U
                                  : value <= 0xFF       ? 2U
                                  : value <= 0xFFFF     ? 3U
                                  : value <= 0xFFFFFFFF ? 5U
                                                        : 9U) +
                                 2);
  CborReader reader(out.view());
  CHECK(reader.uint().value() == value);
  CHECK(reader.negative().value() == value);
  CHECK(reader.tag().value() == value);
  CHECK(reader.text().value() == "x");
  CHECK(reader.end());
}

TEST_CASE("cbor: integers to the ends of 64 bits, and not beyond") {
  const std::int64_t value = GENERATE(INT64_MIN, INT64_MIN + 1, -65537, -256, -25, -24, -1, 0, 1, INT64_MAX);
  CborWriter out;
  out.integer(value);
  CborReader reader(out.view());
  CHECK(reader.integer().value() == value);
  for (const char* beyond : {"1b8000000000000000", "3b8000000000000000"}) {
    const Bytes bytes = hex(beyond);
    CborReader other(bytes);
    CHECK_FALSE(other.integer());
  }
}

TEST_CASE("cbor: a reader asked for another type refuses") {
  const Bytes bytes = hex("01");
  CHECK_FALSE(CborReader(bytes).bytes());
  CHECK_FALSE(CborReader(bytes).text());
  CHECK_FALSE(CborReader(bytes).array());
  CHECK_FALSE(CborReader(bytes).map());
  CHECK_FALSE(CborReader(bytes).tag());
  CHECK_FALSE(CborReader(bytes).negative());
  CHECK(CborReader(bytes).peek_major() == 0);
  CHECK(CborReader({}).peek_major() == -1);
}

TEST_CASE("cbor map: keys are asked for in order, optional ones may be missing") {
  CborWriter out;
  out.map(3).integer(1).uint(10).integer(4).uint(20).integer(-65537).uint(30);
  CborReader reader(out.view());
  auto map = CborMap::open(reader).value();
  CHECK(map.find(reader, 1).value());
  CHECK(reader.uint().value() == 10);
  CHECK_FALSE(map.find(reader, 2).value());
  CHECK_FALSE(map.find(reader, 3).value());
  CHECK(map.require(reader, 4));
  CHECK(reader.uint().value() == 20);
  CHECK_FALSE(map.find(reader, -1).value());
  CHECK(map.find(reader, -65537).value());
  CHECK(reader.uint().value() == 30);
  CHECK_FALSE(map.find(reader, -65538).value());
  CHECK(map.close());
  CHECK(reader.end());
}

TEST_CASE("cbor map: unknown, missing, repeated and unsorted keys") {
  const auto open = [](CborReader& reader) { return CborMap::open(reader).value(); };
  {
    const Bytes bytes = hex("a2010a0214");
    CborReader reader(bytes);
    auto map = open(reader);
    CHECK_FALSE(map.find(reader, 2));  // 1 is unknown
  }
  {
    const Bytes bytes = hex("a2010a0214");
    CborReader reader(bytes);
    auto map = open(reader);
    CHECK(map.require(reader, 1));
    CHECK(reader.uint());
    CHECK_FALSE(map.close());  // 2 is left
    CHECK_FALSE(map.require(reader, 3));
  }
  for (const char* digits : {"a2010a0114", "a2020a0114", "a2200a0114"}) {
    CAPTURE(digits);
    const Bytes bytes = hex(digits);
    CborReader reader(bytes);
    auto map = open(reader);
    const auto first = map.find(reader, bytes[1] == 0x20 ? -1 : bytes[1]);
    CHECK((first && *first));
    CHECK(reader.uint());
    CHECK_FALSE(map.find(reader, -2));
  }
  {
    const Bytes bytes = hex("a1616100");
    CborReader reader(bytes);
    auto map = open(reader);
    CHECK_FALSE(map.find(reader, 1));  // a text key
  }
}

TEST_CASE("cbor: a tree is not built from more than its bound") {
  CborWriter out;
  out.bytes(Bytes(cbor_max_tree));
  const auto value = cbor_decode(out.view());
  REQUIRE_FALSE(value);
  CHECK(value.error().code == ErrorCode::too_large);
}
