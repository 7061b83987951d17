#include "scanner/root_change.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "scanner/lists.hpp"

namespace eb::scanner {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_root_change = 4096;
constexpr std::size_t max_pem = 16384;

std::vector<fs::path> kept_changes(const fs::path& directory) {
  std::vector<fs::path> files;
  std::error_code absent;
  for (const auto& file : fs::directory_iterator(directory / file::root_changes, absent)) files.push_back(file.path());
  std::sort(files.begin(), files.end());
  return files;
}

Status keep_first_root(const Gate& gate) {
  const auto pem = gate.root().key.pem();
  auto kept = os::write_new_file(gate.directory() / file::first_root, as_bytes(pem), os::Access::owner_only);
  if (kept || kept.error().code == ErrorCode::already_exists) return {};
  return kept;
}

Result<fs::path> keep_change(const Gate& gate, BytesView content, const crypto::PublicKey& root) {
  EB_CHECK(keep_first_root(gate));
  EB_CHECK(os::make_directory(gate.directory() / file::root_changes, os::Access::owner_only));
  const auto kept = kept_changes(gate.directory());
  for (const auto& path : kept) {
    const auto there = os::read_file(path, max_root_change);
    if (there && std::equal(there->begin(), there->end(), content.begin(), content.end())) return path;
  }
  const auto name = fmt::format("{:04}-{}.change", kept.size() + 1, root_fingerprint(root).substr(0, 16));
  auto path = gate.directory() / file::root_changes / name;
  EB_CHECK(os::write_new_file(path, content, os::Access::owner_only));
  return path;
}

}  // namespace

Status follow_root(Gate& gate, GateLog& log, const fs::path& path, const Clock& clock) {
  EB_TRY(content, os::read_file(path, max_root_change));
  const auto root = keys::follow_root_change(content, gate.root());
  if (!root) return fail_in(printable(path.string()), root.error());
  EB_TRY(kept, keep_change(gate, content, root->key));
  return change_root(gate, log, kept, clock);
}

Status copy_root_changes(const Gate& gate, const fs::path& to) {
  const auto changes = kept_changes(gate.directory());
  if (changes.empty()) return {};
  EB_TRY(first, os::read_file(gate.directory() / file::first_root, max_pem));
  EB_CHECK(os::write_file(to / file::first_root, first, os::Access::readable));
  EB_CHECK(os::make_directory(to / file::root_changes, os::Access::readable));
  for (const auto& change : changes) {
    EB_TRY(content, os::read_file(change, max_root_change));
    EB_CHECK(os::write_file(to / file::root_changes / change.filename(), content, os::Access::readable));
  }
  return os::sync_directory(to / file::root_changes);
}

}  // namespace eb::scanner
