#include "audit/print.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "audit/words.hpp"
#include "common/base/text.hpp"
#include "common/os/terminal.hpp"

namespace eb::audit {
namespace {

using nlohmann::json;

constexpr std::size_t max_sentence = 2000;

// An export is anybody's file: whatever a sentence took from it, and from a message about it, leaves here harmless.
std::string harmless(const std::string& text) {
  return printable(text, max_sentence);
}

json findings_json(const std::vector<Finding>& findings) {
  auto out = json::array();
  for (const auto& finding : findings) {
    json one{{"place", harmless(finding.place)},
             {"entry", finding.entry ? json(*finding.entry) : json(nullptr)},
             {"what", harmless(finding.what)}};
    if (!finding.notes.empty()) one["notes"] = finding.notes;
    out.push_back(std::move(one));
  }
  return out;
}

// In ASCII: a signed note is printed as it is, and could hold what moves a cursor.
void print_json(const json& object) {
  fmt::print("{}\n", object.dump(-1, ' ', true, json::error_handler_t::replace));
}

// A sentence with signed notes as its proof names its entries itself.
void print_findings(const std::vector<Finding>& findings) {
  for (const auto& finding : findings)
    fmt::print("  {} {}{}: {}\n", os::coloured("FOUND", os::Colour::red), harmless(finding.place),
               finding.entry && finding.notes.empty() ? ", entry " + std::to_string(*finding.entry) : std::string(),
               harmless(finding.what));
  if (findings.size() >= max_findings) fmt::print("  (more are not listed)\n");
}

std::string outcome(const std::vector<Finding>& findings, const char* clean) {
  return findings.empty() ? os::coloured(clean, os::Colour::green) : counted(findings.size(), "finding", "findings");
}

}  // namespace

void print_verified(const std::string& name, const VerifyReport& report, bool as_json) {
  if (as_json)
    return print_json({{"export", name},
                       {"gate", harmless(report.gate)},
                       {"entries", report.entries},
                       {"checkpoints", report.checkpoints},
                       {"kept_elsewhere", report.kept_elsewhere},
                       {"covered", report.covered},
                       {"door_lists", report.lists},
                       {"root_is_its_own", report.root_is_its_own},
                       {"findings", findings_json(report.findings)}});
  fmt::print("{}: gate {}, {}, {} covered by {} ({} kept elsewhere), {}: {}\n", harmless(name), harmless(report.gate),
             entries_text(report.entries), report.covered, counted(report.checkpoints, "checkpoint", "checkpoints"),
             report.kept_elsewhere, counted(report.lists, "door list", "door lists"),
             outcome(report.findings, "nothing wrong"));
  if (report.root_is_its_own)
    fmt::print("  the root key is the export's own: give --root to check against the one you trust\n");
  print_findings(report.findings);
}

void print_replayed(const std::string& name, const ReplayReport& report, bool as_json) {
  if (as_json)
    return print_json({{"export", name},
                       {"entries", report.entries},
                       {"decisions", report.decisions},
                       {"findings", findings_json(report.findings)}});
  fmt::print("{}: {}, {} asked again: {}\n", harmless(name), entries_text(report.entries),
             counted(report.decisions, "decision", "decisions"), outcome(report.findings, "all as the rules say"));
  print_findings(report.findings);
}

}  // namespace eb::audit
