#include <cstdlib>
#include <memory>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "scanner/cli/cli.hpp"
#include "scanner/init.hpp"
#include "scanner/lists.hpp"
#include "scanner/preflight.hpp"
#include "scanner/report.hpp"
#include "scanner/root_change.hpp"

namespace eb::scanner {
namespace {

using nlohmann::ordered_json;

constexpr const char* init_examples = R"help(Examples:
  badge-scanner --gate north init --name north --root root.pub -o north.request
  badge-scanner --gate kitchen init --name kitchen --zone kitchen --root root.pub -o kitchen.request)help";
constexpr const char* load_examples = R"help(Examples:
  badge-scanner --gate north load evening.ebdl
  badge-scanner --gate north load evening.ebdl --json)help";
constexpr const char* root_examples = R"help(Examples:
  badge-scanner --gate north root root-change.cose     then load a door list made since)help";
constexpr const char* check_examples = R"help(Examples:
  badge-scanner --gate north check
  badge-scanner --gate north check --for 2015-07-24T08:30:00+02:00
  badge-scanner --gate north check --camera                     where the door page reads with a camera
Exit codes: 0 ready, 1 not ready, 2 wrong usage, 3 could not work.)help";

struct InitArguments {
  std::string name, zone, root, request;
};

// A new gate's keys are encrypted when a passphrase is at hand; nobody is asked for one, since the gate must start unattended.
Result<SecretBytes> new_passphrase(const Cli& cli) {
  const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
  std::error_code ignored;
  const bool credential =
      credentials != nullptr && std::filesystem::exists(std::filesystem::path(credentials) / "badge-gate", ignored);
  if (cli.passphrase_file.empty() && !credential) return SecretBytes();
  EB_TRY(secret, os::obtain_secret({cli.passphrase_file, "badge-gate", "passphrase of the new gate", true}));
  if (secret.empty())
    return fail(ErrorCode::usage, "the passphrase is empty: give one, or none for keys without encryption");
  return secret;
}

Result<int> run_init(const Cli& cli, const InitArguments& given) {
  EB_TRY(passphrase, new_passphrase(cli));
  const bool encrypted = !passphrase.empty();
  NewGate gate{cli.gate, given.name, given.zone, given.root, given.request, std::move(passphrase)};
  EB_TRY(report, init_gate(gate, os::now()));
  const auto key = to_hex(report.gate.view());
  const auto root = to_hex(report.root.view());
  if (cli.json) {
    const ordered_json json{
        {"gate", given.name}, {"key", key}, {"root", root}, {"request", given.request}, {"encrypted", encrypted}};
    fmt::print("{}\n", json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
    return 0;
  }
  fmt::print("gate {} made in {}\n", given.name, printable(cli.gate));
  fmt::print("root key {} is pinned: compare the number with the office's\n", root);
  fmt::print("key {}: bring {} to the office (badge-issuer gate enrol), and compare the number there\n", key,
             printable(given.request));
  if (!encrypted)
    fmt::print(
        "its keys are not encrypted, so that it starts unattended: keep the machine locked, and have a lost gate removed\n");
  return 0;
}

Result<int> run_load(const Cli& cli, const std::string& file) {
  EB_TRY(gate, open_gate(cli));
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  EB_TRY(report, load_list(gate, log, file, os::now));
  for (const auto& warning : report.warnings) os::print_warning(program, warning);
  if (auto made = log.checkpoint(gate, os::now()); !made) os::print_warning(program, made.error().message);
  if (cli.json) {
    const ordered_json json{{"list", report.sequence},
                            {"event", report.event},
                            {"entries", report.entries},
                            {"valid_until", format_utc(report.valid_until)},
                            {"was_in_force", report.was_in_force},
                            {"warnings", report.warnings}};
    fmt::print("{}\n", json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  } else {
    fmt::print("door list {} of {} {} in force: {} {}, valid until {}\n", report.sequence, printable(report.event),
               report.was_in_force ? "was already" : "is now", report.entries, report.entries == 1 ? "badge" : "badges",
               time_with_offset(report.valid_until, report.time_zone));
  }
  return 0;
}

Result<int> run_root(const Cli& cli, const std::string& file) {
  EB_TRY(gate, open_gate(cli));
  EB_TRY(log, GateLog::open(gate, LogKind::real));
  EB_CHECK(follow_root(gate, log, file, os::now));
  if (auto made = log.checkpoint(gate, os::now()); !made) os::print_warning(program, made.error().message);
  const auto kid = to_hex(gate.root().key.kid().view());
  os::print_warning(program, "door lists signed below the old root are no longer accepted: load a new one now");
  if (cli.json)
    fmt::print("{}\n", ordered_json{{"root", kid}}.dump());
  else
    fmt::print("root key {} is pinned: compare the number with the office's\n", kid);
  return 0;
}

Result<int> run_check(const Cli& cli, const std::string& time, bool camera) {
  EB_TRY(gate, open_gate(cli));
  EB_TRY(checks, preflight(gate, {os::now(), time.empty() ? std::nullopt : std::optional<std::string>(time), camera}));
  fmt::print("{}", cli.json ? preflight_json(checks) + "\n" : preflight_text(checks));
  return static_cast<int>(all_passed(checks) ? os::Exit::done : os::Exit::refused);
}

}  // namespace

void add_setup_commands(CLI::App& app, Cli& cli) {
  auto* init = app.add_subcommand("init", "set up a gate: keys, an empty log, and a request for the office");
  init->footer(init_examples);
  auto given = std::make_shared<InitArguments>();
  init->add_option("--name", given->name, "the gate's name, 1-32 of A-Z a-z 0-9 . _ -")->required()->type_name("NAME");
  init->add_option("--root", given->root, "the office's root public key (root.pub)")->required()->type_name("FILE");
  init->add_option("-o,--output", given->request, "request file to write")->required()->type_name("FILE");
  init->add_option("--zone", given->zone, "the zone this gate leads to, for events with zones")->type_name("ZONE");
  init->callback([&cli, given] { cli.run = [&cli, given] { return run_init(cli, *given); }; });

  auto file = std::make_shared<std::string>();
  auto* load = app.add_subcommand("load", "verify a door list and switch to it; a bad one leaves the old in force");
  load->footer(load_examples);
  load->add_option("FILE", *file, "door list")->required();
  load->callback([&cli, file] { cli.run = [&cli, file] { return run_load(cli, *file); }; });

  auto* root = app.add_subcommand("root", "follow a change of the root key, signed by the old one");
  root->footer(root_examples);
  root->add_option("FILE", *file, "root change")->required();
  root->callback([&cli, file] { cli.run = [&cli, file] { return run_root(cli, *file); }; });

  auto time = std::make_shared<std::string>();
  auto* check = app.add_subcommand("check", "is the gate ready? each point with pass or fail, why, and what to do");
  check->footer(check_examples);
  check->add_option("--for", *time, "ask for this time, 2015-07-24T08:30 (local) or with an offset; default now")
      ->type_name("TIME");
  auto camera = std::make_shared<bool>(false);
  check->add_flag("--camera", *camera, "this gate reads with a camera: not ready without one");
  check->callback([&cli, time, camera] { cli.run = [&cli, time, camera] { return run_check(cli, *time, *camera); }; });
}

}  // namespace eb::scanner
