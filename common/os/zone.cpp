#include "common/os/zone.hpp"

#include <stdexcept>

#include <date/tz.h>

#include "common/base/text.hpp"

namespace eb::os {
namespace {

// The tz library throws; here the exception becomes an error.
Result<const date::time_zone*> locate(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::exception&) {
    return fail(ErrorCode::invalid_argument, "no time zone '" + printable(name) + "': use a name like Europe/Brussels");
  }
}

std::optional<std::chrono::seconds> local_seconds(std::string_view text) {
  // Read as if it were UTC; the zone's offset is applied by the caller.
  std::string padded(text);
  if (padded.size() == 10) padded += "T00:00";
  if (padded.size() == 16) padded += ":00";
  const auto parsed = padded.size() == 19 ? parse_rfc3339(padded + "Z") : std::nullopt;
  if (!parsed) return std::nullopt;
  return to_seconds(*parsed).time_since_epoch();
}

}  // namespace

Status check_zone(const std::string& iana_name) {
  EB_CHECK(locate(iana_name));
  return {};
}

Result<Seconds> parse_local(std::string_view text, const std::string& iana_name) {
  if (const auto absolute = parse_rfc3339(text)) return to_seconds(*absolute);
  const auto local = local_seconds(text);
  if (!local)
    return fail(ErrorCode::usage,
                "'" + printable(text) + "' is no time: write 2015-07-24T10:00 (local time) or 2015-07-24T10:00:00+02:00");
  EB_TRY(zone, locate(iana_name));
  const auto info = zone->get_info(date::local_seconds{*local});
  if (info.result != date::local_info::unique)
    return fail(ErrorCode::usage, "'" + printable(text) + "' is not one moment in " + iana_name +
                                      " because clocks change then: write it with an offset");
  return Seconds{*local - info.first.offset};
}

Result<std::chrono::minutes> utc_offset(Seconds at, const std::string& iana_name) {
  EB_TRY(zone, locate(iana_name));
  return std::chrono::floor<std::chrono::minutes>(zone->get_info(date::sys_seconds{at.time_since_epoch()}).offset);
}

std::string format_local(Millis t, const std::string& iana_name) {
  const auto offset = utc_offset(to_seconds(t), iana_name);
  if (!offset) return format_utc(to_seconds(t));
  auto text = format_utc(to_seconds(t + *offset));
  text[10] = ' ';
  return text.substr(0, 19);
}

}  // namespace eb::os
