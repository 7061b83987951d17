// report: totals of the office, in words or as one JSON object.
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/vetting.hpp"

namespace eb::issuer {
namespace {

struct Totals {
  std::map<std::string, std::uint64_t, std::less<>> standings, problems, badges;
  std::uint64_t registrations = 0;
};

Result<Totals> count(Office& office) {
  Totals totals;
  const auto visited = office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    ++totals.registrations;
    ++totals.standings[std::string(standing_name(standing_of(office, stored)))];
    for (const auto& problem : stored.registration.problems) ++totals.problems[problem];
    return {};
  });
  if (!visited) return tl::unexpected<Error>(visited.error());
  for (const auto& [number, badge] : office.state().badges()) ++totals.badges[std::string(badge_state_name(badge.state))];
  return totals;
}

void print_group(std::string_view title, const std::map<std::string, std::uint64_t, std::less<>>& group) {
  fmt::print("{}\n", title);
  if (group.empty()) fmt::print("  none\n");
  for (const auto& [name, number] : group) fmt::print("  {:<24} {:>7}\n", name, number);
}

Result<os::Exit> run_report(const Cli& cli) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(totals, count(office));
  const auto changed = totals.standings.find("changed-outside");
  const auto tampered = changed == totals.standings.end() ? 0 : changed->second;
  if (cli.json) {
    fmt::print("{}\n", nlohmann::json{{"event", office.event().id}, {"registrations", totals.registrations}, {"status", totals.standings},
                                      {"problems", totals.problems}, {"badges", totals.badges}, {"door_list", office.state().list_sequence()},
                                      {"gates", office.state().gates().size()}, {"acts", office.state().next_index()}}.dump());
  } else {
    fmt::print("{}\n", printable(office.event().name));
    fmt::print("{} registrations, {} acts in the log, last door list {}\n", totals.registrations, office.state().next_index(),
               office.state().list_sequence());
    print_group("status", totals.standings);
    print_group("problems", totals.problems);
    print_group("badges", totals.badges);
  }
  if (tampered > 0)
    return fail(ErrorCode::integrity, std::to_string(tampered) + " registrations were changed outside the program after an approval: "
                                          "see 'badge-issuer registrations list --status changed-outside'");
  return os::Exit::done;
}

}  // namespace

void add_report_command(CLI::App& app, Cli& cli) {
  app.add_subcommand("report", "how many registrations, problems, badges")->callback([&cli] { cli.run = [&cli] { return run_report(cli); }; });
}

}  // namespace eb::issuer
