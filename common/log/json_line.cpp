#include "common/log/json_line.hpp"

#include "common/base/text.hpp"

namespace eb::log {
namespace {

bool digits(std::string_view text, std::size_t at, std::size_t count, unsigned& out) {
  out = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    const auto digit = static_cast<unsigned>(text[i]) - '0';
    if (digit > 9) return false;
    out = out * 10 + digit;
  }
  return true;
}

bool is_lower_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
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
  for (std::size_t i = 0; i < rest_.size(); ++i) {
    const auto c = static_cast<unsigned char>(rest_[i]);
    if (c == '"') {
      out = rest_.substr(0, i);
      rest_.remove_prefix(i + 1);
      return true;
    }
    if (c == '\\' || c < 0x20 || c >= 0x7F) return false;
  }
  return false;
}

bool LineReader::quoted(std::string_view& raw) {
  if (rest_.empty() || rest_.front() != '"') return false;
  for (std::size_t i = 1; i < rest_.size(); ++i) {
    if (rest_[i] == '\\') {
      ++i;
    } else if (rest_[i] == '"') {
      raw = rest_.substr(0, i + 1);
      if (json_quote(unquoted(raw)) != raw) return false;
      rest_.remove_prefix(i + 1);
      return true;
    }
  }
  return false;
}

std::string unquoted(std::string_view raw) {
  std::string out;
  for (std::size_t i = 1; i + 1 < raw.size(); ++i) {
    if (raw[i] != '\\') {
      out.push_back(raw[i]);
      continue;
    }
    ++i;
    const auto hex =
        raw[i] == 'u' && i + 4 < raw.size() && is_lower_hex(raw[i + 4]) ? from_hex(raw.substr(i + 3, 2)) : std::nullopt;
    if (hex) {
      out.push_back(static_cast<char>(hex->front()));
      i += 4;
    } else {
      out.push_back(raw[i]);
    }
  }
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
  constexpr std::string_view shape = "\"0000-00-00T00:00:00.000Z\"";
  if (rest_.size() < shape.size()) return false;
  const auto text = rest_.substr(0, shape.size());
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != '0' && text[i] != shape[i]) return false;
  unsigned year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millis = 0;
  if (!digits(text, 1, 4, year) || !digits(text, 6, 2, month) || !digits(text, 9, 2, day) || !digits(text, 12, 2, hour) ||
      !digits(text, 15, 2, minute) || !digits(text, 18, 2, second) || !digits(text, 21, 3, millis))
    return false;
  const Date date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok() || year < 1970 || hour > 23 || minute > 59 || second > 59) return false;
  out = std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
        std::chrono::seconds{second} + std::chrono::milliseconds{millis};
  rest_.remove_prefix(shape.size());
  return true;
}

}  // namespace eb::log
