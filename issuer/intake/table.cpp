#include "issuer/intake/table.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/layout.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/same_house.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t sample_rows = 60;
constexpr std::size_t max_rows_on_side = 400;  // a list on its side has one row a field

// Nothing but white space and punctuation.
bool is_blank(std::string_view cell) {
  const bool has_ascii = std::any_of(cell.begin(), cell.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  return !has_ascii && (is_ascii(cell) || fold_words(cell).empty());
}

Sample take_sample(RowSource& rows, std::size_t count) {
  Sample sample;
  Row row;
  while (sample.size() < count && rows.next(row)) {
    auto& cells = sample.emplace_back();
    for (const auto cell : row.cells) cells.emplace_back(cell);
  }
  rows.rewind();
  return sample;
}

std::string_view cell_at(const Row& row, std::size_t index) {
  return index < row.cells.size() ? row.cells[index] : std::string_view{};
}

bool is_total(const Row& row) {
  for (const auto cell : row.cells) {
    if (is_blank(cell)) continue;
    const auto folded = fold_words(cell);
    for (const auto* word :
         {"total", "totaal", "totale", "gesamt", "insgesamt", "summe", "somme", "suma", "sum", "subtotal", "grand total",
          "anzahl", "aantal", "count", "totals", "totali", "zwischensumme", "sous total", "numero totale"})
      if (folded == word || folded.starts_with(std::string(word) + ' ')) return true;
    return false;
  }
  return false;
}

// Puts the cells of one person into a draft. Of two documents the first that is given, with its own expiry.
class Filler {
 public:
  explicit Filler(const Layout& layout) : stated_(layout.stated) {
    for (const auto& column : layout.columns) {
      if (column.field == Field::id_number) numbers_.push_back(column.index);
      if (column.field == Field::id_expiry) expiries_.push_back(column.index);
      if (column.field != Field::id_number && column.field != Field::id_expiry) others_.push_back(column);
    }
  }

  template <class CellAt>
  Draft fill(const CellAt& at) const {
    Draft draft;
    draft.stated_order = stated_;
    for (const auto& column : others_)
      if (!draft.has(column.field)) draft.set(column.field, at(column.index));
    const bool paired = numbers_.size() == expiries_.size();
    for (std::size_t i = 0; i < numbers_.size() && draft.id_number.empty(); ++i) {
      if (!draft.set(Field::id_number, at(numbers_[i]))) continue;
      if (paired) draft.set(Field::id_expiry, at(expiries_[i]));
    }
    if (paired && !draft.id_number.empty()) return draft;
    for (std::size_t i = 0; i < expiries_.size() && draft.id_expiry.kind == DateKind::none; ++i)
      draft.set(Field::id_expiry, at(expiries_[i]));
    return draft;
  }

 private:
  Order stated_;
  std::vector<std::size_t> numbers_, expiries_;
  std::vector<Column> others_;
};

template <class CellAt>
void use_house_above(SameHouse& same, Draft& draft, const Layout& layout, const CellAt& at) {
  for (const auto& column : layout.columns)
    if (column.field == Field::organisation) same.settle(draft, at(column.index));
}

// A title or a remark sits alone in its row; a person does so only by name or address.
template <class CellAt>
bool is_person(const Layout& layout, const CellAt& at) {
  std::size_t filled = 0;
  const Column* last = nullptr;
  for (const auto& column : layout.columns) {
    if (is_blank(at(column.index))) continue;
    ++filled;
    last = &column;
  }
  if (filled != 1) return filled > 1;
  if (last->field == Field::email) return !clean_email(at(last->index)).empty();
  if (last->field == Field::id_number) return !clean_id_number(at(last->index)).empty();
  return last->field == Field::name && looks_like_person(at(last->index));
}

bool has_address(const Row& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](std::string_view cell) { return cell.find('@') != std::string_view::npos; });
}

std::vector<std::string> copy_cells(const Row& row) {
  return {row.cells.begin(), row.cells.end()};
}

bool has_surplus(const Row& row, std::size_t header_width) {
  if (header_width == 0 || row.cells.size() <= header_width) return false;
  return std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(header_width), row.cells.end(),
                     [](std::string_view cell) { return !is_blank(cell); });
}

// Counts what was wrong with single rows and words it for the file's one complaint.
class Complaints {
 public:
  void note(const Row& row) {
    if (row.open_quote) add(open_quotes_, row);
    if (row.cut) add(cut_, row);
  }
  void surplus(const Row& row) { add(surplus_, row); }
  void too_many() { too_many_ = true; }
  [[nodiscard]] std::string text() const {
    std::string out;
    say(out, open_quotes_,
        "a quotation mark is never closed, so the row was read to the end of its line: close it or remove it");
    say(out, cut_,
        "a cell is longer than 32 kB or the row has more than 1000 cells: what is beyond was left out, shorten it");
    say(out, surplus_,
        "more cells are filled than the header has, so they may stand in the wrong columns: compare with the original, or "
        "give every column a header");
    if (too_many_)
      out += (out.empty() ? "" : "; ") + std::string("more than 1000000 rows, the rest was not read: split the file");
    return out;
  }

 private:
  struct Count {
    std::size_t rows = 0, first_row = 0, first_line = 0;
  };
  static void add(Count& count, const Row& row) {
    if (count.rows++ == 0) {
      count.first_row = row.number;
      count.first_line = row.line;
    }
  }
  static void say(std::string& out, const Count& count, std::string_view what) {
    if (count.rows == 0) return;
    if (!out.empty()) out += "; ";
    out += "row " + std::to_string(count.first_row) + " (line " + std::to_string(count.first_line) + ")";
    if (count.rows > 1) out += " and " + std::to_string(count.rows - 1) + " more";
    out += ": ";
    out += what;
  }
  Count open_quotes_, cut_, surplus_;
  bool too_many_ = false;
};

Status read_upright(RowSource& rows, Layout layout, const DraftSink& sink, TableReport& report) {
  Filler filler(layout);
  SameHouse same;
  Complaints complaints;
  Row row;
  while (rows.next(row)) {
    if (row.number > max_rows) {
      complaints.too_many();
      break;
    }
    complaints.note(row);
    const auto at = [&](std::size_t index) { return cell_at(row, index); };
    const bool addressed = has_address(row);
    if (row.number <= layout.header_row || !is_person(layout, at) || (!addressed && is_total(row))) {
      ++report.skipped_rows;
      continue;
    }
    // Lists pasted one below the other bring their headers along.
    if (!addressed && count_labels(copy_cells(row)) >= 3) {
      auto next = find_layout({copy_cells(row)});
      next.header_row = 0;
      next.stated = combine(next.stated, layout.stated);
      layout = std::move(next);
      filler = Filler(layout);
      ++report.skipped_rows;
      continue;
    }
    if (has_surplus(row, layout.width)) complaints.surplus(row);
    auto draft = filler.fill(at);
    use_house_above(same, draft, layout, at);
    draft.part = "row " + std::to_string(row.number);
    ++report.people;
    if (auto done = sink(std::move(draft)); !done) return done;
  }
  report.complaint = complaints.text();
  return {};
}

// A form, or one person a column. Labels that start again begin the next person below.
Status read_sideways(RowSource& rows, const Layout& layout, const DraftSink& sink, TableReport& report) {
  const auto table = take_sample(rows, max_rows_on_side);
  std::vector<Layout> blocks;
  for (const auto& column : layout.columns) {
    const bool again =
        blocks.empty() || (!blocks.back().columns.empty() && blocks.back().columns.front().field == column.field);
    if (again) blocks.emplace_back().stated = layout.stated;
    blocks.back().columns.push_back(column);
  }
  std::size_t width = 0;
  for (const auto& row : table) width = std::max(width, row.size());
  for (const auto& block : blocks) {
    const Filler filler(block);
    SameHouse same;
    for (auto person = layout.label_column + 1; person < width; ++person) {
      const auto at = [&](std::size_t row) {
        return row < table.size() && person < table[row].size() ? std::string_view(table[row][person]) : std::string_view{};
      };
      if (!is_person(block, at)) continue;
      auto draft = filler.fill(at);
      use_house_above(same, draft, block, at);
      draft.part = "column " + std::to_string(person + 1);
      if (blocks.size() > 1) draft.part += " row " + std::to_string(block.columns.front().index + 1);
      ++report.people;
      if (auto done = sink(std::move(draft)); !done) return done;
    }
  }
  return {};
}

// On its side only the whole of the table shows which row is what.
Layout layout_of(RowSource& rows) {
  auto layout = find_layout(take_sample(rows, sample_rows));
  if (layout.on_its_side) layout = find_layout(take_sample(rows, max_rows_on_side));
  return layout;
}

}  // namespace

Status read_table(RowSource& rows, const DraftSink& sink, TableReport& report) {
  const auto layout = layout_of(rows);
  report.offer = layout.offer;
  if (layout.columns.empty()) {
    const auto sample = take_sample(rows, sample_rows);
    report.empty = std::all_of(sample.begin(), sample.end(), [](const auto& row) {
      return std::all_of(row.begin(), row.end(), [](const auto& cell) { return is_blank(cell); });
    });
    report.complaint =
        "no column could be recognised: give the columns headers such as Name, E-mail, Organisation, Date of birth, "
        "ID number, ID expiry";
    return {};
  }
  return layout.on_its_side ? read_sideways(rows, layout, sink, report) : read_upright(rows, layout, sink, report);
}

Order table_order(RowSource& rows) {
  Order order = Order::unknown;
  TableReport report;
  const DraftSink sink = [&](const Draft& draft) -> Status {
    order = combine(order, draft.own_order);
    return {};
  };
  if (!read_table(rows, sink, report)) return Order::unknown;
  rows.rewind();
  return order;
}

bool is_even_data(RowSource& rows) {
  std::size_t width = 0;
  for (const auto& row : take_sample(rows, 25)) {
    if (std::all_of(row.begin(), row.end(), [](const auto& cell) { return is_blank(cell); })) continue;
    if (row.size() < 4 || (width != 0 && row.size() != width) || !std::any_of(row.begin(), row.end(), is_data)) return false;
    width = row.size();
  }
  return width != 0;
}

std::size_t table_score(RowSource& rows) {
  const auto sample = take_sample(rows, 25);
  std::size_t labels = 0;
  std::map<std::size_t, std::size_t> widths;
  for (const auto& row : sample) {
    labels = std::max(labels, count_labels(row));
    if (row.size() > 1) ++widths[row.size()];
  }
  std::size_t same = 0;
  std::size_t cells = 0;
  for (const auto& [width, count] : widths)
    if (count >= same) {
      same = count;
      cells = width;
    }
  return labels * 10000 + same * 100 + std::min<std::size_t>(cells, 99);
}

}  // namespace eb::issuer::intake
