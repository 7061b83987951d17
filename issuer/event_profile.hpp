// The event as the organiser describes it in a TOML file (docs/event-profile.md); examples/ has the EU Internet Forum's.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/badge/policy.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"

namespace eb::issuer {

struct EventProfile {
  std::string id;                       // aud of every badge, 1-12 of [A-Za-z0-9._-]
  std::string name;
  std::string place;                    // one line, for the badge and the page
  std::string time_zone;                // IANA
  Seconds starts{}, ends{};
  Date day{};                           // local day of `starts`: documents must be valid on it
  Seconds registration_deadline{};      // a mail received at or after this instant is late
  Seconds badges_valid_from{}, badges_valid_until{};   // nbf and exp; default two hours around the openings
  std::string contact;                  // shown on the badge: whom to ask
  badge::Policy policy;
  int retention_days = 30;              // after `ends`, for purge
};

// One clear error per mistake, with file, line and what is allowed.
[[nodiscard]] Result<EventProfile> parse_event_profile(std::string_view toml, const std::string& file_name);

}  // namespace eb::issuer
