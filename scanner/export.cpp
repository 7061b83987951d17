#include "scanner/export.hpp"

#include <optional>
#include <set>

#include "common/base/text.hpp"
#include "common/door/list_file.hpp"
#include "common/os/files.hpp"
#include "scanner/lists.hpp"
#include "scanner/root_change.hpp"
#include "scanner/scaffold.hpp"
#include "scanner/tiles.hpp"

namespace eb::scanner {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view another_export = "an export is never mixed with another one; name a new directory";

Status write_out(const fs::path& path, std::string_view content) {
  return os::write_file(path, as_bytes(content), os::Access::readable);
}

// Entries and checkpoints of one moment: those up to the newest checkpoint.
struct LogCopy {
  std::string entries;             // each with its line feed
  std::vector<std::string> notes;  // the last one covers all entries
};

Result<LogCopy> copy_log(GateLog& log, ExportReport& report) {
  EB_TRY(transaction, store::Transaction::begin(log.lines().database()));
  EB_TRY(covered, log.lines().last_checkpoint_size());
  LogCopy copy;
  EB_CHECK(log.lines().for_each([&](std::uint64_t index, std::string_view line) -> Status {
    if (index >= covered) return {};
    copy.entries.append(line).push_back('\n');
    ++report.entries;
    return {};
  }));
  EB_TRY(notes, log.lines().checkpoints());
  EB_CHECK(transaction.commit());
  report.checkpoints = notes.size();
  copy.notes = std::move(notes);
  return copy;
}

Status write_log(const LogCopy& copy, const fs::path& at) {
  std::string checkpoints;
  for (const auto& note : copy.notes) checkpoints += note + "\n";
  EB_CHECK(write_out(at / "entries.jsonl", copy.entries));
  return write_out(at / "checkpoints.txt", checkpoints);
}

// Where tiles go, when they are asked for.
Result<std::optional<Scaffold>> tiles_beside(const fs::path& tiles) {
  if (tiles.empty()) return std::nullopt;
  EB_TRY(scaffold, Scaffold::beside(tiles, another_export));
  return scaffold;
}

// A list that was lost does not stop the export: the auditor needs what there is, and sees what is missing.
Status copy_lists(const Gate& gate, const GateLog& log, const fs::path& at, ExportReport& report) {
  EB_CHECK(os::make_directory(at / file::lists, os::Access::readable));
  std::set<std::string> done;
  for (const auto& list : log.state().lists) {
    const auto name = list_file_name(list);
    if (!done.insert(name).second) continue;
    auto content = os::read_file(gate.directory() / file::lists / name, door::max_list_file);
    if (!content && log.state().purged) continue;
    if (!content) {
      report.warnings.push_back("door list " + std::to_string(list.sequence) +
                                " is not in the export: " + content.error().message);
      continue;
    }
    if (crypto::sha256(*content) != list.hash)
      report.warnings.push_back("door list " + std::to_string(list.sequence) +
                                " is exported as it is, and it is not the file that was loaded");
    EB_CHECK(os::write_file(at / file::lists / name, *content, os::Access::readable));
  }
  if (log.state().purged) report.warnings.push_back("this gate was purged: its door lists are in exports from before");
  return os::sync_directory(at / file::lists);
}

}  // namespace

Result<ExportReport> export_log(const Gate& gate, GateLog& log, const fs::path& directory, const fs::path& tiles,
                                Millis now) {
  EB_TRY(scaffold, Scaffold::beside(directory, another_export));
  EB_TRY(tiled, tiles_beside(tiles));
  EB_CHECK(log.checkpoint(gate, now));
  ExportReport report;
  const auto& at = scaffold.path();
  EB_TRY(copy, copy_log(log, report));
  EB_CHECK(write_log(copy, at));
  EB_CHECK(write_out(at / "gate.vkey", gate.note_key(log.kind() == LogKind::rehearsal).text() + "\n"));
  EB_CHECK(write_out(at / file::root, gate.root().key.pem()));
  EB_CHECK(copy_root_changes(gate, at));
  EB_CHECK(copy_lists(gate, log, at, report));
  if (tiled) EB_CHECK(write_tiles(tiled->path(), copy.entries, copy.notes.back()));
  EB_CHECK(scaffold.keep());
  if (tiled) EB_CHECK(tiled->keep());
  return report;
}

}  // namespace eb::scanner
