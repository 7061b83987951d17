#include "audit/export_dir.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/os/files.hpp"

namespace eb::audit {
namespace {

constexpr std::size_t max_small_file = std::size_t{1} << 16;
constexpr std::size_t max_notes_file = std::size_t{256} << 20;

Result<std::string> read_text(const std::filesystem::path& path, std::size_t limit) {
  EB_TRY(bytes, os::read_file(path, limit));
  return std::string(as_text(bytes));
}

void find(Export& out, const std::filesystem::path& path, std::string what) {
  out.findings.push_back({printable(path.string()), std::nullopt, std::move(what)});
}

// The list below the first of these roots that it verifies under. An error is the one that says most: another root's key is
// only the reason when no root of the chain signed the list.
Result<LoadedList> open_below(const std::filesystem::path& path, const std::vector<keys::RootAnchor>& roots) {
  Error reason{ErrorCode::key_unknown, "there is no root key"};
  bool tried = false;
  for (const auto& root : roots) {
    auto bytes = door::read_list_file(path, root);
    auto list = bytes ? door::open_list_file(std::move(*bytes), root) : tl::unexpected<Error>(bytes.error());
    if (list) return LoadedList{path.filename().string(), std::move(*list), root_hash(root)};
    if (!tried || list.error().code != ErrorCode::key_unknown) reason = list.error();
    tried = true;
  }
  return tl::unexpected<Error>(std::move(reason));
}

void open_lists(Export& out) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(out.directory / "door-lists", error))
    files.push_back(file.path());
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    auto list = open_below(path, out.roots.trusted);
    if (list) {
      const auto hash = list->file.file_hash;
      out.lists.emplace(hash, std::move(*list));
    } else if (auto old = open_below(path, out.roots.earlier); old) {
      out.unchecked.insert(old->file.file_hash);
      find(out, path,
           "this door list cannot be checked: it is signed below a root key from before the one given with --root; give the "
           "first root key");
    } else {
      find(out, path, "this door list is not genuine: " + list.error().message);
    }
  }
}

// Is the gate's key one that the root vouches for, in some list that the gate used?
void look_for_gate_key(Export& out) {
  for (const auto& [hash, list] : out.lists)
    for (const auto* key : list.file.keys.find(codec::KeyUse::gate, out.key.key.kid()))
      if (key->key == out.key.key) return;
  out.key_unvouched = true;
}

void note_oddities(Export& out) {
  for (const auto& name : out.roots.strays)
    find(out, out.directory / "root-changes" / name, "this is no root change signed by a root key of this gate");
  std::error_code ignored;
  if (std::filesystem::exists(out.directory / "salvage.txt", ignored))
    find(out, out.directory / "salvage.txt",
         "this is no whole export: badge-scanner export --salvage wrote what could be read of a damaged log");
}

}  // namespace

Result<keys::RootAnchor> read_root(const std::filesystem::path& pem_file) {
  EB_TRY(text, read_text(pem_file, max_small_file));
  auto key = crypto::PublicKey::from_pem(text);
  if (!key) return fail_in(printable(pem_file.string()), std::move(key).error());
  return keys::RootAnchor{std::move(*key)};
}

Result<std::vector<std::string>> read_notes(const std::filesystem::path& path) {
  EB_TRY(text, read_text(path, max_notes_file));
  return log::split_notes(text);
}

Result<log::NoteKey> read_note_key(const std::filesystem::path& directory) {
  const auto path = directory / "gate.vkey";
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return fail(ErrorCode::not_found,
                printable(directory.string()) +
                    " is not an export: it has no gate.vkey; name a directory that badge-scanner export wrote");
  EB_TRY(text, read_text(path, max_small_file));
  auto key = log::NoteKey::parse(trim(text));
  if (!key) return fail_in(printable(path.string()), std::move(key).error());
  return key;
}

Result<Export> open_export(const std::filesystem::path& directory, const std::optional<keys::RootAnchor>& root) {
  EB_TRY(key, read_note_key(directory));
  EB_TRY(files, read_root_files(directory));
  auto roots = follow_roots(files, root);
  if (!roots) return fail_in(printable(directory.string()), std::move(roots).error());
  EB_TRY(notes, read_notes(directory / "checkpoints.txt"));
  Export out{directory, std::move(key), std::move(*roots), !root.has_value(), std::move(notes), {}, {}, {}};
  note_oddities(out);
  open_lists(out);
  look_for_gate_key(out);
  return out;
}

}  // namespace eb::audit
