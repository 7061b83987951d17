#include "common/log/json_line.hpp"

#include "common/base/text.hpp"

namespace eb::log {
namespace {

// Value of `count` decimal digits. A character that is no digit leaves a bit in `wrong`.
unsigned decimal(const char* at, std::size_t count, unsigned& wrong) {
  unsigned value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto digit = static_cast<unsigned>(static_cast<unsigned char>(at[i])) - '0';
    wrong |= static_cast<unsigned>(digit > 9);
    value = value * 10 + digit;
  }
  return value;
}

unsigned hex_value(char c) {
  return c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>(c - 'a') + 10;
}

// Length of the escape at the front, or 0 when json_quote() would not write it.
std::size_t escape_length(std::string_view text) {
  if (text.size() >= 2 && (text[1] == '"' || text[1] == '\\')) return 2;
  if (text.size() < 6 || !text.starts_with("\\u00") || !is(text[4], hex_digit) || !is(text[5], hex_digit)) return 0;
  const unsigned value = hex_value(text[4]) * 16 + hex_value(text[5]);
  return value < 0x20 || value == 0x7F ? 6 : 0;
}

}  // namespace

std::string json_text_or_null(const std::optional<std::string>& text) {
  return text ? json_quote(*text) : std::string("null");
}

std::size_t LineReader::quoted_length(std::string_view text) {
  if (!text.starts_with('"')) return 0;
  for (std::size_t i = 1; i < text.size();) {
    if (text[i] == '"') return is_utf8(text.substr(0, i)) ? i + 1 : 0;
    std::size_t length = 1;
    if (text[i] == '\\')
      length = escape_length(text.substr(i));
    else if (static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7F)
      length = 0;
    if (length == 0) return 0;
    i += length;
  }
  return 0;
}

bool LineReader::time_value(std::string_view text, Millis& out) {
  if (text.size() < time_size) return false;
  const char* const at = text.data();
  if (at[0] != '"' || at[5] != '-' || at[8] != '-' || at[11] != 'T' || at[14] != ':' || at[17] != ':' || at[20] != '.' ||
      at[24] != 'Z' || at[25] != '"')
    return false;
  unsigned wrong = 0;
  const unsigned year = decimal(at + 1, 4, wrong);
  const unsigned month = decimal(at + 6, 2, wrong);
  const unsigned day = decimal(at + 9, 2, wrong);
  const unsigned hour = decimal(at + 12, 2, wrong);
  const unsigned minute = decimal(at + 15, 2, wrong);
  const unsigned second = decimal(at + 18, 2, wrong);
  const unsigned millis = decimal(at + 21, 3, wrong);
  if (wrong != 0 || year < 1970 || hour > 23 || minute > 59 || second > 59) return false;
  const Date date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok()) return false;
  out = std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
        std::chrono::seconds{second} + std::chrono::milliseconds{millis};
  return true;
}

std::string unquoted(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 1; i + 1 < raw.size(); ++i) {
    if (raw[i] != '\\') {
      out.push_back(raw[i]);
    } else if (raw[++i] == 'u') {
      out.push_back(static_cast<char>(hex_value(raw[i + 3]) * 16 + hex_value(raw[i + 4])));
      i += 4;
    } else {
      out.push_back(raw[i]);
    }
  }
  return out;
}

Sha256 hash_value(std::string_view hex) {
  Sha256 out;
  for (std::size_t i = 0; i < Sha256::size; ++i)
    out.value[i] = static_cast<std::uint8_t>(hex_value(hex[2 * i]) * 16 + hex_value(hex[2 * i + 1]));
  return out;
}

}  // namespace eb::log
