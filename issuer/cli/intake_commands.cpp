// import.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/vetting.hpp"

namespace eb::issuer {
namespace {

// For people: only what needs somebody.
void print_registration(bool json, const Registration& r) {
  if (json) {
    print_json(registration_json(r));
    return;
  }
  if (r.problems.empty()) return;
  fmt::print("{}{}{}  {}\n", printable(r.id), r.id.empty() ? "" : "  ", printable(r.source), shown_name(r));
  for (const auto& problem : r.problems) fmt::print("    {}: {}\n", printable(problem), problem_advice(problem));
}

os::Exit print_summary(const Cli& cli, const IntakeSummary& summary, const std::vector<std::string>& seen_before,
                       bool dry_run) {
  for (const auto& error : summary.errors) os::print_error("badge-issuer", error.message);
  for (const auto& path : seen_before)
    os::print_warning("badge-issuer", printable(path) + " was imported before: nothing added");
  auto line = fmt::format(
      "{} registrations {} {} files: {} without problems, {} to look at (of these {} unreadable); {} blank or title "
      "rows; {} files could not be read",
      summary.registrations, dry_run ? "would be imported from" : "imported from", summary.files,
      summary.registrations - summary.with_problems, summary.with_problems, summary.unreadable, summary.blank_rows,
      summary.unread_files);
  if (summary.errors.size() > summary.unread_files)
    line +=
        fmt::format("; {} complaints about parts of files that were read, see above: compare them with what came of them",
                    summary.errors.size() - summary.unread_files);
  if (cli.json) {
    fmt::print(stderr, "{}\n", line);
  } else {
    fmt::print("{}\n", line);
  }
  return summary.errors.empty() ? os::Exit::done : os::Exit::could_not;
}

Result<os::Exit> dry_run(const Cli& cli, const std::vector<std::filesystem::path>& paths) {
  std::optional<Office> office;
  if (std::filesystem::exists(std::filesystem::path(cli.office) / "event.toml")) {
    EB_TRY(opened, Office::open(cli.office));
    office.emplace(std::move(opened));
  }
  Intake intake(office ? &office->event() : nullptr);
  if (office)
    EB_CHECK(office->registry().for_each([&](const StoredRegistration& stored) -> Status {
      intake.remember(stored.registration);
      return {};
    }));
  IntakeSummary summary;
  EB_TRY(files, files_below(paths));
  os::Progress progress("reading", files.size());
  for (const auto& file : files) {
    EB_CHECK(intake.read(
        file,
        [&](const Registration& r) -> Status {
          print_registration(cli.json, r);
          return {};
        },
        summary));
    progress.advance();
  }
  return print_summary(cli, summary, {}, true);
}

Result<os::Exit> run_import(const Cli& cli, const std::vector<std::string>& names, bool only_look) {
  const std::vector<std::filesystem::path> paths(names.begin(), names.end());
  if (only_look) return dry_run(cli, paths);
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(officer, open_officer(office, cli));
  EB_TRY(result, import_files(office, officer.actor, os::now(), paths,
                              {!cli.json, [&](const Registration& r) { print_registration(cli.json, r); }}));
  return print_summary(cli, result.summary, result.seen_before, false);
}

}  // namespace

void add_intake_commands(CLI::App& app, Cli& cli) {
  auto paths = std::make_shared<std::vector<std::string>>();
  auto only_look = std::make_shared<bool>(false);
  auto* import = app.add_subcommand("import", "read registrations from lists, mails and folders of them");
  import->add_option("FILE", *paths, ".csv .tsv .txt .xlsx .eml .mbox, a Maildir or another folder of these")->required();
  import->add_flag("--dry-run", *only_look, "say what would be imported; needs no office");
  take_officer(*import, cli, false);
  import->callback([&cli, paths, only_look] {
    cli.run = [&cli, paths, only_look] { return run_import(cli, *paths, *only_look);
};
}  // namespace eb::issuer
);
}

}  // namespace eb::issuer
