#include "common/evidence/log_files.hpp"

#include "common/base/text.hpp"
#include "common/evidence/export_tiles.hpp"
#include "common/os/files.hpp"

namespace eb::evidence {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_notes_file = std::size_t{256} << 20;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

std::string entries_of(std::uint64_t size) {
  return std::to_string(size) + (size == 1 ? " entry" : " entries");
}

}  // namespace

Result<LogFiles> LogFiles::open(const fs::path& directory) {
  const bool exported = is_there(directory / "entries.jsonl");
  if (!exported && !is_there(directory / "checkpoint"))
    return fail(
        ErrorCode::not_found,
        printable(directory.string()) + " is neither an export nor tiles: name a directory that badge-scanner export wrote");
  EB_TRY(notes, os::read_file(directory / (exported ? "checkpoints.txt" : "checkpoint"), max_notes_file));
  LogFiles files(directory, log::split_notes(as_text(notes)));
  EB_CHECK(exported ? files.open_export() : files.open_tiles());
  return files;
}

Status LogFiles::open_export() {
  EB_TRY(made, ExportTiles::read(directory_ / "entries.jsonl"));
  const auto tiles = std::make_shared<ExportTiles>(std::move(made));
  read_from(tiles->size(), [tiles](const std::string& path) { return tiles->file(path); });
  return {};
}

Status LogFiles::open_tiles() {
  const auto unfit = [&](const std::string& why) {
    return fail(ErrorCode::malformed, printable((directory_ / "checkpoint").string()) + ": " + why);
  };
  if (notes_.size() != 1) return unfit("not one signed note");
  const auto head = log::peek_checkpoint(notes_[0]);
  if (!head) return unfit(head.error().message);
  read_from(head->size,
            [directory = directory_](const std::string& path) { return os::read_file(directory / path, log::max_bundle); });
  return {};
}

void LogFiles::read_from(std::uint64_t size, log::TileReader::Read read) {
  size_ = size;
  tiles_ = std::make_shared<log::TileReader>(size, std::move(read));
  subtree_ = [tiles = tiles_](std::uint64_t begin, std::uint64_t end) { return tiles->subtree(begin, end); };
}

Status LogFiles::reaches(std::uint64_t size) const {
  if (size <= size_) return {};
  return fail(ErrorCode::invalid_argument,
              printable(directory_.string()) + " has " + entries_of(size_) + ", not " + std::to_string(size));
}

Result<Sha256> LogFiles::root(std::uint64_t size) const {
  EB_CHECK(reaches(size));
  return log::root_of(size, subtree_);
}

Result<std::vector<Sha256>> LogFiles::inclusion(std::uint64_t index, std::uint64_t size) const {
  EB_CHECK(reaches(size));
  return log::inclusion_proof(index, size, subtree_);
}

Result<std::vector<Sha256>> LogFiles::consistency(std::uint64_t first, std::uint64_t second) const {
  EB_CHECK(reaches(second));
  return log::consistency_proof(first, second, subtree_);
}

Result<std::string> LogFiles::entry(std::uint64_t index) const {
  if (index >= size_)
    return fail(ErrorCode::invalid_argument, printable(directory_.string()) + " has " + entries_of(size_) +
                                                 ", and so none of index " + std::to_string(index));
  EB_TRY(found, tiles_->entry(index));
  EB_TRY(leaf, subtree_(index, index + 1));
  if (log::leaf_hash(as_bytes(found)) != leaf)
    return fail(ErrorCode::integrity, "entry " + std::to_string(index) + " of " + printable(directory_.string()) +
                                          " is not the one of its leaf hash");
  return found;
}

Result<SignedHead> covering_head(const LogFiles& files, const std::vector<std::string>& notes,
                                 const std::optional<log::NoteKey>& key, std::uint64_t index) {
  std::optional<SignedHead> best;
  for (const auto& note : notes) {
    const auto checkpoint = key ? log::open_checkpoint(note, *key) : log::peek_checkpoint(note);
    if (!checkpoint || checkpoint->size <= index || checkpoint->size > files.size()) continue;
    if (!best || checkpoint->size > best->checkpoint.size) best = SignedHead{*checkpoint, note};
  }
  if (!best)
    return fail(ErrorCode::not_found, "no checkpoint of these " + entries_of(files.size()) + " covers entry " +
                                          std::to_string(index) + (key ? " and is signed by " + printable(key->name) : ""));
  EB_TRY(root, files.root(best->checkpoint.size));
  if (root != best->checkpoint.root)
    return fail(ErrorCode::integrity, "these are not the " + entries_of(best->checkpoint.size) +
                                          " that the checkpoint signs: badge-audit verify names the first bad one");
  return std::move(*best);
}

Result<Sha256> proven_root(const LogFiles& files, const SignedHead& head, std::uint64_t size) {
  EB_TRY(root, files.root(size));
  if (size == 0) return root;
  EB_TRY(proof, files.consistency(size, head.checkpoint.size));
  if (log::verify_consistency(size, head.checkpoint.size, root, head.checkpoint.root, proof)) return root;
  return fail(ErrorCode::integrity, "the tiles do not fit together: they are damaged or were changed, export again");
}

}  // namespace eb::evidence
