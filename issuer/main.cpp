// badge-issuer: from vetted registrations to signed badges and door lists.
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "common/base/text.hpp"
#include "issuer/cli/cli.hpp"

namespace {

constexpr const char* examples = R"(Examples:
  badge-issuer init --event examples/eu-internet-forum.toml --passphrase-file office.pass
  badge-issuer officer add bea --role vetter --passphrase-file bea.pass --root-passphrase-file office.pass
  badge-issuer import mails/ list.csv
  badge-issuer registrations list --problem duplicate
  badge-issuer approve --all-clean --as bea --passphrase-file bea.pass
  badge-issuer issue --all --as admin --passphrase-file office.pass
  badge-issuer print --all --pdf badges.pdf
  badge-issuer door-list -o monday.ebdl --passphrase-file office.pass
Exit codes: 0 done, 1 refused, 2 wrong usage, 3 could not work.)";

// What to say when a word stands where a command is missing; empty when it is something else. CLI11 says only that one is required.
std::string unknown_command(const CLI::App& app) {
  const CLI::App* deepest = &app;
  std::string path;
  while (!deepest->get_subcommands().empty()) {
    deepest = deepest->get_subcommands().front();
    path += deepest->get_name() + ' ';
  }
  const auto words = app.remaining(true);
  if (deepest->get_require_subcommand_min() == 0 || words.empty() || words.front().starts_with('-')) return {};
  return "no command '" + path + eb::printable(words.front()) + "': see badge-issuer " + path + "--help";
}

int run(int argc, char** argv) {
  using namespace eb;
  issuer::Cli cli;
  CLI::App app("Signed QR badges for vetted meetings: the office.", "badge-issuer");
  app.set_version_flag("--version", "badge-issuer " BADGE_VERSION);
  app.add_option("--office", cli.office, "the office's directory")->envname("BADGE_OFFICE")->capture_default_str();
  app.add_flag("--json", cli.json, "one JSON object, or one a line where there are many");
  app.require_subcommand(1);
  app.fallthrough();
  issuer::add_office_commands(app, cli);
  issuer::add_intake_commands(app, cli);
  issuer::add_vetting_commands(app, cli);
  issuer::add_badge_commands(app, cli);
  issuer::add_door_commands(app, cli);
  issuer::add_key_commands(app, cli);
  issuer::add_report_command(app, cli);
  issuer::add_examples(app);
  app.footer(examples);  // last: a subcommand inherits what is there when it is made
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (const auto unknown = unknown_command(app); !unknown.empty()) {
      os::print_error("badge-issuer", unknown);
      return static_cast<int>(os::Exit::usage);
    }
    const int code = app.exit(error);
    return code == 0 ? 0 : static_cast<int>(os::Exit::usage);
  }
  const auto result = cli.run();
  if (result) return static_cast<int>(*result);
  os::print_error("badge-issuer", result.error().message);
  return static_cast<int>(os::exit_for(result.error().code));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "badge-issuer: internal error: %s\n", error.what());
    return 3;
  }
}
