// The gate's log as files that an auditor can read with any tool:
//   entries.jsonl      one entry a line, the exact bytes of the log, each followed by a line feed
//   checkpoints.txt    the signed notes in order, each followed by one empty line
//   gate.vkey          the key that verifies them (C2SP signed-note verifier key) and a line feed
//   root.pub           the pinned root, PEM
//   first-root.pub, root-changes/   the root before the first change, and every change since; absent without one
//   door-lists/        every door list that was loaded
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scanner/gate.hpp"
#include "scanner/gate_log.hpp"

namespace eb::scanner {

struct ExportReport {
  std::uint64_t entries = 0;
  std::uint64_t checkpoints = 0;
  std::vector<std::string> warnings;  // door lists that are no longer there
};
// Makes a checkpoint of all entries first, then writes beside the target and renames: a whole export or none. tiles: where the
// same entries go as tiles (tiles.hpp), likewise whole or not; empty: nowhere.
// already_exists when a directory is there and not empty.
[[nodiscard]] Result<ExportReport> export_log(const Gate& gate, GateLog& log, const std::filesystem::path& directory,
                                              const std::filesystem::path& tiles, Millis now);

}  // namespace eb::scanner
