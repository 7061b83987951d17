// Times of the event's place for many entries: the time zone database is asked once for each quarter of an hour.
#pragma once

#include <optional>
#include <string>

#include "common/base/time.hpp"

namespace eb::audit {

class LocalClock {
 public:
  // An IANA name; one that the system does not know, or none, is taken for UTC.
  explicit LocalClock(std::string zone);
  [[nodiscard]] const std::string& zone() const { return zone_; }
  [[nodiscard]] std::chrono::minutes offset(Millis t);
  [[nodiscard]] std::string text(Millis t);  // 2015-07-24 10:00:00

 private:
  using Quarter = std::chrono::duration<std::int64_t, std::ratio<900>>;
  std::string zone_;
  std::optional<Quarter> asked_;
  std::chrono::minutes offset_{0};
};

}  // namespace eb::audit
