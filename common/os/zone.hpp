// Local times of an event's place, by the system's time zone database (Howard Hinnant's tz).
#pragma once

#include <string>
#include <string_view>

#include "common/base/error.hpp"
#include "common/base/time.hpp"

namespace eb::os {

[[nodiscard]] Status check_zone(const std::string& iana_name);
// "2015-07-24T10:00" or "...:00" (local time of the zone) or RFC 3339 with an offset.
[[nodiscard]] Result<Seconds> parse_local(std::string_view text, const std::string& iana_name);
[[nodiscard]] Result<std::chrono::minutes> utc_offset(Seconds at, const std::string& iana_name);
[[nodiscard]] std::string format_local(Millis t, const std::string& iana_name);   // 2015-07-24 10:00:00 (local)

}  // namespace eb::os
