// The report as one HTML file that stands alone: no script, nothing loaded, readable on screen, on paper and by a screen reader.
#pragma once

#include <string>

#include "audit/report/report.hpp"
#include "audit/report/words.hpp"

namespace eb::audit {

[[nodiscard]] std::string report_html(const Report& report, const Words& words);

}  // namespace eb::audit
