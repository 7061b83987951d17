// What no gate can see alone: one badge at two gates. And what the logs tell of the gates' clocks, on which it rests.
#pragma once

#include <string>
#include <vector>

#include "audit/gate_set.hpp"

namespace eb::audit {

// A badge at a gate, as one entry tells it.
struct Sighting {
  std::size_t gate = 0;  // which of the set
  std::uint64_t entry = 0;
  Millis at{};
};

enum class AcrossKind {
  admitted_twice,  // admitted at a second gate, not out since it was admitted at the first
  too_fast,        // at two gates within less than the least travel time
  exit_before_entry,  // on the way out of one gate, where no entry was known, before it was admitted at another for the first time
};
[[nodiscard]] std::string_view across_name(AcrossKind kind);  // admitted_twice too_fast exit_before_entry

struct AcrossFinding {
  AcrossKind kind{};
  std::string badge;
  Sighting first, second;  // in order of their times
  std::string overridden;  // admitted_twice by an override: the supervisor, as logged
};

// No log tells how far a gate's clock is behind. A list loaded after it was issued tells how far it can be ahead at most.
struct ClockBound {
  std::size_t gate = 0;
  std::uint64_t list = 0;  // sequence of the list that tells most
  std::optional<std::chrono::milliseconds>
      most;  // ahead of the office's clock by at most this; negative: behind by at least that
};

constexpr std::size_t max_across = 1000;

struct AcrossReport {
  std::uint64_t entries = 0;
  std::uint64_t found = 0;              // in all
  std::vector<AcrossFinding> findings;  // the first max_across of them
  std::vector<ClockBound> clocks;       // one for each gate
  bool reentry_free = false;            // by some list: admitted_twice is not asked where it was in force
};

class AcrossBook;
// Entries of all gates in order of time; memory grows with the badges.
class AcrossSearch {
 public:
  // The set outlives the search.
  AcrossSearch(const GateSet& gates, std::chrono::milliseconds least_travel);
  ~AcrossSearch();
  AcrossSearch(const AcrossSearch&) = delete;
  AcrossSearch& operator=(const AcrossSearch&) = delete;
  void feed(const TimedEntry& timed);
  [[nodiscard]] AcrossReport finish();

 private:
  std::unique_ptr<AcrossBook> book_;
};

[[nodiscard]] Result<AcrossReport> search_across(const GateSet& gates, std::chrono::milliseconds least_travel);

// A finding in one sentence, with gates and entries; times of the event's place.
class LocalClock;
[[nodiscard]] std::string sentence(const AcrossFinding& finding, const GateSet& gates, LocalClock& clock);
[[nodiscard]] std::string sentence(const ClockBound& bound, const GateSet& gates);

}  // namespace eb::audit
