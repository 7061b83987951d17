// approve, reject, reopen.
#include "issuer/cli/cli.hpp"
#include "issuer/office/vetting.hpp"

#include "common/os/files.hpp"

namespace eb::issuer {
namespace {

Result<os::Exit> run_vote(const Cli& cli, Vote which, const std::vector<std::string>& ids, std::string_view done_word) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(officer, open_officer(office, cli));
  EB_TRY(outcomes, vote(office, officer.actor, os::now(), which, ids, cli.reason));
  return print_outcomes(cli, outcomes, done_word);
}

}  // namespace

void add_vetting_commands(CLI::App& app, Cli& cli) {
  auto ids = std::make_shared<std::vector<std::string>>();
  auto all_clean = std::make_shared<bool>(false);

  auto* approve = app.add_subcommand("approve", "let registrations through; two different vetters must");
  approve->add_option("ID", *ids, "registrations, as R-0001");
  approve->add_flag("--all-clean", *all_clean, "every registration without problems");
  take_officer(*approve, cli, true);
  take_reason(*approve, cli);
  approve->callback([&cli, ids, all_clean] {
    if (ids->empty() == !*all_clean) throw CLI::ValidationError("approve", "name registrations, or give --all-clean");
    cli.run = [&cli, ids] { return run_vote(cli, Vote::approve, *ids, "approved"); };
  });

  auto* reject = app.add_subcommand("reject", "refuse registrations; a badge already issued is revoked");
  reject->add_option("ID", *ids, "registrations, as R-0001")->required();
  take_officer(*reject, cli, true);
  take_reason(*reject, cli);
  reject->get_option("--reason")->required();
  reject->callback([&cli, ids] { cli.run = [&cli, ids] { return run_vote(cli, Vote::reject, *ids, "rejected"); }; });

  auto* reopen = app.add_subcommand("reopen", "start the vetting of registrations again; a badge already issued is revoked");
  reopen->add_option("ID", *ids, "registrations, as R-0001")->required();
  take_officer(*reopen, cli, true);
  take_reason(*reopen, cli);
  reopen->get_option("--reason")->required();
  reopen->callback([&cli, ids] { cli.run = [&cli, ids] { return run_vote(cli, Vote::reopen, *ids, "reopened"); }; });
}

}  // namespace eb::issuer
