#include "audit/report/json.hpp"

#include "audit/across_json.hpp"
#include "common/base/text.hpp"

namespace eb::audit {
namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t longest = 1000;

json text_json(const std::string& text) {
  return text.empty() ? json(nullptr) : json(printable(text, longest));
}

json time_json(const std::optional<Millis>& time) {
  return time ? json(format_utc(*time)) : json(nullptr);
}

json findings_json(const std::vector<Finding>& findings) {
  auto out = json::array();
  for (const auto& finding : findings)
    out.push_back(
        {{"entry", finding.entry ? json(*finding.entry) : json(nullptr)}, {"what", printable(finding.what, 2000)}});
  return out;
}

json verified_json(const Report& report) {
  auto out = json::array();
  for (const auto* exports : {&report.gates.gates, &report.gates.aside})
    for (const auto& gate : *exports) {
      if (!gate.verified) continue;
      const auto& verified = *gate.verified;
      out.push_back({{"export", printable(gate.directory.string(), longest)},
                     {"gate", printable(gate.gate)},
                     {"counted", exports == &report.gates.gates},
                     {"entries", verified.entries},
                     {"covered", verified.covered},
                     {"checkpoints", verified.checkpoints},
                     {"kept_elsewhere", verified.kept_elsewhere},
                     {"findings", findings_json(verified.findings)}});
    }
  return out;
}

json replayed_json(const Report& report) {
  auto out = json::array();
  for (const auto& one : report.replayed)
    out.push_back({{"export", printable(one.directory, longest)},
                   {"decisions", one.report.decisions},
                   {"findings", findings_json(one.report.findings)}});
  return out;
}

json gates_json(const Report& report) {
  auto out = json::array();
  for (std::size_t i = 0; i < report.totals.gates.size(); ++i) {
    const auto& gate = report.totals.gates[i];
    const auto& survey = report.gates.gates[i].survey;
    out.push_back({{"gate", printable(report.gates.gates[i].label)},
                   {"entries", gate.entries},
                   {"first", time_json(survey.first)},
                   {"last", time_json(survey.last)},
                   {"arrivals", gate.arrivals},
                   {"departures", gate.departures},
                   {"refused", gate.denied},
                   {"asked", gate.asked},
                   {"overrides", gate.overrides},
                   {"undos", gate.undos}});
  }
  return out;
}

json reasons_json(const ReasonCounts& counts) {
  auto out = json::object();
  for (std::size_t i = 1; i < counts.size(); ++i)
    if (counts[i] > 0) out[std::string(badge::reason_name(static_cast<badge::Reason>(i)))] = counts[i];
  return out;
}

json listed_json(const Report& report, const Listed& list) {
  auto entries = json::array();
  for (const auto& one : list.first)
    entries.push_back({{"gate", printable(report.gates.gates[one.gate].label)},
                       {"entry", one.entry},
                       {"time", format_utc(one.at)},
                       {"badge", text_json(one.badge)},
                       {"by", text_json(one.by)},
                       {"why", text_json(one.why)},
                       {"about_entry", one.ref ? json(*one.ref) : json(nullptr)},
                       {"overruled", one.overruled ? json(badge::reason_name(*one.overruled)) : json(nullptr)},
                       {"undone", !one.counts}});
  return {{"count", list.all}, {"listed", std::move(entries)}};
}

json timeline_json(const Timeline& timeline) {
  auto steps = json::array();
  for (std::size_t i = 0; i < timeline.buckets.size(); ++i) {
    const auto& bucket = timeline.buckets[i];
    steps.push_back({{"from", format_utc(timeline.start + timeline.step * i)},
                     {"arrivals", bucket.arrivals},
                     {"departures", bucket.departures},
                     {"most_inside", bucket.most_inside},
                     {"inside_at_end", bucket.inside_at_end}});
  }
  return {{"step_seconds", timeline.step.count()}, {"steps", std::move(steps)}};
}

json office_json(const std::optional<OfficeTotals>& office) {
  if (!office) return nullptr;
  auto organisations = json::array(), no_shows = json::array();
  for (const auto& [name, one] : office->organisations)
    organisations.push_back(
        {{"organisation", text_json(name)}, {"invited", one.invited}, {"came", one.came}, {"arrivals", one.arrivals}});
  for (const auto& one : office->no_shows)
    no_shows.push_back({{"name", text_json(one.name)}, {"organisation", text_json(one.organisation)}, {"badge", one.badge}});
  return {{"organisations", std::move(organisations)},
          {"no_shows", std::move(no_shows)},
          {"unknown_badges", office->unknown_badges}};
}

json totals_json(const Totals& totals) {
  json checks = json::object();
  for (std::size_t i = 0; i < id_methods; ++i)
    checks[std::string(badge::id_method_name(static_cast<badge::IdMethod>(i)))] = totals.id_checks[i];
  return {{"entries", totals.entries},
          {"arrivals", totals.arrivals},
          {"badges_admitted", totals.badges},
          {"departures", totals.departures},
          {"left_by_another_gate", totals.left_elsewhere},
          {"inside_at_end", totals.inside_at_end},
          {"most_inside", totals.most_inside},
          {"most_inside_at", time_json(totals.most_inside_at)},
          {"id_checks", std::move(checks)},
          {"refused", reasons_json(totals.denied)},
          {"asked", reasons_json(totals.asked)},
          {"sign_ins", totals.sign_ins}};
}

}  // namespace

std::string report_json(const Report& report) {
  const auto& totals = report.totals;
  const json out{{"event", text_json(report.event)},
                 {"event_name", text_json(report.event_name)},
                 {"time_zone", report.zone},
                 {"made", format_utc(report.made)},
                 {"first", time_json(totals.first)},
                 {"last", time_json(totals.last)},
                 {"proved", report.proved()},
                 {"root_given", report.root_given},
                 {"warnings", report.gates.warnings},
                 {"remarks", report.gates.remarks},
                 {"verify", verified_json(report)},
                 {"replay", totals.office ? replayed_json(report) : json(nullptr)},
                 {"totals", totals_json(totals)},
                 {"gates", gates_json(report)},
                 {"timeline", timeline_json(totals.timeline)},
                 {"overrides", listed_json(report, totals.overrides)},
                 {"undos", listed_json(report, totals.undos)},
                 {"sign_ins_refused", listed_json(report, totals.sign_ins_refused)},
                 {"clock_incidents", listed_json(report, totals.clock_incidents)},
                 {"office", office_json(totals.office)},
                 {"across", across_json(report.across, report.gates)}};
  return out.dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
}

}  // namespace eb::audit
