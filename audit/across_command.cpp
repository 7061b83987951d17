// badge-audit across: one badge at two gates.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <memory>

#include "audit/across_json.hpp"
#include "audit/cli.hpp"
#include "audit/local_clock.hpp"
#include "audit/words.hpp"
#include "common/base/text.hpp"

namespace eb::audit {
namespace {

using nlohmann::ordered_json;

constexpr const char* examples = R"(Examples:
  badge-audit across north-export south-export
  badge-audit across north-export south-export --min-travel 120 --json | jq .findings
Every time is the gate's own: what is said of two gates is as right as their clocks.
Exit codes: 0 nothing found, 1 something found, or an export does not verify, 3 could not be read.)";

struct Arguments {
  std::vector<std::string> exports;
  std::string root;
  std::uint32_t min_travel = 60;
};

void print(const AcrossReport& report, const GateSet& gates) {
  const auto* list = gates.newest_list();
  LocalClock clock(list != nullptr ? list->policy.time_zone : "UTC");
  fmt::print(
      "{} of {}, times of {}: {}\n", entries_text(report.entries), counted(gates.gates.size(), "gate", "gates"),
      clock.zone(),
      report.found == 0 ? os::coloured("nothing found", os::Colour::green) : counted(report.found, "finding", "findings"));
  for (const auto& finding : report.findings)
    fmt::print("  {} {}\n", os::coloured("FOUND", os::Colour::red), sentence(finding, gates, clock));
  if (report.found > report.findings.size())
    fmt::print("  ({} more are not listed)\n", report.found - report.findings.size());
  for (const auto& bound : report.clocks) fmt::print("  {}\n", sentence(bound, gates));
  if (report.reentry_free)
    fmt::print(
        "  a door list lets everybody in again at any time: two admissions without an exit between are no finding there\n");
}

Result<os::Exit> across(const Arguments& given, bool json) {
  EB_TRY(root, given_root(given.root));
  EB_TRY(gates, open_gates({given.exports, root, {}, Demand::everything, std::nullopt}));
  EB_TRY(report, search_across(gates, std::chrono::seconds(given.min_travel)));
  if (json) {
    auto out = across_json(report, gates);
    out["entries"] = report.entries;
    out["warnings"] = gates.warnings;
    fmt::print("{}\n", out.dump(-1, ' ', true, ordered_json::error_handler_t::replace));
  } else {
    print(report, gates);
  }
  for (const auto& warning : gates.warnings) os::print_warning(program, printable(warning, 2000));
  for (const auto& remark : gates.remarks) os::print_warning(program, printable(remark, 2000));
  return report.found == 0 && gates.verifies() ? os::Exit::done : os::Exit::refused;
}

}  // namespace

void add_across_command(CLI::App& app, Cli& cli) {
  auto given = std::make_shared<Arguments>();
  auto* command = app.add_subcommand("across", "one badge at two gates: admitted twice, too fast, out before in");
  command->footer(examples);
  command->add_option("EXPORT", given->exports, "directories that badge-scanner export wrote, one of each gate")->required();
  command->add_option("--min-travel", given->min_travel, "the least time from one gate to another, in seconds")
      ->type_name("SECONDS")
      ->capture_default_str()
      ->check(CLI::Range(0, 86400));
  command->add_option("--root", given->root, "first root public key")->type_name("FILE");
  command->callback([&cli, given] { cli.run = [&cli, given] { return across(*given, cli.json); }; });
}

}  // namespace eb::audit
