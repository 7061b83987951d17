#include "common/cli/usage.hpp"

#include <cstdio>
#include <exception>

#include "common/base/text.hpp"
#include "common/os/terminal.hpp"

namespace eb::cli {
namespace {

// The deepest command that was named, and the words that led to it: "badge-issuer keys rotate".
struct Place {
  const CLI::App* command;
  std::string path;
};

Place place_in(const CLI::App& app) {
  Place place{&app, app.get_name()};
  while (!place.command->get_subcommands().empty()) {
    place.command = place.command->get_subcommands().front();
    place.path += " " + place.command->get_name();
  }
  return place;
}

// The first required option of a command that has no value, as it is written: "--office DIR", "EXPORT...".
std::string missing_option(const CLI::App& command) {
  for (const auto* option : command.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    if (!option->get_positional()) return option->get_name() + " " + option->get_type_name();
    return option->get_name(true) + (option->get_expected_max() > 1 ? "..." : "");
  }
  return {};
}

std::string sentence(const CLI::App& app, const Place& place, const CLI::ParseError& error) {
  const auto help = ": see " + place.path + " --help";
  const bool required = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
  const auto words = app.remaining(true);
  if (place.command->get_require_subcommand_min() > 0) {
    for (const auto& word : words)
      if (!word.starts_with("-")) return "no command '" + printable(word) + "'" + help;
    if (required) return "give a command" + help;
  }
  if (required)
    if (const auto option = missing_option(*place.command); !option.empty()) return "give " + option + help;
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError) && !words.empty())
    return "'" + printable(words.front()) + "' has no place here" + help;
  return printable(error.what()) + help;
}

int tell_usage(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  const auto place = place_in(app);
  os::print_error(place.path, sentence(app, place, error));
  return static_cast<int>(os::Exit::usage);
}

}  // namespace

int run(CLI::App& app, int argc, char** argv, const std::function<Result<int>()>& work) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return tell_usage(app, error);
  }
  const auto result = work();
  if (result) return *result;
  os::print_error(app.get_name(), result.error().message);
  return static_cast<int>(os::exit_for(result.error().code));
}

int guarded(std::string_view program, const std::function<int()>& body) {
  try {
    const int code = body();
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    os::print_error(program, "the answer could not be written: is the disk full, or is the program that reads it gone?");
    return static_cast<int>(os::Exit::could_not);
  } catch (const std::exception& error) {
    os::print_error(program, std::string("internal error: ") + error.what());
    return static_cast<int>(os::Exit::could_not);
  }
}

}  // namespace eb::cli
