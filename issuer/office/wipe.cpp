#include "issuer/office/wipe.hpp"

#include <algorithm>

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

// nullopt: a later file of the program took its place, which has its own trace.
Result<std::optional<FileFate>> settle(Office& office, const Trace& trace) {
  const fs::path path(trace.path);
  for (const auto& leftover : os::leftovers_of(path)) EB_CHECK(os::wipe_file(leftover));
  std::error_code error;
  const auto status = fs::symlink_status(path, error);
  if (!fs::exists(status)) return FileFate::gone;
  if (trace.kind == TraceKind::source) return FileFate::source;
  if (!fs::is_regular_file(status)) return FileFate::changed;
  EB_TRY(content, hash_file(path));
  EB_TRY(overwritten, is_overwritten(path, content));
  if (content == trace.digest || overwritten) {
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
    if (fate) tell({trace.path, trace.kind, *fate});
    const bool as_a_whole = !registration || fate == FileFate::destroyed;
    EB_CHECK(as_a_whole ? known.forget(trace) : known.forget(trace, *registration));
  }
  return {};
}

Status refuse_strange_files(Office& office, const TellingValues* values, const std::string& source) {
  Traces known(office.registry().database());
  std::string found;
  std::error_code error;
  const auto home = fs::absolute(office.directory(), error).lexically_normal();
  fs::recursive_directory_iterator it(home, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    const auto& path = it->path();
    if (!it->is_regular_file(error) || is_offices_own(path.lexically_relative(home))) continue;
    EB_TRY(traces, known.at(path.string()));
    if (std::any_of(traces.begin(), traces.end(), [](const auto& t) { return t.kind != TraceKind::source; })) continue;
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
