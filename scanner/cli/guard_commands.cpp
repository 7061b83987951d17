#include <memory>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "scanner/cli/cli.hpp"
#include "scanner/guards.hpp"

namespace eb::scanner {
namespace {

using nlohmann::ordered_json;

constexpr const char* guard_examples = R"help(Examples:
  badge-scanner --gate north guard add j.peeters --role guard
  badge-scanner --gate north guard list)help";
constexpr const char* add_examples = R"help(Examples:
  badge-scanner --gate north guard add j.peeters --role guard                      the PIN is asked for, twice
  badge-scanner --gate north guard add m.dubois --role supervisor --pin-file pin
A PIN is 6 to 12 digits; PINs like 111111, 123456 or 654321 are refused.)help";
constexpr const char* list_examples = R"help(Examples:
  badge-scanner --gate north guard list
  badge-scanner --gate north guard list --json)help";
constexpr const char* remove_examples = R"help(Examples:
  badge-scanner --gate north guard remove j.peeters)help";
constexpr const char* pin_examples = R"help(Examples:
  badge-scanner --gate north guard pin j.peeters                                   the PIN is asked for, twice
  badge-scanner --gate north guard pin j.peeters --pin-file pin)help";

struct GuardArguments {
  std::string name, role, pin_file;
};

// Only a directory that is a gate; its keys stay closed.
Result<std::filesystem::path> gate_directory(const Cli& cli) {
  EB_TRY(gate, Gate::open(cli.gate));
  return gate.directory();
}

Result<SecretBytes> new_pin(const GuardArguments& given) {
  return os::obtain_secret({given.pin_file, "", "new PIN of " + printable(given.name), true, "--pin-file"});
}

void tell(const Cli& cli, const ordered_json& json, const std::string& text) {
  fmt::print("{}\n", cli.json ? json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) : text);
}

Result<int> run_add(const Cli& cli, const GuardArguments& given) {
  EB_TRY(directory, gate_directory(cli));
  EB_TRY(pin, new_pin(given));
  const auto role = role_from(given.role);
  if (!role) broken_invariant("a role that the command line let through");
  EB_CHECK(add_guard(directory, {given.name, *role}, pin));
  tell(cli, ordered_json{{"name", given.name}, {"role", given.role}}, given.name + " can sign in as " + given.role);
  return 0;
}

Result<int> run_list(const Cli& cli) {
  EB_TRY(directory, gate_directory(cli));
  EB_TRY(book, GuardBook::read(directory));
  for (const auto& guard : book.guards())
    tell(cli, ordered_json{{"name", guard.name}, {"role", role_name(guard.role)}},
         fmt::format("{:<10}  {}", role_name(guard.role), guard.name));
  if (book.empty() && !cli.json) fmt::print("nobody is set up: the door page asks for no sign-in, and has no override\n");
  return 0;
}

Result<int> run_remove(const Cli& cli, const GuardArguments& given) {
  EB_TRY(directory, gate_directory(cli));
  EB_CHECK(remove_guard(directory, given.name));
  tell(cli, ordered_json{{"removed", given.name}}, given.name + " can no longer sign in");
  return 0;
}

Result<int> run_pin(const Cli& cli, const GuardArguments& given) {
  EB_TRY(directory, gate_directory(cli));
  EB_TRY(pin, new_pin(given));
  EB_CHECK(set_pin(directory, given.name, pin));
  tell(cli, ordered_json{{"name", given.name}, {"changed", true}},
       given.name + " has a new PIN; the old one no longer works");
  return 0;
}

void take_name(CLI::App& command, GuardArguments& given) {
  command.add_option("NAME", given.name, "sign-in name, 1-32 of A-Z a-z 0-9 . _ -; it stands in the log")->required();
}
void take_pin(CLI::App& command, GuardArguments& given) {
  command.add_option("--pin-file", given.pin_file, "file with the PIN that only its owner can read; asked for otherwise")
      ->type_name("FILE");
}

}  // namespace

void add_guard_commands(CLI::App& app, Cli& cli) {
  auto given = std::make_shared<GuardArguments>();
  auto* guard = app.add_subcommand("guard", "who can sign in at the door page, and who supervises");
  guard->footer(guard_examples);
  guard->require_subcommand(1);

  auto* add = guard->add_subcommand("add", "let a guard or supervisor sign in, with a PIN of their own");
  add->footer(add_examples);
  take_name(*add, *given);
  add->add_option("--role", given->role, "guard, or supervisor who can override and undo")
      ->required()
      ->check(CLI::IsMember({"guard", "supervisor"}));
  take_pin(*add, *given);
  add->callback([&cli, given] { cli.run = [&cli, given] { return run_add(cli, *given); }; });

  auto* list = guard->add_subcommand("list", "who is set up");
  list->footer(list_examples);
  list->callback([&cli] { cli.run = [&cli] { return run_list(cli); }; });

  auto* remove = guard->add_subcommand("remove", "take somebody's sign-in away");
  remove->footer(remove_examples);
  take_name(*remove, *given);
  remove->callback([&cli, given] { cli.run = [&cli, given] { return run_remove(cli, *given); }; });

  auto* pin = guard->add_subcommand("pin", "give somebody a new PIN");
  pin->footer(pin_examples);
  take_name(*pin, *given);
  take_pin(*pin, *given);
  pin->callback([&cli, given] { cli.run = [&cli, given] { return run_pin(cli, *given); }; });
}

}  // namespace eb::scanner
