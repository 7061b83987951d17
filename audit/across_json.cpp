#include "audit/across_json.hpp"

#include "audit/local_clock.hpp"
#include "common/base/text.hpp"

namespace eb::audit {
namespace {

using nlohmann::ordered_json;

ordered_json sighting_json(const Sighting& sighting, const GateSet& gates) {
  return {
      {"gate", printable(gates.gates[sighting.gate].label)}, {"entry", sighting.entry}, {"time", format_utc(sighting.at)}};
}

}  // namespace

ordered_json across_json(const AcrossReport& report, const GateSet& gates) {
  LocalClock utc("UTC");
  auto findings = ordered_json::array(), clocks = ordered_json::array();
  for (const auto& finding : report.findings)
    findings.push_back({{"kind", across_name(finding.kind)},
                        {"badge", finding.badge},
                        {"first", sighting_json(finding.first, gates)},
                        {"second", sighting_json(finding.second, gates)},
                        {"overridden_by", finding.overridden.empty() ? ordered_json() : ordered_json(finding.overridden)},
                        {"what", sentence(finding, gates, utc)}});
  for (const auto& bound : report.clocks)
    clocks.push_back({{"gate", printable(gates.gates[bound.gate].label)},
                      {"ahead_of_office_at_most_ms", bound.most ? ordered_json(bound.most->count()) : ordered_json()},
                      {"what", sentence(bound, gates)}});
  return {{"found", report.found}, {"findings", findings}, {"reentry_free", report.reentry_free}, {"clocks", clocks}};
}

}  // namespace eb::audit
