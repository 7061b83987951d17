// The figures of a report (docs/reports.md says what each means), counted in one pass over the entries of all gates. An entry
// that was undone is counted as if it had not been, but for the list of undos. Memory grows with badges, organisations and the
// bounded lists, not with the entries.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "audit/gate_set.hpp"
#include "audit/inside_book.hpp"
#include "audit/replay.hpp"

namespace eb::audit {

constexpr std::size_t max_listed = 1000;  // of a list of single entries; how many there are in all is counted
constexpr std::size_t max_buckets = 36;

// What single entries say. `why` and `by` are free text of the log.
struct ListedEntry {
  std::size_t gate = 0;
  std::uint64_t entry = 0;
  Millis at{};
  std::string badge, by, why;
  std::optional<std::uint64_t> ref;
  std::optional<badge::Reason> overruled;  // override: what the entry named by ref said
  bool counts = true;                      // false: was undone
};
struct Listed {
  std::uint64_t all = 0;
  std::vector<ListedEntry> first;  // of them, at most max_listed
};

struct Bucket {
  std::uint64_t arrivals = 0, departures = 0;
  std::uint64_t most_inside = 0, inside_at_end = 0;
};
struct Timeline {
  Millis start{};
  std::chrono::seconds step{0};  // zero: nobody came
  std::vector<Bucket> buckets;
};

struct GateTotals {
  std::uint64_t entries = 0, arrivals = 0, departures = 0, denied = 0, asked = 0, overrides = 0, undos = 0;
};

using ReasonCounts = std::array<std::uint64_t, badge::reason_count + 1>;  // by number of the reason
constexpr std::size_t id_methods = 4;

struct OrganisationTotals {
  std::uint64_t invited = 0;   // registrations with an active badge, or one that came in
  std::uint64_t came = 0;      // of these, how many came in
  std::uint64_t arrivals = 0;  // admissions
};
struct NoShow {
  std::string name, organisation, badge;
};
// What only the office knows.
struct OfficeTotals {
  std::map<std::string, OrganisationTotals> organisations;
  std::vector<NoShow> no_shows;      // by name
  std::uint64_t unknown_badges = 0;  // admitted, and not of this office
};

struct Totals {
  std::uint64_t entries = 0;
  std::uint64_t arrivals = 0;  // admissions
  std::uint64_t badges = 0;    // different badges admitted
  std::uint64_t departures = 0;
  std::uint64_t left_elsewhere = 0;  // of these, by another gate than they came in by
  std::uint64_t inside_at_end = 0, most_inside = 0;
  std::optional<Millis> most_inside_at;
  std::optional<Millis> first, last;  // entries
  Timeline timeline;
  std::vector<GateTotals> gates;
  std::array<std::uint64_t, id_methods> id_checks{};  // of admissions, by badge::IdMethod
  ReasonCounts denied{}, asked{};
  Listed overrides, undos, sign_ins_refused, clock_incidents;
  std::uint64_t sign_ins = 0;
  std::optional<OfficeTotals> office;
};

class TotalsCounter {
 public:
  // The set, the clock's zone and the office outlive the counter. office: null without one.
  TotalsCounter(const GateSet& gates, const std::string& zone, const OfficeBook* office);
  // Entries of all gates in order of time.
  void feed(const TimedEntry& timed);
  [[nodiscard]] Totals finish();

 private:
  void count_act(const TimedEntry& timed, bool counts);
  void count_verdict(const TimedEntry& timed);
  void move(const TimedEntry& timed);
  void advance_to(Millis at);
  [[nodiscard]] OfficeTotals office_totals() const;

  const GateSet& gates_;
  const OfficeBook* office_;
  Totals totals_;
  InsideBook inside_;
  std::unordered_map<BadgeKey, std::uint64_t, BadgeKeyHash> arrivals_;  // by badge, with an office
  std::vector<std::map<std::uint64_t, badge::Reason>> overruled_;       // by gate: what entries said that were overruled
  std::size_t bucket_ = 0;                                              // that is being filled
};

// The shortest step that people read easily of which at most `most` are between the two.
[[nodiscard]] std::chrono::seconds round_step(Millis first, Millis last, std::size_t most);
// Such steps, aligned to the clock of the place, at most max_buckets of them from the first to the last.
[[nodiscard]] Timeline make_timeline(Millis first, Millis last, std::chrono::minutes utc_offset);

}  // namespace eb::audit
