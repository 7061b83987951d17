#include "common/os/zone.hpp"

#include <date/tz.h>

#include <exception>

#include "common/base/text.hpp"

namespace eb::os {
namespace {

// The library throws for an unknown name and for a damaged database.
Result<const date::time_zone*> find_zone(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::exception&) {
    return fail(ErrorCode::invalid_argument,
                "no time zone \"" + printable(name) + "\": give an IANA name such as Europe/Brussels");
  }
}

Result<std::chrono::seconds> offset_at(Seconds at, const std::string& name) {
  EB_TRY(zone, find_zone(name));
  try {
    return zone->get_info(at).offset;
  } catch (const std::exception&) {
    return fail(ErrorCode::io, "the time zone database cannot be read for " + printable(name));
  }
}

// "2015-07-24T10:00" or with seconds: a wall clock, counted as if the place were at UTC.
std::optional<std::chrono::seconds> parse_wall_clock(std::string_view text) {
  constexpr std::size_t with_minutes = 16, with_seconds = 19;
  if (text.size() != with_minutes && text.size() != with_seconds) return std::nullopt;
  const auto parsed = parse_rfc3339(std::string(text) + (text.size() == with_minutes ? ":00Z" : "Z"));
  if (!parsed) return std::nullopt;
  return to_seconds(*parsed).time_since_epoch();
}

Result<Seconds> resolve(std::chrono::seconds wall_clock, const date::time_zone& zone, std::string_view text) {
  try {
    const auto info = zone.get_info(date::local_seconds{wall_clock});
    if (info.result == date::local_info::unique) return Seconds{wall_clock - info.first.offset};
    const bool twice = info.result == date::local_info::ambiguous;
    return fail(ErrorCode::invalid_argument, std::string(text) + (twice ? " happens twice in " : " does not happen in ") +
                                                 zone.name() + " (clock change): write it with an offset, such as +02:00");
  } catch (const std::exception&) {
    return fail(ErrorCode::io, "the time zone database cannot be read for " + zone.name());
  }
}

}  // namespace

Status check_zone(const std::string& iana_name) {
  EB_CHECK(offset_at(Seconds{}, iana_name));
  return {};
}

Result<Seconds> parse_local(std::string_view text, const std::string& iana_name) {
  EB_TRY(zone, find_zone(iana_name));
  if (const auto wall_clock = parse_wall_clock(text)) return resolve(*wall_clock, *zone, text);
  if (const auto instant = parse_rfc3339(text)) return to_seconds(*instant);
  return fail(ErrorCode::invalid_argument, "\"" + printable(text) +
                                               "\" is not a time: write 2015-07-24T10:00 (time of the place) or "
                                               "2015-07-24T10:00:00+02:00");
}

Result<std::chrono::minutes> utc_offset(Seconds at, const std::string& iana_name) {
  EB_TRY(offset, offset_at(at, iana_name));
  return std::chrono::floor<std::chrono::minutes>(offset);
}

std::string format_local(Millis t, const std::string& iana_name) {
  const auto offset = offset_at(to_seconds(t), iana_name);
  std::string text = format_utc(to_seconds(t) + offset.value_or(std::chrono::seconds{0}));  // 2015-07-24T10:00:00Z
  text[text.find('T')] = ' ';
  text.pop_back();
  return offset ? text : text + " UTC";
}

}  // namespace eb::os
