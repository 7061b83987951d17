// One sheet of a workbook, row by row: memory does not grow with the number of rows.
#pragma once

#include <memory>
#include <string>

#include "issuer/intake/workbook.hpp"

namespace eb::issuer::intake {

[[nodiscard]] Result<std::unique_ptr<SheetRows>> open_sheet(const Package& package, const std::string& entry,
                                                            const CellContext& context);

}  // namespace eb::issuer::intake
