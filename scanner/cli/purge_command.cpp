#include <memory>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/os/files.hpp"
#include "scanner/cli/cli.hpp"
#include "scanner/purge.hpp"

namespace eb::scanner {
namespace {

constexpr const char* purge_examples =
    R"help(First stop the door page, and export the log for the auditor: an export holds the door lists that verify needs.
Examples:
  badge-scanner --gate north export north-export
  badge-scanner --gate north purge)help";

Result<int> run_purge(const Cli& cli, bool early) {
  EB_TRY(gate, open_gate(cli));
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  EB_TRY(report, purge_gate(gate, log, os::now, early));
  if (cli.json)
    fmt::print(
        "{}\n",
        nlohmann::ordered_json{{"gate", gate.name()}, {"purged", true}, {"before", report.before}, {"files", report.files}}
            .dump());
  else if (report.before)
    fmt::print("gate {} was purged before: nothing was left to do\n", gate.name());
  else
    fmt::print("gate {} purged: {} files destroyed; it opens no door list any more, and its log can be exported\n",
               gate.name(), report.files);
  return 0;
}

}  // namespace

void add_purge_command(CLI::App& app, Cli& cli) {
  auto early = std::make_shared<bool>(false);
  auto* purge = app.add_subcommand("purge", "at the end of retention: destroy the door lists and the key that opens them");
  purge->footer(purge_examples);
  purge->add_flag("--early", *early, "although the door list in force is still valid");
  purge->callback([&cli, early] { cli.run = [&cli, early] { return run_purge(cli, *early); }; });
}

}  // namespace eb::scanner
