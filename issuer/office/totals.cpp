#include "issuer/office/totals.hpp"

#include <charconv>

#include "issuer/office/vetting.hpp"

namespace eb::issuer {
namespace {

constexpr std::string_view registrations_key = "registrations";
constexpr std::string_view status_prefix = "status.";
constexpr std::string_view problem_prefix = "problem.";
constexpr std::string_view reason_mark = "reason=";

Result<Totals> count_rows(Office& office) {
  Totals totals;
  EB_TRY(erased_problems, office.registry().erased_problems());
  totals.problems = std::move(erased_problems);
  EB_CHECK(office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    ++totals.registrations;
    ++totals.standings[std::string(standing_name(standing_of(office, stored)))];
    for (const auto& problem : stored.registration.problems) ++totals.problems[problem];
    return {};
  }));
  return totals;
}

tl::unexpected<Error> malformed() {
  return fail(ErrorCode::malformed, "the totals of the purge act are not in their form");
}

// One word, "KEY=NUMBER".
Status take_word(std::string_view word, Totals& totals) {
  const auto equals = word.find('=');
  if (equals == std::string_view::npos) return malformed();
  const auto key = word.substr(0, equals);
  std::uint64_t number = 0;
  const auto* const last = word.data() + word.size();
  const auto [end, error] = std::from_chars(word.data() + equals + 1, last, number);
  if (error != std::errc{} || end != last) return malformed();
  if (key == registrations_key) {
    totals.registrations = number;
  } else if (key.starts_with(status_prefix)) {
    totals.standings.emplace(key.substr(status_prefix.size()), number);
  } else if (key.starts_with(problem_prefix)) {
    totals.problems.emplace(key.substr(problem_prefix.size()), number);
  } else {
    return malformed();
  }
  return {};
}

}  // namespace

std::string purge_detail(const Totals& totals, std::string_view reason) {
  std::string out = std::string(registrations_key) + "=" + std::to_string(totals.registrations);
  for (const auto& [name, number] : totals.standings)
    out += " " + std::string(status_prefix) + name + "=" + std::to_string(number);
  for (const auto& [name, number] : totals.problems)
    out += " " + std::string(problem_prefix) + name + "=" + std::to_string(number);
  if (!reason.empty()) out += " " + std::string(reason_mark) + std::string(reason);
  return out;
}

Result<Totals> read_purge_detail(std::string_view detail) {
  Totals totals;
  while (!detail.empty() && !detail.starts_with(reason_mark)) {
    const auto end = std::min(detail.find(' '), detail.size());
    EB_CHECK(take_word(detail.substr(0, end), totals));
    detail.remove_prefix(std::min(end + 1, detail.size()));
  }
  return totals;
}

Result<Totals> count_totals(Office& office) {
  const auto& purged = office.state().purged();
  EB_TRY(totals, purged ? read_purge_detail(purged->detail) : count_rows(office));
  for (const auto& [number, badge] : office.state().badges()) ++totals.badges[std::string(badge_state_name(badge.state))];
  totals.erased = office.state().erased();
  return totals;
}

}  // namespace eb::issuer
