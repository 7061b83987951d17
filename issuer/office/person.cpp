#include "issuer/office/person.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "common/os/lines.hpp"
#include "issuer/office/written.hpp"

namespace eb::issuer {
namespace {

constexpr std::size_t max_source = std::size_t{16} << 20;

Status add_badges(Office& office, PersonFile& out) {
  for (const auto& [number, issued] : office.state().badges()) {
    if (issued.registration != out.stored.registration.id) continue;
    EB_TRY(row, office.registry().find_badge(number));
    out.badges.push_back({number, issued.state, row ? row->text : std::string()});
  }
  return {};
}

bool is_of(const PersonFile& person, const std::optional<std::string>& badge) {
  return badge && std::any_of(person.badges.begin(), person.badges.end(), [&](const auto& b) { return b.number == *badge; });
}

Status add_source(Office& office, PersonFile& out) {
  EB_TRY(file, office.registry().source_of(out.stored.registration.id));
  if (!file) return {};
  EB_CHECK(office.for_each_act([&](const log::Act& act, std::string_view) -> Status {
    if (act.act == "import" && act.digest == file->content) out.acts.push_back(act);
    return {};
  }));
  HeldSource source;
  source.path = file->path;
  EB_TRY(left, office.registry().left_of(*file));
  source.others = left - 1;
  std::error_code error;
  source.there = !file->path.empty() && std::filesystem::is_regular_file(file->path, error);
  if (source.there) {
    EB_TRY(hash, hash_file(file->path));
    EB_TRY(digest, content_digest(office, hash));
    source.unchanged = digest == file->content;
  }
  if (source.unchanged && source.others == 0) {
    EB_TRY(content, os::read_file(file->path, max_source));
    source.content = std::move(content);
  }
  out.source = std::move(source);
  return {};
}

// The badge's own entries, and those where its text was refused before its number was known.
Status add_entries(const std::filesystem::path& directory, PersonFile& out) {
  const auto path = directory / "entries.jsonl";
  const auto where = printable(path.string());
  auto opened = os::LineFile::open(path);
  if (!opened)
    return fail(opened.error().code, opened.error().message + "; give a directory that badge-scanner export wrote");
  auto& lines = *opened;
  std::vector<Sha256> texts;
  for (const auto& badge : out.badges) texts.push_back(crypto::sha256(as_bytes(badge.text)));
  for (os::LineFile::Line line; lines.next(line);) {
    auto entry = log::parse_entry(line.text);
    if (!entry) return fail(ErrorCode::malformed, where + " is no log of a gate: run badge-audit verify on it");
    const auto number = entry->badge ? std::optional(entry->badge->text()) : std::nullopt;
    const bool by_text = entry->text_hash && std::find(texts.begin(), texts.end(), *entry->text_hash) != texts.end();
    if (by_text || is_of(out, number)) out.entries.push_back(std::move(*entry));
  }
  return lines.status();
}

}  // namespace

Result<PersonFile> person_file(Office& office, const std::string& id, const std::vector<std::filesystem::path>& exports) {
  EB_TRY(stored, office.registry().find(id));
  if (!stored) return unknown_registration(id);
  EB_CHECK(office.state().not_erased(stored->registration.id));
  PersonFile out;
  out.standing = standing_of(office, *stored);
  out.stored = std::move(*stored);
  EB_CHECK(add_badges(office, out));
  EB_CHECK(add_source(office, out));
  EB_CHECK(office.for_each_act([&](const log::Act& act, std::string_view) -> Status {
    if (act.registration == out.stored.registration.id || is_of(out, act.badge)) out.acts.push_back(act);
    return {};
  }));
  EB_TRY(files, Traces(office.registry().database()).about(out.stored.registration.id));
  out.files = std::move(files);
  for (const auto& directory : exports) EB_CHECK(add_entries(directory, out));
  return out;
}

Result<std::string> find_person(Office& office, std::string_view text) {
  std::vector<std::string> ids;
  EB_CHECK(office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    if (stored.revision > 0 && holds_text(stored.registration, text)) ids.push_back(stored.registration.id);
    return {};
  }));
  if (ids.size() == 1) return ids.front();
  if (ids.empty()) return fail(ErrorCode::not_allowed, "no registration holds '" + printable(text) + "'");
  std::string all;
  for (const auto& id : ids) all += " " + id;
  return fail(ErrorCode::not_allowed, "several registrations hold '" + printable(text) + "': name one of" + all);
}

}  // namespace eb::issuer
