#include "common/base/csv_cell.hpp"

namespace eb {
namespace {

bool needs_mark(std::string_view text) {
  if (text.empty()) return false;
  if (text.front() == '\'' || text.front() == '\t' || text.front() == '\r' || text.front() == '\n') return true;
  const auto first = text.find_first_not_of(" \t\r\n\v\f");
  return first != std::string_view::npos && std::string_view("=+-@").find(text[first]) != std::string_view::npos;
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
