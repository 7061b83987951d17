#include <memory>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/image/qr_image.hpp"
#include "common/os/files.hpp"
#include "common/os/terminal.hpp"
#include "scanner/cli/cli.hpp"
#include "scanner/export.hpp"
#include "scanner/report.hpp"
#include "scanner/salvage.hpp"

namespace eb::scanner {
namespace {

using nlohmann::ordered_json;

constexpr const char* status_examples = R"help(Examples:
  badge-scanner --gate north status
  badge-scanner --gate north status --json | jq .inside)help";
constexpr const char* checkpoint_examples = R"help(Examples:
  badge-scanner --gate north checkpoint > north-noon.txt     and keep it outside the gate
  badge-scanner --gate north checkpoint --qr                 to be photographed from the terminal
  badge-scanner --gate north checkpoint --png north-noon.png
  badge-scanner --gate north checkpoint --json)help";
constexpr const char* export_examples = R"help(Examples:
  badge-scanner --gate north export north-export
  badge-scanner --gate north export north-export --tiles north-tiles     for other people's tools (C2SP tlog-tiles)
  badge-scanner --gate north export north-rehearsal --rehearsal
  badge-scanner --gate north export north-salvage --salvage     only when the log is damaged)help";

struct CheckpointArguments {
  bool qr = false;
  std::string png;
};

struct ExportArguments {
  std::string directory, tiles;
  bool rehearsal = false;
  bool salvage = false;
};

Result<int> run_status(const Cli& cli) {
  EB_TRY(gate, open_gate(cli));
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  EB_TRY(status, gate_status(gate, log, os::now()));
  fmt::print("{}", cli.json ? status_json(status) + "\n" : status_text(status));
  return 0;
}

// Black on white whatever the terminal's colours are, when it has any.
void print_symbol(const image::Symbol& symbol) {
  const bool coloured = os::colours_on_stdout();
  const auto blocks = image::symbol_blocks(symbol, coloured);
  for (std::size_t at = 0, end = 0; (end = blocks.find('\n', at)) != std::string::npos; at = end + 1)
    fmt::print("{}{}{}\n", coloured ? "\x1b[30;107m" : "", blocks.substr(at, end - at), coloured ? "\x1b[0m" : "");
}

Status show_checkpoint(const std::string& note, const CheckpointArguments& given) {
  if (!given.qr && given.png.empty()) return {};
  EB_TRY(symbol, image::make_text_symbol(note));
  if (!given.png.empty()) {
    EB_TRY(png, image::symbol_png(symbol, 8));
    EB_CHECK(os::write_file(given.png, png, os::Access::readable));
  }
  if (given.qr) print_symbol(symbol);
  return {};
}

Result<int> run_checkpoint(const Cli& cli, const CheckpointArguments& given) {
  if (cli.json && given.qr) return fail(ErrorCode::usage, "--qr draws for people: with --json give --png FILE");
  EB_TRY(gate, open_gate(cli));
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  EB_TRY(note, log.checkpoint(gate, os::now()));
  EB_CHECK(show_checkpoint(note, given));
  if (cli.json)
    fmt::print("{}\n", ordered_json{{"gate", gate.name()}, {"size", log.size()}, {"note", note}}.dump());
  else
    fmt::print("{}", note);
  return 0;
}

Result<ExportReport> make_export(const Cli& cli, const ExportArguments& given) {
  EB_TRY(gate, open_gate(cli));
  const auto kind = given.rehearsal ? LogKind::rehearsal : LogKind::real;
  if (given.salvage) return salvage_log(gate, kind, given.directory, os::now());
  auto log = GateLog::open(gate, kind);
  if (!log && log.error().code == ErrorCode::integrity)
    return fail(ErrorCode::integrity,
                log.error().message + "; export --salvage writes what can be read of it for the auditor");
  if (!log) return tl::unexpected<Error>(log.error());
  return export_log(gate, *log, given.directory, given.tiles, os::now());
}

Result<int> run_export(const Cli& cli, const ExportArguments& given) {
  EB_TRY(report, make_export(cli, given));
  for (const auto& warning : report.warnings) os::print_warning(program, warning);
  if (cli.json) {
    ordered_json json{{"directory", given.directory},
                      {"entries", report.entries},
                      {"checkpoints", report.checkpoints},
                      {"salvaged", given.salvage},
                      {"warnings", report.warnings}};
    if (!given.tiles.empty()) json["tiles"] = given.tiles;
    fmt::print("{}\n", json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
    return 0;
  }
  fmt::print("{} {} and {} {} in {}\n", report.entries,
             given.salvage ? (report.entries == 1 ? "raw line" : "raw lines") : (report.entries == 1 ? "entry" : "entries"),
             report.checkpoints, report.checkpoints == 1 ? "checkpoint" : "checkpoints", printable(given.directory));
  if (!given.tiles.empty()) fmt::print("and as tiles in {}\n", printable(given.tiles));
  if (given.salvage)
    fmt::print("this is no whole export: nothing in it was checked; badge-audit verify names what is wrong\n");
  return 0;
}

}  // namespace

void add_log_commands(CLI::App& app, Cli& cli) {
  auto* status = app.add_subcommand("status", "door list, entries, people inside, newest checkpoint");
  status->footer(status_examples);
  status->callback([&cli] { cli.run = [&cli] { return run_status(cli); }; });
  auto* checkpoint = app.add_subcommand("checkpoint", "sign the log's head and print it: keep it outside the gate");
  checkpoint->footer(checkpoint_examples);
  auto shown = std::make_shared<CheckpointArguments>();
  checkpoint->add_flag("--qr", shown->qr, "draw it as a QR code too, to be photographed");
  checkpoint->add_option("--png", shown->png, "write the QR code to this file")->type_name("FILE");
  checkpoint->callback([&cli, shown] { cli.run = [&cli, shown] { return run_checkpoint(cli, *shown); }; });
  auto given = std::make_shared<ExportArguments>();
  auto* out = app.add_subcommand("export", "write the log with its proofs for the auditor");
  out->footer(export_examples);
  out->add_option("DIR", given->directory, "new directory")->required();
  out->add_flag("--rehearsal", given->rehearsal, "the log of rehearsals instead of the real one");
  auto* tiles = out->add_option("--tiles", given->tiles, "new directory for the same entries as tiles (C2SP tlog-tiles)")
                    ->type_name("DIR");
  out->add_flag("--salvage", given->salvage, "what can be read of a damaged log, raw and unchecked")->excludes(tiles);
  out->callback([&cli, given] { cli.run = [&cli, given] { return run_export(cli, *given); }; });
}

}  // namespace eb::scanner
