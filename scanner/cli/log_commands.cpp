#include <memory>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "scanner/cli/cli.hpp"
#include "scanner/export.hpp"
#include "scanner/report.hpp"

namespace eb::scanner {
namespace {

using nlohmann::ordered_json;

Result<int> run_status(const Cli& cli) {
  EB_TRY(gate, open_gate(cli));
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  EB_TRY(status, gate_status(gate, log, os::now()));
  fmt::print("{}", cli.json ? status_json(status) + "\n" : status_text(status));
  return 0;
}

Result<int> run_checkpoint(const Cli& cli) {
  EB_TRY(gate, open_gate(cli));
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  EB_TRY(note, log.checkpoint(gate, os::now()));
  if (cli.json)
    fmt::print("{}\n", ordered_json{{"gate", gate.name()}, {"size", log.size()}, {"note", note}}.dump());
  else
    fmt::print("{}", note);
  return 0;
}

Result<int> run_export(const Cli& cli, const std::string& directory, bool rehearsal) {
  EB_TRY(gate, open_gate(cli));
  EB_TRY(log, GateLog::open(gate, rehearsal ? LogKind::rehearsal : LogKind::real));
  EB_TRY(report, export_log(gate, log, directory, os::now()));
  for (const auto& warning : report.warnings) os::print_warning(program, warning);
  if (cli.json) {
    const ordered_json json{{"directory", directory},
                            {"entries", report.entries},
                            {"checkpoints", report.checkpoints},
                            {"warnings", report.warnings}};
    fmt::print("{}\n", json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  } else {
    fmt::print("{} entries and {} checkpoints in {}\n", report.entries, report.checkpoints, printable(directory));
  }
  return 0;
}

}  // namespace

void add_log_commands(CLI::App& app, Cli& cli) {
  app.add_subcommand("status", "door list, entries, people inside, newest checkpoint")->callback([&cli] {
    cli.run = [&cli] { return run_status(cli); };
  });
  app.add_subcommand("checkpoint", "sign the log's head and print it: keep it outside the gate")->callback([&cli] {
    cli.run = [&cli] { return run_checkpoint(cli); };
  });
  auto directory = std::make_shared<std::string>();
  auto rehearsal = std::make_shared<bool>(false);
  auto* out = app.add_subcommand("export", "write the log with its proofs for the auditor");
  out->add_option("DIR", *directory, "new directory")->required();
  out->add_flag("--rehearsal", *rehearsal, "the log of rehearsals instead of the real one");
  out->callback([&cli, directory, rehearsal] {
    cli.run = [&cli, directory, rehearsal] { return run_export(cli, *directory, *rehearsal); };
  });
}

}  // namespace eb::scanner
