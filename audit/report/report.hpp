// What a report tells: proofs, figures and findings of exports taken together, as data. How it is written is html.hpp's, csv.hpp's and
// json.hpp's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/across.hpp"
#include "audit/gate_set.hpp"
#include "audit/replay.hpp"
#include "audit/report/totals.hpp"

namespace eb::audit {

struct ReportRequest {
  std::vector<std::string> exports;
  std::optional<keys::RootAnchor> root;
  std::vector<KeptNote> kept;
  std::chrono::milliseconds least_travel{60000};
  Millis now{};
};

struct Replayed {
  std::string directory;
  ReplayReport report;
};

struct Report {
  GateSet gates;
  Totals totals;
  AcrossReport across;
  std::vector<Replayed> replayed;  // with an office: one for each gate
  std::string event, event_name;   // empty without a genuine door list
  std::string zone;                // time zone of the event, else UTC
  bool root_given = false;
  Millis made{};

  // Verify found nothing, nothing was left out, and replay found nothing either.
  [[nodiscard]] bool proved() const;
};
// office: null without one. Errors as of open_gates, replay_export and reading.
[[nodiscard]] Result<Report> make_report(const ReportRequest& request, const OfficeBook* office);

}  // namespace eb::audit
