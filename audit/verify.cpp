#include "audit/verify.hpp"

#include <algorithm>
#include <set>

#include "audit/hashed_lines.hpp"
#include "audit/open_notes.hpp"
#include "audit/words.hpp"
#include "common/base/text.hpp"
#include "common/log/entry_view.hpp"
#include "common/log/merkle.hpp"

namespace eb::audit {
namespace {

// What an entry that is about another one must say; null when it does.
const char* act_fault(const log::EntryView& entry, std::uint64_t index) {
  const bool by_supervisor = entry.kind == log::Kind::override_ || entry.kind == log::Kind::undo;
  if (!by_supervisor && entry.kind != log::Kind::confirm) return nullptr;
  if (!entry.ref || *entry.ref >= index) return "it does not name the earlier entry that it is about";
  if (by_supervisor && entry.guard.empty()) return "an override or undo does not say by whom";
  if (by_supervisor && entry.detail.empty()) return "an override or undo does not say why";
  return nullptr;
}

struct Wanted {
  Head head;
  bool elsewhere = false;
  bool agrees = false;
};

std::string numbered(std::size_t number) {
  return "checkpoint " + std::to_string(number) + " of checkpoints.txt";
}

bool by_size(const Head& a, const Head& b) {
  return a.checkpoint.size < b.checkpoint.size;
}

std::string range(std::uint64_t first, std::uint64_t last) {
  return first == last ? "entry " + std::to_string(first)
                       : "one of entries " + std::to_string(first) + " to " + std::to_string(last);
}

class Verifier {
 public:
  Verifier(Export& exported, VerifyReport& report) : export_(exported), report_(report) {
    if (exported.roots.begins_with_the_first()) pinned_ = root_hash(exported.roots.trusted.front());
  }

  void take_note(Result<log::Checkpoint> checkpoint, const std::string& text, const std::string& source, bool elsewhere);
  void sort_wanted(std::vector<Head> rivals);
  Status take_line(const HashedLine& line);
  void find_missing_lists();
  void finish();

 private:
  void find(std::optional<std::uint64_t> entry, std::string what);
  void check_entry(const log::EntryView& entry, std::uint64_t index);
  void check_list_load(const log::EntryView& entry, std::uint64_t index);
  void follow_root(const log::EntryView& entry, std::uint64_t index);
  [[nodiscard]] bool is_wanted_size() const;
  void compare_roots();
  void report_dissent();
  [[nodiscard]] std::string two_histories(const Head& bad, const Head& twin) const;

  Export& export_;
  VerifyReport& report_;
  std::vector<Wanted> wanted_;
  std::size_t next_wanted_ = 0;
  std::vector<Head> rivals_;
  std::size_t next_rival_ = 0;
  log::Frontier tree_;
  std::uint64_t agreed_ = 0;            // size of the last checkpoint that agreed
  std::optional<std::size_t> dissent_;  // index of the first checkpoint that does not agree
  std::uint64_t agreed_before_ = 0;     // agreed_ when it was met
  std::optional<bool> rehearsal_;
  std::optional<Sha256> pinned_;  // root by the log so far; nothing: from before the one that is trusted
  Millis last_time_{};
  std::uint64_t last_list_ = 0;
  std::set<Sha256> used_;
  std::vector<std::uint64_t> missing_lists_;  // list-loads that no purge explains so far
};

void Verifier::find(std::optional<std::uint64_t> entry, std::string what) {
  if (report_.findings.size() < max_findings)
    report_.findings.push_back({printable(export_.directory.string()), entry, std::move(what)});
}

void Verifier::take_note(Result<log::Checkpoint> checkpoint, const std::string& text, const std::string& source,
                         bool elsewhere) {
  if (checkpoint) return wanted_.push_back({{std::move(*checkpoint), text, source}, elsewhere, false});
  if (!elsewhere || names_key(text, export_.key))
    find(std::nullopt, source + " is not one of this gate: " + checkpoint.error().message);
}

void Verifier::sort_wanted(std::vector<Head> rivals) {
  std::stable_sort(wanted_.begin(), wanted_.end(), [](const auto& a, const auto& b) { return by_size(a.head, b.head); });
  rivals_ = std::move(rivals);
  std::stable_sort(rivals_.begin(), rivals_.end(), by_size);
  compare_roots();
}

bool Verifier::is_wanted_size() const {
  return (next_wanted_ < wanted_.size() && wanted_[next_wanted_].head.checkpoint.size == tree_.size()) ||
         (next_rival_ < rivals_.size() && rivals_[next_rival_].checkpoint.size == tree_.size());
}

// All checkpoints of the tree's present size. What a difference means is known at the end: report_dissent().
void Verifier::compare_roots() {
  if (!is_wanted_size()) return;
  const auto root = tree_.root();
  bool agrees = false;
  for (; next_wanted_ < wanted_.size() && wanted_[next_wanted_].head.checkpoint.size == tree_.size(); ++next_wanted_) {
    auto& [head, elsewhere, same] = wanted_[next_wanted_];
    same = head.checkpoint.root == root;
    if (same) {
      agrees = true;
      ++report_.checkpoints;
      report_.covered = tree_.size();
      if (elsewhere)
        ++report_.kept_elsewhere;
      else
        report_.heads.push_back(head);
    } else if (!dissent_) {
      dissent_ = next_wanted_;
      agreed_before_ = agreed_;
    }
  }
  if (agrees) agreed_ = tree_.size();
  for (; next_rival_ < rivals_.size() && rivals_[next_rival_].checkpoint.size == tree_.size(); ++next_rival_) {
    const auto& rival = rivals_[next_rival_];
    const bool known = std::any_of(report_.dissent.begin(), report_.dissent.end(),
                                   [&](const Head& head) { return head.source == rival.source; });
    if (rival.checkpoint.root != root && !known) report_.dissent.push_back(rival);
  }
}

// Both are signed by the gate; `twin` agrees with the entries and covers those that `bad` is about.
std::string Verifier::two_histories(const Head& bad, const Head& twin) const {
  const auto sizes = bad.checkpoint.size == twin.checkpoint.size
                         ? bad.source + " and " + twin.source + " both have " + entries_text(bad.checkpoint.size)
                         : bad.source + " has " + entries_text(bad.checkpoint.size) + ", " + twin.source + " has " +
                               std::to_string(twin.checkpoint.size);
  return "gate " + printable(report_.gate) + " signed two histories: " + sizes + ", they differ from " +
         range(agreed_before_, bad.checkpoint.size - 1) + " on; the two signed checkpoints are the proof";
}

// A checkpoint that does not agree: the entries were changed, unless the gate signed these entries too.
void Verifier::report_dissent() {
  if (!dissent_) return;
  const auto& [bad, elsewhere, same] = wanted_[*dissent_];
  const auto size = bad.checkpoint.size;
  const auto place = printable(export_.directory.string());
  if (size == 0)
    return find_first(report_,
                      {place, std::nullopt, bad.source + " has no entries and not the root of an empty log", {bad.note}});
  const auto twin = std::find_if(wanted_.begin(), wanted_.end(),
                                 [&](const Wanted& other) { return other.agrees && other.head.checkpoint.size >= size; });
  if (twin != wanted_.end())
    return find_first(report_, {place, agreed_before_, two_histories(bad, twin->head), {twin->head.note, bad.note}});
  // agreed_before_ < size: an agreeing checkpoint of this very size would be the twin.
  const auto which = agreed_before_ == size - 1
                         ? "entry " + std::to_string(agreed_before_) + " is not the one that the gate signed"
                         : "entries " + std::to_string(agreed_before_) + " to " + std::to_string(size - 1) +
                               " are not those that the gate signed: the first bad one is among them";
  find_first(report_, {place, agreed_before_, which + (elsewhere ? " (" + bad.source + " proves it)" : ""), {}});
}

void Verifier::check_entry(const log::EntryView& entry, std::uint64_t index) {
  if (index == 0) {
    report_.gate = entry.gate;
    rehearsal_ = entry.rehearsal;
    if (log::gate_origin(entry.gate, entry.rehearsal) != export_.key.name)
      find(index, "the entry is of gate " + printable(entry.gate) + ", the key of " + printable(export_.key.name));
  }
  if (entry.gate != report_.gate) find(index, "the entry is of another gate, " + printable(entry.gate));
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
  if (const auto* fault = act_fault(entry, index); fault != nullptr) find(index, fault);
}

void Verifier::check_list_load(const log::EntryView& entry, std::uint64_t index) {
  const auto hex = entry.detail.size() == 66 ? from_hex(entry.detail.substr(1, 64)) : std::nullopt;
  const auto hash = hex ? Sha256::from(*hex) : std::nullopt;
  if (!hash) return find(index, "a list-load names no list");
  if (export_.unchecked.contains(*hash)) return;
  const auto list = export_.lists.find(*hash);
  if (list == export_.lists.end()) {
    if (missing_lists_.size() < max_findings) missing_lists_.push_back(index);
    return;
  }
  used_.insert(*hash);
  if (list->second.file.manifest.sequence != entry.list)
    find(index, "the door list loaded here has another sequence number");
  if (entry.list < last_list_) find(index, "an older door list was loaded after a newer one");
  last_list_ = entry.list;
  // A rehearsal's log does not say when the root changed.
  if (pinned_ && *pinned_ != list->second.root && !entry.rehearsal)
    find(index, "the door list loaded here is signed below another root key than the one pinned by then");
}

// `start` with detail `root HEX`: the gate followed a root change.
void Verifier::follow_root(const log::EntryView& entry, std::uint64_t index) {
  constexpr std::string_view mark = "\"root ";
  if (!entry.detail.starts_with(mark)) return;
  const auto hex = from_hex(entry.detail.substr(mark.size(), entry.detail.size() - mark.size() - 1));
  const auto hash = hex ? Sha256::from(*hex) : std::nullopt;
  const auto is_it = [&](const keys::RootAnchor& root) { return hash && root_hash(root) == *hash; };
  const auto& [trusted, earlier, strays] = export_.roots;
  if (std::any_of(trusted.begin(), trusted.end(), is_it)) {
    pinned_ = hash;
  } else {
    pinned_.reset();
    if (std::none_of(earlier.begin(), earlier.end(), is_it))
      find(index,
           "the gate followed a root change here that is not in the export, or does not follow from the root key given");
  }
}

Status Verifier::take_line(const HashedLine& line) {
  const auto index = tree_.size();
  const auto& entry = line.entry;
  if (!entry) {
    find(index, line.complete ? "the line is not an entry as a gate writes it" : "the last line is cut off");
  } else {
    check_entry(*entry, index);
    if (entry->kind == log::Kind::list_load) check_list_load(*entry, index);
    if (entry->kind == log::Kind::start) follow_root(*entry, index);
    if (entry->detail.size() > 2 && is_purge(entry->kind, entry->detail.substr(1, entry->detail.size() - 2))) {
      report_.purged = index;
      missing_lists_.clear();
    }
  }
  tree_.append(line.leaf);
  compare_roots();
  return {};
}

// In the order of the entries, as if they had been found when they were read.
void Verifier::find_missing_lists() {
  for (const auto index : missing_lists_) {
    const auto later = std::find_if(report_.findings.begin(), report_.findings.end(),
                                    [&](const Finding& finding) { return finding.entry && *finding.entry > index; });
    report_.findings.insert(later, {printable(export_.directory.string()), index,
                                    "the door list loaded here is not in the export, or not genuine"});
  }
  if (report_.findings.size() > max_findings) report_.findings.resize(max_findings);
  // Anybody can write "purge" into a log and sign it with a key of their own: then only what was kept elsewhere tells whose it is.
  if (export_.key_unvouched && !(report_.purged && report_.kept_elsewhere > 0))
    find_first(report_,
               {printable((export_.directory / "gate.vkey").string()), std::nullopt,
                report_.purged
                    ? "the gate was purged and no door list vouches for its key any more: give --checkpoint with one kept "
                      "elsewhere, or checkpoints.txt of an export from before the purge"
                    : "no door list of this export vouches for the gate's key: its checkpoints prove nothing"});
}

void Verifier::finish() {
  report_.entries = tree_.size();
  report_dissent();
  if (next_wanted_ < wanted_.size()) {
    const auto& [head, elsewhere, same] = wanted_.back();
    find(report_.entries, "the log is truncated: the gate signed " + entries_text(head.checkpoint.size) + ", here are " +
                              std::to_string(report_.entries) + (elsewhere ? " (" + head.source + " proves it)" : ""));
  }
  if (wanted_.empty()) find(std::nullopt, "there is no checkpoint: nothing proves that these entries are the gate's");
  if (!dissent_ && report_.covered < report_.entries && !wanted_.empty() && next_wanted_ == wanted_.size())
    find(report_.covered, "entries from " + std::to_string(report_.covered) + " on are not covered by any checkpoint");
  for (const auto& [hash, list] : export_.lists)
    if (!used_.contains(hash))
      find(std::nullopt, "door list " + printable(list.name) + " was never loaded according to the log");
}

}  // namespace

bool names_key(const std::string& note, const log::NoteKey& key) {
  return note.find(" " + key.name + " ") != std::string::npos;
}

void find_first(VerifyReport& report, Finding finding) {
  report.findings.insert(report.findings.begin(), std::move(finding));
  if (report.findings.size() > max_findings) report.findings.pop_back();
}

std::vector<Head> signed_heads(const log::NoteKey& key, const std::vector<std::string>& notes) {
  std::vector<Head> heads;
  auto checkpoints = open_checkpoints(notes, key);
  for (std::size_t i = 0; i < notes.size(); ++i)
    if (checkpoints[i]) heads.push_back({std::move(*checkpoints[i]), notes[i], numbered(i + 1)});
  std::stable_sort(heads.begin(), heads.end(), by_size);
  return heads;
}

Result<VerifyReport> verify_export(Export& exported, const Evidence& evidence) {
  VerifyReport report;
  report.lists = exported.lists.size();
  report.root_is_its_own = exported.root_is_its_own;
  report.findings = exported.findings;
  Verifier verifier(exported, report);
  auto checkpoints = open_checkpoints(exported.notes, exported.key);
  for (std::size_t i = 0; i < exported.notes.size(); ++i)
    verifier.take_note(std::move(checkpoints[i]), exported.notes[i], numbered(i + 1), false);
  for (const auto& note : evidence.kept)
    verifier.take_note(log::open_checkpoint(note.text, exported.key), note.text,
                       "the checkpoint " + printable(note.file) + " kept elsewhere", true);
  verifier.sort_wanted(evidence.rivals);
  EB_CHECK(for_each_hashed_line(exported.directory / "entries.jsonl",
                                [&](const HashedLine& line) { return verifier.take_line(line); }));
  verifier.find_missing_lists();
  verifier.finish();
  return report;
}

}  // namespace eb::audit
