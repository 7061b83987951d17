#include "common/badge/id_data.hpp"

#include <algorithm>
#include <array>

#include "common/badge/mrz.hpp"
#include "common/base/text.hpp"
#include "common/codec/cbor.hpp"
#include "common/codec/domains.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::badge {
namespace {

constexpr std::array<std::string_view, 4> method_names{"none", "seen", "number", "mrz"};
constexpr std::array<std::string_view, 4> field_names{"number", "birth_date", "expiry", "name"};
constexpr std::string_view unknown_date = "<<<<<<";

std::optional<unsigned> two_digits(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!digit(text[0]) || !digit(text[1])) return std::nullopt;
  return static_cast<unsigned>(text[0] - '0') * 10 + static_cast<unsigned>(text[1] - '0');
}

std::string printed_date(Date date) {
  const std::string iso = format_date(date);  // YYYY-MM-DD
  return iso.substr(2, 2) + iso.substr(5, 2) + iso.substr(8, 2);
}

// Can the six characters be a date? Parts that are not known are fillers (9303-3 §4.8). The check digits do not tell: they
// let some slips of the reader through.
bool can_be_date(std::string_view printed) {
  const auto part_fits = [&](std::size_t at, unsigned low, unsigned high) {
    const auto part = printed.substr(at, 2);
    if (part == "<<") return true;
    const auto value = two_digits(part);
    return value && *value >= low && *value <= high;
  };
  return part_fits(0, 0, 99) && part_fits(2, 1, 12) && part_fits(4, 1, 31);
}

bool date_agrees(std::string_view printed, Date registered) {
  const std::string expected = printed_date(registered);
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (printed[i] != '<' && printed[i] != expected[i]) return false;
  return true;
}

// The day that a printed expiry means, in the century that brings it nearest to `today`; the month's or year's last day
// where the rest is not known; nothing when no expiry is printed.
std::optional<Date> expiry_of(std::string_view printed, Date today) {
  const auto year = two_digits(printed.substr(0, 2));
  if (!year) return std::nullopt;
  const auto month = two_digits(printed.substr(2, 2));
  const auto day = two_digits(printed.substr(4, 2));
  const int now = static_cast<int>(today.year());
  int full = now - now % 100 + static_cast<int>(*year);
  if (full - now > 50) full -= 100;
  if (now - full > 50) full += 100;
  const std::chrono::year_month whole{std::chrono::year{full}, std::chrono::month{month.value_or(12)}};
  if (!month || !day) return Date{whole / std::chrono::last};
  const Date exact{whole / std::chrono::day{*day}};
  return exact.ok() ? exact : Date{whole / std::chrono::last};
}

IdEvidence found(IdMethod method, IdFinding finding, std::optional<IdField> field = std::nullopt) {
  return {method, finding, field};
}

bool number_agrees(std::string_view presented, const IdData& registered) {
  const std::string expected = normal_number(registered.number);
  return !expected.empty() && normal_number(presented) == expected;
}

IdEvidence check_zone(std::string_view text, const IdData& registered, std::string_view name, Date today) {
  constexpr auto method = IdMethod::mrz;
  const auto zone = parse_mrz(text);
  // The old French card prints no expiry.
  if (!zone || !zone->check_digits_ok || !can_be_date(zone->birth_date)) return found(method, IdFinding::misread);
  const std::string_view expiry = zone->expiry.empty() ? unknown_date : std::string_view(zone->expiry);
  if (!can_be_date(expiry)) return found(method, IdFinding::misread);
  const auto printed_expiry = expiry_of(expiry, today);
  if (registered.expiry < today || (printed_expiry && *printed_expiry < today))
    return found(method, IdFinding::expired, IdField::expiry);
  const auto differs = [&](IdField field) { return found(method, IdFinding::mismatch, field); };
  if (!number_agrees(zone->number, registered)) return differs(IdField::number);
  if (!date_agrees(zone->birth_date, registered.birth_date)) return differs(IdField::birth_date);
  if (!date_agrees(expiry, registered.expiry)) return differs(IdField::expiry);
  if (!name_matches(name, *zone)) return differs(IdField::name);
  return found(method, IdFinding::matches);
}

}  // namespace

std::string normal_number(std::string_view number) {
  std::string out = mrz_transliterate(number);
  std::erase(out, ' ');
  return out;
}

IdTag id_tag(const EventIdKey& key, const IdData& id) {
  codec::CborWriter data;
  data.array(3).text(normal_number(id.number)).text(format_date(id.birth_date)).text(format_date(id.expiry));
  Bytes message = to_bytes(as_bytes(domain::id_tag));
  message.insert(message.end(), data.view().begin(), data.view().end());
  const Sha256 mac = crypto::hmac_sha256(key.view(), message);
  return *IdTag::from(mac.view().first(IdTag::size));
}

std::string_view id_method_name(IdMethod method) {
  const auto number = static_cast<std::size_t>(method);
  if (number >= method_names.size()) broken_invariant("an ID method outside its enumeration");
  return method_names[number];
}

std::optional<IdMethod> id_method_from(std::string_view name) {
  for (std::size_t i = 0; i < method_names.size(); ++i)
    if (method_names[i] == name) return static_cast<IdMethod>(i);
  return std::nullopt;
}

std::string_view id_field_name(IdField field) {
  const auto number = static_cast<std::size_t>(field);
  if (number < 1 || number > field_names.size()) broken_invariant("an ID field outside its enumeration");
  return field_names[number - 1];
}

std::optional<IdField> id_field_from(std::string_view name) {
  for (std::size_t i = 0; i < field_names.size(); ++i)
    if (field_names[i] == name) return static_cast<IdField>(i + 1);
  return std::nullopt;
}

IdEvidence check_id(const PresentedId& presented, const IdData& registered, std::string_view name, Date today) {
  const auto text = trim(presented.text);
  if (!text.empty() && looks_like_mrz(text)) return check_zone(text, registered, name, today);
  if (text.empty() && !presented.seen) return {};
  const IdMethod method = text.empty() ? IdMethod::seen : IdMethod::number;
  if (registered.expiry < today) return found(method, IdFinding::expired, IdField::expiry);
  if (!text.empty() && !number_agrees(text, registered)) return found(method, IdFinding::mismatch, IdField::number);
  return found(method, IdFinding::matches);
}

}  // namespace eb::badge
