// Tables of people, wherever they come from: which row is the header, what each column means, which rows are people.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/error.hpp"
#include "issuer/intake/assess.hpp"

namespace eb::issuer::intake {

struct Row {
  std::vector<std::string_view> cells;
  std::size_t number = 0;   // from 1, as a spreadsheet counts
  std::size_t line = 0;     // from 1, of the text
  bool open_quote = false;  // a quotation mark was never closed; it was taken literally
  bool cut = false;         // a cell or the row was longer than allowed
  void clear() {
    cells.clear();
    own_.clear();
    open_quote = cut = false;
  }
  // Keeps text that is nowhere else for as long as the row.
  std::string_view keep(std::string text) { return own_.emplace_back(std::move(text)); }

 private:
  std::deque<std::string> own_;
};

class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;
  virtual bool next(Row& row) = 0;
  virtual void rewind() = 0;
};

inline constexpr std::size_t max_rows = 1'000'000;

struct TableReport {
  std::uint64_t people = 0;
  std::uint64_t skipped_rows = 0;  // blank, title, header and total rows
  bool offer = false;              // it is of what is for sale
  bool empty = false;              // there was not one filled cell in its first rows
  std::string complaint;           // what was wrong with single rows; empty when nothing was
};

// Gives every person of the table to `sink`, which stops the reading when it fails.
using DraftSink = std::function<Status(Draft)>;
[[nodiscard]] Status read_table(RowSource& rows, const DraftSink& sink, TableReport& report);

// What the dates of a table say of the order of day and month, all rows together.
[[nodiscard]] Order table_order(RowSource& rows);

// How much sense the first rows make as a table; for choosing a delimiter.
[[nodiscard]] std::size_t table_score(RowSource& rows);

// A list without a header: the first rows have the same number of cells, four at least, and an address or a date each.
[[nodiscard]] bool is_even_data(RowSource& rows);

}  // namespace eb::issuer::intake
