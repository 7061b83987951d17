// Reading and writing our canonical JSON lines: fixed keys in fixed order, no white space, one spelling for each value. The
// reader moves forward over a view and allocates nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/time.hpp"

namespace eb::log {

[[nodiscard]] std::string json_text_or_null(const std::optional<std::string>& text);

class LineReader {
 public:
  explicit LineReader(std::string_view line) : rest_(line) {}
  // Exactly these characters.
  [[nodiscard]] bool literal(std::string_view text);
  // A JSON string without escapes: its content. False for any escape, quote or control character inside.
  [[nodiscard]] bool plain(std::string_view& out);
  // A string as json_quote() writes it, as a view with its quotes and escapes still in; checked to be the one spelling.
  [[nodiscard]] bool quoted(std::string_view& raw);
  // 64 lower-case hex digits with quotes: the digits.
  [[nodiscard]] bool hash(std::string_view& hex);
  // Decimal without leading zeros, at most 2^64 - 1.
  [[nodiscard]] bool number(std::uint64_t& out);
  // "2015-07-24T08:01:02.345Z" with quotes, a real instant.
  [[nodiscard]] bool time(Millis& out);
  [[nodiscard]] bool null() { return literal("null"); }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }

 private:
  std::string_view rest_;
};

// The text of a view that quoted() gave.
[[nodiscard]] std::string unquoted(std::string_view raw);
// The value of digits that hash() gave.
[[nodiscard]] Sha256 hash_value(std::string_view hex);

}  // namespace eb::log
