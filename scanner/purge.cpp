#include "scanner/purge.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "scanner/guards.hpp"
#include "scanner/lists.hpp"

namespace eb::scanner {
namespace {

namespace fs = std::filesystem;

// The box key first: it is what the rest hangs on.
Result<std::vector<fs::path>> doomed(const Gate& gate) {
  const auto& home = gate.directory();
  std::vector<fs::path> files;
  for (const auto* name : {file::agreement_key, file::guards, file::guards_lock}) {
    std::error_code ignored;
    if (fs::exists(home / name, ignored)) files.push_back(home / name);
    for (auto& leftover : os::leftovers_of(home / name)) files.push_back(std::move(leftover));
  }
  std::error_code error;
  for (fs::directory_iterator it(home / file::lists, error), end; !error && it != end; it.increment(error))
    files.push_back(it->path());
  if (error)
    return fail(ErrorCode::io, "cannot look through " + printable((home / file::lists).string()) + ": " + error.message());
  return files;
}

Status refuse_valid_list(const Gate& gate, const GateLog& log, Millis now) {
  const auto& in_force = log.state().in_force;
  const auto file =
      in_force ? open_stored_list(gate, *in_force) : Result<door::ListFile>(fail(ErrorCode::not_found, "no door list"));
  if (!file || to_seconds(now) > file->manifest.valid_until) return {};
  return fail(ErrorCode::not_allowed, "the door list in force is valid until " + format_utc(file->manifest.valid_until) +
                                          ": this gate may still be needed; --early purges it all the same");
}

Status log_purge(const Gate& gate, GateLog& log, const Clock& clock) {
  EB_CHECK(log.transact(clock, [&](EntryWriter& writer) -> Status {
    if (writer.state().purged) return {};
    log::Entry entry;
    entry.kind = log::Kind::stop;
    entry.list = writer.state().in_force ? writer.state().in_force->sequence : 0;
    entry.detail = purge_detail;
    EB_CHECK(writer.add(std::move(entry)));
    return {};
  }));
  EB_TRY(note, log.checkpoint(gate, clock()));
  return {};
}

}  // namespace

Result<PurgeReport> purge_gate(const Gate& gate, GateLog& log, const Clock& clock, bool early) {
  EB_TRY(files, doomed(gate));
  PurgeReport report;
  report.before = log.state().purged && files.empty();
  if (report.before) return report;
  if (!early && !log.state().purged) EB_CHECK(refuse_valid_list(gate, log, clock()));
  EB_CHECK(log_purge(gate, log, clock));
  std::error_code ignored;
  if (fs::exists(gate.directory() / file::rehearsal, ignored)) {
    EB_TRY(rehearsals, GateLog::open(gate, LogKind::rehearsal));
    EB_CHECK(log_purge(gate, rehearsals, clock));
  }
  for (const auto& path : files) {
    EB_CHECK(os::wipe_file(path));
    ++report.files;
  }
  return report;
}

}  // namespace eb::scanner
