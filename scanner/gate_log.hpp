// The gate's log as its programs use it: entries written under one lock, with what follows from them kept at hand.
//
// One transaction is: take the write lock, read what other processes appended, look at the clock, decide, append, commit. So
// no two processes can decide from the same state, and time never runs back in the log. What is not committed did not happen.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/base/error.hpp"
#include "common/log/entry.hpp"
#include "common/log/presence.hpp"
#include "common/store/line_log.hpp"
#include "scanner/gate.hpp"

namespace eb::scanner {

using Clock = std::function<Millis()>;

inline constexpr const char* purge_detail = "purge";            // detail of a stop: door lists and what opens them are gone
inline constexpr std::string_view sign_in_refused = "refused";  // detail of a sign-in with a wrong PIN

// A door list as a list-load entry names it.
struct ListRef {
  std::uint64_t sequence = 0;
  Sha256 hash;              // of the file
  std::uint64_t entry = 0;  // index of the list-load entry
  friend bool operator==(const ListRef&, const ListRef&) = default;
};

// What follows from the entries, in their order.
struct LogState {
  log::PresenceBook presence;
  std::optional<Millis> last_time;
  std::optional<ListRef> in_force;
  std::vector<ListRef> lists;          // all that were loaded, in order
  bool purged = false;                 // the end of retention (purge.hpp)
  bool rollback_noted = false;         // the newest entries say that the clock was set back
  std::optional<std::string> on_duty;  // who signed in last and not out; a refused sign-in changes nothing

  void feed(const log::Entry& entry);
};

class GateLog;

// Appends entries inside a transaction. gate, index, time and rehearsal are filled in here.
class EntryWriter {
 public:
  // The clock as read under the lock, which can be before the newest entry.
  [[nodiscard]] Millis now() const { return now_; }
  // The state before this transaction's own entries, but with those of all other processes.
  [[nodiscard]] const LogState& state() const;
  // The time of an entry: now(), or the newest entry's time when the clock was set back. In a rehearsal time may jump.
  [[nodiscard]] Millis entry_time() const;
  [[nodiscard]] Result<std::uint64_t> add(log::Entry entry);
  // An entry of before this transaction. not_found: no such entry.
  [[nodiscard]] Result<log::Entry> entry(std::uint64_t index);
  // Remembered values, for what entries do not say ("event", "highest list", "trust sequence", "checkpoint time",
  // "direction", "wrong pins").
  [[nodiscard]] Result<std::optional<std::string>> recall(std::string_view key);
  [[nodiscard]] Status remember(std::string_view key, std::string_view value);

 private:
  friend class GateLog;
  EntryWriter(GateLog& log, Millis now) : log_(log), now_(now) {}
  GateLog& log_;
  Millis now_;
  std::vector<log::Entry> added_;
};

enum class LogKind { real, rehearsal };

// Makes an empty log; for a new gate.
[[nodiscard]] Status create_log(const std::filesystem::path& path);

class GateLog {
 public:
  // Opens and reads the whole log: the database checked, every line parsed, checkpoints compared, the newest one's signature
  // verified when the gate's keys are open. A missing real log is an error and never made anew; a rehearsal's is.
  [[nodiscard]] static Result<GateLog> open(const Gate& gate, LogKind kind);

  // Runs `work` under the lock and commits when it returns without error. After an error nothing has changed, and the log
  // must be opened again.
  [[nodiscard]] Status transact(const Clock& clock, const std::function<Status(EntryWriter&)>& work);
  [[nodiscard]] Status refresh();  // reads what others appended

  // A checkpoint of all entries, signed and stored; the newest one again when nothing was logged since.
  [[nodiscard]] Result<std::string> checkpoint(const Gate& gate, Millis now);
  // True when entries came since the newest checkpoint and that one is a minute old, or its time is not known.
  [[nodiscard]] Result<bool> checkpoint_due(Millis now);
  [[nodiscard]] Result<std::optional<Millis>> checkpoint_time();  // of the newest one, by the gate's clock
  [[nodiscard]] Result<std::optional<std::string>> recall(std::string_view key);

  [[nodiscard]] const LogState& state() const { return state_; }
  [[nodiscard]] store::LineLog& lines() { return lines_; }
  [[nodiscard]] std::uint64_t size() const { return lines_.size(); }
  [[nodiscard]] LogKind kind() const { return kind_; }

 private:
  friend class EntryWriter;
  GateLog(store::LineLog lines, std::string gate, LogKind kind)
      : lines_(std::move(lines)), gate_(std::move(gate)), kind_(kind) {}
  [[nodiscard]] Status catch_up();
  [[nodiscard]] Status check_newest_checkpoint(const Gate& gate);
  store::LineLog lines_;
  std::string gate_;
  LogKind kind_;
  LogState state_;
};

}  // namespace eb::scanner
