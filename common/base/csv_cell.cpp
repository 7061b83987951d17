#include "common/base/csv_cell.hpp"

#include <algorithm>
#include <array>

namespace eb {
namespace {

// What a spreadsheet may drop before it looks for a formula: ASCII controls and space, no-break space, ideographic space,
// zero-width space, byte order mark.
constexpr std::array<std::string_view, 4> wide_spaces{"\u00A0", "\u3000", "\u200B", "\uFEFF"};
// The second row is full width, which East Asian settings take for the first.
constexpr std::array<std::string_view, 8> formula_signs{"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

std::string_view after_spaces(std::string_view text) {
  for (;;) {
    const auto wide = std::ranges::find_if(wide_spaces, [&](std::string_view space) { return text.starts_with(space); });
    if (wide != wide_spaces.end()) {
      text.remove_prefix(wide->size());
    } else if (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') {
      text.remove_prefix(1);
    } else {
      return text;
    }
  }
}

bool needs_mark(std::string_view text) {
  if (text.empty()) return false;
  if (text.front() == '\'' || (static_cast<unsigned char>(text.front()) < ' ')) return true;
  const auto rest = after_spaces(text);
  return std::ranges::any_of(formula_signs, [&](std::string_view sign) { return rest.starts_with(sign); });
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string content = needs_mark(text) ? "'" : "";
  content += text;
  if (content.find_first_of(",;\"\r\n\t") == std::string::npos) return content;
  std::string out = "\"";
  for (const char c : content) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string_view csv_cell_text(std::string_view content) {
  if (content.starts_with('\'')) content.remove_prefix(1);
  return content;
}

}  // namespace eb
