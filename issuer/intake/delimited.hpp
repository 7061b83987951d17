// Comma-separated values and their relatives (RFC 4180 and what spreadsheets make of it).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "issuer/intake/table.hpp"

namespace eb::issuer::intake {

inline constexpr std::size_t max_cell = std::size_t{32} * 1024;  // bytes
inline constexpr std::size_t max_columns = 1000;

// Rows of UTF-8 text; cells are views of that text or of the row's own memory.
class DelimitedRows final : public RowSource {
 public:
  DelimitedRows(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}
  bool next(Row& row) override;
  void rewind() override;

 private:
  void read_cell(Row& row);
  bool read_quoted(Row& row);
  void read_plain(Row& row);
  [[nodiscard]] bool at_row_end() const;
  void take_row_end();

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t number_ = 0;
};

// The one of ; , tab | that makes the most sense of the first rows. A first line "sep=X" decides and is removed from `text`.
[[nodiscard]] char detect_delimiter(std::string_view& text);

}  // namespace eb::issuer::intake
