// The end of retention at a gate: what opens door lists goes, and the door lists with it. The log stays and can be exported.
#pragma once

#include "scanner/gate_log.hpp"

namespace eb::scanner {

struct PurgeReport {
  bool before = false;    // nothing was left to do
  std::size_t files = 0;  // destroyed now
};
// In this order: an entry (stop, detail "purge") and its checkpoint; the key that door keys are encrypted to, without which no copy of
// any door list opens with this gate; the door lists; the guards' names and PIN hashes. A kill leaves a rest that the next purge
// takes. not_allowed while the door list in force is valid, unless `early`.
[[nodiscard]] Result<PurgeReport> purge_gate(const Gate& gate, GateLog& log, const Clock& clock, bool early);

}  // namespace eb::scanner
