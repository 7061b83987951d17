#include "audit/local_clock.hpp"

#include "common/os/zone.hpp"

namespace eb::audit {

LocalClock::LocalClock(std::string zone) : zone_(std::move(zone)) {
  if (!os::check_zone(zone_)) zone_ = "UTC";
}

std::chrono::minutes LocalClock::offset(Millis t) {
  const auto quarter = std::chrono::floor<Quarter>(t.time_since_epoch());
  if (asked_ != quarter) {
    asked_ = quarter;
    offset_ = os::utc_offset(to_seconds(t), zone_).value_or(std::chrono::minutes{0});
  }
  return offset_;
}

std::string LocalClock::text(Millis t) {
  std::string out = format_utc(to_seconds(t) + offset(t));
  out[out.find('T')] = ' ';
  out.pop_back();
  return out;
}

}  // namespace eb::audit
