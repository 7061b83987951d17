// report: totals of the office, in words or as one JSON object.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/totals.hpp"

namespace eb::issuer {
namespace {

void print_group(std::string_view title, const Totals::Counts& group) {
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
  EB_TRY(totals, count_totals(office));
  const auto& purged = office.state().purged();
  const auto changed = totals.standings.find("changed-outside");
  const auto tampered = changed == totals.standings.end() ? 0 : changed->second;
  if (cli.json) {
    print_json({{"event", office.event().id},
                {"registrations", totals.registrations},
                {"status", totals.standings},
                {"problems", totals.problems},
                {"badges", totals.badges},
                {"erased", totals.erased},
                {"purged", purged ? nlohmann::ordered_json(format_utc(purged->at)) : nlohmann::ordered_json(nullptr)},
                {"door_list", office.state().list_sequence()},
                {"gates", office.state().gates().size()},
                {"acts", office.state().next_index()},
                {"log", {{"size", head.size}, {"root", to_hex(head.root.view())}, {"checkpoint", head.checkpoint}}}});
  } else {
    fmt::print("{}\n", printable(office.event().name));
    fmt::print("{} registrations, {} acts in the log, last door list {}\n", totals.registrations,
               office.state().next_index(), office.state().list_sequence());
    if (purged)
      fmt::print("purged on {}: the office knows nobody any more; registrations, status and problems are those of then\n",
                 format_utc(to_seconds(purged->at)));
    print_group("status", totals.standings);
    print_group("problems", totals.problems);
    print_group("badges", totals.badges);
    fmt::print("log\n  size {}, root {}\n", head.size, to_hex(head.root.view()));
    if (!checkpoint_file.empty()) fmt::print("  holds everything that {} covers\n", printable(checkpoint_file));
  }
  if (tampered > 0 && !purged)
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
