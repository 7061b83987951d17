// Was anything added, changed or dropped? Asks nobody: only the export, the root key and checkpoints kept elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/export_dir.hpp"

namespace eb::audit {

// A note of a --checkpoint file.
struct KeptNote {
  std::string file;
  std::string text;
};

// A checkpoint that the gate's key signed, whatever the entries say.
struct Head {
  log::Checkpoint checkpoint;
  std::string note;
  std::string source;  // for people: "checkpoint 3 of checkpoints.txt"
};

// What is known besides the export itself.
struct Evidence {
  std::vector<KeptNote> kept;  // those of other gates are passed over
  std::vector<Head> rivals;    // of other exports with the same key; source: the name of the export
};

struct VerifyReport {
  std::string gate;
  std::uint64_t entries = 0;
  std::uint64_t checkpoints = 0;     // that verify and agree
  std::uint64_t kept_elsewhere = 0;  // of these, given with --checkpoint
  std::uint64_t covered = 0;         // entries below the newest checkpoint
  std::size_t lists = 0;
  bool root_is_its_own = false;
  std::optional<std::uint64_t> purged;  // entry of the end of retention: door lists and what they vouch for are gone
  std::vector<Finding> findings;        // empty: nothing wrong; at most max_findings
  std::vector<Head> heads;              // of checkpoints.txt, signed and agreeing with the entries, by size
  std::vector<Head> dissent;            // of each rival the first that does not agree with the entries
};
constexpr std::size_t max_findings = 50;

// Numbered steps, as in docs/log-format.md:
//  1 each line is an entry in its one spelling; gate, rehearsal, index, time and verdict fit the entry before and one another
//  2 every checkpoint is signed by the gate's key and its root is that of the tree at its size
//  3 checkpoints kept elsewhere: the same
//  4 every list-load names a list that is there (or was, until a purge) and genuine; sequences do not fall; its root is the one
//    that was pinned; one of the lists vouches for the gate's key
[[nodiscard]] Result<VerifyReport> verify_export(Export& exported, const Evidence& evidence);

// The checkpoints of an export that its key signed, by size; the others are verify_export's to find.
[[nodiscard]] std::vector<Head> signed_heads(const log::NoteKey& key, const std::vector<std::string>& notes);
// Is the note said to be by a key of this name?
[[nodiscard]] bool names_key(const std::string& note, const log::NoteKey& key);
// At the front, where the bound on findings cannot drop it.
void find_first(VerifyReport& report, Finding finding);

}  // namespace eb::audit
