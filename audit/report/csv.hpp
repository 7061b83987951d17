// Every entry of all gates as one row of a CSV file (docs/reports.md names the columns), in order of time.
#pragma once

#include "audit/local_clock.hpp"
#include "audit/report/report.hpp"

namespace eb::audit {

// office: null without one; with one there are the columns name and organisation. Streams: memory does not grow with the entries.
[[nodiscard]] Status write_csv(const std::filesystem::path& path, const GateSet& gates, LocalClock& clock,
                               const OfficeBook* office);

}  // namespace eb::audit
