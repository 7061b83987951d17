// What all subcommands of badge-issuer share. Each add_*() registers its subcommands; a chosen one leaves its work in `run`.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "common/os/terminal.hpp"
#include "issuer/office/office.hpp"

namespace eb::issuer {

struct Cli {
  std::string office = "office";
  bool json = false;
  std::string as;
  std::string reason;
  std::string passphrase_file;       // of the officer named by --as, or of what is being made
  std::string key_passphrase_file;   // of badge and list keys; --passphrase-file when not given
  std::string root_passphrase_file;  // of the root key; --passphrase-file when not given
  std::function<Result<os::Exit>()> run;
};

// Options that several subcommands take, with the same words everywhere.
void take_officer(CLI::App& command, Cli& cli, bool required);
void take_reason(CLI::App& command, Cli& cli);
void take_key_passphrase(CLI::App& command, Cli& cli);
// whose: what --passphrase-file opens or closes in this command.
void take_root_passphrase(CLI::App& command, Cli& cli, std::string_view whose);
inline constexpr std::string_view root_only = "the root key";
// Its own example at the end of each subcommand's help.
void add_examples(CLI::App& app);

[[nodiscard]] Result<SecretBytes> officer_secret(const Cli& cli, const std::string& officer, bool is_new = false);
[[nodiscard]] Result<SecretBytes> key_secret(const Cli& cli, bool is_new = false);
[[nodiscard]] Result<SecretBytes> root_secret(const Cli& cli, bool is_new = false);

// The officer of --as with the key opened, as an Actor that lives as long as this.
struct OpenActor {
  std::unique_ptr<crypto::Signer> signer;
  Actor actor;
};
[[nodiscard]] Result<OpenActor> open_officer(Office& office, const Cli& cli);  // nobody when --as was not given
[[nodiscard]] Result<OpenActor> open_root(Office& office, const Cli& cli);
[[nodiscard]] Result<std::unique_ptr<crypto::Signer>> open_current_key(Office& office, const Cli& cli, codec::KeyUse use);

// The name, for messages.
[[nodiscard]] std::string shown_name(const Registration& registration);
// The contract of import --json, shown wherever a registration is.
[[nodiscard]] nlohmann::ordered_json registration_json(const Registration& registration);
// One line of JSON on standard output. Text that is not UTF-8 (a name typed on the command line) never fails after the work is done.
void print_json(const nlohmann::ordered_json& object);

// Prints what could not be done, one line each; refused when there was any.
[[nodiscard]] os::Exit print_outcomes(const Cli& cli, const std::vector<struct Outcome>& outcomes,
                                      std::string_view done_word);

void add_office_commands(CLI::App& app, Cli& cli);        // init, officer
void add_intake_commands(CLI::App& app, Cli& cli);        // import
void add_registration_commands(CLI::App& app, Cli& cli);  // registrations
void add_vetting_commands(CLI::App& app, Cli& cli);       // approve, reject, reopen
void add_badge_commands(CLI::App& app, Cli& cli);         // issue, print, revoke, reissue
void add_door_commands(CLI::App& app, Cli& cli);          // gate, door-list
void add_checkpoint_commands(CLI::App& app, Cli& cli);    // checkpoint
void add_key_commands(CLI::App& app, Cli& cli);           // keys
void add_erase_commands(CLI::App& app, Cli& cli);         // erase, purge
void add_person_command(CLI::App& app, Cli& cli);         // person
void add_screen_command(CLI::App& app, Cli& cli);         // screen
void add_report_command(CLI::App& app, Cli& cli);         // report

}  // namespace eb::issuer
