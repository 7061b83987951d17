// What all subcommands of badge-scanner share. Each add_*() registers its subcommands; a chosen one leaves its work in `run`.
#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "common/os/terminal.hpp"
#include "scanner/gate.hpp"

namespace eb::scanner {

inline constexpr std::string_view program = "badge-scanner";

struct Cli {
  std::string gate = "gate";
  bool json = false;
  std::string passphrase_file;
  std::function<Result<int>()> run;  // the exit code
};

[[nodiscard]] Result<Gate> open_gate(const Cli& cli);  // with its keys
// A time as somebody typed it; local times are those of the event in force.
[[nodiscard]] Result<Millis> time_for(const Gate& gate, const std::string& text);

void add_setup_commands(CLI::App& app, Cli& cli);  // init, load, root, check
void add_scan_commands(CLI::App& app, Cli& cli);   // scan, inspect
void add_serve_command(CLI::App& app, Cli& cli);   // serve
void add_log_commands(CLI::App& app, Cli& cli);    // status, checkpoint, export
void add_purge_command(CLI::App& app, Cli& cli);   // purge
void add_guard_commands(CLI::App& app, Cli& cli);  // guard add, list, remove, pin

}  // namespace eb::scanner
