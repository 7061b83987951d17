// What badge-audit prints: a line for each export and one for each finding, or one JSON object for each export.
#pragma once

#include <string>

#include "audit/replay.hpp"
#include "audit/verify.hpp"

namespace eb::audit {

void print_verified(const std::string& name, const VerifyReport& report, bool json);
void print_replayed(const std::string& name, const ReplayReport& report, bool json);

}  // namespace eb::audit
