// Figures with a chart and a table each: arrivals, who was inside, gates, organisations, refusals, documents.
#include <algorithm>
#include <numeric>

#include "audit/report/charts.hpp"
#include "audit/report/sections.hpp"

namespace eb::audit {
namespace {

constexpr std::size_t most_bars = 20;
constexpr std::size_t label_bytes = 34;

std::string figure(const std::string& chart, const std::string& caption) {
  return "<figure>" + chart + "<figcaption>" + caption + "</figcaption></figure>\n";
}

// Labels have a day when the chart spans more than one. Ticks are at round times, at most nine of them.
struct TimeAxis {
  std::vector<std::string> labels;  // of each step
  std::vector<bool> ticks;
};
TimeAxis time_axis(const Timeline& timeline, const Writer& w) {
  constexpr std::size_t most_ticks = 9;
  const auto end = timeline.start + timeline.step * timeline.buckets.size();
  const auto day = [&](Millis t) { return local_day(t, w.clock().offset(t)); };
  const bool with_day = day(timeline.start) != day(end - std::chrono::seconds(1));
  const auto every = round_step(timeline.start, end, most_ticks);
  TimeAxis axis;
  for (std::size_t i = 0; i < timeline.buckets.size(); ++i) {
    const auto from = timeline.start + timeline.step * i;
    axis.labels.push_back(w.minute(from, with_day));
    axis.ticks.push_back((from + w.clock().offset(from)).time_since_epoch() % every == std::chrono::milliseconds{0});
  }
  return axis;
}

std::string step_words(const Timeline& timeline, const Writer& w) {
  const auto minutes = static_cast<std::uint64_t>(timeline.step.count() / 60);
  if (minutes % 1440 == 0) return w.t("step.days", {{"n", w.n(minutes / 1440)}});
  return minutes % 60 == 0 ? w.t("step.hours", {{"n", w.n(minutes / 60)}}) : w.t("step.minutes", {{"n", w.n(minutes)}});
}

std::vector<Column> columns_of(const Timeline& timeline, const TimeAxis& axis, std::uint64_t Bucket::*value) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < timeline.buckets.size(); ++i)
    columns.push_back({axis.ticks[i] ? axis.labels[i] : std::string(), timeline.buckets[i].*value});
  return columns;
}

// The largest first; what has no room is one bar at the end.
std::vector<Bar> largest_bars(std::vector<Bar> bars, const Writer& w) {
  std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.value > b.value; });
  if (bars.size() <= most_bars) return bars;
  Bar others{w.t("bars.others", {{"n", w.n(bars.size() - most_bars + 1)}}), 0, {}};
  for (std::size_t i = most_bars - 1; i < bars.size(); ++i) others.value += bars[i].value;
  others.shown = w.n(others.value);
  bars.resize(most_bars - 1);
  bars.push_back(std::move(others));
  return bars;
}

struct Counted {
  badge::Reason reason;
  std::uint64_t count;
};
std::vector<Counted> most_first(const ReasonCounts& counts) {
  std::vector<Counted> out;
  for (std::size_t i = 1; i < counts.size(); ++i)
    if (counts[i] > 0) out.push_back({static_cast<badge::Reason>(i), counts[i]});
  std::stable_sort(out.begin(), out.end(), [](const Counted& a, const Counted& b) { return a.count > b.count; });
  return out;
}

Table reason_table(const ReasonCounts& counts, std::string_view caption, const Writer& w) {
  Table table(w.t(caption), {{w.t("column.reason")}, {w.t("column.count"), Table::Align::number}});
  for (const auto& [reason, count] : most_first(counts)) table.row({reason_words(reason, w), w.n(count)});
  table.total({w.t("total"), w.n(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}))});
  return table;
}

}  // namespace

std::string arrivals_section(const Report& report, const Writer& w) {
  const auto& timeline = report.totals.timeline;
  std::string out = w.heading("arrivals.heading");
  if (timeline.buckets.empty()) return out + w.paragraph("none");
  const auto axis = time_axis(timeline, w);
  const auto most = std::max_element(timeline.buckets.begin(), timeline.buckets.end(),
                                     [](const Bucket& a, const Bucket& b) { return a.arrivals < b.arrivals; });
  const auto at = static_cast<std::size_t>(most - timeline.buckets.begin());
  const auto description = w.t("arrivals.description", {{"n", w.n(most->arrivals)}, {"time", axis.labels[at]}});
  out += w.paragraph("arrivals.what", {{"step", step_words(timeline, w)}});
  out += figure(
      column_chart(w, {"arrivals", w.t("arrivals.chart"), description}, columns_of(timeline, axis, &Bucket::arrivals)),
      description);
  Table table(w.t("arrivals.caption"), {{w.t("column.from")},
                                        {w.t("column.arrivals"), Table::Align::number},
                                        {w.t("column.departures"), Table::Align::number}});
  for (std::size_t i = 0; i < timeline.buckets.size(); ++i)
    table.row({axis.labels[i], w.n(timeline.buckets[i].arrivals), w.n(timeline.buckets[i].departures)});
  table.total({w.t("total"), w.n(report.totals.arrivals), w.n(report.totals.departures)});
  return out + table.html();
}

std::string inside_section(const Report& report, const Writer& w) {
  const auto& totals = report.totals;
  const auto& timeline = totals.timeline;
  std::string out = w.heading("inside.heading");
  if (timeline.buckets.empty() || !totals.most_inside_at) return out + w.paragraph("none");
  const auto axis = time_axis(timeline, w);
  const auto description =
      w.t("inside.description", {{"n", w.n(totals.most_inside)}, {"time", w.time(*totals.most_inside_at)}});
  const auto plain =
      w.t("inside.description",
          {{"n", w.n(totals.most_inside)}, {"time", html_text(w.words().date_time(*totals.most_inside_at, w.clock()))}});
  out += w.paragraph("inside.what", {{"n", w.n(totals.left_elsewhere)}});
  out += figure(level_chart(w, {"inside", w.t("inside.chart"), plain}, columns_of(timeline, axis, &Bucket::most_inside)),
                description);
  Table table(w.t("inside.caption"), {{w.t("column.from")},
                                      {w.t("column.most_inside"), Table::Align::number},
                                      {w.t("column.inside_at_end"), Table::Align::number}});
  for (std::size_t i = 0; i < timeline.buckets.size(); ++i)
    table.row({axis.labels[i], w.n(timeline.buckets[i].most_inside), w.n(timeline.buckets[i].inside_at_end)});
  return out + table.html();
}

std::string gates_section(const Report& report, const Writer& w) {
  std::vector<Bar> bars;
  Table table(w.t("gates.caption"), {{w.t("column.gate")},
                                     {w.t("column.first_entry")},
                                     {w.t("column.last_entry")},
                                     {w.t("column.arrivals"), Table::Align::number},
                                     {w.t("column.departures"), Table::Align::number},
                                     {w.t("column.refused"), Table::Align::number},
                                     {w.t("column.asked"), Table::Align::number},
                                     {w.t("column.overrides"), Table::Align::number},
                                     {w.t("column.undos"), Table::Align::number}});
  for (std::size_t i = 0; i < report.totals.gates.size(); ++i) {
    const auto& gate = report.totals.gates[i];
    const auto& survey = report.gates.gates[i].survey;
    bars.push_back({untrusted_plain(report.gates.gates[i].label, label_bytes), gate.arrivals, w.n(gate.arrivals)});
    table.row({gate_words(report, i), survey.first ? w.time(*survey.first) : "–", survey.last ? w.time(*survey.last) : "–",
               w.n(gate.arrivals), w.n(gate.departures), w.n(gate.denied), w.n(gate.asked), w.n(gate.overrides),
               w.n(gate.undos)});
  }
  std::string out = w.heading("gates.heading") + w.paragraph("gates.what");
  if (report.totals.arrivals > 0)
    out += figure(bar_chart(w, {"gates", w.t("gates.chart"), w.t("chart.table_below")}, largest_bars(std::move(bars), w)),
                  w.t("gates.chart"));
  return out + table.html();
}

std::string organisations_section(const Report& report, const Writer& w) {
  std::string out = w.heading("organisations.heading");
  if (!report.totals.office) return out + w.paragraph("needs_office");
  std::vector<Bar> bars;
  Table table(w.t("organisations.caption"), {{w.t("column.organisation")},
                                             {w.t("column.invited"), Table::Align::number},
                                             {w.t("column.came"), Table::Align::number},
                                             {w.t("column.arrivals"), Table::Align::number}});
  OrganisationTotals all;
  for (const auto& [name, one] : report.totals.office->organisations) {
    const auto of = w.t("bars.came_of", {{"came", w.n(one.came)}, {"invited", w.n(one.invited)}});
    bars.push_back({untrusted_plain(name, label_bytes), one.came, of});
    table.row({untrusted(name), w.n(one.invited), w.n(one.came), w.n(one.arrivals)});
    all = {all.invited + one.invited, all.came + one.came, all.arrivals + one.arrivals};
  }
  if (table.empty()) return out + w.paragraph("none");
  table.total({w.t("total"), w.n(all.invited), w.n(all.came), w.n(all.arrivals)});
  if (all.came > 0)
    out += figure(bar_chart(w, {"organisations", w.t("organisations.chart"), w.t("chart.table_below")},
                            largest_bars(std::move(bars), w)),
                  w.t("organisations.chart"));
  out += table.html();
  if (report.totals.office->unknown_badges > 0)
    out += w.paragraph("organisations.unknown", {{"n", w.n(report.totals.office->unknown_badges)}});
  return out;
}

std::string refusals_section(const Report& report, const Writer& w) {
  const auto& totals = report.totals;
  std::string out = w.heading("refusals.heading") + w.paragraph("refusals.what");
  std::vector<Bar> bars;
  for (const auto& [reason, count] : most_first(totals.denied))
    bars.push_back({w.t("reason." + std::string(badge::reason_name(reason))), count, w.n(count)});
  if (bars.empty()) {
    out += w.paragraph("refusals.none");
  } else {
    out +=
        figure(bar_chart(w, {"refusals", w.t("refusals.chart"), w.t("chart.table_below")}, largest_bars(std::move(bars), w)),
               w.t("refusals.chart"));
    out += reason_table(totals.denied, "refusals.caption", w).html();
  }
  const auto asked = reason_table(totals.asked, "asked.caption", w);
  return out + w.paragraph("asked.what") + (asked.empty() ? w.paragraph("none") : asked.html());
}

std::string id_checks_section(const Report& report, const Writer& w) {
  const auto& totals = report.totals;
  std::string out = w.heading("id_checks.heading") + w.paragraph("id_checks.what");
  if (totals.arrivals == 0) return out + w.paragraph("none");
  std::vector<Bar> bars;
  Table table(w.t("id_checks.caption"), {{w.t("column.id_check")},
                                         {w.t("column.arrivals"), Table::Align::number},
                                         {w.t("column.share"), Table::Align::number}});
  for (const auto method : {badge::IdMethod::mrz, badge::IdMethod::number, badge::IdMethod::seen, badge::IdMethod::none}) {
    const std::string code(badge::id_method_name(method));
    const auto count = totals.id_checks[static_cast<std::size_t>(method)];
    bars.push_back({w.t("id_check." + code), count, w.n(count)});
    table.row({w.t("id_check." + code) + " <span class=\"code\">" + html_text(code) + "</span>", w.n(count),
               w.share(count, totals.arrivals)});
  }
  table.total({w.t("total"), w.n(totals.arrivals), w.share(totals.arrivals, totals.arrivals)});
  return out +
         figure(bar_chart(w, {"id-checks", w.t("id_checks.chart"), w.t("chart.table_below")}, bars),
                w.t("id_checks.chart")) +
         table.html();
}

}  // namespace eb::audit
