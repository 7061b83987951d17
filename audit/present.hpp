// Who is inside at a moment, over all gates together: the list for an evacuation.
#pragma once

#include <string>
#include <vector>

#include "audit/gate_set.hpp"
#include "audit/replay.hpp"

namespace eb::audit {

struct PersonInside {
  std::string badge;                 // number
  std::string name, organisation;    // empty without an office, and of a badge that the office does not know
  std::string gate;                  // label of the gate that let the person in last
  Millis since{};                    // when
  std::vector<std::string> besides;  // other badges of the same registration that are inside too
};

struct KnownUntil {
  std::string gate;
  std::optional<Millis> time;  // of its last entry; nothing: it has none
  bool closed = false;         // that was a stop: nobody went in or out there until the program was started again
};

struct PresentReport {
  Millis at{};
  std::string zone;                   // time zone of the event, UTC when no list tells
  std::vector<PersonInside> people;   // by name, those without one by badge number
  std::vector<KnownUntil> gates;      // of each gate counted
  std::uint64_t left_elsewhere = 0;   // not among people: scanned at the way out of a gate that had not let them in
  std::vector<std::string> warnings;  // why the list may be wrong or short
  std::vector<std::string> remarks;
  bool complete = true;  // every export was read to its end
  bool proved = true;    // and verifies
};

// gates: opened with `until` = at. office: null without one.
[[nodiscard]] PresentReport list_present(const GateSet& gates, Millis at, const OfficeBook* office);

}  // namespace eb::audit
