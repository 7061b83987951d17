// Root changes at the gate: followed, and kept for the auditor, who would otherwise not know why lists below another root than
// the pinned one were once accepted.
//
//   first-root.pub                               the root pinned before the first change
//   root-changes/NNNN-HHHHHHHHHHHHHHHH.change    every change, in order; H: first 16 hex digits of SHA-256 of the new root's SPKI
#pragma once

#include <filesystem>

#include "scanner/gate.hpp"
#include "scanner/gate_log.hpp"

namespace eb::scanner {

namespace file {
inline constexpr const char* first_root = "first-root.pub";
inline constexpr const char* root_changes = "root-changes";
}  // namespace file

// change_root() with the file kept first: a crash in between leaves a change that the pinned root signed, and the same command
// finds it again.
[[nodiscard]] Status follow_root(Gate& gate, GateLog& log, const std::filesystem::path& path, const Clock& clock);

// The kept files, for an export. Nothing for a gate that never followed a change.
[[nodiscard]] Status copy_root_changes(const Gate& gate, const std::filesystem::path& to);

}  // namespace eb::scanner
