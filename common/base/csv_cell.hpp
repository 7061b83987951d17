// One cell of a CSV file (RFC 4180) that a spreadsheet shows as text and never runs as a formula.
#pragma once

#include <string>
#include <string_view>

namespace eb {

// Quoted when it holds a comma, semicolon, quote, tab or line break. A cell that begins with a control character or, after
// white space, with = + - @ (also full width) gets an apostrophe in front, as spreadsheets themselves mark text; a cell that
// begins with an apostrophe gets one too, so that taking one away gives back exactly what was written.
[[nodiscard]] std::string csv_cell(std::string_view text);
// The reverse, of a cell's unquoted content.
[[nodiscard]] std::string_view csv_cell_text(std::string_view content);

}  // namespace eb
