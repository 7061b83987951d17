// Door lists at the gate: which file is in force, taking a new one, following a new root.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/door/examine.hpp"
#include "scanner/gate.hpp"
#include "scanner/gate_log.hpp"

namespace eb::scanner {

[[nodiscard]] std::filesystem::path list_file_name(const ListRef& list);  // 000003-0123456789abcdef.ebdl

// The stored file of a loaded list, verified again from the root down. integrity or not_found when it is no longer what was
// loaded; the message says to load it again.
[[nodiscard]] Result<door::ListFile> open_stored_list(const Gate& gate, const ListRef& list);

// The same, opened with this gate's key. key_unknown: the list is not for this gate; key_unfit: the gate was removed;
// decrypt_failed: its key box does not open. The gate's keys must be open.
[[nodiscard]] Result<door::ActiveList> activate(const Gate& gate, door::ListFile file, Millis now);

struct LoadReport {
  std::string event, event_name, time_zone;
  std::uint64_t sequence = 0;
  std::uint64_t entries = 0;
  Seconds valid_until{};
  bool was_in_force = false;  // this very file already was: nothing changed
  std::vector<std::string> warnings;
};
// Verifies the file and switches to it. Crash points: the file is written and synced first, then one transaction names it; until
// that is committed the old list is in force, and a file that no entry names is never read. Refused, with the old list kept:
// another event (not_allowed), a sequence number below the highest seen or an older trust list (rollback), another file with
// the same number (integrity), an expired list in place of a valid one (expired), and whatever activate() refuses.
[[nodiscard]] Result<LoadReport> load_list(const Gate& gate, GateLog& log, const std::filesystem::path& path,
                                           const Clock& clock);

// Follows a root change signed by the pinned root: logged, then pinned. Lists below the old root are no longer accepted.
[[nodiscard]] Status change_root(Gate& gate, GateLog& log, const std::filesystem::path& path, const Clock& clock);

}  // namespace eb::scanner
