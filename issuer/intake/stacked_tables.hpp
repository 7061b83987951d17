// Tables whose cells were pasted one below the other: the lines of the header, then as many lines for each person.
#pragma once

#include "issuer/intake/text_tables.hpp"

namespace eb::issuer::intake {

// A table whose first label is lines[from]. Empty when none begins there.
[[nodiscard]] TextTable stacked_at(const std::vector<std::string_view>& lines, std::size_t from);

}  // namespace eb::issuer::intake
