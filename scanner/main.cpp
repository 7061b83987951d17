// badge-scanner: one gate, from a code to a verdict.
#include "common/cli/usage.hpp"
#include "scanner/cli/cli.hpp"

namespace {

constexpr const char* examples = R"help(Examples:
  badge-scanner --gate north init --name north --root root.pub -o north.request
  badge-scanner --gate north load evening.ebdl
  badge-scanner --gate north guard add m.dubois --role supervisor
  badge-scanner --gate north check --for 2015-07-24T08:30:00+02:00
  badge-scanner --gate north scan "$(cat badge.txt)" --id X1234567
  badge-scanner --gate north scan badge.png --id-seen --json
  badge-scanner --gate north scan - --json < reader
  badge-scanner --gate north scan badge.png --rehearse-at 2015-07-24T10:00:00+02:00
  badge-scanner --gate north serve
  badge-scanner --gate north export north-export
Exit codes: 0 done or admit, 1 refused or deny, 2 wrong usage, 3 could not work, 4 check: the guard must act.)help";

constexpr const char* scan_examples =
    R"help(A reader's lines (scan -): a badge, then its document as "ID NUMBER" or as the lines of its machine readable zone.
Examples:
  badge-scanner --gate north scan "$(cat badge.txt)" --id X1234567
  badge-scanner --gate north scan badge.png --id-seen      where the event lets the guard compare by eye (visual)
  badge-scanner --gate north scan "$(cat badge.txt)" --exit
  badge-scanner --gate north scan - --json < reader
Exit codes: 0 admit, 1 deny, 2 wrong usage, 3 could not work, 4 check: the guard must act; of a reader's lines, that of the last.)help";

constexpr const char* inspect_examples = R"help(Examples:
  badge-scanner inspect "$(cat badge.txt)"
  badge-scanner --gate north inspect badge.png --at 2015-07-24T10:00:00+02:00
Exit codes: 0 every step passes, 1 a step fails, 2 wrong usage, 3 could not work.)help";

int run(int argc, char** argv) {
  using namespace eb;
  scanner::Cli cli;
  CLI::App app("Signed QR badges for vetted meetings: the gate.", "badge-scanner");
  app.footer(examples);
  app.set_version_flag("--version", "badge-scanner " BADGE_VERSION);
  app.add_option("--gate", cli.gate, "the gate's directory")->envname("BADGE_GATE")->capture_default_str();
  app.add_option("--passphrase-file", cli.passphrase_file,
                 "file with the passphrase of the gate's keys, when they have one");
  app.add_flag("--json", cli.json, "one JSON object, or one a line where there are many");
  app.require_subcommand(1);
  app.fallthrough();
  scanner::add_setup_commands(app, cli);
  scanner::add_scan_commands(app, cli);
  scanner::add_log_commands(app, cli);
  scanner::add_purge_command(app, cli);
  scanner::add_guard_commands(app, cli);
  scanner::add_serve_command(app, cli);
  app.get_subcommand("scan")->footer(scan_examples);
  app.get_subcommand("inspect")->footer(inspect_examples);
  return eb::cli::run(app, argc, argv, [&cli] { return cli.run(); });
}

}  // namespace

int main(int argc, char** argv) {
  return eb::cli::guarded("badge-scanner", [&] { return run(argc, argv); });
}
