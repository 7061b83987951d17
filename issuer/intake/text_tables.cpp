#include "issuer/intake/text_tables.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "issuer/intake/delimited.hpp"
#include "issuer/intake/labels.hpp"
#include "issuer/intake/layout.hpp"
#include "issuer/intake/stacked_tables.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_cells = 40;

struct Chunk {
  std::size_t column = 0;  // characters before it
  std::string text;
};

// Pieces of a line with two or more blanks between them.
std::vector<Chunk> chunks_of(std::string_view line) {
  std::vector<Chunk> chunks;
  std::size_t column = 0;
  std::size_t blanks = 2;
  for (std::size_t at = 0; at < line.size() && chunks.size() <= max_cells; ++column) {
    const auto point = code_point_at(line, at);
    if (is_space(point.value)) {
      ++blanks;
    } else {
      if (blanks >= 2) chunks.push_back({column, {}});
      if (blanks == 1 && !chunks.empty()) chunks.back().text += ' ';
      chunks.back().text += line.substr(at, point.length);
      blanks = 0;
    }
    at += point.length;
  }
  return chunks;
}

// Cells in quotation marks, as programs write them, may hold the mark that parts them.
std::vector<std::string> quoted_cells(std::string_view line, char mark) {
  DelimitedRows rows(line, mark);
  Row row;
  rows.next(row);
  std::vector<std::string> cells;
  for (const auto cell : row.cells) cells.emplace_back(trim(cell));
  return cells;
}

std::vector<std::string> split_at(std::string_view line, char mark) {
  line = trim(line);
  if (line.starts_with('"')) return quoted_cells(line, mark);
  if (mark == '|' && line.starts_with('|')) line.remove_prefix(1);
  if (mark == '|' && line.ends_with('|')) line.remove_suffix(1);
  std::vector<std::string> cells;
  while (cells.size() < max_cells) {
    const auto end = std::min(line.find(mark), line.size());
    cells.emplace_back(trim(line.substr(0, end)));
    if (end == line.size()) break;
    line.remove_prefix(end + 1);
  }
  return cells;
}

bool is_rule(std::string_view line) {
  return !line.empty() && line.find_first_not_of("-=+|: \t_") == std::string_view::npos;
}

// "our participants (name; born; passport), all for the Agency:" says what the cells of the lines below are. What stands around
// the brackets stays a sentence. They may go on in the lines that a mail program broke.
struct ListedHeader {
  std::string cells, sentence;
  std::size_t last = 0;  // line
};
ListedHeader listed_header(const std::vector<std::string_view>& lines, std::size_t from, char mark) {
  ListedHeader out{{}, {}, from};
  std::string text(lines[from]);
  const auto open = text.find('(');
  if (mark == '|' || open == std::string::npos || open > text.find(mark)) return out;
  while (text.find(')', open) == std::string::npos && out.last + 1 < lines.size() && out.last - from < 3)
    text += ' ' + std::string(lines[++out.last]);
  const auto close = text.find(')', open);
  if (close == std::string::npos || text.find(mark, close) != std::string::npos) return out;
  out.cells = text.substr(open + 1, close - open - 1);
  out.sentence = text.substr(0, open) + text.substr(close + 1);
  return out;
}

// "Asistentes por la Guardia Civil (nombre; fecha de nacimiento; correo):": a header inside a sentence.
std::string_view free_header(std::string_view line, std::vector<std::string>& header) {
  std::string_view head;
  auto& first = header.front();
  auto& last = header.back();
  if (const auto open = first.find_last_of("(:[");
      open != std::string::npos && open + 1 < first.size() && first.find_first_of(")]", open) == std::string::npos) {
    head = line.substr(0, line.find(first) + open);
    first = trim(std::string_view(first).substr(open + 1));
  }
  const bool opens = last.find_first_of("([") != std::string::npos;
  while (!last.empty() &&
         (last.back() == ':' || last.back() == '.' || (!opens && (last.back() == ')' || last.back() == ']'))))
    last.pop_back();
  return head;
}

// "born 3.5.1970", "ID AB 123456": a cell that says itself what it is, wherever it stands.
bool speaks_for_itself(std::string_view cell) {
  return label_field(cell.substr(0, cell.find(' '))).has_value();
}

// Rows without a header: "Ana Gil | Agency | ana@gil.example | 03/05/1970" and at least one more of the same width.
TextTable even_rows_at(const std::vector<std::string_view>& lines, std::size_t from, char mark) {
  TextTable table;
  for (auto at = from; at < lines.size() && !lines[at].empty(); ++at) {
    auto cells = split_at(lines[at], mark);
    const auto data = std::count_if(cells.begin(), cells.end(), is_data);
    if (cells.size() < 5 || data < 2 || std::any_of(cells.begin(), cells.end(), speaks_for_itself) ||
        (!table.rows.empty() && cells.size() != table.rows.front().size()))
      break;
    table.rows.push_back(std::move(cells));
    table.to = at + 1;
  }
  return table.rows.size() > 1 ? table : TextTable{};
}

TextTable delimited_at(const std::vector<std::string_view>& lines, std::size_t from, char mark) {
  TextTable table;
  auto listed = listed_header(lines, from, mark);
  auto header = split_at(listed.cells.empty() ? lines[from] : std::string_view(listed.cells), mark);
  if (listed.cells.empty()) table.head = free_header(lines[from], header);
  const auto labels = count_labels(header);
  if (header.size() < 3 || labels < 3) return table;
  table.rows.push_back(std::move(header));
  table.sentence = std::move(listed.sentence);
  std::size_t last = listed.cells.empty() ? from : listed.last;
  from = last;
  for (auto at = from + 1; at < lines.size() && at - last <= 2; ++at) {
    if (lines[at].empty() || is_rule(lines[at])) continue;
    auto cells = split_at(lines[at], mark);
    if (cells.size() + 2 < table.rows.front().size() || cells.size() < 3) break;
    table.rows.push_back(std::move(cells));
    last = at;
  }
  table.to = last + 1;
  return table.rows.size() > 1 ? table : TextTable{};
}

// Commas part the words of sentences, too: they make a table only where every cell of the header is a label, and every line below
// it has as many cells and something that is no word.
TextTable commas_at(const std::vector<std::string_view>& lines, std::size_t from) {
  TextTable table;
  auto header = split_at(lines[from], ',');
  const bool all_labels =
      std::all_of(header.begin(), header.end(), [](const std::string& cell) { return header_field(cell).has_value(); });
  if (header.size() < 4 || !all_labels || count_labels(header) < 3) return table;
  table.rows.push_back(std::move(header));
  for (auto at = from + 1; at < lines.size() && !lines[at].empty(); ++at) {
    auto cells = split_at(lines[at], ',');
    if (cells.size() != table.rows.front().size() || std::none_of(cells.begin(), cells.end(), is_data)) break;
    table.rows.push_back(std::move(cells));
    table.to = at + 1;
  }
  return table.rows.size() > 1 ? table : TextTable{};
}

std::vector<std::string> in_columns(const std::vector<Chunk>& chunks, const std::vector<Chunk>& header) {
  std::vector<std::string> cells(header.size());
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    std::size_t column = i;
    if (chunks.size() != header.size()) {
      column = 0;
      while (column + 1 < header.size() && header[column + 1].column <= chunks[i].column + 1) ++column;
    }
    if (!cells[column].empty()) cells[column] += ' ';
    cells[column] += chunks[i].text;
  }
  return cells;
}

TextTable aligned_at(const std::vector<std::string_view>& lines, std::size_t from) {
  TextTable table;
  const auto header = chunks_of(lines[from]);
  if (header.size() < 3) return table;
  std::vector<std::string> labels;
  labels.reserve(header.size());
  for (const auto& chunk : header) labels.push_back(chunk.text);
  if (count_labels(labels) < 3) return table;
  table.rows.push_back(std::move(labels));
  std::size_t last = from;
  for (auto at = from + 1; at < lines.size() && at - last <= 2; ++at) {
    if (lines[at].empty() || is_rule(lines[at])) {
      if (!lines[at].empty()) last = at;
      continue;
    }
    const auto chunks = chunks_of(lines[at]);
    if (chunks.size() < 3) break;
    table.rows.push_back(in_columns(chunks, header));
    last = at;
  }
  table.to = last + 1;
  return table.rows.size() > 1 ? table : TextTable{};
}

}  // namespace

TextTable table_at(const std::vector<std::string_view>& lines, std::size_t from) {
  if (lines[from].empty() || lines[from].size() > 2000) return {};
  for (const char mark : {'|', '\t', ';'}) {
    if (lines[from].find(mark) == std::string_view::npos) continue;
    if (auto table = delimited_at(lines, from, mark); !table.rows.empty()) return table;
    if (auto table = even_rows_at(lines, from, mark); !table.rows.empty()) return table;
  }
  if (lines[from].find(',') != std::string_view::npos)
    if (auto table = commas_at(lines, from); !table.rows.empty()) return table;
  if (auto table = stacked_at(lines, from); !table.rows.empty()) return table;
  return lines[from].find("  ") == std::string_view::npos ? TextTable{} : aligned_at(lines, from);
}

bool MemoryRows::next(Row& row) {
  if (at_ >= rows_.size()) return false;
  row.clear();
  for (const auto& cell : rows_[at_]) row.cells.emplace_back(cell);
  row.number = row.line = ++at_;
  return true;
}

}  // namespace eb::issuer::intake
