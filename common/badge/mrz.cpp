#include "common/badge/mrz.hpp"

#include <algorithm>
#include <array>

#include "common/badge/mrz_zone.hpp"
#include "common/base/text.hpp"

namespace eb::badge {
namespace {

using zone::filler;
using zone::Layout;
using zone::Lines;

constexpr std::size_t max_text = 256;      // three lines of 30 with line ends, and room for stray blanks
constexpr std::size_t shortest_zone = 28;  // visible characters; no document number is as long

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// Cut at white space; one piece of the length of a whole zone is cut into its lines.
Lines lines_of(std::string_view text) {
  Lines out;
  std::string line;
  for (const char c : text) {
    if (!is_blank(c)) {
      line += c;
    } else if (!line.empty()) {
      out.push_back(std::move(line));
      line.clear();
    }
  }
  if (!line.empty()) out.push_back(std::move(line));
  if (out.size() != 1) return out;
  for (const auto& layout : zone::layouts()) {
    const std::string joined = out.front();
    if (joined.size() != layout.lines * layout.width) continue;
    out.clear();
    for (std::size_t i = 0; i < layout.lines; ++i) out.push_back(joined.substr(i * layout.width, layout.width));
    break;
  }
  return out;
}

const Layout* layout_of(const Lines& lines) {
  for (const auto& layout : zone::layouts()) {
    const bool visa = layout.format == MrzFormat::mrv_a || layout.format == MrzFormat::mrv_b;
    const auto fits = [&](const std::string& line) { return line.size() == layout.width; };
    if (lines.size() == layout.lines && std::all_of(lines.begin(), lines.end(), fits) && (lines[0][0] == 'V') == visa)
      return &layout;
  }
  return nullptr;
}

}  // namespace

std::string_view mrz_format_name(MrzFormat format) {
  switch (format) {
    case MrzFormat::td1: return "TD1";
    case MrzFormat::td2: return "TD2";
    case MrzFormat::td3: return "TD3";
    case MrzFormat::mrv_a: return "MRV-A";
    case MrzFormat::mrv_b: return "MRV-B";
  }
  broken_invariant("an MRZ format outside its enumeration");
}

char mrz_check_digit(std::string_view field) {
  constexpr std::array<unsigned, 3> weights{7, 3, 1};
  unsigned sum = 0;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const char c = field[i];
    const unsigned value = is_digit(c)    ? static_cast<unsigned>(c - '0')
                           : is_letter(c) ? static_cast<unsigned>(c - 'A') + 10
                                          : 0;
    sum = (sum + value * weights[i % 3]) % 10;
  }
  return static_cast<char>('0' + sum);
}

Result<Mrz> parse_mrz(std::string_view text) {
  if (text.size() > max_text) return fail(ErrorCode::malformed, "machine readable zone: too long; read the zone again");
  const Lines lines = lines_of(text);
  const Layout* layout = layout_of(lines);
  if (layout == nullptr)
    return fail(ErrorCode::malformed,
                "machine readable zone: the lines are not 3 of 30, 2 of 36 or 2 of 44 characters; read the zone again");
  for (const auto& line : lines)
    for (const char c : line)
      if (!is_letter(c) && !is_digit(c) && c != filler)
        return fail(ErrorCode::malformed,
                    "machine readable zone: a character other than A-Z, 0-9 and <; read the zone again");
  if (zone::is_french_card(lines, *layout)) return zone::read_french_card(lines);
  return zone::read_zone(lines, *layout);
}

bool looks_like_mrz(std::string_view text) {
  if (text.find(filler) != std::string_view::npos || trim(text).find_first_of("\r\n") != std::string_view::npos) return true;
  const auto visible = std::count_if(text.begin(), text.end(), [](char c) { return !is_blank(c); });
  return static_cast<std::size_t>(visible) >= shortest_zone;
}

}  // namespace eb::badge
