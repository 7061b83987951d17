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

void open_lists(Export& out) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(out.directory / "door-lists", error))
    files.push_back(file.path());
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    const auto name = path.filename().string();
    auto bytes = os::read_file(path, door::max_list_file);
    auto list = bytes ? door::open_list_file(std::move(*bytes), out.root) : tl::unexpected<Error>(bytes.error());
    if (!list) {
      out.findings.push_back(
          {printable(path.string()), std::nullopt, "this door list is not genuine: " + list.error().message});
      continue;
    }
    const auto hash = list->file_hash;
    out.lists.emplace(hash, LoadedList{name, std::move(*list)});
  }
}

// The gate's key must be one that the root vouches for, in some list that the gate used.
void check_gate_key(Export& out) {
  for (const auto& [hash, list] : out.lists)
    for (const auto* key : list.file.keys.find(codec::KeyUse::gate, out.key.key.kid()))
      if (key->key == out.key.key) return;
  out.findings.push_back({printable((out.directory / "gate.vkey").string()), std::nullopt,
                          "no door list of this export vouches for the gate's key: its checkpoints prove nothing"});
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
  std::vector<std::string> notes;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto body = rest.find("\n\n");
    const auto end = body == std::string_view::npos ? body : rest.find("\n\n", body + 2);
    const auto size = end == std::string_view::npos ? rest.size() : end + 1;
    notes.emplace_back(rest.substr(0, size));
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
  return notes;
}

Result<Export> open_export(const std::filesystem::path& directory, const std::optional<keys::RootAnchor>& root) {
  EB_TRY(vkey, read_text(directory / "gate.vkey", max_small_file));
  auto key = log::NoteKey::parse(trim(vkey));
  if (!key) return fail_in(printable((directory / "gate.vkey").string()), std::move(key).error());
  auto anchor = root ? Result<keys::RootAnchor>(*root) : read_root(directory / "root.pub");
  if (!anchor) return tl::unexpected<Error>(std::move(anchor).error());
  EB_TRY(notes, read_notes(directory / "checkpoints.txt"));
  Export out{directory, std::move(*key), std::move(*anchor), !root.has_value(), std::move(notes), {}, {}};
  open_lists(out);
  check_gate_key(out);
  return out;
}

}  // namespace eb::audit
