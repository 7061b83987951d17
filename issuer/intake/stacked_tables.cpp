#include "issuer/intake/stacked_tables.hpp"

#include <algorithm>
#include <optional>

#include "issuer/intake/clean.hpp"
#include "issuer/intake/label_lines.hpp"
#include "issuer/intake/labels.hpp"
#include "issuer/intake/layout.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t least_labels = 4;
constexpr std::size_t most_labels = 20;

// Every cell may be a paragraph of its own, with a blank line behind it.
std::size_t skip_blank(const std::vector<std::string_view>& lines, std::size_t at) {
  while (at < lines.size() && lines[at].empty()) ++at;
  return at;
}

bool may_be_label(std::string_view line) {
  return line.size() <= 90 &&
         std::none_of(line.begin(), line.end(), [](char c) { return c == '@' || (c >= '0' && c <= '9'); });
}

struct Labels {
  std::vector<std::string> cells;
  std::vector<Field> fields;
  std::size_t to = 0;
};

Labels labels_from(const std::vector<std::string_view>& lines, std::size_t from) {
  Labels out;
  out.to = from;
  for (auto at = from; at < lines.size() && out.cells.size() < most_labels;) {
    const auto field = lone_label(lines[at]);
    if (!field) break;
    out.cells.emplace_back(lines[at]);
    out.fields.push_back(*field);
    out.to = at + 1;
    at = skip_blank(lines, at + 1);
    // A blank line after some that stood close together ends the header.
    if (out.cells.size() > 1 && at > out.to && out.to == from + out.cells.size()) break;
  }
  return out;
}

// What stands under a label for an address or a date is one, or missing.
bool fits(Field field, std::string_view cell) {
  const bool address = field == Field::email;
  const bool date = field == Field::birth_date || field == Field::id_expiry || field == Field::issue_date;
  if (!address && !date) return cell.size() < 120;
  return is_placeholder(cell) || (is_data(cell) && (cell.find('@') != std::string_view::npos) == address);
}

std::optional<std::vector<std::string>> row_at(const std::vector<std::string_view>& lines, const std::vector<Field>& fields,
                                               std::size_t& at) {
  std::vector<std::string> cells;
  std::size_t data = 0;
  for (const auto field : fields) {
    const auto line = skip_blank(lines, at);
    if (line >= lines.size() || !fits(field, lines[line])) return std::nullopt;
    data += is_data(lines[line]) ? 1U : 0U;
    cells.emplace_back(lines[line]);
    at = line + 1;
  }
  return data > 0 ? std::optional(std::move(cells)) : std::nullopt;
}

}  // namespace

TextTable stacked_at(const std::vector<std::string_view>& lines, std::size_t from) {
  TextTable table;
  // Two lines that could be labels come first, which most lines of a letter are not.
  const auto second = skip_blank(lines, from + 1);
  if (!may_be_label(lines[from]) || second >= lines.size() || !may_be_label(lines[second])) return table;
  auto labels = labels_from(lines, from);
  if (labels.cells.size() < least_labels || count_labels(labels.cells) < 3) return table;
  table.rows.push_back(std::move(labels.cells));
  for (auto at = labels.to; auto row = row_at(lines, labels.fields, at); table.to = at)
    table.rows.push_back(std::move(*row));
  return table.rows.size() > 1 ? table : TextTable{};
}

}  // namespace eb::issuer::intake
