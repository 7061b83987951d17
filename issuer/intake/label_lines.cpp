#include "issuer/intake/label_lines.hpp"

#include <algorithm>
#include <string>

#include "common/base/text.hpp"
#include "issuer/intake/dates.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_label = 90;
constexpr std::size_t max_labels = 40;  // in one line

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "Naam > Ana Gil", "Name -> Ana Gil", "Nom → Ana Gil"
std::size_t arrow_length(std::string_view text) {
  if (text.size() < 3 || (text[1] >= 'a' && text[1] <= 'z') || (text[1] >= 'A' && text[1] <= 'Z')) return 0;
  for (const std::string_view arrow :
       {" > ", " >> ", " -> ", " --> ", " => ", " \xE2\x86\x92 ", " \xC2\xBB ", " ~ ", " \xE2\x80\x94 "})
    if (text.starts_with(arrow)) return arrow.size();
  return 0;
}

// Between a label and its value.
std::size_t separator_length(std::string_view line, std::size_t at) {
  const char c = line[at];
  if (c == ':' || c == '=' || c == '\t') return 1;
  if (c == '|') return 1;
  if (c == '?' && at + 1 < line.size() && line[at + 1] == ' ') return 1;  // "Wer? Ana Gil"
  if (c == '.' && line.substr(at).starts_with("..")) {
    const auto end = line.find_first_not_of(". ", at);
    return std::min(end, line.size()) - at;
  }
  if (c == ' ' && line.substr(at).starts_with(" - ")) return 3;
  if (c == ' ' && line.substr(at).starts_with(" \xE2\x80\x93 ")) return 5;
  if (c == ' ' && line.substr(at).starts_with("  ")) {
    const auto end = std::min(line.find_first_not_of(' ', at), line.size());
    return end - at;
  }
  if (line.substr(at).starts_with("\xEF\xBC\x9A")) return 3;  // full-width colon
  if (c == ' ') return arrow_length(line.substr(at));
  return 0;
}

// "Naam  . . . . . : Ana Gil": what leads the eye from a label to the colon in front of the value.
std::size_t leader_length(std::string_view text) {
  const auto end = text.find_first_not_of(" ._-\xE2\x80\xA6");
  return end != std::string_view::npos && text[end] == ':' ? end : 0;
}

std::string_view trim_ends(std::string_view text) {
  text = trim(text);
  while (!text.empty() && std::string_view(",;/|-.*(").find(text.back()) != std::string_view::npos) {
    if (text.back() == '.' && text.size() > 1 && text[text.size() - 2] != ' ') break;
    text = trim(text.substr(0, text.size() - 1));
  }
  return text;
}

// Where a label that ends at `end` can begin: at the start, or behind a mark that ends the value before it.
std::size_t label_start(std::string_view line, std::size_t from, std::size_t end) {
  std::size_t best = from;
  for (std::size_t at = from; at < end; ++at) {
    const char c = line[at];
    const bool wide = c == ' ' && at + 1 < end && line[at + 1] == ' ';
    const bool spaced =
        c == '/' || c == '-' ? at > 0 && line[at - 1] == ' ' && at + 1 < line.size() && line[at + 1] == ' ' : false;
    if (c == ',' || c == ';' || c == '|' || c == '(' || c == '\t' || wide || spaced) best = at + 1;
  }
  return best;
}

std::optional<Field> field_at(std::string_view line, std::size_t from, std::size_t end, bool first, bool marked,
                              std::size_t& start) {
  const auto field_of = marked ? marked_label_field : label_field;
  if (!first) {
    start = label_start(line, from, end);
    const auto label = trim(line.substr(start, end - start));
    if (start > from && !label.empty() && label.size() <= max_label)
      if (const auto field = field_of(label)) return field;
  }
  // All of what stands before, or what stands behind the last mark: "Naam / Nom" is one label.
  start = from;
  const auto whole = trim(line.substr(from, end - from));
  if (!whole.empty() && whole.size() <= max_label)
    if (const auto field = field_of(whole)) return field;
  start = label_start(line, from, end);
  if (start == from) return std::nullopt;
  const auto label = trim(line.substr(start, end - start));
  if (label.empty() || label.size() > max_label || label.find(')') != std::string_view::npos) return std::nullopt;
  return field_of(label);
}

}  // namespace

LabelledLine labelled_line(std::string_view line, Around around) {
  LabelledLine out;
  std::size_t from = 0;  // of the value of the label before
  std::size_t tried = 0;
  for (std::size_t at = 0; at < line.size() && tried < 4 * max_labels && out.parts.size() < max_labels; ++at) {
    const auto length = separator_length(line, at);
    if (length == 0) continue;
    // Weak separators count only behind the first label.
    const bool firm = line[at] == ':' || line[at] == '=' || line[at] == '?' || static_cast<unsigned char>(line[at]) == 0xEF;
    if (!firm && (!out.parts.empty() || at > max_label)) continue;
    ++tried;
    std::size_t start = 0;
    const auto field = field_at(line, from, at, out.parts.empty(), firm || around == Around::form, start);
    if (!field) {
      if (!firm) at += length - 1;
      continue;
    }
    if (out.parts.empty()) {
      out.head = trim_ends(line.substr(0, start));
    } else {
      out.parts.back().value = trim_ends(line.substr(from, start - from));
    }
    const bool asks = line[at] == '?';
    from = at + length;
    out.parts.push_back({*field, {}});
    from += leader_length(line.substr(from));
    // "Name :   value" and "E-mail : = x" have two marks.
    while (from < line.size() && std::string_view(": =\t|").find(line[from]) != std::string_view::npos &&
           (line[from] != '=' || (asks && line.substr(from).starts_with("= "))))
      ++from;
    at = from - 1;
  }
  if (!out.parts.empty()) {
    auto value = trim(line.substr(std::min(from, line.size())));
    while (!value.empty() && (value.back() == ',' || value.back() == ';' || value.back() == '|'))
      value = trim(value.substr(0, value.size() - 1));
    out.parts.back().value = value;
  }
  return out;
}

std::optional<Field> lone_label(std::string_view line) {
  line = trim_ends(line);
  const bool marked = !line.empty() && (line.back() == ':' || line.back() == '?');
  while (!line.empty() && (line.back() == ':' || line.back() == '?')) line = trim(line.substr(0, line.size() - 1));
  if (line.empty() || line.size() > max_label || line.find('@') != std::string_view::npos) return std::nullopt;
  if (std::any_of(line.begin(), line.end(), is_digit)) return std::nullopt;
  return marked ? marked_label_field(line) : label_field(line);
}

std::size_t bullet_length(std::string_view line) {
  std::size_t at = 0;
  DateReading date;
  if (!line.empty() && is_digit(line[0]) && scan_date(line, date) != 0) return 0;
  if (!line.empty() && line[0] == '(') ++at;
  const auto digits = at;
  while (at < line.size() && at - digits < 2 && is_digit(line[at])) ++at;
  const bool letter = at == digits && at < line.size() && line[at] >= 'a' && line[at] <= 'h';
  if (letter) ++at;
  if (at > digits) {
    std::size_t marks = 0;
    while (at < line.size() && std::string_view(".)/-:\xC2\xB0").find(line[at]) != std::string_view::npos) {
      ++at;
      ++marks;
    }
    if (marks == 0 || at >= line.size() || (line[at] != ' ' && line[at] != '\t')) return 0;
    return line.find_first_not_of(" \t", at) == std::string_view::npos ? 0 : line.find_first_not_of(" \t", at);
  }
  at = 0;
  while (at < line.size()) {
    const auto point = code_point_at(line, at);
    const auto c = point.value;
    const bool mark = c == '-' || c == '*' || c == 0x2022 || c == 0x2013 || c == 0x2014 || c == 0xB7 || c == 0x25AA ||
                      c == 0x25CF || c == 0x2023 || c == 0x2192 || c == 0xA7 || c == 'o' || c == 0xF0B7 || c == '+';
    const bool spaced =
        at + point.length < line.size() && (line[at + point.length] == ' ' || line[at + point.length] == '\t');
    if (!mark || (!spaced && c != 0x2022 && c != 0xB7)) break;
    at += point.length;
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  }
  return at;
}

}  // namespace eb::issuer::intake
