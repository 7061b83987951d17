#include "issuer/intake/delimited.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "common/base/text.hpp"

namespace eb::issuer::intake {

void DelimitedRows::rewind() {
  at_ = 0;
  line_ = 1;
  number_ = 0;
}

bool DelimitedRows::at_row_end() const {
  return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
}

// LF, CR LF, or CR alone.
void DelimitedRows::take_row_end() {
  if (at_ >= text_.size()) return;
  if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
  ++at_;
  ++line_;
}

bool DelimitedRows::next(Row& row) {
  row.clear();
  if (at_ >= text_.size()) return false;
  row.number = ++number_;
  row.line = line_;
  while (true) {
    read_cell(row);
    if (at_row_end()) break;
    ++at_;  // the delimiter
  }
  take_row_end();
  return true;
}

void DelimitedRows::read_cell(Row& row) {
  std::size_t quote = at_;
  while (quote < text_.size() && text_[quote] == ' ') ++quote;
  if (quote < text_.size() && text_[quote] == '"' && delimiter_ != '"') {
    const auto start = at_;
    at_ = quote;
    if (read_quoted(row)) return;
    at_ = start;
    row.open_quote = true;
  }
  read_plain(row);
}

// False when the mark is not closed within a cell's size, or is closed beyond a line break in the middle of other text: then
// it belongs to the text, and the row ends where its line ends.
bool DelimitedRows::read_quoted(Row& row) {
  const auto end = std::min(text_.size(), at_ + 2 + max_cell);
  const auto start = at_ + 1;
  bool doubled = false;
  auto close = start;
  while (true) {
    const auto* found =
        close < end ? static_cast<const char*>(std::memchr(text_.data() + close, '"', end - close)) : nullptr;
    if (found == nullptr) return false;
    close = static_cast<std::size_t>(found - text_.data());
    if (close + 1 >= text_.size() || text_[close + 1] != '"') break;
    doubled = true;
    close += 2;
  }
  auto after = close + 1;
  while (after < text_.size() && text_[after] == ' ' && delimiter_ != ' ') ++after;
  const auto content = text_.substr(start, close - start);
  const auto breaks = static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n'));
  const bool ends_cell = after >= text_.size() || text_[after] == delimiter_ || text_[after] == '\n' || text_[after] == '\r';
  if (!ends_cell && (breaks > 0 || content.find('\r') != std::string_view::npos)) return false;
  if (!ends_cell)  // "a" b: the rest belongs to the cell
    while (after < text_.size() && text_[after] != delimiter_ && text_[after] != '\n' && text_[after] != '\r') ++after;
  line_ += breaks;
  at_ = after;
  if (row.cells.size() >= max_columns) {
    row.cut = true;
    return true;
  }
  if (!doubled && ends_cell) {
    row.cells.push_back(content);
    return true;
  }
  std::string cell;
  for (std::size_t i = 0; i < content.size(); ++i) {
    cell.push_back(content[i]);
    if (content[i] == '"') ++i;
  }
  if (!ends_cell) cell += text_.substr(close + 1, std::min(after - close - 1, max_cell));
  row.cells.push_back(row.keep(std::move(cell)));
  return true;
}

void DelimitedRows::read_plain(Row& row) {
  const auto start = at_;
  const char* text = text_.data();
  const auto size = text_.size();
  auto at = at_;
  while (at < size && text[at] != delimiter_ && text[at] != '\n' && text[at] != '\r') ++at;
  at_ = at;
  if (row.cells.size() >= max_columns) {
    row.cut = true;
    return;
  }
  auto cell = text_.substr(start, at_ - start);
  if (cell.size() > max_cell) {
    row.cut = true;
    cell = {};
  }
  row.cells.push_back(cell);
}

char detect_delimiter(std::string_view& text) {
  constexpr std::array<char, 4> candidates{';', ',', '\t', '|'};
  if (text.size() > 5 && ascii_lower(text.substr(0, 4)) == "sep=" && (text[5] == '\r' || text[5] == '\n')) {
    const char named = text[4];
    text.remove_prefix(std::min(text.size(), text.find('\n') == std::string_view::npos ? 6 : text.find('\n') + 1));
    return named;
  }
  // Most header words understood; then most rows of the same width.
  char best = ';';
  std::size_t best_score = 0;
  for (const char candidate : candidates) {
    DelimitedRows rows(text.substr(0, 256 * 1024), candidate);
    const auto score = table_score(rows);
    if (score > best_score) {
      best_score = score;
      best = candidate;
    }
  }
  return best;
}

}  // namespace eb::issuer::intake
