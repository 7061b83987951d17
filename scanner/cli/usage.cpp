#include "scanner/cli/usage.hpp"

#include "common/base/text.hpp"
#include "common/os/terminal.hpp"

namespace eb::scanner {
namespace {

// The first required option of a sub-command that has no value, as it is written: "--office DIR", "EXPORT...".
std::string missing_option(const CLI::App& command) {
  for (const auto* option : command.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    if (!option->get_positional()) return option->get_name() + " " + option->get_type_name();
    return option->get_name(true) + (option->get_expected_max() > 1 ? "..." : "");
  }
  return {};
}

std::string sentence(const CLI::App& app, const CLI::App* command, const CLI::ParseError& error, const std::string& name) {
  const auto help = ": see " + name + " --help";
  const bool required = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
  if (command == nullptr) {
    for (const auto& word : app.remaining())
      if (!word.starts_with("-")) return "no command '" + printable(word) + "'" + help;
    if (required) return "give a command" + help;
  } else if (required) {
    if (const auto option = missing_option(*command); !option.empty()) return "give " + option;
  }
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError))
    for (const auto& word : app.remaining(true)) return "'" + printable(word) + "' has no place here" + help;
  return printable(error.what()) + help;
}

}  // namespace

int tell_usage(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  const auto chosen = app.get_subcommands();
  const auto* command = chosen.empty() ? nullptr : chosen.front();
  const auto name = command == nullptr ? app.get_name() : app.get_name() + " " + command->get_name();
  os::print_error(name, sentence(app, command, error, name));
  return static_cast<int>(os::Exit::usage);
}

}  // namespace eb::scanner
