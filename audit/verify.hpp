// Was anything added, changed or dropped? Asks nobody: only the export, the root key and checkpoints kept elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/export_dir.hpp"

namespace eb::audit {

struct VerifyReport {
  std::string gate;
  std::uint64_t entries = 0;
  std::uint64_t checkpoints = 0;     // that verify and agree
  std::uint64_t kept_elsewhere = 0;  // of these, given with --checkpoint
  std::uint64_t covered = 0;         // entries below the newest checkpoint
  std::size_t lists = 0;
  bool root_is_its_own = false;
  std::vector<Finding> findings;  // empty: nothing wrong; at most max_findings
};
constexpr std::size_t max_findings = 50;

// Numbered steps, as in docs/log-format.md:
//  1 each line is an entry in its one spelling; gate, rehearsal, index, time and verdict fit the entry before and one another
//  2 every checkpoint is signed by the gate's key and its root is that of the tree at its size
//  3 checkpoints kept elsewhere: the same
//  4 every list-load names a list that is there and genuine; sequences do not fall
// other_notes: signed notes from --checkpoint files; those of other gates are passed over.
[[nodiscard]] Result<VerifyReport> verify_export(Export& exported, const std::vector<std::string>& other_notes);

}  // namespace eb::audit
