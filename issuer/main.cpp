// badge-issuer: from vetted registrations to signed badges and door lists.
#include "common/cli/usage.hpp"
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

int run(int argc, char** argv) {
  using namespace eb;
  issuer::Cli given;
  CLI::App app("Signed QR badges for vetted meetings: the office.", "badge-issuer");
  app.set_version_flag("--version", "badge-issuer " BADGE_VERSION);
  app.add_option("--office", given.office, "the office's directory")->envname("BADGE_OFFICE")->capture_default_str();
  app.add_flag("--json", given.json, "one JSON object, or one a line where there are many");
  app.require_subcommand(1);
  app.fallthrough();
  issuer::add_office_commands(app, given);
  issuer::add_intake_commands(app, given);
  issuer::add_registration_commands(app, given);
  issuer::add_screen_command(app, given);
  issuer::add_vetting_commands(app, given);
  issuer::add_badge_commands(app, given);
  issuer::add_door_commands(app, given);
  issuer::add_checkpoint_commands(app, given);
  issuer::add_key_commands(app, given);
  issuer::add_erase_commands(app, given);
  issuer::add_person_command(app, given);
  issuer::add_report_command(app, given);
  issuer::add_examples(app);
  app.footer(examples);  // last: a subcommand inherits what is there when it is made
  return cli::run(app, argc, argv, [&given]() -> Result<int> {
    EB_TRY(code, given.run());
    return static_cast<int>(code);
  });
}

}  // namespace

int main(int argc, char** argv) {
  return eb::cli::guarded("badge-issuer", [&] { return run(argc, argv); });
}
