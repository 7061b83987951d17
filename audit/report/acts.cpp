// Lists of single entries and people: overrides and undos, no-shows, refused sign-ins, findings over gates, clocks.
#include "audit/report/sections.hpp"
#include "audit/words.hpp"

namespace eb::audit {
namespace {

std::string entry_words(std::uint64_t entry) {
  return std::to_string(entry);
}

std::string or_dash(const std::string& text) {
  return text.empty() ? "–" : untrusted(text);
}

std::string badge_words(const std::string& badge) {
  return badge.empty() ? "–" : "<span class=\"code\">" + untrusted(badge) + "</span>";
}

std::string more(const Listed& list, const Writer& w) {
  return list.all > list.first.size() ? w.paragraph("more", {{"n", w.n(list.all - list.first.size())}}) : std::string();
}

std::string overrides_part(const Report& report, const Writer& w) {
  const auto& list = report.totals.overrides;
  if (list.all == 0) return w.paragraph("overrides.none");
  Table table(w.t("overrides.caption"), {{w.t("column.time")},
                                         {w.t("column.gate")},
                                         {w.t("column.entry"), Table::Align::number},
                                         {w.t("column.badge")},
                                         {w.t("column.overruled")},
                                         {w.t("column.supervisor")},
                                         {w.t("column.why")}});
  for (const auto& one : list.first)
    table.row({w.time(one.at) + (one.counts ? "" : " (" + w.t("undone") + ")"), gate_words(report, one.gate),
               entry_words(one.entry), badge_words(one.badge), one.overruled ? reason_words(*one.overruled, w) : "–",
               or_dash(one.by), or_dash(one.why)});
  return table.html() + more(list, w);
}

std::string undos_part(const Report& report, const Writer& w) {
  const auto& list = report.totals.undos;
  if (list.all == 0) return w.paragraph("undos.none");
  Table table(w.t("undos.caption"), {{w.t("column.time")},
                                     {w.t("column.gate")},
                                     {w.t("column.entry"), Table::Align::number},
                                     {w.t("column.about"), Table::Align::number},
                                     {w.t("column.badge")},
                                     {w.t("column.supervisor")},
                                     {w.t("column.why")}});
  for (const auto& one : list.first)
    table.row({w.time(one.at) + (one.counts ? "" : " (" + w.t("undone") + ")"), gate_words(report, one.gate),
               entry_words(one.entry), one.ref ? entry_words(*one.ref) : "–", badge_words(one.badge), or_dash(one.by),
               or_dash(one.why)});
  return table.html() + more(list, w);
}

std::string across_words(const AcrossFinding& finding, const Report& report, const Writer& w) {
  const auto place = [&](const Sighting& sighting) {
    return "<span class=\"place\">" +
           w.t("across.place", {{"gate", gate_words(report, sighting.gate)},
                                {"entry", entry_words(sighting.entry)},
                                {"time", w.time(sighting.at)}}) +
           "</span>";
  };
  return place(finding.first) + "<br>" + place(finding.second) +
         (finding.overridden.empty() ? "" : "<br>" + w.t("across.overridden", {{"name", untrusted(finding.overridden)}}));
}

std::string bound_words(const ClockBound& bound, const Writer& w) {
  if (!bound.most) return w.t("clocks.nothing");
  const bool behind = *bound.most < bound.most->zero();
  const auto seconds =
      behind ? std::chrono::floor<std::chrono::seconds>(-*bound.most) : std::chrono::ceil<std::chrono::seconds>(*bound.most);
  return w.t(behind ? "clocks.behind" : "clocks.ahead", {{"span", span_text(seconds)}, {"list", w.n(bound.list)}});
}

// "clock reads 2015-07-24T08:00:00.000Z": what it read, as a time; any other text as it is.
std::string reading_words(const std::string& detail, const Writer& w) {
  constexpr std::string_view mark = "clock reads ";
  const auto time = detail.starts_with(mark) ? parse_rfc3339(std::string_view(detail).substr(mark.size())) : std::nullopt;
  return time ? w.time(*time) : or_dash(detail);
}

}  // namespace

std::string overrides_section(const Report& report, const Writer& w) {
  return w.heading("overrides.heading") + w.paragraph("overrides.what") + overrides_part(report, w) +
         w.paragraph("undos.what") + undos_part(report, w) + w.paragraph("acts.find") +
         "<pre>jq -c 'select(.index==12)' north-export/entries.jsonl</pre>\n";
}

std::string no_shows_section(const Report& report, const Writer& w) {
  std::string out = w.heading("no_shows.heading");
  if (!report.totals.office) return out + w.paragraph("needs_office");
  const auto& people = report.totals.office->no_shows;
  out += w.paragraph("no_shows.what");
  if (people.empty()) return out + w.paragraph("no_shows.none");
  Table table(w.t("no_shows.caption", {{"n", w.n(people.size())}}),
              {{w.t("column.name")}, {w.t("column.organisation")}, {w.t("column.badge")}});
  for (const auto& person : people)
    table.row({untrusted(person.name), untrusted(person.organisation), badge_words(person.badge)});
  return out + table.html();
}

std::string sign_ins_section(const Report& report, const Writer& w) {
  const auto& list = report.totals.sign_ins_refused;
  std::string out = w.heading("sign_ins.heading") +
                    w.paragraph("sign_ins.what", {{"n", w.n(report.totals.sign_ins)}, {"refused", w.n(list.all)}});
  if (list.all == 0) return out;
  Table table(
      w.t("sign_ins.caption"),
      {{w.t("column.time")}, {w.t("column.gate")}, {w.t("column.entry"), Table::Align::number}, {w.t("column.who")}});
  for (const auto& one : list.first)
    table.row({w.time(one.at), gate_words(report, one.gate), entry_words(one.entry), or_dash(one.by)});
  return out + table.html() + more(list, w);
}

std::string across_section(const Report& report, const Writer& w) {
  std::string out = w.heading("across.heading") + w.paragraph("across.what");
  if (report.gates.gates.size() < 2) return out + w.paragraph("across.one_gate");
  if (report.across.reentry_free) out += w.paragraph("across.reentry_free");
  if (report.across.found == 0) return out + w.paragraph("across.none");
  Table table(w.t("across.caption"), {{w.t("column.badge")}, {w.t("column.finding")}, {w.t("column.where")}});
  for (const auto& finding : report.across.findings)
    table.row({badge_words(finding.badge), w.t("across." + std::string(across_name(finding.kind))),
               across_words(finding, report, w)});
  out += table.html();
  const auto unlisted = report.across.found - report.across.findings.size();
  return unlisted > 0 ? out + w.paragraph("more", {{"n", w.n(unlisted)}}) : out;
}

std::string clocks_section(const Report& report, const Writer& w) {
  std::string out = w.heading("clocks.heading") + w.paragraph("clocks.what");
  Table bounds(w.t("clocks.caption"), {{w.t("column.gate")}, {w.t("column.clock")}});
  for (const auto& bound : report.across.clocks) bounds.row({gate_words(report, bound.gate), bound_words(bound, w)});
  out += bounds.html();
  const auto& list = report.totals.clock_incidents;
  if (list.all == 0) return out + w.paragraph("clocks.no_incidents");
  Table table(
      w.t("clocks.incidents"),
      {{w.t("column.time")}, {w.t("column.gate")}, {w.t("column.entry"), Table::Align::number}, {w.t("column.clock_read")}});
  for (const auto& one : list.first)
    table.row({w.time(one.at), gate_words(report, one.gate), entry_words(one.entry), reading_words(one.why, w)});
  return out + table.html() + more(list, w);
}

}  // namespace eb::audit
