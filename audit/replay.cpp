#include "audit/replay.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "audit/acts_check.hpp"
#include "audit/lines.hpp"
#include "audit/verify.hpp"
#include "common/base/text.hpp"
#include "common/log/entry_view.hpp"
#include "common/log/presence.hpp"

namespace eb::audit {
namespace {

using badge::Reason;
using badge::Verdict;

// A text that the office did not issue ends with one of these.
constexpr std::array not_issued{
    Reason::no_list,       Reason::list_expired, Reason::clock_rollback, Reason::several_codes,
    Reason::foreign_code,  Reason::malformed,    Reason::key_unknown,    Reason::key_not_valid,
    Reason::key_revoked,   Reason::alg_mismatch, Reason::bad_signature,  Reason::wrong_event,
    Reason::not_yet_valid, Reason::expired,      Reason::not_on_list,    Reason::record_mismatch};

// The first entry of a gate with a zone: `start` with detail `zone NAME`.
std::optional<std::string> zone_in(const log::Entry& entry) {
  constexpr std::string_view mark = "zone ";
  if (entry.index != 0 || entry.kind != log::Kind::start || !entry.detail || !entry.detail->starts_with(mark))
    return std::nullopt;
  return entry.detail->substr(mark.size());
}

bool asks_again(const log::Entry& entry) {
  return (entry.kind == log::Kind::scan || entry.kind == log::Kind::confirm || entry.kind == log::Kind::exit) &&
         entry.reason && entry.verdict;
}

badge::IdEvidence evidence_of(const log::Entry& entry) {
  badge::IdEvidence evidence{entry.id_check, badge::IdFinding::matches, entry.id_field};
  if (entry.reason == Reason::id_misread) {
    evidence.finding = badge::IdFinding::misread;
  } else if (entry.reason == Reason::id_mismatch) {
    evidence.finding = badge::IdFinding::mismatch;
  } else if (entry.reason == Reason::id_expired) {
    evidence.finding = badge::IdFinding::expired;
  } else if (entry.id_check == badge::IdMethod::none) {
    evidence.finding = badge::IdFinding::not_presented;
  }
  return evidence;
}

Result<std::set<std::uint64_t>> entries_undone(const std::filesystem::path& directory) {
  std::set<std::uint64_t> undone;
  EB_CHECK(for_each_line(directory / "entries.jsonl", [&](std::string_view line, bool /*complete*/) -> Status {
    const auto entry = log::view_entry(line);
    if (entry && entry->kind == log::Kind::undo && entry->ref) undone.insert(*entry->ref);
    return {};
  }));
  return undone;
}

class Replayer {
 public:
  // undone: entries that an undo names.
  Replayer(Export& exported, const OfficeBook& office, std::set<std::uint64_t> undone, ReplayReport& report)
      : export_(exported), office_(office), report_(report), presence_(undone), acts_(std::move(undone)) {}
  Status take(const log::Entry& entry);
  Status take_other();  // a line that is no entry
  void finish();

 private:
  void find(std::uint64_t index, std::string what);
  void find(const log::Entry& entry, std::string what) { find(entry.index, std::move(what)); }
  void follow_list(const log::Entry& entry);
  Status ask(const log::Entry& entry);
  Status ask_issued(const log::Entry& entry, const OfficeBadge& issued);
  [[nodiscard]] badge::GateCondition condition(const log::Entry& entry) const;
  [[nodiscard]] std::string zone_for(const log::Entry& entry) const;

  Export& export_;
  const OfficeBook& office_;
  ReplayReport& report_;
  LoadedList* list_ = nullptr;
  bool list_lost_ = false;                 // the list in force is not there to ask with
  std::vector<log::Entry> missing_lists_;  // list-loads that no purge explains so far
  log::PresenceBook presence_;
  ActsCheck acts_;
  std::optional<std::string> zone_;  // that the gate leads to, by its first entry
  std::optional<Millis> last_time_;
  bool clock_noted_ = false;
};

void Replayer::find(std::uint64_t index, std::string what) {
  if (report_.findings.size() < max_findings)
    report_.findings.push_back({printable(export_.directory.string()), index, std::move(what)});
}

void Replayer::follow_list(const log::Entry& entry) {
  const auto hex = from_hex(entry.detail.value_or(""));
  const auto hash = hex ? Sha256::from(*hex) : std::nullopt;
  const auto found = hash ? export_.lists.find(*hash) : export_.lists.end();
  list_ = found == export_.lists.end() ? nullptr : &found->second;
  list_lost_ = list_ == nullptr;
  if (list_lost_ && missing_lists_.size() < max_findings) missing_lists_.push_back(entry);
}

badge::GateCondition Replayer::condition(const log::Entry& entry) const {
  badge::GateFacts facts;
  facts.log_writable = true;
  facts.has_list = list_ != nullptr && entry.list != 0;
  facts.rehearsal = entry.rehearsal;
  facts.last_entry = last_time_;
  if (list_ != nullptr) {
    facts.list_issued = list_->file.manifest.issued_at;
    facts.list_valid_until = list_->file.manifest.valid_until;
  }
  // The entry carries the last time seen when the clock ran back; the clock's own reading is in the entry of kind clock.
  const auto condition = badge::gate_condition(facts, entry.time);
  const bool rolled_back = condition == badge::GateCondition::fit && clock_noted_ && entry.reason == Reason::clock_rollback;
  return rolled_back ? badge::GateCondition::clock_rollback : condition;
}

// Without a first entry that names it, the zone is taken as one that gives the reason logged.
std::string Replayer::zone_for(const log::Entry& entry) const {
  if (zone_) return *zone_;
  const auto& zones = list_->file.manifest.policy.zones;
  if (entry.reason == Reason::wrong_zone) return "another zone than any of this event";
  return zones.empty() ? std::string() : zones.front();
}

Status Replayer::ask_issued(const log::Entry& entry, const OfficeBadge& issued) {
  badge::Situation situation;
  situation.gate = condition(entry);
  situation.direction = entry.kind == log::Kind::exit ? badge::Direction::exit : badge::Direction::entry;
  situation.now = entry.time;
  situation.id = evidence_of(entry);
  tl::expected<badge::VerifiedBadge, Reason> verified = tl::unexpected<Reason>(Reason::key_unknown);
  if (list_ != nullptr) {
    verified = badge::verify_badge(issued.text, list_->file.keys, entry.time);
    situation.event = list_->file.manifest.event;
    situation.policy = &list_->file.manifest.policy;
    situation.zone = zone_for(entry);
  }
  situation.badge = &verified;
  if (verified && list_ != nullptr) {
    EB_TRY(row, list_->file.body.find(verified->lookup()));
    situation.list = row ? row->status : badge::ListStatus::not_on_list;
    situation.record_state =
        row && row->status == badge::ListStatus::active ? badge::RecordState::opens : badge::RecordState::absent;
    situation.record = &issued.record;
    situation.presence = presence_.presence(verified->number());
  }
  const auto decision = badge::decide(situation);
  ++report_.decisions;
  if (decision.verdict != *entry.verdict || decision.reason != *entry.reason)
    find(entry, "logged " + std::string(badge::reason_name(*entry.reason)) + ", the rules give " +
                    std::string(badge::reason_name(decision.reason)));
  return {};
}

Status Replayer::ask(const log::Entry& entry) {
  if (list_lost_) {
    ++report_.unlisted;
    return {};
  }
  const auto* issued = entry.text_hash ? office_.by_text(*entry.text_hash) : nullptr;
  if (issued != nullptr) return ask_issued(entry, *issued);
  if (entry.badge && office_.is_forgotten(entry.badge->text())) {
    ++report_.forgotten;
    return {};
  }
  if (entry.verdict == Verdict::admit) {
    find(entry, "somebody was admitted with a text that the office never issued");
    return {};
  }
  if (std::find(not_issued.begin(), not_issued.end(), *entry.reason) != not_issued.end()) {
    ++report_.decisions;
    return {};
  }
  // Another signature of a badge of ours, (r, n - s), is the same badge: judged by its number.
  const auto* twin = entry.badge ? office_.by_number(entry.badge->text()) : nullptr;
  if (twin != nullptr) return ask_issued(entry, *twin);
  find(entry, "logged " + std::string(badge::reason_name(*entry.reason)) + " for a text that the office never issued");
  return {};
}

Status Replayer::take(const log::Entry& entry) {
  ++report_.entries;
  if (auto zone = zone_in(entry)) zone_ = std::move(zone);
  if (entry.kind == log::Kind::list_load) follow_list(entry);
  if (entry.kind == log::Kind::clock) clock_noted_ = true;
  if (is_purge(entry.kind, entry.detail ? std::string_view(*entry.detail) : std::string_view())) missing_lists_.clear();
  if (asks_again(entry)) EB_CHECK(ask(entry));
  if (auto fault = acts_.feed(entry, presence_); !fault.empty()) find(entry, std::move(fault));
  presence_.feed(entry);
  last_time_ = entry.time;
  return {};
}

// Counted, so that the lines after it keep their numbers.
Status Replayer::take_other() {
  find(report_.entries++, "not an entry: run badge-audit verify first");
  return {};
}

void Replayer::finish() {
  for (const auto& entry : missing_lists_)
    find(entry, "the door list loaded here is not in the export: what follows cannot be asked again");
}

}  // namespace

Result<ReplayReport> replay_export(Export& exported, const OfficeBook& office) {
  ReplayReport report;
  EB_TRY(undone, entries_undone(exported.directory));
  Replayer replayer(exported, office, std::move(undone), report);
  EB_CHECK(for_each_line(exported.directory / "entries.jsonl", [&](std::string_view line, bool /*complete*/) -> Status {
    auto entry = log::parse_entry(line);
    return entry ? replayer.take(*entry) : replayer.take_other();
  }));
  replayer.finish();
  return report;
}

}  // namespace eb::audit
