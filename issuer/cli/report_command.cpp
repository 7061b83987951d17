// report: totals of the office, in words or as one JSON object.
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
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

// A note as printed by `report --json` (jq -r .log.checkpoint), or that whole JSON object.
Result<std::string> read_checkpoint(const std::string& file) {
  EB_TRY(bytes, os::read_file(file, std::size_t{1} << 20));
  std::string note(as_text(bytes));
  if (note.starts_with('{')) {
    const auto report = nlohmann::json::parse(note, nullptr, false);
    const auto at = nlohmann::json::json_pointer("/log/checkpoint");
    if (report.is_discarded() || !report.contains(at) || !report[at].is_string())
      return fail(ErrorCode::malformed,
                  printable(file) + " holds no checkpoint: keep the output of 'badge-issuer --json report'");
    note = report[at].get<std::string>();
  }
  while (note.ends_with("\n\n")) note.pop_back();  // jq and editors add a line feed
  return note;
}

Result<os::Exit> run_report(const Cli& cli, const std::string& checkpoint_file) {
  EB_TRY(office, Office::open(cli.office));
  if (!checkpoint_file.empty()) {
    EB_TRY(note, read_checkpoint(checkpoint_file));
    if (const auto same = office.compare_checkpoint(note); !same) return fail_in(printable(checkpoint_file), same.error());
  }
  EB_TRY(head, office.log_head());
  EB_TRY(totals, count(office));
  const auto changed = totals.standings.find("changed-outside");
  const auto tampered = changed == totals.standings.end() ? 0 : changed->second;
  if (cli.json) {
    print_json({{"event", office.event().id},
                {"registrations", totals.registrations},
                {"status", totals.standings},
                {"problems", totals.problems},
                {"badges", totals.badges},
                {"door_list", office.state().list_sequence()},
                {"gates", office.state().gates().size()},
                {"acts", office.state().next_index()},
                {"log", {{"size", head.size}, {"root", to_hex(head.root.view())}, {"checkpoint", head.checkpoint}}}});
  } else {
    fmt::print("{}\n", printable(office.event().name));
    fmt::print("{} registrations, {} acts in the log, last door list {}\n", totals.registrations,
               office.state().next_index(), office.state().list_sequence());
    print_group("status", totals.standings);
    print_group("problems", totals.problems);
    print_group("badges", totals.badges);
    fmt::print("log\n  size {}, root {}\n", head.size, to_hex(head.root.view()));
    if (!checkpoint_file.empty()) fmt::print("  holds everything that {} covers\n", printable(checkpoint_file));
  }
  if (tampered > 0)
    return fail(ErrorCode::integrity, std::to_string(tampered) +
                                          " registrations were changed outside the program after an approval: "
                                          "see 'badge-issuer registrations list --status changed-outside'");
  return os::Exit::done;
}

}  // namespace

void add_report_command(CLI::App& app, Cli& cli) {
  auto checkpoint = std::make_shared<std::string>();
  auto* report = app.add_subcommand("report", "how many registrations, problems, badges; size and root of the log");
  report->add_option("--checkpoint", *checkpoint,
                     "an earlier 'badge-issuer --json report', kept elsewhere: refused when acts were cut off since");
  report->callback([&cli, checkpoint] { cli.run = [&cli, checkpoint] { return run_report(cli, *checkpoint); }; });
}

}  // namespace eb::issuer
