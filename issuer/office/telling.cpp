#include "issuer/office/telling.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "common/badge/id_data.hpp"
#include "common/badge/mrz.hpp"
#include "common/base/text.hpp"

namespace eb::issuer {
namespace {

constexpr std::size_t shortest_value = 3;
constexpr std::size_t shortest_word = 4;        // shorter ones are "van", "de", and every other sentence
constexpr std::size_t shortest_file_value = 6;  // in a file, less is found by accident

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const auto plain = badge::mrz_transliterate(text);
  for (std::size_t at = 0; at < plain.size();) {
    const auto end = std::min(plain.find(' ', at), plain.size());
    if (end - at >= shortest_word) words.push_back(plain.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::vector<std::string> spellings(Date date) {
  const auto y = static_cast<int>(date.year());
  const auto m = static_cast<unsigned>(date.month());
  const auto d = static_cast<unsigned>(date.day());
  std::vector<std::string> out{format_date(date)};
  for (const char mark : {'.', '/', '-'}) {
    out.push_back(fmt::format("{:02}{}{:02}{}{}", d, mark, m, mark, y));
    out.push_back(fmt::format("{}{}{}{}{}", d, mark, m, mark, y));
    out.push_back(fmt::format("{:02}{}{:02}{}{}", m, mark, d, mark, y));
  }
  return out;
}

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string out;
  for (const char c : ascii) {
    if (big_endian) out += '\0';
    out += c;
    if (!big_endian) out += '\0';
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

TellingValues::TellingValues(const Registration& r) : words_(words_of(r.name)), number_(badge::normal_number(r.id_number)) {
  for (const auto* value : {&r.name, &r.email, &r.id_number})
    if (value->size() >= shortest_value) whole_.push_back(ascii_lower(*value));
  if (r.birth_date) dates_ = spellings(*r.birth_date);
}

bool TellingValues::in_sentence(std::string_view text) const {
  const auto lower = ascii_lower(text);
  const auto stands = [&](const std::string& value) { return lower.find(value) != std::string::npos; };
  if (std::any_of(whole_.begin(), whole_.end(), stands) || std::any_of(dates_.begin(), dates_.end(), stands)) return true;
  if (number_.size() >= shortest_word && badge::normal_number(text).find(number_) != std::string::npos) return true;
  const auto said = words_of(text);
  return std::any_of(words_.begin(), words_.end(),
                     [&](const auto& word) { return std::find(said.begin(), said.end(), word) != said.end(); });
}

bool TellingValues::in_file(BytesView content) const {
  const auto lower = ascii_lower(as_text(content));
  const auto stands = [&](const std::string& value) {
    if (value.size() < shortest_file_value) return false;
    if (lower.find(value) != std::string::npos) return true;
    return is_ascii(value) &&
           (lower.find(utf16(value, false)) != std::string::npos || lower.find(utf16(value, true)) != std::string::npos);
  };
  return std::any_of(whole_.begin(), whole_.end(), stands) || stands(ascii_lower(number_));
}

bool TellingValues::in_path(std::string_view path) const {
  std::string text(path);
  if (in_file(as_bytes(text))) return true;
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '-' || c == '_' || c == '.' || c == '+'; }, ' ');
  return in_file(as_bytes(text));
}

}  // namespace eb::issuer
