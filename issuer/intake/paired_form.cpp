#include "issuer/intake/paired_form.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "issuer/intake/labels.hpp"
#include "issuer/intake/layout.hpp"

namespace eb::issuer::intake {
namespace {

// Behind a label stands something that is none, except that the kind of a document may be called like its number.
bool is_pair(std::string_view label, std::string_view value) {
  const auto field = is_data(label) ? std::nullopt : header_field(label);
  return field && (*field == Field::ignored || is_data(value) || !header_field(value));
}

bool is_title(const std::vector<std::string>& row) {
  return std::count_if(row.begin(), row.end(), [](const auto& cell) { return !trim(cell).empty(); }) <= 1;
}

}  // namespace

TextRows paired_form(const TextRows& rows) {
  TextRows out;
  std::size_t in_one_row = 0;  // pairs of the row that has the most
  for (const auto& row : rows) {
    if (is_title(row)) continue;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (trim(row[i]).empty()) continue;
      const std::string value = i + 1 < row.size() ? row[i + 1] : std::string();
      if (is_pair(row[i], value)) {
        out.push_back({row[i], value});
        ++pairs;
        ++i;
      } else {
        return {};
      }
    }
    in_one_row = std::max(in_one_row, pairs);
  }
  return in_one_row > 1 && out.size() >= 3 ? out : TextRows{};
}

}  // namespace eb::issuer::intake
