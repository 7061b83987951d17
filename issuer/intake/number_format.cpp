#include "issuer/intake/number_format.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

#include "common/base/text.hpp"
#include "common/base/time.hpp"

namespace eb::issuer::intake {
namespace {

struct Token {
  enum class Kind { literal, digit, point, percent, exponent, year, month, day, time } kind;
  char text = 0;
};

// The part for positive numbers: up to the first ';'. Colours, conditions, alignment and grouping say nothing.
std::vector<Token> tokens_of(std::string_view code) {
  using Kind = Token::Kind;
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < code.size() && code[i] != ';' && tokens.size() < 256; ++i) {
    const char c = code[i];
    const char lower = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (c == '"') {
      for (++i; i < code.size() && code[i] != '"'; ++i) tokens.push_back({Kind::literal, code[i]});
    } else if (c == '\\' && i + 1 < code.size()) {
      tokens.push_back({Kind::literal, code[++i]});
    } else if (c == '[') {
      const auto close = std::min(code.find(']', i), code.size());
      const auto inner = ascii_lower(code.substr(i + 1, close - i - 1));
      if (inner == "h" || inner == "hh" || inner == "m" || inner == "mm" || inner == "s" || inner == "ss")
        tokens.push_back({Kind::time});
      i = close;
    } else if (c == '_' || c == '*') {
      ++i;
    } else if (c == '0' || c == '#' || c == '?') {
      tokens.push_back({Kind::digit, c});
    } else if (c == '.') {
      tokens.push_back({Kind::point});
    } else if (c == '%') {
      tokens.push_back({Kind::percent});
    } else if (c == 'E' && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-')) {
      tokens.push_back({Kind::exponent});
      ++i;
    } else if (lower == 'y') {
      tokens.push_back({Kind::year});
    } else if (lower == 'd') {
      tokens.push_back({Kind::day});
    } else if (lower == 'm') {
      tokens.push_back({Kind::month});
    } else if (lower == 'h' || lower == 's') {
      tokens.push_back({Kind::time});
    } else if (c != ',') {
      tokens.push_back({Kind::literal, c});
    }
  }
  return tokens;
}

bool has(const std::vector<Token>& tokens, Token::Kind kind) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return token.kind == kind; });
}

template <class... Values>
std::string print(const char* format, Values... values) {
  std::array<char, 400> buffer{};
  const auto length = std::snprintf(buffer.data(), buffer.size(), format, values...);
  return {buffer.data(), static_cast<std::size_t>(std::clamp(length, 0, 399))};
}

// Eleven places at most: more are shown as 1.23457E+11.
std::string general(double value) {
  if (value == 0) return "0";
  if (std::fabs(value) >= 1e11 || std::fabs(value) < 1e-9) return print("%.5E", value);
  if (value == std::floor(value)) return print("%.0f", value);
  return print("%.10g", value);
}

std::string shown_date(double value, const std::vector<Token>& tokens, bool since_1904) {
  using Kind = Token::Kind;
  constexpr double last = 2958465;  // 9999-12-31
  if (!(value >= 0) || value > last) return {};
  auto days = static_cast<int>(std::floor(value));
  const bool has_month = has(tokens, Kind::month);
  if (!has(tokens, Kind::day) && !has(tokens, Kind::year)) {  // hours and minutes
    const auto minutes = static_cast<int>(std::lround((value - days) * 1440)) % 1440;
    return print("%02d:%02d", minutes / 60, minutes % 60);
  }
  // Lotus believed in 29 February 1900, day 60, and so does every spreadsheet since.
  if (!since_1904 && (days == 0 || days == 60)) return {};
  if (!since_1904 && days < 60) ++days;
  const auto start = since_1904 ? std::chrono::sys_days{std::chrono::year{1904} / 1 / 1}
                                : std::chrono::sys_days{std::chrono::year{1899} / 12 / 30};
  const std::chrono::year_month_day date{start + std::chrono::days{days}};
  if (has(tokens, Kind::day)) return format_date(date);
  static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto year = static_cast<int>(date.year());
  return has_month ? print("%s %04d", months[static_cast<unsigned>(date.month()) - 1], year) : print("%04d", year);
}

// Digits are filled in from the right; those left over stand at the first placeholder.
std::string fill_integer(std::string_view digits, const std::vector<Token>& tokens, std::size_t end) {
  std::string reversed;
  auto left = static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(end),
                                                     [](const Token& token) { return token.kind == Token::Kind::digit; }));
  for (auto i = end; i-- > 0;) {
    if (tokens[i].kind == Token::Kind::literal) reversed += tokens[i].text;
    if (tokens[i].kind != Token::Kind::digit) continue;
    if (!digits.empty()) {
      reversed += digits.back();
      digits.remove_suffix(1);
    } else if (tokens[i].text != '#') {
      reversed += tokens[i].text == '0' ? '0' : ' ';
    }
    if (--left == 0) {
      reversed.append(digits.rbegin(), digits.rend());
      digits = {};
    }
  }
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace

std::string_view built_in_format(int id) {
  switch (id) {
    case 1: return "0";
    case 2: return "0.00";
    case 3: return "#,##0";
    case 4: return "#,##0.00";
    case 9: return "0%";
    case 10: return "0.00%";
    case 11:
    case 48: return "0.00E+00";
    case 16: return "d-mmm";
    case 17:
    case 55: return "yyyy m";
    case 18:
    case 19:
    case 20:
    case 21:
    case 45:
    case 46:
    case 47: return "h:mm";
    case 37:
    case 38: return "#,##0";
    case 39:
    case 40: return "#,##0.00";
    default: break;
  }
  const bool is_date = id == 14 || id == 15 || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
  return is_date ? "yyyy-mm-dd" : std::string_view();
}

std::string shown_number(double value, std::string_view code, bool since_1904) {
  using Kind = Token::Kind;
  if (!std::isfinite(value)) return {};
  if (code.empty() || ascii_lower(code).starts_with("general") || code == "@") return general(value);
  const auto tokens = tokens_of(code);
  if (has(tokens, Kind::year) || has(tokens, Kind::day) || has(tokens, Kind::month) || has(tokens, Kind::time))
    return shown_date(value, tokens, since_1904);
  if (!has(tokens, Kind::digit)) return general(value);
  const auto point = static_cast<std::size_t>(
      std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.kind == Kind::point; }) -
      tokens.begin());
  const auto exponent =
      std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.kind == Kind::exponent; });
  const auto places = tokens.begin() + static_cast<std::ptrdiff_t>(point);
  const auto decimals = static_cast<int>(
      std::count_if(std::min(places, exponent), exponent, [](const Token& token) { return token.kind == Kind::digit; }));
  if (has(tokens, Kind::exponent)) return print("%.*E", std::min(decimals, 15), value);
  if (std::fabs(value) >= 1e15) return general(value);
  if (has(tokens, Kind::percent)) value *= 100;
  auto digits = print("%.*f", std::min(decimals, 15), std::fabs(value));
  const auto dot = digits.find('.');
  const auto fraction = dot == std::string::npos ? std::string() : digits.substr(dot);
  digits.resize(std::min(dot, digits.size()));
  if (digits == "0") digits.clear();
  auto out = (value < 0 ? "-" : "") + fill_integer(digits, tokens, point) + fraction;
  for (auto i = point; i < tokens.size(); ++i)
    if (tokens[i].kind == Kind::literal) out += tokens[i].text;
  return has(tokens, Kind::percent) ? out + '%' : out;
}

}  // namespace eb::issuer::intake
