#include "scanner/salvage.hpp"

#include "common/base/text.hpp"
#include "common/door/list_file.hpp"
#include "common/os/files.hpp"
#include "common/store/sqlite.hpp"
#include "scanner/root_change.hpp"
#include "scanner/scaffold.hpp"

namespace eb::scanner {
namespace {

namespace fs = std::filesystem;

// One column of a table, row after row, each followed by a line feed, until the end or until SQLite gives up.
Result<std::uint64_t> read_rows(store::Database& database, std::string_view query, const char* what, std::string& out,
                                std::vector<std::string>& warnings) {
  std::uint64_t count = 0;
  const auto stopped = [&](const Error& error) {
    warnings.push_back("reading stopped after " + std::to_string(count) + " " + what + ": " + error.message);
    return count;
  };
  auto rows = database.prepare(query);
  if (!rows) return stopped(rows.error());
  while (true) {
    const auto more = rows->step();
    if (!more) return stopped(more.error());
    if (!*more) return count;
    out.append(rows->text(0)).push_back('\n');
    ++count;
  }
}

Status salvage_lists(const Gate& gate, const fs::path& to, std::vector<std::string>& warnings) {
  EB_CHECK(os::make_directory(to / file::lists, os::Access::readable));
  std::error_code absent;
  for (const auto& list : fs::directory_iterator(gate.directory() / file::lists, absent)) {
    const auto content = os::read_file(list.path(), door::max_list_file);
    if (!content) {
      warnings.push_back("a door list is not in the export: " + content.error().message);
      continue;
    }
    EB_CHECK(os::write_file(to / file::lists / list.path().filename(), *content, os::Access::readable));
  }
  if (absent) warnings.push_back("no door list is in the export: " + absent.message());
  return os::sync_directory(to / file::lists);
}

std::string label(const Gate& gate, const ExportReport& report, Millis now) {
  std::string out = "This is no whole export. badge-scanner export --salvage wrote it at " + format_utc(now) + ": the raw " +
                    "lines, checkpoints and door lists that could be read of gate " + gate.name() +
                    ", unchecked. badge-audit verify names what is wrong with them.\n";
  for (const auto& warning : report.warnings) out += printable(warning, 1000) + "\n";
  return out;
}

}  // namespace

Result<ExportReport> salvage_log(const Gate& gate, LogKind kind, const fs::path& directory, Millis now) {
  EB_TRY(database, store::Database::open(gate.directory() / (kind == LogKind::real ? file::log : file::rehearsal),
                                         store::OpenMode::read_only));
  EB_TRY(scaffold, Scaffold::beside(directory, "an export is never mixed with another one; name a new directory"));
  const auto& at = scaffold.path();
  const auto write_out = [&](const char* name, const std::string& content) {
    return os::write_file(at / name, as_bytes(content), os::Access::readable);
  };
  ExportReport report;
  std::string entries, checkpoints;
  EB_TRY(lines, read_rows(database, "SELECT line FROM log_line ORDER BY idx", "lines", entries, report.warnings));
  EB_TRY(notes, read_rows(database, "SELECT note FROM log_checkpoint ORDER BY number", "checkpoints", checkpoints,
                          report.warnings));
  report.entries = lines;
  report.checkpoints = notes;
  EB_CHECK(write_out("entries.jsonl", entries));
  EB_CHECK(write_out("checkpoints.txt", checkpoints));
  EB_CHECK(write_out("gate.vkey", gate.note_key(kind == LogKind::rehearsal).text() + "\n"));
  EB_CHECK(write_out(file::root, gate.root().key.pem()));
  EB_CHECK(salvage_lists(gate, at, report.warnings));
  if (auto copied = copy_root_changes(gate, at); !copied) report.warnings.push_back(copied.error().message);
  EB_CHECK(write_out("salvage.txt", label(gate, report, now)));
  EB_CHECK(scaffold.keep());
  return report;
}

}  // namespace eb::scanner
