#include "audit/report/sections.hpp"

#include <numeric>

#include "common/base/text.hpp"

namespace eb::audit {
namespace {

std::string tile(const Writer& w, std::string_view key, const std::string& value) {
  return "<div><dt>" + w.t(key) + "</dt><dd>" + value + "</dd></div>\n";
}

std::uint64_t sum(const ReasonCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::string tiles(const Report& report, const Writer& w) {
  const auto& totals = report.totals;
  std::string out = "<dl class=\"tiles\">\n";
  out += tile(w, "tile.badges", w.n(totals.badges)) + tile(w, "tile.arrivals", w.n(totals.arrivals));
  out += tile(w, "tile.most_inside", w.n(totals.most_inside)) + tile(w, "tile.inside_at_end", w.n(totals.inside_at_end));
  out += tile(w, "tile.refused", w.n(sum(totals.denied))) + tile(w, "tile.overrides", w.n(totals.overrides.all));
  out += tile(w, "tile.undos", w.n(totals.undos.all));
  out += tile(w, "tile.no_shows", totals.office ? w.n(totals.office->no_shows.size()) : w.t("unknown"));
  return out + "</dl>\n";
}

// Sentences of the programs are quoted as they are, in English.
std::string quoted(const std::vector<std::string>& sentences, const char* list_class) {
  if (sentences.empty()) return {};
  std::string out = std::string("<ul class=\"") + list_class + "\" lang=\"en\">\n";
  for (const auto& sentence : sentences) out += "<li>" + html_text(printable(sentence, 2000)) + "</li>\n";
  return out + "</ul>\n";
}

std::string outcome(const Writer& w, std::size_t findings) {
  return findings == 0 ? "<span class=\"good\">✓ " + w.t("proof.clean") + "</span>"
                       : "<strong class=\"bad\">✗ " + w.t("proof.findings", {{"n", w.n(findings)}}) + "</strong>";
}

std::vector<std::string> sentences_of(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const auto& finding : findings)
    out.push_back(finding.place + (finding.entry ? ", entry " + std::to_string(*finding.entry) : "") + ": " + finding.what);
  return out;
}

std::string verify_part(const Report& report, const Writer& w) {
  Table table(w.t("verify.caption"), {{w.t("column.export")},
                                      {w.t("column.gate")},
                                      {w.t("column.entries"), Table::Align::number},
                                      {w.t("column.covered"), Table::Align::number},
                                      {w.t("column.checkpoints"), Table::Align::number},
                                      {w.t("column.kept_elsewhere"), Table::Align::number},
                                      {w.t("column.outcome")}});
  std::vector<std::string> found;
  for (const auto* exports : {&report.gates.gates, &report.gates.aside})
    for (const auto& gate : *exports) {
      if (!gate.verified) continue;
      const auto& one = *gate.verified;
      const bool counted = exports == &report.gates.gates;
      table.row({untrusted(gate.directory.string()), untrusted(gate.gate), w.n(one.entries),
                 w.n(one.covered) + " (" + w.share(one.covered, one.entries) + ")", w.n(one.checkpoints),
                 w.n(one.kept_elsewhere),
                 outcome(w, one.findings.size()) + (counted ? "" : "; " + w.t("verify.not_counted"))});
      for (auto& sentence : sentences_of(one.findings)) found.push_back(std::move(sentence));
    }
  return w.paragraph("verify.what") + table.html() +
         w.paragraph(report.root_given ? "verify.root_given" : "verify.root_own") + quoted(found, "findings");
}

std::string replay_part(const Report& report, const Writer& w) {
  if (report.replayed.empty()) return w.paragraph("replay.not_done");
  Table table(w.t("replay.caption"),
              {{w.t("column.export")}, {w.t("column.decisions"), Table::Align::number}, {w.t("column.outcome")}});
  std::vector<std::string> found;
  for (const auto& one : report.replayed) {
    table.row({untrusted(one.directory), w.n(one.report.decisions), outcome(w, one.report.findings.size())});
    for (auto& sentence : sentences_of(one.report.findings)) found.push_back(std::move(sentence));
  }
  return w.paragraph("replay.what") + table.html() + quoted(found, "findings");
}

}  // namespace

std::string front_section(const Report& report, const Writer& w) {
  const auto& totals = report.totals;
  std::string out = "<header>\n<h1>" + w.t("title") + "</h1>\n";
  if (!report.event_name.empty())
    out += "<p class=\"event\">" + untrusted(report.event_name) + " <span class=\"code\">" + untrusted(report.event) +
           "</span></p>\n";
  if (totals.first)
    out += w.paragraph("front.period",
                       {{"from", w.moment(*totals.first)}, {"until", w.moment(*totals.last)}, {"n", w.n(totals.entries)}});
  out += w.paragraph("front.made", {{"time", w.moment(report.made)}, {"zone", untrusted(report.zone)}});
  out += "</header>\n";
  const bool proved = report.proved();
  out += std::string("<p class=\"verdict ") + (proved ? "good" : "bad") + "\">" + (proved ? "✓ " : "✗ ") +
         w.t(!proved                   ? "front.doubtful"
             : report.replayed.empty() ? "front.proved_without_replay"
                                       : "front.proved") +
         "</p>\n";
  return out + quoted(report.gates.warnings, "findings") + quoted(report.gates.remarks, "remarks") + tiles(report, w);
}

std::string proof_section(const Report& report, const Writer& w) {
  return w.heading("proof.heading") + verify_part(report, w) + replay_part(report, w);
}

std::string reason_words(badge::Reason reason, const Writer& w) {
  const std::string code(badge::reason_name(reason));
  return w.t("reason." + code) + " <span class=\"code\">" + html_text(code) + "</span>";
}

}  // namespace eb::audit
