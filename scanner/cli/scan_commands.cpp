#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "common/base/text.hpp"
#include "common/log/entry.hpp"
#include "common/os/files.hpp"
#include "scanner/cli/cli.hpp"
#include "scanner/input.hpp"
#include "scanner/preflight.hpp"
#include "scanner/report.hpp"
#include "scanner/scan.hpp"

namespace eb::scanner {
namespace {

struct ScanArguments {
  std::string what, id, rehearse_at, guard;
  bool id_seen = false, exit = false;
};
struct InspectArguments {
  std::string what, at;
};

void tell(const Cli& cli, const ScanResult& result) {
  fmt::print("{}", cli.json ? verdict_json(result) + "\n" : verdict_text(result));
  std::fflush(stdout);
  if (!result.trouble.empty()) os::print_error(program, result.trouble);
}

void checkpoint(Scanner& scanner, bool only_when_due) {
  if (auto made = scanner.checkpoint(only_when_due); !made)
    os::print_warning(program, "no checkpoint: " + made.error().message);
}

// The exit code is that of the last line: its verdict, or 2 when it was none that could be asked.
Result<int> scan_lines(const Cli& cli, Scanner& scanner, const ScanRequest& common) {
  std::optional<int> code;
  // Without a start entry there is no log: each scan will say log_unavailable, and so is denied.
  if (auto started = scanner.note(log::Kind::start); started) checkpoint(scanner, false);
  ReaderSession session(scanner, common, [&](const ScanResult& result) {
    tell(cli, result);
    code = verdict_exit(result.decision.verdict);
    if (result.entry) checkpoint(scanner, true);
  });
  while (auto line = read_bounded_line(stdin)) {
    if (auto taken = session.line(std::move(*line)); !taken) {
      os::print_error(program, taken.error().message);
      code = static_cast<int>(os::Exit::usage);
    }
  }
  session.end();
  if (auto stopped = scanner.note(log::Kind::stop); stopped) checkpoint(scanner, false);
  if (!code)
    return fail(ErrorCode::io, "no line came from the reader, and nothing was decided: check that it is plugged in");
  return *code;
}

Status check_arguments(const ScanArguments& given) {
  if (!given.id.empty() && given.id_seen) return fail(ErrorCode::usage, "give --id or --id-seen, not both");
  if (given.what == "-" && !given.id.empty())
    return fail(ErrorCode::usage,
                "with '-' the document comes as a line of its own after the badge: 'ID NUMBER' or its MRZ");
  if (!given.guard.empty() && !log::is_gate_name(given.guard))
    return fail(ErrorCode::usage, "'" + printable(given.guard) + "' is no guard's name: use 1 to 32 of A-Z a-z 0-9 . _ -");
  return {};
}

Result<int> run_scan(const Cli& cli, const ScanArguments& given) {
  EB_CHECK(check_arguments(given));
  EB_TRY(gate, open_gate(cli));
  std::optional<Millis> rehearse_at;
  if (!given.rehearse_at.empty()) {
    EB_TRY(time, time_for(gate, given.rehearse_at));
    rehearse_at = time;
  }
  ScanRequest request;
  request.presented = {given.id_seen, given.id};
  request.direction = given.exit ? badge::Direction::exit : badge::Direction::entry;
  if (!given.guard.empty()) request.guard = given.guard;
  Scanner scanner(std::move(gate), os::now, rehearse_at);
  if (given.what == "-") return scan_lines(cli, scanner, request);
  EB_TRY(scanned, read_argument(given.what));
  request.text = std::move(scanned.text);
  request.several = scanned.several;
  const auto result = scanner.scan(request);
  wipe(request.text);
  tell(cli, result);
  if (result.entry) checkpoint(scanner, true);
  return verdict_exit(result.decision.verdict);
}

// The keys of the list in force, or none: a code can be looked at without a gate, and the key step then says so.
Result<door::ListFile> list_for_inspection(const Cli& cli) {
  EB_TRY(gate, Gate::open(cli.gate));
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  if (!log.state().in_force) return fail(ErrorCode::not_found, "no door list is loaded");
  return open_stored_list(gate, *log.state().in_force);
}

Result<int> run_inspect(const Cli& cli, const InspectArguments& given) {
  EB_TRY(scanned, read_argument(given.what));
  if (scanned.several) return fail(ErrorCode::unsupported, "more than one badge in the picture: inspect them one by one");
  const auto list = list_for_inspection(cli);
  auto now = os::now();
  if (!given.at.empty()) {
    EB_TRY(time, parse_time(given.at, list ? list->manifest.policy.time_zone : ""));
    now = time;
  }
  auto inspection = badge::inspect_badge(scanned.text, list ? list->keys : codec::KeySet(), now);
  if (!list)
    for (auto& step : inspection.steps)
      if (step.name == "key" && !step.passed) step.detail = "no list: " + list.error().message;
  fmt::print("{}", cli.json ? inspection_json(inspection) + "\n" : inspection_text(inspection));
  return static_cast<int>(inspection.failure ? os::Exit::refused : os::Exit::done);
}

}  // namespace

// Only local times need the event's zone, and only the list in force knows it.
Result<Millis> time_for(const Gate& gate, const std::string& text) {
  if (const auto instant = parse_rfc3339(text)) return *instant;
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  if (!log.state().in_force) return parse_time(text, "");
  EB_TRY(list, open_stored_list(gate, *log.state().in_force));
  return parse_time(text, list.manifest.policy.time_zone);
}

void add_scan_commands(CLI::App& app, Cli& cli) {
  auto given = std::make_shared<ScanArguments>();
  auto* scan = app.add_subcommand("scan", "decide on a badge; exit code 0 admit, 1 deny, 4 check");
  scan->add_option("TEXT|IMAGE|-", given->what,
                   "text of the code, a PNG or JPEG file, or - for a reader's lines on standard input")
      ->required();
  scan->add_option("--id", given->id, "the document: its number, or its MRZ");
  scan->add_flag("--id-seen", given->id_seen, "the guard compared the document with the screen");
  scan->add_flag("--exit", given->exit, "the person leaves");
  scan->add_option("--rehearse-at", given->rehearse_at, "pretend this time; logged apart, never counts");
  scan->add_option("--guard", given->guard, "who is at the door, for the log");
  scan->callback([&cli, given] { cli.run = [&cli, given] { return run_scan(cli, *given); }; });

  auto look = std::make_shared<InspectArguments>();
  auto* inspect = app.add_subcommand("inspect", "show what a code holds and which step fails; decides and logs nothing");
  inspect->add_option("TEXT|IMAGE", look->what, "text of the code, or a PNG or JPEG file")->required();
  inspect->add_option("--at", look->at, "check validity at this time; default now");
  inspect->callback([&cli, look] { cli.run = [&cli, look] { return run_inspect(cli, *look); }; });
}

}  // namespace eb::scanner
