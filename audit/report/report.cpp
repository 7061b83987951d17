#include "audit/report/report.hpp"

#include <algorithm>

#include "audit/local_clock.hpp"

namespace eb::audit {

bool Report::proved() const {
  return gates.verifies() && gates.warnings.empty() &&
         std::all_of(replayed.begin(), replayed.end(), [](const Replayed& one) { return one.report.findings.empty(); });
}

Result<Report> make_report(const ReportRequest& request, const OfficeBook* office) {
  EB_TRY(gates, open_gates({request.exports, request.root, request.kept, Demand::everything, std::nullopt}));
  Report report;
  report.gates = std::move(gates);
  report.root_given = request.root.has_value();
  report.made = request.now;
  const auto* list = report.gates.newest_list();
  report.zone = LocalClock(list != nullptr ? list->policy.time_zone : "UTC").zone();
  if (list != nullptr) {
    report.event = list->event;
    report.event_name = list->policy.event_name;
  }
  TotalsCounter totals(report.gates, report.zone, office);
  AcrossSearch across(report.gates, request.least_travel);
  EB_CHECK(for_each_by_time(report.gates.directories(), std::nullopt, [&](const TimedEntry& timed) -> Status {
    totals.feed(timed);
    across.feed(timed);
    return {};
  }));
  report.totals = totals.finish();
  report.across = across.finish();
  if (office == nullptr) return report;
  for (const auto& gate : report.gates.gates) {
    EB_TRY(exported, open_export(gate.directory, request.root));
    EB_TRY(replayed, replay_export(exported, *office));
    report.replayed.push_back({gate.directory.string(), std::move(replayed)});
  }
  return report;
}

}  // namespace eb::audit
