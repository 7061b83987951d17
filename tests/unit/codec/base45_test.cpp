#include "common/codec/base45.hpp"

#include <array>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"

using namespace eb;
using namespace eb::codec;

// RFC 9285 §4.3 and §4.4.
TEST_CASE("base45: the examples of the RFC") {
  const auto [text, encoded] = GENERATE(table<std::string, std::string>(
      {{"", ""}, {"AB", "BB8"}, {"Hello!!", "%69 VD92EX0"}, {"base-45", "UJCLQE7W581"}, {"ietf!", "QED8WEX0"}}));
  CHECK(base45_encode(as_bytes(text)) == encoded);
  const auto back = base45_decode(encoded);
  REQUIRE(back);
  CHECK(as_text(*back) == text);
}

TEST_CASE("base45: every pair and every single byte comes back") {
  for (unsigned n = 0; n <= 0xFFFF; ++n) {
    const std::array<std::uint8_t, 2> pair{static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n & 0xFF)};
    const auto back = base45_decode(base45_encode(pair));
    if (!back || !std::ranges::equal(*back, pair)) FAIL("pair " << n);
  }
  for (unsigned n = 0; n <= 0xFF; ++n) {
    const std::array<std::uint8_t, 1> one{static_cast<std::uint8_t>(n)};
    const auto back = base45_decode(base45_encode(one));
    if (!back || !std::ranges::equal(*back, one)) FAIL("byte " << n);
  }
}

TEST_CASE("base45: each text has one meaning, and only the encoder's spelling is read") {
  // All texts of two characters: accepted exactly when the encoder writes them.
  std::size_t accepted = 0;
  for (int a = 0; a < 256; ++a)
    for (int b = 0; b < 256; ++b) {
      const std::string text{static_cast<char>(a), static_cast<char>(b)};
      const auto bytes = base45_decode(text);
      if (!bytes) continue;
      ++accepted;
      if (base45_encode(*bytes) != text) FAIL("text " << a << " " << b);
    }
  CHECK(accepted == 256);
}

TEST_CASE("base45: refused") {
  const std::string text = GENERATE("A", "BB8A", "bb8", "BB8\n", " BB8 ", "GGX", ":::", "::", "BB8::", "BÄ8", "B,8");
  CAPTURE(text);
  const auto bytes = base45_decode(text);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code == ErrorCode::malformed);
}

TEST_CASE("base45: a buffer that is too small is said, not overrun") {
  std::array<std::uint8_t, 4> out{};
  const auto fits = base45_decode_into("BB8BB8", out);
  REQUIRE(fits);
  CHECK(*fits == 4);
  const auto longer = base45_decode_into("BB8BB800", out);
  REQUIRE_FALSE(longer);
  CHECK(longer.error().code == ErrorCode::too_large);
}
