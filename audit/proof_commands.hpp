// prove, verify-proof, consistency.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "common/os/terminal.hpp"

namespace eb::audit {

// The chosen command leaves its work in `run`. json: read when it runs.
void add_proof_commands(CLI::App& app, const bool& json, std::function<Result<os::Exit>()>& run);

}  // namespace eb::audit
