// badge-audit report: one HTML file, one CSV file, or all figures as JSON.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "audit/cli.hpp"
#include "audit/report/csv.hpp"
#include "audit/report/html.hpp"
#include "audit/report/json.hpp"
#include "common/base/text.hpp"
#include "common/os/files.hpp"

namespace eb::audit {
namespace {

constexpr const char* examples = R"(Examples:
  badge-audit report north-export south-export --office office --root root.pub --html report.html
  badge-audit report north-export --checkpoint north-noon.txt --html rapport.html --language fr
  badge-audit report north-export --csv entries.csv        one row for each entry
  badge-audit report north-export --json | jq .totals
With --office it holds names: keep it as the office's files are kept.
Exit codes: 0 written, 1 written, and verify or replay found something, 3 could not be read or written.)";

struct Arguments {
  std::vector<std::string> exports, checkpoints;
  std::string office, root, html, csv, language;
};

// The event's own first language that the report has; English else.
std::string language_for(const Report& report) {
  const auto* list = report.gates.newest_list();
  if (list == nullptr) return "en";
  const auto& known = report_languages();
  for (const auto& language : list->policy.languages)
    if (std::find(known.begin(), known.end(), language) != known.end()) return language;
  return "en";
}

Result<Report> read_report(const Arguments& given, const OfficeBook* office) {
  EB_TRY(root, given_root(given.root));
  EB_TRY(kept, kept_notes(given.checkpoints));
  ReportRequest request;
  request.exports = given.exports;
  request.root = root;
  request.kept = kept;
  request.now = os::now();
  auto report = make_report(request, office);
  if (report) warn_of_unused(kept, given.exports);
  return report;
}

Result<os::Exit> write_report(const Arguments& given, bool json) {
  std::optional<OfficeBook> office;
  if (!given.office.empty()) {
    EB_TRY(read, OfficeBook::read(given.office));
    office = std::move(read);
  }
  const auto* book = office ? &*office : nullptr;
  EB_TRY(report, read_report(given, book));
  if (!given.html.empty()) {
    EB_TRY(words, Words::load(given.language.empty() ? language_for(report) : given.language));
    EB_CHECK(os::write_file(given.html, as_bytes(report_html(report, words)), os::Access::owner_only));
  }
  if (!given.csv.empty()) {
    LocalClock clock(report.zone);
    EB_CHECK(write_csv(given.csv, report.gates, clock, book));
  }
  if (json) fmt::print("{}", report_json(report));
  for (const auto& warning : report.gates.warnings) os::print_warning(program, printable(warning, 2000));
  if (!report.proved() && report.gates.warnings.empty())
    os::print_warning(program, "replay found something: the report names it");
  return report.proved() ? os::Exit::done : os::Exit::refused;
}

}  // namespace

void add_report_command(CLI::App& app, Cli& cli) {
  auto given = std::make_shared<Arguments>();
  auto* command = app.add_subcommand("report", "what happened at the doors, for people: HTML, CSV or JSON");
  command->footer(examples);
  command->add_option("EXPORT", given->exports, "directories that badge-scanner export wrote, one of each gate")->required();
  command->add_option("--office", given->office, "the office's directory: organisations, no-shows, names, and replay")
      ->type_name("DIR")
      ->envname("BADGE_OFFICE");
  command->add_option("--checkpoint", given->checkpoints, "checkpoint kept outside the gate (can be given again)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_option("--root", given->root, "first root public key, from the key ceremony and not from the gate")
      ->type_name("FILE");
  command->add_option("--html", given->html, "one file with charts and tables")->type_name("FILE");
  command->add_option("--csv", given->csv, "one row for each entry")->type_name("FILE");
  command->add_option("--language", given->language, "of the HTML; else the first one of the event")
      ->check(CLI::IsMember(report_languages()));
  command->callback([&cli, given] {
    if (given->html.empty() && given->csv.empty() && !cli.json) throw CLI::RequiredError("one of --html, --csv and --json");
    cli.run = [&cli, given] { return write_report(*given, cli.json); };
  });
}

}  // namespace eb::audit
