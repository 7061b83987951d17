// A gate's log as files from which proofs are made: what `badge-scanner export DIR --tiles DIR2` wrote into either directory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/base/error.hpp"
#include "common/log/note.hpp"
#include "common/log/tiles.hpp"

namespace eb::evidence {

// Nothing in it is believed because it is there: whoever uses a root or a proof compares it with a checkpoint that the gate's key
// signed.
class LogFiles {
 public:
  // A directory with entries.jsonl (an export) or with checkpoint and tile/ (C2SP tlog-tiles). not_found: it is neither.
  // malformed: the files cannot be a log.
  [[nodiscard]] static Result<LogFiles> open(const std::filesystem::path& directory);

  // Entries of the export; of tiles what their checkpoint says.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  // The signed notes that lie there, in their order, not yet opened.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

  // Of the first `size` entries. invalid_argument beyond size(), and what reading a tile meets.
  [[nodiscard]] Result<Sha256> root(std::uint64_t size) const;
  [[nodiscard]] Result<std::vector<Sha256>> inclusion(std::uint64_t index, std::uint64_t size) const;
  [[nodiscard]] Result<std::vector<Sha256>> consistency(std::uint64_t first, std::uint64_t second) const;
  // integrity: an entry that is not the one its leaf hash is of.
  [[nodiscard]] Result<std::string> entry(std::uint64_t index) const;

 private:
  LogFiles(std::filesystem::path directory, std::vector<std::string> notes)
      : directory_(std::move(directory)), notes_(std::move(notes)) {}
  [[nodiscard]] Status open_export();
  [[nodiscard]] Status open_tiles();
  void read_from(std::uint64_t size, log::TileReader::Read read);
  [[nodiscard]] Status reaches(std::uint64_t size) const;

  std::filesystem::path directory_;
  std::vector<std::string> notes_;
  std::uint64_t size_ = 0;
  std::shared_ptr<log::TileReader> tiles_;
  log::SubtreeSource subtree_;
};

struct SignedHead {
  log::Checkpoint checkpoint;
  std::string note;
};
// The largest checkpoint of the key that the files reach, among `notes`. Without a key signatures are not looked at.
// not_found: there is none of more than `index` entries; integrity: the entries are not those that it signs.
[[nodiscard]] Result<SignedHead> covering_head(const LogFiles& files, const std::vector<std::string>& notes,
                                               const std::optional<log::NoteKey>& key, std::uint64_t index);

// The root of the head's first `size` entries, shown to be that by a consistency proof: tiles that the head's own root does not need
// could hold anything. integrity: the files do not fit together, which says nothing about the gate.
[[nodiscard]] Result<Sha256> proven_root(const LogFiles& files, const SignedHead& head, std::uint64_t size);

}  // namespace eb::evidence
