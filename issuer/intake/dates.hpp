// Dates as people write them: read first, decided later, because an ambiguous order is settled by the rest of the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/base/time.hpp"

namespace eb::issuer::intake {

enum class Order : std::uint8_t { unknown, day_first, month_first, conflicting };
// What two pieces of evidence say together.
[[nodiscard]] Order combine(Order a, Order b);

enum class DateKind : std::uint8_t {
  none,       // nothing that looks like a date
  exact,      // day, month and year are known
  numeric,    // two parts of at most 12 and different, written with / or -: `day` is the first part, `month` the second
  partial,    // month and year, or a year alone
  unlimited,  // "unlimited", "illimitée"
};

struct DateReading {
  DateKind kind = DateKind::none;
  Order evidence = Order::unknown;  // a part above 12 in a date with / or - shows the writer's order
  bool short_year = false;          // two digits
  int year = 0;
  unsigned month = 0, day = 0;
};

enum class DateUse : std::uint8_t { birth, expiry };

// The date that a cell or the value of a label holds. Of several the first for birth, the last for expiry; never one that
// follows a word for "issued".
[[nodiscard]] DateReading read_date(std::string_view text, DateUse use);

// A complete date right at the start of `text`; its length, or 0.
[[nodiscard]] std::size_t scan_date(std::string_view text, DateReading& reading);

// What settles the order of a numeric date, strongest first.
struct OrderContext {
  Order stated = Order::unknown;  // by the header or the mail
  Order own = Order::unknown;     // by the person's other dates
  Order file = Order::unknown;    // by other people's dates in the file
  bool sender_in_us = false;
};

struct DateResult {
  std::optional<Date> date;
  bool ambiguous = false;
  bool impossible = false;  // no such day
};
[[nodiscard]] DateResult resolve(const DateReading& reading, DateUse use, const OrderContext& context);

// "dd/mm/yyyy", "MM/DD/YY", "TT.MM.JJJJ", "jj/mm/aaaa", "day/month/year" in a header or a mail.
[[nodiscard]] Order stated_order(std::string_view text);

}  // namespace eb::issuer::intake
