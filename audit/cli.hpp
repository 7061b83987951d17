// What the commands of badge-audit share: how each is added, and what they are given alike.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "audit/verify.hpp"
#include "common/os/terminal.hpp"

namespace eb::audit {

inline constexpr const char* program = "badge-audit";

struct Cli {
  bool json = false;
  std::function<Result<os::Exit>()> run;  // set by the command that was named
};

void add_present_command(CLI::App& app, Cli& cli);
void add_across_command(CLI::App& app, Cli& cli);
void add_report_command(CLI::App& app, Cli& cli);

// --root FILE; nothing when it was not given.
[[nodiscard]] Result<std::optional<keys::RootAnchor>> given_root(const std::string& file);
// --checkpoint FILE. A file that is no checkpoint is the caller's mistake, and nothing about the gate.
[[nodiscard]] Result<std::vector<KeptNote>> kept_notes(const std::vector<std::string>& files);
// On standard error: a checkpoint of a gate of which no export was given.
void warn_of_unused(const std::vector<KeptNote>& kept, const std::vector<std::string>& exports);

}  // namespace eb::audit
