// One scan: decided and logged under one lock, told only when the entry is on disk. Fails closed: a scan always has a verdict,
// and whatever goes wrong with the log makes it log_unavailable.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/badge/decide.hpp"
#include "scanner/gate.hpp"
#include "scanner/gate_log.hpp"
#include "scanner/lists.hpp"

namespace eb::scanner {

// A text longer than this is cut there: no badge is that long, and the rest is neither read nor hashed.
constexpr std::size_t max_scanned_text = 4096;
[[nodiscard]] inline std::string_view bounded(std::string_view text) {
  return text.substr(0, max_scanned_text);
}

struct ScanRequest {
  std::string text;      // of the one code; empty when `several`
  bool several = false;  // more than one badge in the frame
  badge::PresentedId presented;
  badge::Direction direction = badge::Direction::entry;
  std::optional<std::string> guard;
  std::optional<std::uint64_t> confirms;  // index of the entry that asked for the document: logged as `confirm`
};

[[nodiscard]] log::Kind kind_of(const ScanRequest& request);  // confirm, exit or scan

struct ScanResult {
  badge::Decision decision;
  std::optional<badge::BadgeNumber> number;
  std::optional<std::string> name, organisation;  // only when the decision lets the guard see them
  std::string language;                           // the delegate's, two letters or empty
  std::optional<badge::IdData> compare;  // what the guard compares by eye: only while the document is asked for that way
  badge::Presence presence;              // of already_inside: since when and where
  std::string detail;                    // what the guard is told beside the verdict
  std::string gate;
  Millis time{};
  std::uint64_t list = 0;              // 0: none
  std::optional<std::uint64_t> entry;  // index; none when it could not be logged
  bool rehearsal = false;
  std::string trouble;  // for the error output: why the log or the list cannot be used
};

// How the gate stands, for those who look at it. The pointers hold until the scanner is asked again.
struct GateView {
  Millis now{};  // pretended in a rehearsal
  const LogState* log = nullptr;
  std::uint64_t entries = 0;
  std::uint64_t checkpoint_size = 0;  // 0: none yet
  std::optional<Millis> checkpoint_time;
  const badge::Manifest* list = nullptr;  // null: list_trouble says why
  std::string list_trouble;
  badge::GateCondition condition{};
};

// A gate at work: the log, the list in force, the clock. One thread.
class Scanner {
 public:
  // The gate's keys must be open. rehearse_at: pretended time; it goes on from there as `clock` does.
  Scanner(Gate gate, Clock clock, std::optional<Millis> rehearse_at = std::nullopt);

  [[nodiscard]] ScanResult scan(const ScanRequest& request);
  // Acts of people: `work` appends entries of its own under the lock, with the list in force opened. Nothing of it happened when
  // it or the commit fails.
  using Work = std::function<Status(EntryWriter& writer, const GateView& view)>;
  [[nodiscard]] Status act(const Work& work);
  // Reads what other processes appended, and follows the list in force.
  [[nodiscard]] Result<GateView> view();
  // Visits entries in their order, from `from` on.
  [[nodiscard]] Status visit(std::uint64_t from, const std::function<void(const log::Entry&)>& entry);
  // Logs a start or stop.
  [[nodiscard]] Status note(log::Kind kind);
  // Signs a checkpoint: always, or only when one is due (GateLog::checkpoint_due).
  [[nodiscard]] Status checkpoint(bool only_when_due);
  // The newest one, as a signed note. Changes nothing. not_found: there is none yet.
  [[nodiscard]] Result<std::string> newest_checkpoint();

  [[nodiscard]] Millis now() const;  // pretended in a rehearsal
  [[nodiscard]] bool rehearsal() const { return rehearse_at_.has_value(); }
  [[nodiscard]] const Gate& gate() const { return gate_; }

 private:
  [[nodiscard]] Status open_logs();
  [[nodiscard]] Status transact(const std::function<Status(EntryWriter&)>& work);
  [[nodiscard]] Status decide_and_log(const ScanRequest& request, EntryWriter& writer, ScanResult& result);
  [[nodiscard]] Status follow_list(EntryWriter& writer);
  [[nodiscard]] badge::GateCondition condition(const EntryWriter& writer) const;
  [[nodiscard]] Result<door::Answer> ask(const ScanRequest& request, const EntryWriter& writer);
  [[nodiscard]] Result<GateView> view_in(const EntryWriter& writer);
  [[nodiscard]] ScanResult unavailable(const Error& error) const;

  Gate gate_;
  Clock clock_;
  std::optional<Millis> rehearse_at_;
  Millis started_;
  std::optional<GateLog> log_;   // that of the rehearsal in a rehearsal
  std::optional<GateLog> real_;  // in a rehearsal: for the list in force
  std::optional<ListRef> ref_;   // the list that list_ or list_trouble_ is about
  std::optional<door::ActiveList> list_;
  std::string list_trouble_;
};

}  // namespace eb::scanner
