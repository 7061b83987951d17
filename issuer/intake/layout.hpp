// Where in a table what stands.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "issuer/intake/dates.hpp"
#include "issuer/intake/labels.hpp"

namespace eb::issuer::intake {

struct Column {
  Field field;
  std::size_t index;  // of the cell in a row; in a list that stands on its side: of the row
};

struct Layout {
  bool on_its_side = false;       // labels in a column, one person per column
  std::size_t label_column = 0;   // of such a list
  std::size_t width = 0;          // cells of the header up to its last filled one, 0 when there is none
  std::size_t header_row = 0;     // number of the header row, 0 when there is none
  bool offer = false;             // what is for sale; no columns
  std::vector<Column> columns;    // wanted ones and issue dates, in order
  Order stated = Order::unknown;  // order of day and month that the header states
};

using Sample = std::vector<std::vector<std::string>>;  // the first rows; number = index + 1

// An empty `columns` means that nothing was recognised.
[[nodiscard]] Layout find_layout(const Sample& sample);

// An address or a date, which no header holds.
[[nodiscard]] bool is_data(std::string_view cell);

// A row that repeats a header: at least three cells are labels of different fields and none is data.
[[nodiscard]] std::size_t count_labels(const std::vector<std::string>& cells);

}  // namespace eb::issuer::intake
