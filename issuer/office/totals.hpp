// The office's totals: counts without anybody's data, which stay the same when people are erased.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "issuer/office/office.hpp"

namespace eb::issuer {

struct Totals {
  using Counts = std::map<std::string, std::uint64_t, std::less<>>;
  std::uint64_t registrations = 0;  // ever, erased ones too
  Counts standings;                 // standing_name() -> registrations
  Counts problems;                  // code -> registrations, erased ones too
  Counts badges;                    // badge_state_name() -> badges ever issued
  std::uint64_t erased = 0;         // of the registrations, one by one
};

// After a purge: what the purge act says of registrations, standings and problems.
[[nodiscard]] Result<Totals> count_totals(Office& office);

// "registrations=300 status.issued=290 ... problem.duplicate=2 reason=TEXT": the detail of a purge act.
[[nodiscard]] std::string purge_detail(const Totals& totals, std::string_view reason);
// malformed: not in that form. badges and erased are the log's own to say.
[[nodiscard]] Result<Totals> read_purge_detail(std::string_view detail);

}  // namespace eb::issuer
