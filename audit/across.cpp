#include "audit/across.hpp"

#include <unordered_map>

#include "audit/inside_book.hpp"
#include "audit/local_clock.hpp"
#include "audit/words.hpp"
#include "common/base/text.hpp"
#include "common/log/json_line.hpp"

namespace eb::audit {
namespace {

using Step = InsideBook::Step;
using std::chrono::milliseconds;

bool shows_badge(const log::EntryView& entry) {
  return !entry.badge.empty() &&
         (entry.kind == log::Kind::scan || entry.kind == log::Kind::confirm || entry.kind == log::Kind::exit);
}

}  // namespace

class AcrossBook {
 public:
  AcrossBook(const GateSet& gates, milliseconds least_travel)
      : gates_(gates), least_travel_(least_travel), free_(gates.gates.size()) {
    for (std::size_t i = 0; i < gates.gates.size(); ++i) report_.clocks.push_back({i, 0, std::nullopt});
  }

  void feed(const TimedEntry& timed) {
    ++report_.entries;
    if (timed.entry.kind == log::Kind::list_load) follow_list(timed);
    if (shows_badge(timed.entry)) see(timed);
    if (gates_.gates[timed.gate].survey.undoings.counts(timed.entry.index)) move(timed);
  }
  AcrossReport finish() { return std::move(report_); }

 private:
  struct Seen {
    Sighting last;                       // at any gate
    std::optional<Sighting> early_exit;  // on the way out before it was ever admitted
  };

  void find(AcrossFinding finding) {
    ++report_.found;
    if (report_.findings.size() < max_across) report_.findings.push_back(std::move(finding));
  }

  void follow_list(const TimedEntry& timed) {
    const auto& entry = timed.entry;
    const auto& lists = gates_.gates[timed.gate].lists;
    const auto list = entry.detail.size() == 66 ? lists.find(std::string(entry.detail.substr(1, 64))) : lists.end();
    free_[timed.gate] = list != lists.end() && list->second.policy.reentry == badge::Reentry::free;
    report_.reentry_free = report_.reentry_free || free_[timed.gate];
    if (list == lists.end()) return;
    auto& bound = report_.clocks[timed.gate];
    const auto most = entry.time - Millis(list->second.issued_at);
    if (!bound.most || most < *bound.most) bound = {timed.gate, list->second.sequence, most};
  }

  // An undone entry, too: the badge was there all the same.
  void see(const TimedEntry& timed) {
    const Sighting now{timed.gate, timed.entry.index, timed.at};
    const auto [found, is_new] = seen_.try_emplace(BadgeKey::of(timed.entry.badge), Seen{now, std::nullopt});
    auto& seen = found->second;
    if (!is_new && seen.last.gate != now.gate && now.at - seen.last.at < least_travel_)
      find({AcrossKind::too_fast, std::string(timed.entry.badge), seen.last, now, {}});
    seen.last = now;
    if (timed.entry.reason == badge::Reason::not_inside && inside_.find(timed.entry.badge) == nullptr && !seen.early_exit)
      seen.early_exit = now;
  }

  void move(const TimedEntry& timed) {
    const auto [step, before] = inside_.feed(timed.gate, timed.entry, timed.at);
    const Sighting now{timed.gate, timed.entry.index, timed.at};
    if (step == Step::admitted_inside && before.gate != timed.gate && !free_[timed.gate]) {
      const bool overridden = timed.entry.kind == log::Kind::override_;
      find({AcrossKind::admitted_twice,
            std::string(timed.entry.badge),
            {before.gate, before.entry, before.since},
            now,
            overridden ? log::unquoted(timed.entry.guard) : std::string()});
    }
    if (step != Step::came_first) return;
    const auto seen = seen_.find(BadgeKey::of(timed.entry.badge));
    if (seen != seen_.end() && seen->second.early_exit && seen->second.early_exit->gate != timed.gate)
      find({AcrossKind::exit_before_entry, std::string(timed.entry.badge), *seen->second.early_exit, now, {}});
  }

  const GateSet& gates_;
  milliseconds least_travel_;
  std::vector<bool> free_;  // by gate: the list in force lets everybody in again
  InsideBook inside_;
  std::unordered_map<BadgeKey, Seen, BadgeKeyHash> seen_;
  AcrossReport report_;
};

AcrossSearch::AcrossSearch(const GateSet& gates, milliseconds least_travel)
    : book_(std::make_unique<AcrossBook>(gates, least_travel)) {}
AcrossSearch::~AcrossSearch() = default;
void AcrossSearch::feed(const TimedEntry& timed) {
  book_->feed(timed);
}
AcrossReport AcrossSearch::finish() {
  return book_->finish();
}

Result<AcrossReport> search_across(const GateSet& gates, milliseconds least_travel) {
  AcrossSearch search(gates, least_travel);
  EB_CHECK(for_each_by_time(gates.directories(), std::nullopt, [&](const TimedEntry& timed) -> Status {
    search.feed(timed);
    return {};
  }));
  return search.finish();
}

std::string_view across_name(AcrossKind kind) {
  switch (kind) {
    case AcrossKind::admitted_twice: return "admitted_twice";
    case AcrossKind::too_fast: return "too_fast";
    case AcrossKind::exit_before_entry: return "exit_before_entry";
  }
  broken_invariant("an unknown kind of finding");
}

std::string sentence(const AcrossFinding& finding, const GateSet& gates, LocalClock& clock) {
  const auto place = [&](const Sighting& sighting) {
    return "gate " + printable(gates.gates[sighting.gate].label) + ", entry " + std::to_string(sighting.entry) + ", " +
           clock.text(sighting.at);
  };
  const auto where = "(" + place(finding.first) + ") and (" + place(finding.second) + ")";
  const auto apart = span_text(to_seconds(finding.second.at) - to_seconds(finding.first.at));
  switch (finding.kind) {
    case AcrossKind::admitted_twice:
      return "badge " + finding.badge + " was admitted at two gates without an exit between: " + where +
             (finding.overridden.empty() ? "" : "; the second time by " + printable(finding.overridden));
    case AcrossKind::too_fast: return "badge " + finding.badge + " was at two gates within " + apart + ": " + where;
    case AcrossKind::exit_before_entry:
      return "badge " + finding.badge + " was on the way out " + apart +
             " before it was admitted for the first time: " + where +
             "; it was shown there before, or the first gate's clock is behind the second's by at least that";
  }
  broken_invariant("an unknown kind of finding");
}

std::string sentence(const ClockBound& bound, const GateSet& gates) {
  const auto gate = "the clock of gate " + printable(gates.gates[bound.gate].label);
  if (!bound.most) return gate + ": no genuine door list tells how it stood to the office's";
  const auto list = " (list " + std::to_string(bound.list) + ")";
  if (*bound.most < milliseconds{0})
    return gate + " was behind the office's by at least " +
           span_text(std::chrono::floor<std::chrono::seconds>(-*bound.most)) + list;
  return gate + " was ahead of the office's by at most " + span_text(std::chrono::ceil<std::chrono::seconds>(*bound.most)) +
         list + "; how far it may have been behind, no log tells";
}

}  // namespace eb::audit
