// Whatever is read as a date is a day of the calendar, and says where it ends.
#include <cstdlib>

#include "issuer/intake/dates.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace eb::issuer::intake;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const DateUse use : {DateUse::birth, DateUse::expiry}) {
    const DateReading reading = read_date(text, use);
    for (const Order order : {Order::unknown, Order::day_first, Order::month_first, Order::conflicting}) {
      const DateResult result = resolve(reading, use, {order, Order::unknown, Order::unknown, false});
      if (result.date && (!result.date->ok() || result.ambiguous || result.impossible)) std::abort();
    }
  }
  DateReading reading;
  if (scan_date(text, reading) > size) std::abort();
  (void)stated_order(text);
  return 0;
}
