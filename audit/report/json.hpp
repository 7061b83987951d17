// All figures of a report as one JSON object (docs/reports.md names the keys).
#pragma once

#include <string>

#include "audit/report/report.hpp"

namespace eb::audit {

// One line in ASCII, with a line feed.
[[nodiscard]] std::string report_json(const Report& report);

}  // namespace eb::audit
