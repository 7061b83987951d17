// Rows that go, and the rows that say which file a registration came from.
#include "issuer/office/registry.hpp"

namespace eb::issuer {

Status Registry::blank(const StoredRegistration& stored) {
  const auto n = registration_number(stored.registration.id);
  if (!n) return unknown_registration(stored.registration.id);
  EB_TRY(count,
         database_.prepare("INSERT INTO erased_problem VALUES(?, 1) ON CONFLICT(problem) DO UPDATE SET registrations ="
                           " registrations + 1"));
  for (const auto& problem : stored.registration.problems) EB_CHECK(count.bind(1, std::string_view(problem)).run());
  EB_TRY(badges, database_.prepare("DELETE FROM badge WHERE registration = ?"));
  EB_CHECK(badges.bind(1, std::string_view(stored.registration.id)).run());
  EB_TRY(change,
         database_.prepare("UPDATE registration SET revision=?, source='', name='', email='', organisation='',"
                           " birth_date='', id_number='', id_expiry='', language='', problems='', salt=x'' WHERE n = ?"));
  return change.bind(1, StoredRegistration::erasing).bind(2, *n).run();
}

Status Registry::mark_erased(std::string_view id) {
  const auto n = registration_number(id);
  if (!n) return unknown_registration(id);
  EB_TRY(change, database_.prepare("UPDATE registration SET revision = 0 WHERE n = ?"));
  return change.bind(1, *n).run();
}

Status Registry::blank_everybody() {
  EB_CHECK(
      database_.run("DELETE FROM registration; DELETE FROM badge; DELETE FROM source_file; DELETE FROM erased_problem"));
  EB_CHECK(remove_value(event_id_key_name));
  return remove_value(import_key_name);
}

Result<std::map<std::string, std::uint64_t, std::less<>>> Registry::erased_problems() {
  std::map<std::string, std::uint64_t, std::less<>> out;
  EB_TRY(select, database_.prepare("SELECT problem, registrations FROM erased_problem"));
  while (true) {
    EB_TRY(more, select.step());
    if (!more) return out;
    out.emplace(select.text(0), static_cast<std::uint64_t>(select.integer(1)));
  }
}

Result<bool> Registry::file_seen(const Sha256& content) {
  EB_TRY(select, database_.prepare("SELECT 1 FROM source_file WHERE digest = ?"));
  select.bind(1, content.view());
  return select.step();
}

Status Registry::remember_file(const SourceFile& file) {
  EB_TRY(insert, database_.prepare("INSERT INTO source_file VALUES(?,?,?,?)"));
  return insert.bind(1, file.content.view())
      .bind(2, std::string_view(file.path))
      .bind(3, file.first)
      .bind(4, file.last)
      .run();
}

Result<std::optional<Registry::SourceFile>> Registry::source_of(std::string_view id) {
  const auto n = registration_number(id);
  if (!n) return std::nullopt;
  EB_TRY(select, database_.prepare("SELECT digest, path, first, last FROM source_file WHERE first <= ?1 AND last >= ?1"));
  EB_TRY(found, select.bind(1, *n).step());
  if (!found) return std::nullopt;
  const auto digest = Sha256::from(select.blob(0));
  if (!digest)
    return fail(ErrorCode::integrity, "the registry's list of imported files is damaged: restore it from the last backup");
  return SourceFile{*digest, std::string(select.text(1)), select.integer(2), select.integer(3)};
}

Status Registry::forget_source_path(const SourceFile& file) {
  EB_TRY(change, database_.prepare("UPDATE source_file SET path = '' WHERE digest = ?"));
  return change.bind(1, file.content.view()).run();
}

Result<std::int64_t> Registry::left_of(const SourceFile& file) {
  EB_TRY(count, database_.prepare("SELECT count(*) FROM registration WHERE n BETWEEN ? AND ? AND revision > 0"));
  EB_CHECK(count.bind(1, file.first).bind(2, file.last).step());
  return count.integer(0);
}

}  // namespace eb::issuer
