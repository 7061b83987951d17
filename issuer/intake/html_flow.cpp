#include "issuer/intake/html_flow.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/base/text.hpp"
#include "issuer/intake/delimited.hpp"
#include "issuer/intake/html_markup.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_row_span = 65534;  // as HTML 5 §4.9.11 bounds it
constexpr std::size_t max_data_cell = 1000;  // bytes; longer ones hold a letter, not a field
constexpr std::ptrdiff_t max_data_lines = 8;

std::string text_of(const HtmlFlow& flow) {
  return flow.blocks().empty() ? std::string() : std::string(trim(flow.blocks().front().text));
}

bool holds_data(const HtmlCell& cell) {
  const auto& blocks = cell.flow.blocks();
  if (blocks.empty()) return true;
  const auto& text = blocks.front().text;
  return blocks.size() == 1 && blocks.front().kind == HtmlBlock::Kind::text && text.size() <= max_data_cell &&
         std::count(text.begin(), text.end(), '\n') < max_data_lines;
}

// Tables of mails are more often there for looks than for data, which has two rows of two filled cells at least.
bool is_data(const HtmlTable& table) {
  if (table.for_looks) return false;
  std::size_t wide_rows = 0;
  std::size_t covered = 0;  // filled cells of rows above that reach down to this row
  std::vector<std::size_t> ending(table.rows.size() + 1);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    covered -= ending[i];
    auto filled = covered;
    for (const auto& cell : table.rows[i]) {
      if (!holds_data(cell)) return false;
      if (text_of(cell.flow).empty()) continue;
      ++filled;
      if (cell.row_span == 1) continue;
      ++covered;
      ++ending[std::min(i + cell.row_span, table.rows.size())];
    }
    if (filled >= 2) ++wide_rows;
  }
  return wide_rows >= 2 || (wide_rows == 1 && table.rows.size() >= 2 && table.has_header);
}

// Rows of equal meaning by column: spans are laid out as HTML 5 §4.9.12 does.
class Grid {
 public:
  Grid(HtmlTable&& table, std::size_t& cells_left, std::size_t& bytes_left)
      : table_(std::move(table)), cells_left_(cells_left), bytes_left_(bytes_left) {}

  bool lay_out(HtmlBlock& out) {
    for (auto& row : table_.rows) {
      auto& cells = out.rows.emplace_back();
      for (auto& cell : row) {
        if (!from_above(cells) || !place(cells, text_of(cell.flow), cell)) return false;
      }
      while (cells.size() < above_.size() && above_[cells.size()].rows_left > 0)
        if (!from_above(cells)) return false;
    }
    return true;
  }

 private:
  struct Above {
    std::string text;
    std::size_t rows_left = 0;
  };

  bool spend(std::size_t bytes) {
    if (cells_left_ == 0 || bytes_left_ < bytes) return false;
    --cells_left_;
    bytes_left_ -= bytes;
    return true;
  }

  // Columns that cells of the rows above cover.
  bool from_above(std::vector<std::string>& cells) {
    while (cells.size() < above_.size() && above_[cells.size()].rows_left > 0) {
      auto& above = above_[cells.size()];
      --above.rows_left;
      if (!spend(above.text.size())) return false;
      cells.push_back(above.text);
    }
    return true;
  }

  bool place(std::vector<std::string>& cells, const std::string& text, const HtmlCell& cell) {
    for (std::size_t i = 0; i < cell.column_span; ++i) {
      if (cells.size() >= max_columns) return true;
      auto held = i == 0 ? text : std::string();
      if (!spend(held.size())) return false;
      if (above_.size() <= cells.size()) above_.resize(cells.size() + 1);
      if (cell.row_span > 1) above_[cells.size()] = {held, cell.row_span - 1};
      cells.push_back(std::move(held));
    }
    return true;
  }

  HtmlTable table_;
  std::vector<Above> above_;
  std::size_t& cells_left_;
  std::size_t& bytes_left_;
};

std::string lines_of(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  for (const auto& row : rows) {
    if (!out.empty()) out += '\n';
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += '\t';
      std::replace_copy(row[i].begin(), row[i].end(), std::back_inserter(out), '\n', ' ');
    }
  }
  return out;
}

// Cells of one line each stand side by side, all others below one another.
void lay_out_as_text(HtmlTable&& table, HtmlFlow& out) {
  for (auto& row : table.rows) {
    const bool one_line = std::all_of(row.begin(), row.end(), [](const auto& cell) { return cell.flow.is_one_line(); });
    out.at_least(1);
    bool first = true;
    for (auto& cell : row) {
      if (cell.flow.blocks().empty()) continue;
      if (one_line) {
        if (!first) out.add_line("\t");
        out.add_line(text_of(cell.flow));
      } else {
        out.at_least(1);
        out.append(std::move(cell.flow));
      }
      first = false;
    }
    out.at_least(1);
  }
}

}  // namespace

std::string& HtmlFlow::text_block() {
  if (blocks_.empty() || blocks_.back().kind != HtmlBlock::Kind::text) blocks_.emplace_back();
  return blocks_.back().text;
}

// Settles the white space before something visible.
void HtmlFlow::begin_content() {
  const bool starts = blocks_.empty() || blocks_.back().kind != HtmlBlock::Kind::text;
  auto& text = text_block();
  if (breaks_ > 0 && !starts) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    text.append(static_cast<std::size_t>(breaks_), '\n');
  } else if (space_ && !starts && !text.empty() && text.back() != ' ' && text.back() != '\n') {
    text += ' ';
  }
  breaks_ = 0;
  space_ = marker_ = false;
}

void HtmlFlow::put(char32_t c) {
  begin_content();
  append_utf8(text_block(), show_control(c));
}

void HtmlFlow::add(std::string_view text, bool preformatted) {
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.length;
    const bool is_break = point.value == U'\n' || point.value == U'\r';
    if (point.value == U'\u00A0') {
      put(U' ');
    } else if (preformatted && is_break) {
      if (point.value == U'\n') line_break();
    } else if (!preformatted && (is_break || point.value == U' ' || point.value == U'\t' || point.value == U'\f')) {
      space_ = true;
    } else {
      put(point.value);
    }
  }
}

void HtmlFlow::at_least(int breaks) {
  space_ = false;
  if (!marker_) breaks_ = std::max(breaks_, breaks);
}

void HtmlFlow::add_line(std::string_view text) {
  begin_content();
  text_block() += text;
}

void HtmlFlow::end_block(int breaks) {
  marker_ = false;
  at_least(breaks);
}

void HtmlFlow::line_break() {
  space_ = marker_ = false;
  breaks_ = std::min(breaks_ + 1, 2);
}

void HtmlFlow::list_item() {
  end_block(1);
  put(U'-');
  put(U' ');
  marker_ = true;
}

bool HtmlFlow::is_one_line() const {
  if (blocks_.empty()) return true;
  return blocks_.size() == 1 && blocks_.front().kind == HtmlBlock::Kind::text &&
         blocks_.front().text.find('\n') == std::string::npos;
}

void HtmlFlow::append(HtmlFlow&& other) {
  for (auto& block : other.blocks_) {
    if (block.kind == HtmlBlock::Kind::table) {
      append_table(std::move(block));
    } else if (!block.text.empty()) {
      add_line(block.text);
    }
  }
}

void HtmlFlow::append_table(HtmlBlock&& table) {
  blocks_.push_back(std::move(table));
  breaks_ = 0;
  space_ = marker_ = false;
}

std::vector<HtmlBlock> HtmlFlow::take() {
  for (auto& block : blocks_)
    if (block.kind == HtmlBlock::Kind::text) block.text = std::string(trim(block.text));
  std::erase_if(blocks_, [](const auto& block) { return block.text.empty() && block.rows.empty(); });
  return std::move(blocks_);
}

bool close_table(HtmlTable&& table, HtmlFlow& out, std::size_t& cells_left, std::size_t& bytes_left) {
  std::erase_if(table.rows, [](const auto& row) { return row.empty(); });
  for (auto& row : table.rows)
    for (auto& cell : row) {
      cell.row_span = std::clamp<std::size_t>(cell.row_span, 1, max_row_span);
      cell.column_span = std::clamp<std::size_t>(cell.column_span, 1, max_columns);
    }
  if (!is_data(table)) {
    lay_out_as_text(std::move(table), out);
    return true;
  }
  HtmlBlock block;
  block.kind = HtmlBlock::Kind::table;
  const bool whole = Grid(std::move(table), cells_left, bytes_left).lay_out(block);
  block.text = lines_of(block.rows);
  out.append_table(std::move(block));
  return whole;
}

}  // namespace eb::issuer::intake
