// What people at the door do beside scanning. Each act is an entry of its own that names the entry it is about; nothing that was
// logged is ever changed or taken out. Who may do it is the caller's question: the names given here were proved by a PIN.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scanner/scan.hpp"

namespace eb::scanner {

constexpr std::size_t least_reason = 3;  // characters of the reason for an override or undo, without white space around it
constexpr std::size_t most_reason = 200;

struct Act {
  std::uint64_t entry = 0;  // what it is about
  std::string by;           // the supervisor
  std::string reason;       // UTF-8
};

// Whether a supervisor may still admit against this entry, by what the log says: its reason allows it (badge::may_override), it is
// not older than badge::override_patience, the list in force is still the one it was decided from, and the badge was not admitted since.
[[nodiscard]] bool is_overridable(const log::Entry& entry, const GateView& view);

// Index of the new entry. invalid_argument: no reason given, or too long; not_found: no such entry; not_allowed: a reason that
// nobody may override; not_now: too old, settled since, or the gate is not fit.
[[nodiscard]] Result<std::uint64_t> override_entry(Scanner& scanner, const Act& act);
// Takes back an admission, an exit or another undo. not_now: it has no effect, or was undone already.
[[nodiscard]] Result<std::uint64_t> undo_entry(Scanner& scanner, const Act& act);

// A hand-over is a sign-out and a sign-in in one transaction. `role`: guard or supervisor, for the auditor.
[[nodiscard]] Status sign_in(Scanner& scanner, const std::string& name, const std::string& role);
[[nodiscard]] Status sign_out(Scanner& scanner);
// A wrong PIN: a sign-in with the detail `refused`, and the name when somebody of that name is known here.
[[nodiscard]] Status refuse_sign_in(Scanner& scanner, const std::optional<std::string>& name);

}  // namespace eb::scanner
