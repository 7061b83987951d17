// Instants are UTC; a date is a calendar day without a place. Nothing here reads a clock: the caller passes `now`.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace eb {

using Seconds = std::chrono::sys_seconds;                          // instant, whole seconds (claims, lists, keys)
using Millis = std::chrono::sys_time<std::chrono::milliseconds>;   // instant, milliseconds (log entries, `now`)
using Date = std::chrono::year_month_day;                          // always valid (ok()) in a stored value

[[nodiscard]] inline Seconds to_seconds(Millis t) { return std::chrono::floor<std::chrono::seconds>(t); }

[[nodiscard]] std::string format_utc(Seconds t);                   // 2015-07-24T08:00:00Z
[[nodiscard]] std::string format_utc(Millis t);                    // 2015-07-24T08:00:00.123Z
// RFC 3339 with Z or a numeric offset, optional fraction (cut to milliseconds), years 1970-9999.
[[nodiscard]] std::optional<Millis> parse_rfc3339(std::string_view text);

[[nodiscard]] std::string format_date(Date date);                  // 2015-07-24
[[nodiscard]] std::optional<Date> parse_iso_date(std::string_view text);  // exactly YYYY-MM-DD, a real day

// Calendar day at `t` for a place that is `utc_offset` ahead of UTC.
[[nodiscard]] inline Date local_day(Millis t, std::chrono::minutes utc_offset) {
  return Date{std::chrono::floor<std::chrono::days>(t + utc_offset)};
}

}  // namespace eb
