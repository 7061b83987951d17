// How HTML flows into lines and tables; html.cpp says which element does what.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "issuer/intake/html.hpp"

namespace eb::issuer::intake {

// Text that is broken into lines: white space is folded, breaks add up to one empty line at most.
class HtmlFlow {
 public:
  void add(std::string_view text, bool preformatted);
  void add_line(std::string_view text);  // text that came out of a flow
  void at_least(int breaks);             // 1: a new line, 2: an empty line before what comes next
  void end_block(int breaks);
  void line_break();  // <br>
  void list_item();
  void append(HtmlFlow&& other);  // the blocks of a cell that turned out to be no cell of data
  void append_table(HtmlBlock&& table);
  [[nodiscard]] bool is_one_line() const;  // of text and no table
  [[nodiscard]] const std::vector<HtmlBlock>& blocks() const { return blocks_; }
  [[nodiscard]] std::vector<HtmlBlock> take();

 private:
  std::string& text_block();
  void begin_content();
  void put(char32_t c);
  std::vector<HtmlBlock> blocks_;
  int breaks_ = 0;
  bool space_ = false;   // folded white space before what comes next
  bool marker_ = false;  // a "- " that its item's first block must not part from
};

struct HtmlCell {
  HtmlFlow flow;
  std::size_t row_span = 1, column_span = 1;
};

struct HtmlTable {
  std::vector<std::vector<HtmlCell>> rows;
  bool in_cell = false;
  bool has_header = false;  // <th>
  bool for_looks = false;   // role=presentation
};

// Appends the table to `out`, as data or as text. `cells_left` and `bytes_left` are what may still come out; false when they
// did not suffice.
bool close_table(HtmlTable&& table, HtmlFlow& out, std::size_t& cells_left, std::size_t& bytes_left);

}  // namespace eb::issuer::intake
