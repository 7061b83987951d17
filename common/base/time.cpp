#include "common/base/time.hpp"

namespace eb {
namespace {

// Reads exactly `digits` decimal digits at the front of `text` and removes them.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                  std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return std::chrono::minutes{0};
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const std::chrono::minutes offset{*hours * 60 + *minutes};
  return west ? -offset : offset;
}

// Fraction of a second, cut to milliseconds.
std::optional<std::chrono::milliseconds> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return std::chrono::milliseconds{0};
  int value = 0;
  int digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits, text.remove_prefix(1))
    if (digits < 3) value = value * 10 + (text.front() - '0');
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) value *= 10;
  return std::chrono::milliseconds{value};
}

// Decimal digits with leading zeros, over those that stand there. Without printf: a list of many people is full of dates.
void put_digits(std::string& out, std::size_t at, std::size_t count, unsigned value) {
  for (std::size_t i = count; i-- > 0; value /= 10) out[at + i] = static_cast<char>('0' + value % 10);
}

}  // namespace

std::string format_utc(Seconds t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::hh_mm_ss time{t - day};
  std::string clock = "T00:00:00Z";
  put_digits(clock, 1, 2, static_cast<unsigned>(time.hours().count()));
  put_digits(clock, 4, 2, static_cast<unsigned>(time.minutes().count()));
  put_digits(clock, 7, 2, static_cast<unsigned>(time.seconds().count()));
  return format_date(Date{day}) + clock;
}

std::string format_utc(Millis t) {
  const auto seconds = to_seconds(t);
  std::string out = format_utc(seconds);
  out.replace(out.size() - 1, 1, ".000Z");
  put_digits(out, out.size() - 4, 3, static_cast<unsigned>((t - seconds).count()));
  return out;
}

std::optional<Millis> parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date || date->year() < std::chrono::year{1970} || (!take(text, 'T') && !take(text, 't') && !take(text, ' ')))
    return std::nullopt;
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second || *second > 59) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const Millis instant = std::chrono::sys_days{*date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
                         std::chrono::seconds{*second} + *fraction - *offset;
  // An offset can lead out of the years that we write.
  if (instant < Millis{} || instant >= std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}) return std::nullopt;
  return instant;
}

std::string format_date(Date date) {
  const int year = static_cast<int>(date.year());
  std::string out = "0000-00-00";
  put_digits(out, 0, 4, static_cast<unsigned>(year));
  put_digits(out, 5, 2, static_cast<unsigned>(date.month()));
  put_digits(out, 8, 2, static_cast<unsigned>(date.day()));
  if (year < 0 || year > 9999) out.replace(0, 4, std::to_string(year));  // no reader of ours takes it
  return out;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !text.empty()) return std::nullopt;
  return date;
}

}  // namespace eb
