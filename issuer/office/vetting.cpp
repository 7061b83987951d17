#include "issuer/office/vetting.hpp"

#include <algorithm>
#include <array>

#include "common/base/text.hpp"
#include "issuer/office/telling.hpp"
#include "issuer/office/written.hpp"

namespace eb::issuer {
namespace {

constexpr std::size_t max_record_text = 200;  // bytes, as in sealed records
constexpr std::array<std::string_view, 2> overrulable{"late_registration", "duplicate"};

std::string_view act_name(Vote vote) {
  switch (vote) {
    case Vote::approve: return "approve";
    case Vote::reject: return "reject";
    case Vote::reopen: return "reopen";
  }
  return "";
}

// An edit, a rejection or a reopening ends the badge; the column follows the acts.
Status end_badge_row(Office& office, const std::optional<std::string>& badge) {
  if (!badge) return {};
  return office.registry().set_badge_state(*badge, "revoked");
}

Status vote_on(Office& office, ActWriter& acts, Vote vote, const std::string& id, const std::string& reason) {
  EB_TRY(stored, office.registry().find(id));
  if (!stored) return unknown_registration(id);
  EB_CHECK(office.state().not_erased(stored->registration.id));
  EB_CHECK(check_reason(reason, stored->registration));
  if (vote == Vote::approve) {
    EB_CHECK(approvable(*stored, !reason.empty()));
  } else if (reason.empty()) {
    return fail(ErrorCode::usage, std::string(act_name(vote)) + " needs --reason TEXT");
  }
  const auto badge = office.state().vetting(stored->registration.id).badge;
  log::Act act;
  act.act = act_name(vote);
  act.registration = stored->registration.id;
  act.digest = form_digest(office.event().id, *stored);
  if (!reason.empty()) act.detail = reason;
  EB_CHECK(acts.add(std::move(act)));
  return vote == Vote::approve ? Status{} : end_badge_row(office, badge);
}

Result<std::vector<std::string>> all_clean(Office& office, const std::string& officer) {
  std::vector<std::string> ids;
  const auto visited = office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    const auto standing = standing_of(office, stored);
    const auto vetting = office.state().vetting(stored.registration.id);
    const bool mine = std::any_of(vetting.approvals.begin(), vetting.approvals.end(),
                                  [&](const auto& approval) { return approval.officer == officer; });
    const bool waits = standing == Standing::open || standing == Standing::approved_once;
    if (waits && !mine && stored.registration.problems.empty()) ids.push_back(stored.registration.id);
    return {};
  });
  if (!visited) return tl::unexpected<Error>(visited.error());
  return ids;
}

// An error of the database or of the log ends everything; a rule that says no is that registration's own outcome.
bool is_fatal(ErrorCode code) {
  return code == ErrorCode::storage || code == ErrorCode::io || code == ErrorCode::crypto ||
         code == ErrorCode::signature_invalid;
}

// Random salts, drawn many at a time: each draw from the system's generator asks it whether the process has forked.
class Salts {
 public:
  Result<BytesView> next() {
    if (used_ == drawn_.size()) {
      EB_CHECK(crypto::random_bytes(drawn_));
      used_ = 0;
    }
    used_ += salt_size;
    return BytesView(drawn_).subspan(used_ - salt_size, salt_size);
  }

 private:
  static constexpr std::size_t salt_size = 16;
  std::array<std::uint8_t, 256 * salt_size> drawn_{};
  std::size_t used_ = drawn_.size();
};

Status import_one(Office& office, const Actor& actor, Millis now, const std::filesystem::path& file, Intake& intake,
                  const Told& told, ImportResult& result) {
  auto content = hash_file(file);
  if (!content) {
    ++result.summary.unread_files;
    result.summary.errors.push_back(std::move(content).error());
    return {};
  }
  std::error_code error;
  const auto absolute = std::filesystem::absolute(file, error).lexically_normal();
  std::int64_t first = 0;
  std::int64_t next = 0;
  Salts salts;
  EB_CHECK(office.transact(actor, now, [&](ActWriter& acts) -> Status {
    EB_TRY(digest, content_digest(office, *content));
    EB_TRY(seen, office.registry().file_seen(digest));
    if (seen) {
      result.seen_before.push_back(file.string());
      return {};
    }
    const auto errors_before = result.summary.errors.size();
    EB_TRY(number, office.registry().next_number());
    first = next = number;
    EB_CHECK(intake.read(
        file,
        [&](const Registration& registration) -> Status {
          EB_TRY(salt, salts.next());
          return office.registry().add(next++, registration, salt);
        },
        result.summary));
    // A file that gave nothing can be tried again; whatever gave somebody is remembered, or they would come twice.
    const auto added = next - first;
    if (added == 0 && result.summary.errors.size() != errors_before) return {};
    EB_CHECK(office.registry().remember_file({digest, absolute.string(), first, next - 1}));
    log::Act act;
    act.act = "import";
    act.digest = digest;
    act.detail = std::to_string(added) + " registrations";
    return acts.add(std::move(act));
  }));
  if (next == first) return {};
  return office.registry().for_each_from(first, told.only_problems, [&](const StoredRegistration& stored) -> Status {
    told.tell(stored.registration);
    return {};
  });
}

}  // namespace

std::string_view standing_name(Standing standing) {
  switch (standing) {
    case Standing::open: return "open";
    case Standing::approved_once: return "approved";
    case Standing::cleared: return "cleared";
    case Standing::rejected: return "rejected";
    case Standing::issued: return "issued";
    case Standing::revoked: return "revoked";
    case Standing::erasing: return "erasing";
    case Standing::erased: return "erased";
    case Standing::changed_outside: return "changed-outside";
  }
  return "unknown";
}

Standing standing_of(const Office& office, const StoredRegistration& stored) {
  const auto vetting = office.state().vetting(stored.registration.id);
  if (vetting.erased) {
    if (stored.revision > 0) return Standing::changed_outside;
    return stored.revision == 0 ? Standing::erased : Standing::erasing;
  }
  if (vetting.rejected) return Standing::rejected;
  if (vetting.approvals.empty()) return Standing::open;
  const auto digest = form_digest(office.event().id, stored);
  const bool changed = std::any_of(vetting.approvals.begin(), vetting.approvals.end(),
                                   [&](const auto& approval) { return approval.digest != digest; });
  if (changed) return Standing::changed_outside;
  if (vetting.issued) return vetting.badge ? Standing::issued : Standing::revoked;
  return office.state().approvers(stored.registration.id, digest).size() >= 2 ? Standing::cleared : Standing::approved_once;
}

bool holds_text(const Registration& r, std::string_view text) {
  const auto wanted = ascii_lower(text);
  const std::array fields{&r.id, &r.name, &r.email, &r.organisation, &r.id_number, &r.source};
  return std::any_of(fields.begin(), fields.end(),
                     [&](const auto* value) { return ascii_lower(*value).find(wanted) != std::string::npos; });
}

Status approvable(const StoredRegistration& stored, bool reason_given) {
  const auto& r = stored.registration;
  for (const auto& problem : r.problems) {
    if (std::find(overrulable.begin(), overrulable.end(), problem) == overrulable.end())
      return fail(ErrorCode::not_allowed, r.id + " has " + problem + ": " + std::string(problem_advice(problem)));
    if (!reason_given)
      return fail(ErrorCode::not_allowed,
                  r.id + " has " + problem + ": approve it by its id with --reason TEXT, or reject it");
  }
  if (r.name.empty() || r.id_number.empty() || !r.birth_date || !r.id_expiry)
    return fail(ErrorCode::not_allowed, r.id + " is not complete: edit it first");
  for (const auto* value : {&r.name, &r.organisation, &r.id_number})
    if (value->size() > max_record_text)
      return fail(ErrorCode::not_allowed,
                  r.id + " has a field of more than 200 bytes, which a door list does not hold: shorten it");
  return {};
}

Status check_reason(const std::string& reason, const Registration& r) {
  if (reason.size() > 500) return fail(ErrorCode::usage, "the reason is longer than 500 bytes: shorten it");
  if (reason.empty()) return {};
  if (!is_utf8(reason) || printable(reason, reason.size()) != reason)
    return fail(ErrorCode::usage, "the reason holds control or invisible characters: type it again");
  if (TellingValues(r).in_sentence(reason))
    return fail(ErrorCode::usage, "the reason repeats a value of " + r.id +
                                      ": acts are kept after a person's data is erased, so write it without");
  return {};
}

Result<std::vector<std::filesystem::path>> files_below(const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::filesystem::path> inside;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path, error)) {
      const bool hidden = entry.path().filename().string().starts_with('.');
      const bool maildir_tmp = entry.path().parent_path().filename() == "tmp";
      if (entry.is_regular_file() && !hidden && !maildir_tmp) inside.push_back(entry.path());
    }
    if (error) return fail(ErrorCode::io, "cannot read the folder " + printable(path.string()) + ": " + error.message());
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

Result<ImportResult> import_files(Office& office, const Actor& actor, Millis now,
                                  const std::vector<std::filesystem::path>& paths, const Told& told) {
  // Before anything is read: the act would be refused at the end.
  EB_CHECK(office.state().still_open());
  if (actor.signer != nullptr) EB_CHECK(office.state().may(actor.name, role_registrar));
  EB_TRY(files, files_below(paths));
  Intake intake(&office.event());
  EB_CHECK(office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    if (stored.revision > 0) intake.remember(stored.registration);
    return {};
  }));
  ImportResult result;
  for (const auto& file : files) EB_CHECK(import_one(office, actor, now, file, intake, told, result));
  return result;
}

Result<std::vector<Outcome>> vote(Office& office, const Actor& actor, Millis now, Vote vote,
                                  const std::vector<std::string>& ids, const std::string& reason) {
  std::vector<Outcome> outcomes;
  const auto done = office.transact(actor, now, [&](ActWriter& acts) -> Status {
    auto chosen = ids;
    if (chosen.empty()) {
      EB_TRY(clean, all_clean(office, actor.name));
      chosen = std::move(clean);
    }
    for (const auto& id : chosen) {
      auto result = vote_on(office, acts, vote, id, reason);
      if (!result && is_fatal(result.error().code)) return result;
      outcomes.push_back({id, result ? std::nullopt : std::optional<Error>(std::move(result).error())});
    }
    return {};
  });
  if (!done) return tl::unexpected<Error>(done.error());
  return outcomes;
}

}  // namespace eb::issuer
