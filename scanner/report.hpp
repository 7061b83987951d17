// What the scanner prints about a scan and about itself. Rules: one JSON object a line; for people one big word first, then who,
// then what to do. Text from a badge's record or a code is shown through printable() and, for people, isolated so that its
// direction cannot reorder the line around it.
#pragma once

#include <string>
#include <vector>

#include "common/badge/badge.hpp"
#include "scanner/scan.hpp"

namespace eb::scanner {

// {"verdict","reason","badge","name","organisation","detail","gate","time","list"}: a contract.
[[nodiscard]] std::string verdict_json(const ScanResult& result);
[[nodiscard]] std::string verdict_text(const ScanResult& result);
[[nodiscard]] int verdict_exit(badge::Verdict verdict);  // 0 admit, 1 deny, 4 check

[[nodiscard]] std::string inspection_json(const badge::Inspection& inspection);
[[nodiscard]] std::string inspection_text(const badge::Inspection& inspection);

struct GateStatus {
  std::string gate, zone, event, event_name, time_zone;
  std::string root_fingerprint;
  std::string key;  // kid of the gate
  std::optional<std::uint64_t> list;
  std::optional<Seconds> list_issued, list_valid_until;
  std::optional<std::uint64_t> list_entries;
  std::string list_trouble;  // empty when the list in force is whole
  std::uint64_t entries = 0;
  std::optional<Millis> last_entry;
  std::uint64_t inside = 0;
  std::optional<std::uint64_t> checkpoint_size;
  std::optional<Millis> checkpoint_time;
  Millis now{};
};
[[nodiscard]] Result<GateStatus> gate_status(const Gate& gate, GateLog& log, Millis now);
[[nodiscard]] std::string status_json(const GateStatus& status);
[[nodiscard]] std::string status_text(const GateStatus& status);

// For people: 2015-07-24 10:00:00+02:00, in the zone of the event; in UTC without one.
[[nodiscard]] std::string time_with_offset(Millis time, const std::string& iana_name);

}  // namespace eb::scanner
