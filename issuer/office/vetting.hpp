// What officers do to registrations: import, edit, approve, reject, reopen.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "issuer/intake/intake.hpp"
#include "issuer/office/office.hpp"

namespace eb::issuer {

// Where a registration stands, worked out from the acts and its present form.
// revoked: it has had a badge and has none now, but the approvals are in force (reissue).
// erasing: nothing of it is in the registry, and an interrupted erasure may have left traces elsewhere.
enum class Standing { open, approved_once, cleared, rejected, issued, revoked, erasing, erased, changed_outside };
[[nodiscard]] std::string_view standing_name(Standing standing);  // open approved cleared rejected issued revoked
                                                                  // erasing erased changed-outside
[[nodiscard]] Standing standing_of(const Office& office, const StoredRegistration& stored);

// Part of any field, in small or capital letters.
[[nodiscard]] bool holds_text(const Registration& registration, std::string_view text);

// A registration can be approved when nothing in it is wrong; late_registration and duplicate may be overruled by an officer
// who names the registration and gives a reason. Everything else must be edited first.
[[nodiscard]] Status approvable(const StoredRegistration& stored, bool reason_given);

// One thing that was tried, for messages: empty error = done.
struct Outcome {
  std::string id;                  // registration or badge
  std::optional<Error> error;
};

// Imports files and directories, each file in a transaction of its own; a file imported before is skipped and said.
struct ImportResult {
  IntakeSummary summary;
  std::vector<std::string> seen_before;      // paths
};
// Told after the transaction of its file, from what was stored: what it is told exists.
struct Told {
  bool only_problems = false;  // not those without any
  std::function<void(const Registration&)> tell;
};
[[nodiscard]] Result<ImportResult> import_files(Office& office, const Actor& actor, Millis now,
                                                const std::vector<std::filesystem::path>& paths, const Told& told);
// Files below the paths in the order in which they are read (directories by name; Maildir's cur and new).
[[nodiscard]] Result<std::vector<std::filesystem::path>> files_below(const std::vector<std::filesystem::path>& paths);

enum class Vote { approve, reject, reopen };
// ids empty: with approve, every registration without problems that this officer has not approved (--all-clean). What cannot
// be done is told in its outcome and leaves the rest untouched.
[[nodiscard]] Result<std::vector<Outcome>> vote(Office& office, const Actor& actor, Millis now, Vote vote,
                                                const std::vector<std::string>& ids, const std::string& reason);

// Sets the given fields (field name, new value) after cleaning them like an import, and works out their problems again. Other
// fields stay as they are with theirs; hostile_text goes when the field that has it is given anew.
using FieldChange = std::pair<std::string, std::string>;
[[nodiscard]] Result<StoredRegistration> edit(Office& office, const Actor& actor, Millis now, const std::string& id,
                                              const std::vector<FieldChange>& changes, const std::string& reason);

// Acts are kept after a person is erased, so a reason must not say who it is about.
[[nodiscard]] Status check_reason(const std::string& reason, const Registration& registration);

}  // namespace eb::issuer
