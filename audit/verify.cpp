#include "audit/verify.hpp"

#include <algorithm>
#include <set>

#include "audit/lines.hpp"
#include "common/base/text.hpp"
#include "common/log/entry_view.hpp"
#include "common/log/merkle.hpp"

namespace eb::audit {
namespace {

struct Wanted {
  log::Checkpoint checkpoint;
  bool elsewhere = false;
};

class Verifier {
 public:
  Verifier(Export& exported, VerifyReport& report) : export_(exported), report_(report) {}

  void take_note(const std::string& text, std::size_t number, bool elsewhere);
  void sort_wanted();
  Status take_line(std::string_view line, bool complete);
  void finish();

 private:
  void find(std::optional<std::uint64_t> entry, std::string what);
  void check_entry(const log::EntryView& entry, std::uint64_t index);
  void check_list_load(const log::EntryView& entry, std::uint64_t index);
  void compare_roots();

  Export& export_;
  VerifyReport& report_;
  std::vector<Wanted> wanted_;
  std::size_t next_wanted_ = 0;
  log::Frontier tree_;
  std::uint64_t agreed_ = 0;  // size of the last checkpoint that agreed
  bool diverged_ = false;
  std::optional<bool> rehearsal_;
  Millis last_time_{};
  std::uint64_t last_list_ = 0;
  std::set<Sha256> used_;
};

void Verifier::find(std::optional<std::uint64_t> entry, std::string what) {
  if (report_.findings.size() < max_findings)
    report_.findings.push_back({printable(export_.directory.string()), entry, std::move(what)});
}

void Verifier::take_note(const std::string& text, std::size_t number, bool elsewhere) {
  const auto which = elsewhere ? std::string("a checkpoint kept elsewhere")
                               : "checkpoint " + std::to_string(number) + " of checkpoints.txt";
  const auto note = log::open_note(text, {export_.key});
  if (!note) {
    if (elsewhere && note.error().code == ErrorCode::signature_invalid &&
        text.find(" " + export_.key.name + " ") == std::string::npos)
      return;
    return find(std::nullopt, which + " is not one of this gate: " + note.error().message);
  }
  auto checkpoint = log::parse_checkpoint(note->text);
  if (!checkpoint) return find(std::nullopt, which + ": " + checkpoint.error().message);
  if (checkpoint->origin != export_.key.name)
    return find(std::nullopt, which + " has origin " + printable(checkpoint->origin));
  wanted_.push_back({std::move(*checkpoint), elsewhere});
}

void Verifier::sort_wanted() {
  std::stable_sort(wanted_.begin(), wanted_.end(),
                   [](const auto& a, const auto& b) { return a.checkpoint.size < b.checkpoint.size; });
  compare_roots();
}

// Checkpoints of the tree's present size. The first that differs says between which entries something was changed.
void Verifier::compare_roots() {
  for (; next_wanted_ < wanted_.size() && wanted_[next_wanted_].checkpoint.size == tree_.size(); ++next_wanted_) {
    const auto& [checkpoint, elsewhere] = wanted_[next_wanted_];
    if (checkpoint.root == tree_.root()) {
      ++report_.checkpoints;
      if (elsewhere) ++report_.kept_elsewhere;
      agreed_ = checkpoint.size;
      report_.covered = checkpoint.size;
    } else if (!diverged_) {
      diverged_ = true;
      find(agreed_, "entries " + std::to_string(agreed_) + " to " + std::to_string(checkpoint.size - 1) +
                        " are not those that the gate signed: the first bad one is among them" +
                        (elsewhere ? " (a checkpoint kept elsewhere proves it)" : ""));
    }
  }
}

void Verifier::check_entry(const log::EntryView& entry, std::uint64_t index) {
  if (index == 0) {
    report_.gate = entry.gate;
    rehearsal_ = entry.rehearsal;
    if (log::gate_origin(entry.gate, entry.rehearsal) != export_.key.name)
      find(index, "the entry is of gate " + std::string(entry.gate) + ", the key of " + export_.key.name);
  }
  if (entry.gate != report_.gate) find(index, "the entry is of another gate, " + std::string(entry.gate));
  if (entry.rehearsal != *rehearsal_)
    find(index, entry.rehearsal ? "a rehearsal's entry is mixed in" : "a real entry is mixed into a rehearsal");
  if (entry.index != index)
    find(index, entry.index > index
                    ? "entries " + std::to_string(index) + " to " + std::to_string(entry.index - 1) + " are missing"
                    : "entry " + std::to_string(entry.index) + " stands again or out of order");
  if (!entry.rehearsal && entry.time < last_time_) find(index, "the time runs back");
  last_time_ = entry.time;
  if (entry.verdict.has_value() != entry.reason.has_value() ||
      (entry.reason && badge::verdict_of(*entry.reason) != *entry.verdict))
    find(index, "verdict and reason do not belong together");
  if (entry.verdict == badge::Verdict::admit && entry.badge.empty()) find(index, "somebody was admitted without a badge");
}

void Verifier::check_list_load(const log::EntryView& entry, std::uint64_t index) {
  const auto hex = entry.detail.size() == 66 ? from_hex(entry.detail.substr(1, 64)) : std::nullopt;
  const auto hash = hex ? Sha256::from(*hex) : std::nullopt;
  if (!hash) return find(index, "a list-load names no list");
  const auto list = export_.lists.find(*hash);
  if (list == export_.lists.end()) return find(index, "the door list loaded here is not in the export, or not genuine");
  used_.insert(*hash);
  if (list->second.file.manifest.sequence != entry.list)
    find(index, "the door list loaded here has another sequence number");
  if (entry.list < last_list_) find(index, "an older door list was loaded after a newer one");
  last_list_ = entry.list;
}

Status Verifier::take_line(std::string_view line, bool complete) {
  const auto index = tree_.size();
  const auto entry = complete ? log::view_entry(line) : std::nullopt;
  if (!entry) {
    find(index, complete ? "the line is not an entry as a gate writes it" : "the last line is cut off");
  } else {
    check_entry(*entry, index);
    if (entry->kind == log::Kind::list_load) check_list_load(*entry, index);
  }
  tree_.append(log::leaf_hash(as_bytes(line)));
  if (next_wanted_ < wanted_.size() && wanted_[next_wanted_].checkpoint.size == tree_.size()) compare_roots();
  return {};
}

void Verifier::finish() {
  report_.entries = tree_.size();
  if (next_wanted_ < wanted_.size()) {
    const auto& [checkpoint, elsewhere] = wanted_.back();
    find(report_.entries, "the log is truncated: the gate signed " + std::to_string(checkpoint.size) +
                              " entries, here are " + std::to_string(report_.entries) +
                              (elsewhere ? " (a checkpoint kept elsewhere proves it)" : ""));
  }
  if (wanted_.empty()) find(std::nullopt, "there is no checkpoint: nothing proves that these entries are the gate's");
  if (!diverged_ && report_.covered < report_.entries && !wanted_.empty() && next_wanted_ == wanted_.size())
    find(report_.covered, "entries from " + std::to_string(report_.covered) + " on are not covered by any checkpoint");
  for (const auto& [hash, list] : export_.lists)
    if (!used_.contains(hash))
      find(std::nullopt, "door list " + printable(list.name) + " was never loaded according to the log");
}

}  // namespace

Result<VerifyReport> verify_export(Export& exported, const std::vector<std::string>& other_notes) {
  VerifyReport report;
  report.lists = exported.lists.size();
  report.root_is_its_own = exported.root_is_its_own;
  report.findings = exported.findings;
  Verifier verifier(exported, report);
  for (std::size_t i = 0; i < exported.notes.size(); ++i) verifier.take_note(exported.notes[i], i + 1, false);
  for (const auto& note : other_notes) verifier.take_note(note, 0, true);
  verifier.sort_wanted();
  EB_CHECK(for_each_line(exported.directory / "entries.jsonl",
                         [&](std::string_view line, bool complete) { return verifier.take_line(line, complete); }));
  verifier.finish();
  return report;
}

}  // namespace eb::audit
