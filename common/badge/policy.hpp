// The door policy of an event, as carried by the door list's manifest.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "common/base/error.hpp"
#include "common/base/time.hpp"

namespace eb::badge {

enum class IdMode : std::uint8_t { none = 0, visual = 1, mrz = 2 };
enum class Reentry : std::uint8_t { after_exit = 0, never = 1, free = 2 };  // free: no inside state is kept from anybody
[[nodiscard]] std::string_view id_mode_name(IdMode mode);
[[nodiscard]] std::string_view reentry_name(Reentry rule);

struct Opening {
  Seconds from{};      // inclusive
  Seconds until{};     // exclusive
};

struct Policy {
  std::vector<Opening> openings;            // the door admits only inside one of them
  std::vector<std::string> zones;           // zones of the building that this event uses; empty: one undivided zone
  IdMode id_mode = IdMode::mrz;
  Reentry reentry = Reentry::after_exit;
  std::chrono::minutes utc_offset{0};       // of the event's place on its first day; defines "today" for document expiry
  std::vector<std::string> languages;       // two lower-case letters, first is the default
  std::string event_name;                   // for people
  std::string time_zone;                    // IANA name, for showing times
};

}  // namespace eb::badge
