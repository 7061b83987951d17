// Numbers of a workbook as the spreadsheet program shows them (ECMA-376 part 1 §18.8.30, 18.8.31).
#pragma once

#include <string>
#include <string_view>

namespace eb::issuer::intake {

// The format code of a built-in number; empty for "General" and for those that are unknown.
[[nodiscard]] std::string_view built_in_format(int id);

// A date that has a day is written "1978-03-04" whatever its format; without one as "Mar 1978" or "1978". Digits are grouped by
// nothing. What a cell cannot show (negative dates) is empty. `code` is the format, empty for General.
[[nodiscard]] std::string shown_number(double value, std::string_view code, bool since_1904);

}  // namespace eb::issuer::intake
