#include "common/log/json_line.hpp"

#include <array>

#include "common/base/text.hpp"

namespace eb::log {
namespace {

bool digits(const char* text, std::size_t at, std::size_t count, unsigned& out) {
  out = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    const auto digit = static_cast<unsigned>(text[i]) - '0';
    if (digit > 9) return false;
    out = out * 10 + digit;
  }
  return true;
}

// What a byte may be.
enum : std::uint8_t { plain_byte = 1, hex_digit = 2 };
constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0x20; c < 0x7F; ++c)
    if (c != '"' && c != '\\') table[c] = plain_byte;
  for (const char c : std::string_view("0123456789abcdef")) table[static_cast<unsigned char>(c)] |= hex_digit;
  return table;
}
constexpr auto classes = make_classes();
bool is(char c, std::uint8_t what) {
  return (classes[static_cast<unsigned char>(c)] & what) != 0;
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

bool LineReader::literal(std::string_view text) {
  if (!rest_.starts_with(text)) return false;
  rest_.remove_prefix(text.size());
  return true;
}

bool LineReader::plain(std::string_view& out) {
  if (!literal("\"")) return false;
  std::size_t i = 0;
  while (i < rest_.size() && is(rest_[i], plain_byte)) ++i;
  if (i == rest_.size() || rest_[i] != '"') return false;
  out = rest_.substr(0, i);
  rest_.remove_prefix(i + 1);
  return true;
}

bool LineReader::quoted(std::string_view& raw) {
  if (!next_is('"')) return false;
  bool ascii = true;
  for (std::size_t i = 1; i < rest_.size();) {
    if (is(rest_[i], plain_byte)) {
      ++i;
    } else if (rest_[i] == '"') {
      raw = rest_.substr(0, i + 1);
      rest_.remove_prefix(i + 1);
      return ascii || is_utf8(raw);
    } else if (rest_[i] == '\\') {
      const auto length = escape_length(rest_.substr(i));
      if (length == 0) return false;
      i += length;
    } else if (static_cast<unsigned char>(rest_[i]) >= 0x80) {
      ascii = false;
      ++i;
    } else {
      return false;
    }
  }
  return false;
}

bool LineReader::hash(std::string_view& hex) {
  if (!plain(hex) || hex.size() != 2 * Sha256::size) return false;
  std::uint8_t all = hex_digit;
  for (const char c : hex) all &= classes[static_cast<unsigned char>(c)];
  return all != 0;
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

bool LineReader::number(std::uint64_t& out) {
  std::size_t i = 0;
  std::uint64_t value = 0;
  for (; i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9'; ++i) {
    const auto digit = static_cast<std::uint64_t>(rest_[i] - '0');
    if (value > (UINT64_MAX - digit) / 10) return false;
    value = value * 10 + digit;
  }
  if (i == 0 || (i > 1 && rest_[0] == '0')) return false;
  rest_.remove_prefix(i);
  out = value;
  return true;
}

bool LineReader::time(Millis& out) {
  constexpr std::size_t size = std::string_view("\"0000-00-00T00:00:00.000Z\"").size();
  if (rest_.size() < size) return false;
  const char* const text = rest_.data();
  if (text[0] != '"' || text[5] != '-' || text[8] != '-' || text[11] != 'T' || text[14] != ':' || text[17] != ':' ||
      text[20] != '.' || text[24] != 'Z' || text[25] != '"')
    return false;
  unsigned year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millis = 0;
  if (!digits(text, 1, 4, year) || !digits(text, 6, 2, month) || !digits(text, 9, 2, day) || !digits(text, 12, 2, hour) ||
      !digits(text, 15, 2, minute) || !digits(text, 18, 2, second) || !digits(text, 21, 3, millis))
    return false;
  const Date date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok() || year < 1970 || hour > 23 || minute > 59 || second > 59) return false;
  out = std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
        std::chrono::seconds{second} + std::chrono::milliseconds{millis};
  rest_.remove_prefix(size);
  return true;
}

}  // namespace eb::log
