// A wrong command line, said in one line: what is wrong and where to look.
#pragma once

#include <CLI/CLI.hpp>

namespace eb::scanner {

// --help and --version are printed, exit code 0; anything else is one sentence on standard error, exit code 2.
[[nodiscard]] int tell_usage(const CLI::App& app, const CLI::ParseError& error);

}  // namespace eb::scanner
