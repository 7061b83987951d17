// Reading and writing our canonical JSON lines: fixed keys in fixed order, no white space, one spelling for each value. The
// reader moves forward over a view and allocates nothing. What is read for every entry stands here, so that the compiler
// keeps the reader in registers: an auditor reads a million lines.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/time.hpp"

namespace eb::log {

[[nodiscard]] std::string json_text_or_null(const std::optional<std::string>& text);

// What a byte may be.
enum ByteClass : std::uint8_t { plain_byte = 1, hex_digit = 2, crockford_digit = 4, hyphen = 8 };
constexpr std::array<std::uint8_t, 256> make_byte_classes() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0x20; c < 0x7F; ++c)
    if (c != '"' && c != '\\') table[c] = plain_byte;
  for (const char c : std::string_view("0123456789abcdef")) table[static_cast<unsigned char>(c)] |= hex_digit;
  for (const char c : std::string_view("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    table[static_cast<unsigned char>(c)] |= crockford_digit;
  table['-'] |= hyphen;
  return table;
}
inline constexpr auto byte_classes = make_byte_classes();
[[nodiscard]] inline bool is(char c, ByteClass what) {
  return (byte_classes[static_cast<unsigned char>(c)] & what) != 0;
}

// Compared in machine words: a call of memcmp for each key of each entry is a tenth of an audit.
template <class Word>
[[nodiscard]] inline bool same_word(const char* a, const char* b) {
  Word one, other;
  std::memcpy(&one, a, sizeof(Word));
  std::memcpy(&other, b, sizeof(Word));
  return one == other;
}
template <std::size_t Size>
[[nodiscard]] inline bool same_bytes(const char* a, const char* b) {
  if constexpr (Size >= 8) {
    bool same = true;
    for (std::size_t at = 0; at + 8 <= Size; at += 8) same &= same_word<std::uint64_t>(a + at, b + at);
    return same && same_word<std::uint64_t>(a + Size - 8, b + Size - 8);
  } else if constexpr (Size >= 4) {
    return same_word<std::uint32_t>(a, b) && same_word<std::uint32_t>(a + Size - 4, b + Size - 4);
  } else {
    bool same = true;
    for (std::size_t i = 0; i < Size; ++i) same &= a[i] == b[i];
    return same;
  }
}

class LineReader {
 public:
  explicit LineReader(std::string_view line) : at_(line.data()), end_(line.data() + line.size()) {}

  // Exactly these characters.
  template <std::size_t N>
  [[nodiscard]] bool literal(const char (&text)[N]) {
    if (left() < N - 1 || !same_bytes<N - 1>(at_, text)) return false;
    at_ += N - 1;
    return true;
  }
  [[nodiscard]] bool null() { return literal("null"); }
  [[nodiscard]] bool done() const { return at_ == end_; }

  // A JSON string without escapes: its content. False for any escape, quote or control character inside.
  [[nodiscard]] bool plain(std::string_view& out) {
    if (at_ == end_ || *at_ != '"') return false;
    const char* to = at_ + 1;
    while (to != end_ && is(*to, plain_byte)) ++to;
    if (to == end_ || *to != '"') return false;
    out = {at_ + 1, static_cast<std::size_t>(to - at_ - 1)};
    at_ = to + 1;
    return true;
  }
  // A string as json_quote() writes it, as a view with its quotes and escapes still in; checked to be the one spelling.
  [[nodiscard]] bool quoted(std::string_view& raw) {
    std::string_view inside;
    if (plain(inside)) {
      raw = {inside.data() - 1, inside.size() + 2};
      return true;
    }
    const std::size_t length = quoted_length({at_, left()});
    raw = {at_, length};
    at_ += length;
    return length != 0;
  }
  // 64 lower-case hex digits with quotes: the digits. Without a table or an early exit, so that many are looked at at once.
  [[nodiscard]] bool hash(std::string_view& hex) {
    constexpr std::size_t digits = 2 * Sha256::size;
    if (left() < digits + 2 || at_[0] != '"' || at_[digits + 1] != '"') return false;
    std::uint8_t good = 1;
    for (std::size_t i = 1; i <= digits; ++i) {
      const auto decimal = static_cast<std::uint8_t>(at_[i] - '0');
      const auto letter = static_cast<std::uint8_t>(at_[i] - 'a');
      good &= static_cast<std::uint8_t>((decimal < 10) | (letter < 6));
    }
    hex = {at_ + 1, digits};
    at_ += digits + 2;
    return good != 0;
  }
  // A badge number with quotes, spelt as BadgeNumber::text() does: the 19 characters.
  [[nodiscard]] bool badge_number(std::string_view& text) {
    constexpr std::string_view shape = "\"XXXX-XXXX-XXXX-XXXX\"";
    if (left() < shape.size() || at_[0] != '"' || at_[shape.size() - 1] != '"') return false;
    bool good = true;
    for (std::size_t i = 1; i + 1 < shape.size(); ++i) good &= is(at_[i], shape[i] == 'X' ? crockford_digit : hyphen);
    text = {at_ + 1, shape.size() - 2};
    at_ += shape.size();
    return good;
  }
  // Decimal without leading zeros, at most 2^64 - 1.
  [[nodiscard]] bool number(std::uint64_t& out) {
    constexpr auto largest = std::numeric_limits<std::uint64_t>::max();
    const char* to = at_;
    std::uint64_t value = 0;
    for (; to != end_ && *to >= '0' && *to <= '9'; ++to) {
      const auto digit = static_cast<std::uint64_t>(*to - '0');
      if (value >= largest / 10 && (value > largest / 10 || digit > largest % 10)) return false;
      value = value * 10 + digit;
    }
    if (to == at_ || (*at_ == '0' && to - at_ > 1)) return false;
    at_ = to;
    out = value;
    return true;
  }
  // "2015-07-24T08:01:02.345Z" with quotes, a real instant in the years 1970 to 9999.
  [[nodiscard]] bool time(Millis& out) {
    if (!time_value({at_, left()}, out)) return false;
    at_ += time_size;
    return true;
  }

 private:
  static constexpr std::size_t time_size = std::string_view("\"0000-00-00T00:00:00.000Z\"").size();
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  // Length of the literal at the front of the text, or 0 when it is not one that json_quote() writes.
  [[nodiscard]] static std::size_t quoted_length(std::string_view text);
  [[nodiscard]] static bool time_value(std::string_view text, Millis& out);

  const char* at_;
  const char* end_;
};

// The text of a view that quoted() gave.
[[nodiscard]] std::string unquoted(std::string_view raw);
// The value of digits that hash() gave.
[[nodiscard]] Sha256 hash_value(std::string_view hex);

}  // namespace eb::log
