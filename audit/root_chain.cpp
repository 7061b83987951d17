#include "audit/root_chain.hpp"

#include <algorithm>
#include <set>

#include "common/base/text.hpp"
#include "common/os/files.hpp"

namespace eb::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_small_file = std::size_t{1} << 16;

Result<std::optional<keys::RootAnchor>> read_optional_root(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return std::nullopt;
  EB_TRY(bytes, os::read_file(path, max_small_file));
  auto key = crypto::PublicKey::from_pem(as_text(bytes));
  if (!key) return fail_in(printable(path.string()), std::move(key).error());
  return keys::RootAnchor{std::move(*key)};
}

bool contains(const std::vector<keys::RootAnchor>& roots, const crypto::PublicKey& key) {
  return std::any_of(roots.begin(), roots.end(), [&](const auto& root) { return root.key == key; });
}

// `from` and every root that follows from it. Marks the changes that were used.
std::vector<keys::RootAnchor> closure(const keys::RootAnchor& from, const RootFiles& files, std::set<std::string>& used) {
  std::vector<keys::RootAnchor> roots{from};
  for (std::size_t at = 0; at < roots.size(); ++at) {
    for (const auto& [name, content] : files.changes) {
      auto next = keys::follow_root_change(content, roots[at]);
      if (!next) continue;
      used.insert(name);
      if (!contains(roots, next->key)) roots.push_back(std::move(*next));
    }
  }
  return roots;
}

}  // namespace

Result<RootFiles> read_root_files(const fs::path& directory) {
  RootFiles files;
  EB_TRY(first, read_optional_root(directory / "first-root.pub"));
  if (first) {
    files.first = std::move(first);
  } else {
    EB_TRY(only, read_optional_root(directory / "root.pub"));
    files.first = std::move(only);
  }
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(directory / "root-changes", error)) paths.push_back(file.path());
  if (paths.size() > max_root_changes)
    return fail(ErrorCode::too_large, printable((directory / "root-changes").string()) + " holds more than " +
                                          std::to_string(max_root_changes) +
                                          " files: a gate writes one for each root change");
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    EB_TRY(content, os::read_file(path, max_small_file));
    files.changes.emplace_back(path.filename().string(), std::move(content));
  }
  return files;
}

Result<RootChain> follow_roots(const RootFiles& files, const std::optional<keys::RootAnchor>& given) {
  const auto& start = given ? given : files.first;
  if (!start) return fail(ErrorCode::not_found, "the export holds no root key: give the one you trust with --root");
  RootChain chain;
  std::set<std::string> used;
  chain.trusted = closure(*start, files, used);
  if (files.first) {
    const auto own = closure(*files.first, files, used);
    if (contains(own, start->key))
      for (const auto& root : own)
        if (!contains(chain.trusted, root.key)) chain.earlier.push_back(root);
  }
  for (const auto& [name, content] : files.changes)
    if (!used.contains(name)) chain.strays.push_back(name);
  return chain;
}

Sha256 root_hash(const keys::RootAnchor& root) {
  return crypto::sha256(root.key.spki());
}

}  // namespace eb::audit
