// Findings over gates as JSON (docs/reports.md), for the command and for the report.
#pragma once

#include <nlohmann/json.hpp>

#include "audit/across.hpp"

namespace eb::audit {

[[nodiscard]] nlohmann::ordered_json across_json(const AcrossReport& report, const GateSet& gates);

}  // namespace eb::audit
