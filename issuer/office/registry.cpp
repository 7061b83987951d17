#include "issuer/office/registry.hpp"

#include <charconv>

#include "common/base/text.hpp"
#include "common/codec/cbor.hpp"
#include "issuer/office/traces.hpp"

namespace eb::issuer {
namespace {

constexpr std::string_view schema = R"sql(
CREATE TABLE IF NOT EXISTS registration(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, revision INTEGER NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL,
  email TEXT NOT NULL, organisation TEXT NOT NULL, birth_date TEXT NOT NULL, id_number TEXT NOT NULL, id_expiry TEXT NOT NULL,
  language TEXT NOT NULL, problems TEXT NOT NULL, salt BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS source_file(digest BLOB PRIMARY KEY, path TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erased_problem(problem TEXT PRIMARY KEY, registrations INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS badge(number TEXT PRIMARY KEY, registration TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS value(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS trust_list(sequence INTEGER PRIMARY KEY, cose BLOB NOT NULL);
)sql";

constexpr std::string_view columns =
    "id, revision, source, name, email, organisation, birth_date, id_number, id_expiry, language, problems, salt";

std::string id_of(std::int64_t n) {
  const auto digits = std::to_string(n);
  return "R-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

std::string date_text(const std::optional<Date>& date) {
  return date ? format_date(*date) : std::string();
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

StoredRegistration read_row(const store::Statement& row) {
  StoredRegistration stored;
  auto& r = stored.registration;
  r.id = row.text(0);
  stored.revision = row.integer(1);
  r.source = row.text(2);
  r.name = row.text(3);
  r.email = row.text(4);
  r.organisation = row.text(5);
  r.birth_date = parse_iso_date(row.text(6));
  r.id_number = row.text(7);
  r.id_expiry = parse_iso_date(row.text(8));
  r.language = row.text(9);
  r.problems = split_words(row.text(10));
  stored.salt = to_bytes(row.blob(11));
  return stored;
}

}  // namespace

std::optional<std::int64_t> registration_number(std::string_view id) {
  if (id.size() < 6 || !id.starts_with("R-")) return std::nullopt;
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(id.data() + 2, id.data() + id.size(), n);
  if (error != std::errc{} || end != id.data() + id.size() || n < 1) return std::nullopt;
  return n;
}

Sha256 form_digest(std::string_view event, const StoredRegistration& stored) {
  const auto& r = stored.registration;
  codec::CborWriter out;
  out.array(13)
      .text(event)
      .text(r.id)
      .integer(stored.revision)
      .text(r.source)
      .text(r.name)
      .text(r.email)
      .text(r.organisation);
  out.text(date_text(r.birth_date)).text(r.id_number).text(date_text(r.id_expiry)).text(r.language).array(r.problems.size());
  for (const auto& problem : r.problems) out.text(problem);
  out.bytes(stored.salt);
  return crypto::sha256(out.view());
}

tl::unexpected<Error> unknown_registration(std::string_view id) {
  return fail(ErrorCode::not_allowed, "no registration '" + printable(id) + "': see 'badge-issuer registrations list'");
}

Result<Registry> Registry::open(store::Database database) {
  EB_CHECK(database.run(schema));
  EB_CHECK(Traces::make_tables(database));
  return Registry(std::move(database));
}

Result<std::int64_t> Registry::next_number() {
  EB_TRY(count, database_.prepare("SELECT coalesce(max(n), 0) FROM registration"));
  EB_CHECK(count.step());
  return count.integer(0) + 1;
}

Status Registry::add(std::int64_t number, const Registration& r, BytesView salt) {
  const auto id = id_of(number);
  EB_TRY(insert, database_.prepare("INSERT INTO registration VALUES(?,?,1,?,?,?,?,?,?,?,?,?,?)"));
  insert.bind(1, number).bind(2, std::string_view(id)).bind(3, std::string_view(r.source)).bind(4, std::string_view(r.name));
  insert.bind(5, std::string_view(r.email)).bind(6, std::string_view(r.organisation));
  insert.bind(7, std::string_view(date_text(r.birth_date))).bind(8, std::string_view(r.id_number));
  insert.bind(9, std::string_view(date_text(r.id_expiry))).bind(10, std::string_view(r.language));
  insert.bind(11, std::string_view(joined(r.problems))).bind(12, salt);
  return insert.run();
}

Result<std::optional<StoredRegistration>> Registry::find(std::string_view id) {
  const auto n = registration_number(id);
  if (!n) return std::nullopt;
  EB_TRY(select, database_.prepare("SELECT " + std::string(columns) + " FROM registration WHERE n = ?"));
  select.bind(1, *n);
  EB_TRY(found, select.step());
  if (!found) return std::nullopt;
  return read_row(select);
}

Status Registry::update(const StoredRegistration& stored) {
  const auto& r = stored.registration;
  const auto n = registration_number(r.id);
  if (!n) return unknown_registration(r.id);
  EB_TRY(change,
         database_.prepare("UPDATE registration SET revision=?, name=?, email=?, organisation=?, birth_date=?, id_number=?,"
                           " id_expiry=?, language=?, problems=? WHERE n = ?"));
  change.bind(1, stored.revision).bind(2, std::string_view(r.name)).bind(3, std::string_view(r.email));
  change.bind(4, std::string_view(r.organisation)).bind(5, std::string_view(date_text(r.birth_date)));
  change.bind(6, std::string_view(r.id_number)).bind(7, std::string_view(date_text(r.id_expiry)));
  change.bind(8, std::string_view(r.language)).bind(9, std::string_view(joined(r.problems))).bind(10, *n);
  return change.run();
}

Status Registry::for_each(const Visit& visit) {
  return for_each_from(0, false, visit);
}

Status Registry::for_each_from(std::int64_t number, bool only_with_problems, const Visit& visit) {
  const std::string_view filter = only_with_problems ? " AND problems <> ''" : "";
  EB_TRY(select, database_.prepare("SELECT " + std::string(columns) + " FROM registration WHERE n >= ?" +
                                   std::string(filter) + " ORDER BY n"));
  select.bind(1, number);
  while (true) {
    EB_TRY(more, select.step());
    if (!more) return {};
    EB_CHECK(visit(read_row(select)));
  }
}

Result<std::int64_t> Registry::registration_count() {
  EB_TRY(count, database_.prepare("SELECT count(*) FROM registration"));
  EB_CHECK(count.step());
  return count.integer(0);
}

Status Registry::add_badge(const StoredBadge& badge) {
  EB_TRY(insert, database_.prepare("INSERT INTO badge VALUES(?,?,?,'active')"));
  return insert.bind(1, std::string_view(badge.number))
      .bind(2, std::string_view(badge.registration))
      .bind(3, std::string_view(badge.text))
      .run();
}

Result<std::optional<StoredBadge>> Registry::find_badge(std::string_view number) {
  EB_TRY(select, database_.prepare("SELECT number, registration, text FROM badge WHERE number = ?"));
  select.bind(1, number);
  EB_TRY(found, select.step());
  if (!found) return std::nullopt;
  return StoredBadge{std::string(select.text(0)), std::string(select.text(1)), std::string(select.text(2))};
}

Status Registry::set_badge_state(std::string_view number, std::string_view state) {
  EB_TRY(change, database_.prepare("UPDATE badge SET state = ? WHERE number = ?"));
  return change.bind(1, state).bind(2, number).run();
}

Status Registry::set_value(std::string_view name, BytesView value) {
  EB_TRY(insert, database_.prepare("INSERT OR REPLACE INTO value VALUES(?,?)"));
  return insert.bind(1, name).bind(2, value).run();
}

Status Registry::remove_value(std::string_view name) {
  EB_TRY(remove, database_.prepare("DELETE FROM value WHERE name = ?"));
  return remove.bind(1, name).run();
}

Result<std::optional<Bytes>> Registry::value(std::string_view name) {
  EB_TRY(select, database_.prepare("SELECT value FROM value WHERE name = ?"));
  select.bind(1, name);
  EB_TRY(found, select.step());
  if (!found) return std::nullopt;
  return to_bytes(select.blob(0));
}

Status Registry::add_trust_list(std::uint64_t sequence, BytesView cose) {
  EB_TRY(insert, database_.prepare("INSERT INTO trust_list VALUES(?,?)"));
  return insert.bind(1, sequence).bind(2, cose).run();
}

Result<Bytes> Registry::trust_list() {
  EB_TRY(select, database_.prepare("SELECT cose FROM trust_list ORDER BY sequence DESC LIMIT 1"));
  EB_TRY(found, select.step());
  if (!found)
    return fail(ErrorCode::not_found, "the office has no trust list: run 'badge-issuer init' again in a new directory");
  return to_bytes(select.blob(0));
}

}  // namespace eb::issuer
