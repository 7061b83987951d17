// What `badge-scanner export` wrote, read without trust (docs/log-format.md).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/root_chain.hpp"
#include "common/base/error.hpp"
#include "common/door/list_file.hpp"
#include "common/log/entry.hpp"
#include "common/log/note.hpp"

namespace eb::audit {

// One sentence about what is wrong, and where.
struct Finding {
  std::string place;                   // the export's directory, and a file in it
  std::optional<std::uint64_t> entry;  // index of the first bad entry
  std::string what;
  std::vector<std::string> notes{};  // signed notes that prove it, when checkpoints do
};

struct LoadedList {
  std::string name;  // file name
  door::ListFile file;
  Sha256 root;  // root_hash() of the root it verifies under
};

struct Export {
  std::filesystem::path directory;
  log::NoteKey key;  // gate.vkey
  RootChain roots;   // from --root, or from the export's own first root
  bool root_is_its_own = false;
  std::vector<std::string> notes;      // of checkpoints.txt
  std::map<Sha256, LoadedList> lists;  // those that verify, by the hash of the file
  std::set<Sha256> unchecked;          // lists below a root from before the trusted one; each has its finding
  std::vector<Finding> findings;       // about files that could be read but are not right
  bool key_unvouched = false;          // none of the lists names the gate's key
};

// An entry of the end of retention: the gate's door lists are gone since. detail: without quotation marks.
[[nodiscard]] inline bool is_purge(log::Kind kind, std::string_view detail) {
  return kind == log::Kind::stop && detail == "purge";
}

// gate.vkey alone. not_found with a sentence for people when the directory is no export.
[[nodiscard]] Result<log::NoteKey> read_note_key(const std::filesystem::path& directory);
// The root given from outside, if any. An error: the export cannot be read at all.
[[nodiscard]] Result<Export> open_export(const std::filesystem::path& directory,
                                         const std::optional<keys::RootAnchor>& root);
[[nodiscard]] Result<keys::RootAnchor> read_root(const std::filesystem::path& pem_file);
// Signed notes of a file of them, each followed by an empty line (the last may lack it).
[[nodiscard]] Result<std::vector<std::string>> read_notes(const std::filesystem::path& path);

}  // namespace eb::audit
