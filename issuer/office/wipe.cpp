#include "issuer/office/wipe.hpp"

#include <algorithm>
#include <set>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/office/written.hpp"

namespace eb::issuer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_searched = std::size_t{1} << 30;

// As wipe_file leaves a file when it is killed before it removes it.
Result<bool> is_overwritten(const fs::path& path, const Sha256& content) {
  std::error_code error;
  auto left = fs::file_size(path, error);
  if (error) return fail(ErrorCode::io, "cannot read " + printable(path.string()) + ": " + error.message());
  const Bytes zeros(std::size_t{1} << 16);
  crypto::Sha256Stream hash;
  while (left > 0) {
    const auto part = static_cast<std::size_t>(std::min<std::uintmax_t>(left, zeros.size()));
    hash.update(BytesView(zeros).first(part));
    left -= part;
  }
  return hash.finish() == content;
}

// As the program left it, or half destroyed by it.
Result<bool> is_ours(const fs::path& path, const Trace& trace, const Sha256& content) {
  if (content == trace.digest) return true;
  return is_overwritten(path, content);
}

// nullopt: a later file of the program took its place, which has its own trace.
Result<std::optional<FileFate>> settle(Office& office, const Trace& trace) {
  EB_TRY(path, place_of(office, trace));
  std::error_code error;
  const auto status = fs::symlink_status(path, error);
  // Beside a file of the registrar's nothing is the program's, whatever its name.
  if (trace.kind == TraceKind::source) return fs::exists(status) ? FileFate::source : FileFate::gone;
  for (const auto& leftover : os::leftovers_of(path)) EB_CHECK(os::wipe_file(leftover));
  if (!fs::exists(status)) return FileFate::gone;
  if (!fs::is_regular_file(status)) return FileFate::changed;
  EB_TRY(content, hash_file(path));
  EB_TRY(ours, is_ours(path, trace, content));
  if (ours) {
    EB_CHECK(os::wipe_file(path));
    return FileFate::destroyed;
  }
  EB_TRY(written_there, Traces(office.registry().database()).at(trace.path));
  const bool later =
      std::any_of(written_there.begin(), written_there.end(), [&](const Trace& other) { return other.digest == content; });
  return later ? std::nullopt : std::optional(FileFate::changed);
}

// event.toml, registry.db with what SQLite keeps beside it, and the keys.
bool is_offices_own(const fs::path& relative) {
  const auto first = relative.begin()->string();
  if (first == "keys" || first == "officers") return true;
  return relative == "event.toml" || relative == "registry.db" || relative == "registry.db-wal" ||
         relative == "registry.db-shm";
}

// In the office's directory: what wipe_traces will destroy. A file that somebody changed is not among them.
Result<std::set<fs::path>> files_to_wipe(Office& office, const fs::path& home) {
  std::set<fs::path> files;
  EB_TRY(traces, Traces(office.registry().database()).all());
  for (const auto& trace : traces) {
    EB_TRY(path, place_of(office, trace));
    std::error_code error;
    if (trace.kind == TraceKind::source || !path.string().starts_with(home.string() + "/")) continue;
    for (auto& leftover : os::leftovers_of(path)) files.insert(std::move(leftover));
    if (!fs::is_regular_file(fs::symlink_status(path, error))) continue;
    EB_TRY(content, hash_file(path));
    EB_TRY(ours, is_ours(path, trace, content));
    if (ours) files.insert(path);
  }
  return files;
}

}  // namespace

std::string_view fate_name(FileFate fate) {
  switch (fate) {
    case FileFate::destroyed: return "destroyed";
    case FileFate::gone: return "gone";
    case FileFate::changed: return "changed";
    case FileFate::source: return "source";
  }
  return "unknown";
}

Status wipe_traces(Office& office, const std::vector<Trace>& traces, const std::optional<std::string>& registration,
                   const TellFile& tell) {
  Traces known(office.registry().database());
  for (const auto& trace : traces) {
    EB_TRY(fate, settle(office, trace));
    EB_TRY(path, place_of(office, trace));
    if (fate) tell({path.string(), trace.kind, *fate});
    const bool as_a_whole = !registration || fate == FileFate::destroyed;
    EB_CHECK(as_a_whole ? known.forget(trace) : known.forget(trace, *registration));
  }
  return {};
}

Status refuse_strange_files(Office& office, const TellingValues* values, const std::string& source) {
  EB_TRY(home, home_of(office));
  EB_TRY(ours, files_to_wipe(office, home));
  std::string found;
  std::error_code error;
  fs::recursive_directory_iterator it(home, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    const auto& path = it->path();
    if (!it->is_regular_file(error) || is_offices_own(path.lexically_relative(home)) || ours.contains(path)) continue;
    if (values != nullptr && path.string() != source) {
      EB_TRY(content, os::read_file(path, max_searched));
      if (!values->in_file(content) && !values->in_path(path.filename().string())) continue;
    }
    found += " " + printable(path.string());
  }
  if (error) return fail(ErrorCode::io, "cannot look through " + printable(home.string()) + ": " + error.message());
  if (found.empty()) return {};
  return fail(ErrorCode::not_now,
              "nothing was erased yet: files in the office's directory that are not the program's hold the "
              "data as well, or may; destroy them, or move them to where they belong, then try again:" +
                  found);
}

}  // namespace eb::issuer
