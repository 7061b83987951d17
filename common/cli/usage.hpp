// What the three programs do alike with a command line: run the command, or say in one sentence what is wrong and where to look.
#pragma once

#include <functional>
#include <string_view>

#include <CLI/CLI.hpp>

#include "common/base/error.hpp"

namespace eb::cli {

// Parses and, when that went well, does `work`; the exit code. --help and --version are printed, exit code 0; a wrong command line is
// one sentence on standard error, exit code 2; an error of `work` is its message, exit code by os::exit_for.
[[nodiscard]] int run(CLI::App& app, int argc, char** argv, const std::function<Result<int>()>& work);

// An exception that reached main() is a bug: said as such, exit code 3. So ends a command whose answer could not be written: nobody
// is admitted by an exit code alone.
[[nodiscard]] int guarded(std::string_view program, const std::function<int()>& body);

}  // namespace eb::cli
