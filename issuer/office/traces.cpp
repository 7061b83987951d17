#include "issuer/office/traces.hpp"

#include <algorithm>
#include <array>

namespace eb::issuer {
namespace {

constexpr std::string_view schema = R"sql(
CREATE TABLE IF NOT EXISTS trace(path TEXT NOT NULL, digest BLOB NOT NULL, kind TEXT NOT NULL, PRIMARY KEY(path, digest)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS trace_about(registration TEXT NOT NULL, path TEXT NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY(registration, path, digest)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS trace_about_path ON trace_about(path, digest);
)sql";

constexpr std::array<std::pair<std::string_view, TraceKind>, 5> kind_names{{{"badges", TraceKind::badges},
                                                                            {"registrations", TraceKind::registrations},
                                                                            {"person", TraceKind::person},
                                                                            {"door-list", TraceKind::door_list},
                                                                            {"source", TraceKind::source}}};

}  // namespace

std::string_view trace_kind_name(TraceKind kind) {
  const auto* const found =
      std::find_if(kind_names.begin(), kind_names.end(), [&](const auto& known) { return known.second == kind; });
  return found == kind_names.end() ? "unknown" : found->first;
}

Status Traces::make_tables(store::Database& database) {
  return database.run(schema);
}

Status Traces::add(const Trace& trace, const std::vector<std::string>& about) {
  EB_TRY(insert, database_.prepare("INSERT OR REPLACE INTO trace VALUES(?,?,?)"));
  EB_CHECK(
      insert.bind(1, std::string_view(trace.path)).bind(2, trace.digest.view()).bind(3, trace_kind_name(trace.kind)).run());
  EB_TRY(link, database_.prepare("INSERT OR IGNORE INTO trace_about VALUES(?,?,?)"));
  for (const auto& registration : about)
    EB_CHECK(link.bind(1, std::string_view(registration))
                 .bind(2, std::string_view(trace.path))
                 .bind(3, trace.digest.view())
                 .run());
  return {};
}

Result<std::vector<Trace>> Traces::read(store::Statement statement) {
  std::vector<Trace> out;
  while (true) {
    EB_TRY(more, statement.step());
    if (!more) return out;
    const auto digest = Sha256::from(statement.blob(1));
    const auto* const kind = std::find_if(kind_names.begin(), kind_names.end(),
                                          [&](const auto& known) { return known.first == statement.text(2); });
    if (!digest || kind == kind_names.end())
      return fail(ErrorCode::integrity, "the registry's list of written files is damaged: restore it from the last backup");
    out.push_back({std::string(statement.text(0)), *digest, kind->second});
  }
}

Result<std::vector<Trace>> Traces::about(std::string_view registration) {
  EB_TRY(select, database_.prepare("SELECT t.path, t.digest, t.kind FROM trace t JOIN trace_about a ON a.path = t.path AND"
                                   " a.digest = t.digest WHERE a.registration = ? ORDER BY t.path"));
  select.bind(1, registration);
  return read(std::move(select));
}

Result<std::vector<Trace>> Traces::all() {
  EB_TRY(select, database_.prepare("SELECT path, digest, kind FROM trace ORDER BY path"));
  return read(std::move(select));
}

Result<std::vector<Trace>> Traces::at(std::string_view path) {
  EB_TRY(select, database_.prepare("SELECT path, digest, kind FROM trace WHERE path = ?"));
  select.bind(1, path);
  return read(std::move(select));
}

Status Traces::add_sources() {
  return database_.run("INSERT OR IGNORE INTO trace SELECT path, digest, 'source' FROM source_file WHERE path <> ''");
}

Status Traces::keep_only(const Trace& trace, std::string_view registration) {
  EB_TRY(remove, database_.prepare("DELETE FROM trace_about WHERE path = ? AND digest = ? AND registration <> ?"));
  return remove.bind(1, std::string_view(trace.path)).bind(2, trace.digest.view()).bind(3, registration).run();
}

Status Traces::forget(const Trace& trace) {
  for (const auto* sql :
       {"DELETE FROM trace_about WHERE path = ? AND digest = ?", "DELETE FROM trace WHERE path = ? AND digest = ?"}) {
    EB_TRY(remove, database_.prepare(sql));
    EB_CHECK(remove.bind(1, std::string_view(trace.path)).bind(2, trace.digest.view()).run());
  }
  return {};
}

Status Traces::forget(const Trace& trace, std::string_view registration) {
  EB_TRY(remove, database_.prepare("DELETE FROM trace_about WHERE path = ? AND digest = ? AND registration = ?"));
  EB_CHECK(remove.bind(1, std::string_view(trace.path)).bind(2, trace.digest.view()).bind(3, registration).run());
  EB_TRY(left, database_.prepare("SELECT 1 FROM trace_about WHERE path = ? AND digest = ?"));
  EB_TRY(others, left.bind(1, std::string_view(trace.path)).bind(2, trace.digest.view()).step());
  return others ? Status{} : forget(trace);
}

}  // namespace eb::issuer
