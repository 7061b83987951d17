// badge-audit: proves from exported logs what happened at the door.
#include "audit/cli.hpp"
#include "audit/histories.hpp"
#include "audit/print.hpp"
#include "audit/proof_commands.hpp"
#include "audit/replay.hpp"
#include "common/base/text.hpp"
#include "common/cli/usage.hpp"

namespace {

using namespace eb;
using audit::program;

constexpr const char* examples = R"(Examples:
  badge-audit verify north-export south-export --root root.pub
  badge-audit replay north-export --office office
  badge-audit present north-export south-export --at now --office office
  badge-audit across north-export south-export
  badge-audit report north-export south-export --office office --html report.html
  badge-audit prove north-export 17 -o entry-17.tlog-proof
Exit codes: 0 nothing found, 1 something found, 2 wrong usage, 3 could not be read.)";
constexpr const char* verify_examples = R"(Examples:
  badge-audit verify north-export south-export --root root.pub
  badge-audit verify north-export --root root.pub --checkpoint north-noon.txt --checkpoint north-three.txt
  badge-audit verify north-monday north-tuesday --root root.pub     two exports of one gate: has it one history?
  badge-audit verify north-export --root root.pub --json | jq .findings)";
constexpr const char* replay_examples = R"(Examples:
  badge-audit replay north-export south-export --office office --root root.pub
  badge-audit replay north-export --office office --json | jq .findings)";

struct Options : audit::Cli {
  std::vector<std::string> exports, checkpoints;
  std::string root, office;
};

Result<os::Exit> verify(const Options& options) {
  EB_TRY(root, audit::given_root(options.root));
  EB_TRY(kept, audit::kept_notes(options.checkpoints));
  std::vector<audit::Verified> done;
  const auto all = audit::verify_exports(options.exports, root, kept, done);
  bool clean = true;
  for (const auto& [directory, report] : done) {
    audit::print_verified(directory.string(), report, options.json);
    clean = clean && report.findings.empty();
  }
  EB_CHECK(all);
  audit::warn_of_unused(kept, options.exports);
  return clean ? os::Exit::done : os::Exit::refused;
}

Result<os::Exit> replay(const Options& options) {
  EB_TRY(root, audit::given_root(options.root));
  EB_TRY(office, audit::OfficeBook::read(options.office));
  if (office.purged())
    os::print_warning(
        program, "the office was purged on " + format_utc(to_seconds(*office.purged())) +
                     ": it knows no badge any more. What is still checked: that every badge let in was issued there, and "
                     "texts that it never issued; badge-audit verify checks the log as before");
  bool clean = true;
  for (const auto& name : options.exports) {
    EB_TRY(exported, audit::open_export(name, root));
    EB_TRY(report, audit::replay_export(exported, office));
    audit::print_replayed(name, report, options.json);
    clean = clean && report.findings.empty();
  }
  return clean ? os::Exit::done : os::Exit::refused;
}

void add_commands(CLI::App& app, Options& options) {
  auto* verify_command = app.add_subcommand("verify", "no entry added, changed or dropped; names the first bad one");
  verify_command->footer(verify_examples);
  verify_command->add_option("EXPORT", options.exports, "directories that badge-scanner export wrote")->required();
  verify_command->add_option("--checkpoint", options.checkpoints, "checkpoint kept outside the gate (can be given again)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  verify_command->add_option("--root", options.root, "first root public key, from the key ceremony and not from the gate")
      ->type_name("FILE");
  verify_command->callback([&options] { options.run = [&options] { return verify(options); }; });
  auto* replay_command = app.add_subcommand("replay", "asks every decision again and compares");
  replay_command->footer(replay_examples);
  replay_command->add_option("EXPORT", options.exports, "directories that badge-scanner export wrote")->required();
  replay_command->add_option("--office", options.office, "the office's directory")
      ->required()
      ->type_name("DIR")
      ->envname("BADGE_OFFICE");
  replay_command->add_option("--root", options.root, "first root public key")->type_name("FILE");
  replay_command->callback([&options] { options.run = [&options] { return replay(options); }; });
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app("Signed QR badges for vetted meetings: the auditor.", program);
  app.footer(examples);
  app.set_version_flag("--version", "badge-audit " BADGE_VERSION);
  app.add_flag("--json", options.json, "one JSON object for each export");
  app.require_subcommand(1);
  app.fallthrough();
  add_commands(app, options);
  audit::add_present_command(app, options);
  audit::add_across_command(app, options);
  audit::add_report_command(app, options);
  audit::add_proof_commands(app, options.json, options.run);
  return cli::run(app, argc, argv, [&options]() -> Result<int> {
    const auto result = options.run();
    if (result) return static_cast<int>(*result);
    // A message about an export can quote it; and what cannot be read is no finding, whatever is wrong with it.
    os::print_error(program, printable(result.error().message, 2000));
    return static_cast<int>(os::Exit::could_not);
  });
}

}  // namespace

int main(int argc, char** argv) {
  return eb::cli::guarded("badge-audit", [&] { return run(argc, argv); });
}
