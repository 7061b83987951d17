#include "common/badge/mrz_zone.hpp"

#include <algorithm>

namespace eb::badge::zone {
namespace {

// ICAO 9303-5 §4.2.2, 9303-6 §4.2.2, 9303-4 §4.2.2, 9303-7 §4.2.2 (MRV-A) and §5.2.2 (MRV-B).
// clang-format off
constexpr Layout all_layouts[] = {
    {3, 30, {0, 5, 9}, {1, 15, 3}, {1, 0, 6}, {1, 7, 1}, {1, 8, 6}, {0, 15, 15}, {2, 0, 30},
     {{{0, 5, 25}, {1, 0, 7}, {1, 8, 7}, {1, 18, 11}}}, {1, 29, 1}, MrzFormat::td1, true, false},
    {2, 36, {1, 0, 9}, {1, 10, 3}, {1, 13, 6}, {1, 20, 1}, {1, 21, 6}, {1, 28, 7}, {0, 5, 31},
     {{{1, 0, 10}, {1, 13, 7}, {1, 21, 14}, {}}}, {1, 35, 1}, MrzFormat::td2, true, false},
    {2, 44, {1, 0, 9}, {1, 10, 3}, {1, 13, 6}, {1, 20, 1}, {1, 21, 6}, {1, 28, 14}, {0, 5, 39},
     {{{1, 0, 10}, {1, 13, 7}, {1, 21, 22}, {}}}, {1, 43, 1}, MrzFormat::td3, false, true},
    {2, 44, {1, 0, 9}, {1, 10, 3}, {1, 13, 6}, {1, 20, 1}, {1, 21, 6}, {1, 28, 16}, {0, 5, 39},
     {}, {}, MrzFormat::mrv_a, false, false},
    {2, 36, {1, 0, 9}, {1, 10, 3}, {1, 13, 6}, {1, 20, 1}, {1, 21, 6}, {1, 28, 8}, {0, 5, 31},
     {}, {}, MrzFormat::mrv_b, false, false},
};
// clang-format on

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string_view cut(const Lines& lines, const Field& f) {
  return std::string_view(lines[f.line]).substr(f.column, f.size);
}
// The character right after a field, where its check digit stands.
char after(const Lines& lines, const Field& f) {
  return lines[f.line][f.column + f.size];
}

std::string without_fillers(std::string_view text) {
  std::string out(text);
  std::erase(out, filler);
  return out;
}

std::string_view trim_fillers(std::string_view text) {
  const auto last = text.find_last_not_of(filler);
  return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

bool all_fillers(std::string_view text) {
  return text.find_first_not_of(filler) == std::string_view::npos;
}
bool letters_only(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || c == filler; });
}

bool digit_right(std::string_view field, char digit) {
  return digit == mrz_check_digit(field);
}

bool date_right(std::string_view date, char digit) {
  const auto printed = [](char c) { return is_digit(c) || c == filler; };
  return std::all_of(date.begin(), date.end(), printed) && digit_right(date, digit);
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = text.find(filler);
    if (end != 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

// 9303-3 §4.6: primary identifier, two fillers, secondary identifier; one filler between words.
void read_names(std::string_view field, Mrz& out) {
  const auto gap = field.find("<<");
  out.primary = split_words(field.substr(0, gap));
  if (gap != std::string_view::npos) out.secondary = split_words(field.substr(gap));
  out.name_truncated = field.back() != filler;
}

void note_bad(Mrz& out, bool right, std::string_view name) {
  if (right || !out.first_bad.empty()) return;
  out.first_bad = name;
}

// 9303-5 §4.2.2.1 note j, 9303-6 likewise: with a filler in place of the check digit, the number goes on at the start of the
// optional data, its last character there is the check digit, and a filler ends it. Some states count the filler that stands
// in the check digit's place as part of the number when they compute the digit, others do not: both are published readings.
bool read_long_number(std::string_view first, std::string_view optional, Mrz& out) {
  const auto end = optional.find(filler);
  if (end == std::string_view::npos || end < 2 || first.find(filler) != std::string_view::npos) return false;
  const auto rest = optional.substr(0, end - 1);
  const char digit = optional[end - 1];
  out.number = std::string(first) + std::string(rest);
  out.optional_data = without_fillers(optional.substr(end));
  return digit_right(out.number, digit) || digit_right(std::string(first) + filler + std::string(rest), digit);
}

void read_number(const Lines& lines, const Layout& layout, Mrz& out) {
  const auto first = cut(lines, layout.number);
  const auto optional = cut(lines, layout.optional);
  const char digit = after(lines, layout.number);
  if (layout.long_number && digit == filler) {
    note_bad(out, read_long_number(first, optional, out), "number");
    return;
  }
  out.number = without_fillers(first);
  out.optional_data = trim_fillers(optional);
  note_bad(out, digit_right(first, digit), "number");
}

// 9303-4 §4.2.2.2: when the personal number is not used its check digit may be zero or a filler.
bool optional_right(std::string_view field, char digit) {
  return digit_right(field, digit) || (all_fillers(field) && digit == filler);
}

bool composite_right(const Lines& lines, const Layout& layout) {
  std::string covered;
  for (const auto& field : layout.composite) covered += cut(lines, field);
  return digit_right(covered, cut(lines, layout.composite_digit).front());
}

// No check digit covers it and specimens with other letters are in circulation: such a letter says nothing.
std::string read_sex(std::string_view field) {
  return field == "M" || field == "F" || field == "X" ? std::string(field) : "";
}

tl::unexpected<Error> misplaced_digit() {
  return fail(ErrorCode::malformed, "machine readable zone: a digit where only letters can be; read the zone again");
}

}  // namespace

std::span<const Layout> layouts() {
  return all_layouts;
}

Result<Mrz> read_zone(const Lines& lines, const Layout& layout) {
  Mrz out;
  out.format = layout.format;
  const auto names = cut(lines, layout.names);
  const auto nationality = cut(lines, layout.nationality);
  const auto issuer = cut(lines, {0, 2, 3});
  const auto sex = cut(lines, layout.sex);
  if (!is_letter(lines[0][0]) || !letters_only(issuer) || !letters_only(nationality) || !letters_only(names) ||
      !letters_only(sex))
    return misplaced_digit();
  out.document_code = without_fillers(cut(lines, {0, 0, 2}));
  out.issuer = without_fillers(issuer);
  out.nationality = without_fillers(nationality);
  out.sex = read_sex(sex);
  out.birth_date = cut(lines, layout.birth_date);
  out.expiry = cut(lines, layout.expiry);
  read_names(names, out);
  read_number(lines, layout, out);
  note_bad(out, date_right(out.birth_date, after(lines, layout.birth_date)), "birth_date");
  note_bad(out, date_right(out.expiry, after(lines, layout.expiry)), "expiry");
  if (layout.optional_check)
    note_bad(out, optional_right(cut(lines, layout.optional), after(lines, layout.optional)), "optional_data");
  if (layout.composite_digit.size != 0) note_bad(out, composite_right(lines, layout), "composite");
  out.check_digits_ok = out.first_bad.empty();
  return out;
}

bool is_french_card(const Lines& lines, const Layout& layout) {
  return layout.format == MrzFormat::td2 && lines[0].starts_with("IDFRA");
}

// Line 1: surname, office of issue. Line 2: number of 12 characters and its check digit, given names, birth date and its
// check digit, sex, a check digit over both lines. No expiry is printed.
Result<Mrz> read_french_card(const Lines& lines) {
  const auto surname = cut(lines, {0, 5, 25});
  const auto given = cut(lines, {1, 13, 14});
  const auto sex = cut(lines, {1, 34, 1});
  if (!letters_only(surname) || !letters_only(given) || !letters_only(sex)) return misplaced_digit();
  Mrz out;
  out.format = MrzFormat::td2;
  out.document_code = "ID";
  out.issuer = "FRA";
  out.nationality = "FRA";
  out.number = without_fillers(cut(lines, {1, 0, 12}));
  out.sex = read_sex(sex);
  out.birth_date = cut(lines, {1, 27, 6});
  out.optional_data = without_fillers(cut(lines, {0, 30, 6}));
  out.primary = split_words(surname);
  out.secondary = split_words(given);
  out.name_truncated = surname.back() != filler || given.back() != filler;
  note_bad(out, digit_right(cut(lines, {1, 0, 12}), lines[1][12]), "number");
  note_bad(out, date_right(out.birth_date, lines[1][33]), "birth_date");
  note_bad(out, digit_right(lines[0] + lines[1].substr(0, 35), lines[1][35]), "composite");
  out.check_digits_ok = out.first_bad.empty();
  return out;
}

}  // namespace eb::badge::zone
