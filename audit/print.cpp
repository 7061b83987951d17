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

// What nobody can ask any more is said, so that an erasure cannot cover up a decision without a word.
void print_not_asked(const ReplayReport& report) {
  if (report.forgotten > 0)
    fmt::print(
        "  {} about badges of people erased since: not asked again. Checked: the office issued them. No longer to be "
        "checked: "
        "registration, document, list entry\n",
        counted(report.forgotten, "decision", "decisions"));
  if (report.unlisted > 0)
    fmt::print("  {} from door lists that are not in the export: not asked again\n",
               counted(report.unlisted, "decision", "decisions"));
}

}  // namespace

void print_verified(const std::string& name, const VerifyReport& report, bool as_json) {
  if (as_json)
    return print_json(
        {{"export", name},
         {"gate", harmless(report.gate)},
         {"entries", report.entries},
         {"checkpoints", report.checkpoints},
         {"kept_elsewhere", report.kept_elsewhere},
         {"covered", report.covered},
         {"door_lists", report.lists},
         {"root_is_its_own", report.root_is_its_own},
         {"purged_at", report.purged ? nlohmann::ordered_json(*report.purged) : nlohmann::ordered_json(nullptr)},
         {"findings", findings_json(report.findings)}});
  fmt::print("{}: gate {}, {}, {} covered by {} ({} kept elsewhere), {}: {}\n", harmless(name), harmless(report.gate),
             entries_text(report.entries), report.covered, counted(report.checkpoints, "checkpoint", "checkpoints"),
             report.kept_elsewhere, counted(report.lists, "door list", "door lists"),
             outcome(report.findings, "nothing wrong"));
  if (report.root_is_its_own)
    fmt::print("  the root key is the export's own: give --root to check against the one you trust\n");
  if (report.purged)
    fmt::print(
        "  the gate was purged (entry {}): door lists loaded before are not here, so that nothing of them was checked and "
        "none vouches for the gate's key; an export from before the purge has them\n",
        *report.purged);
  print_findings(report.findings);
}

void print_replayed(const std::string& name, const ReplayReport& report, bool as_json) {
  if (as_json)
    return print_json({{"export", name},
                       {"entries", report.entries},
                       {"decisions", report.decisions},
                       {"forgotten", report.forgotten},
                       {"unlisted", report.unlisted},
                       {"findings", findings_json(report.findings)}});
  fmt::print("{}: {}, {} asked again: {}\n", harmless(name), entries_text(report.entries),
             counted(report.decisions, "decision", "decisions"), outcome(report.findings, "all as the rules say"));
  print_not_asked(report);
  print_findings(report.findings);
}

void print_proved(const log::InclusionProof& proof, const evidence::SignedHead& head, const std::string& file) {
  print_json({{"index", proof.index},
              {"origin", head.checkpoint.origin},
              {"size", head.checkpoint.size},
              {"file", harmless(file)}});
}

void print_checked(const std::string& name, const log::InclusionProof& proof, const ProofReport& report, bool as_json) {
  const auto cosigned = report.cosigned_at ? format_utc(*report.cosigned_at) : std::string();
  if (as_json)
    return print_json({{"proof", harmless(name)},
                       {"valid", report.fault.empty()},
                       {"index", proof.index},
                       {"entry", harmless(proof.entry)},
                       {"origin", harmless(report.checkpoint.origin)},
                       {"size", report.checkpoint.size},
                       {"cosigned_at", report.cosigned_at ? json(cosigned) : json(nullptr)},
                       {"fault", report.fault.empty() ? json(nullptr) : json(harmless(report.fault))}});
  if (!report.fault.empty()) {
    fmt::print("{}: {}\n", harmless(name), os::coloured("NOT PROVED", os::Colour::red));
    fmt::print("  {}\n", harmless(report.fault));
    return;
  }
  fmt::print("{}: {}: entry {} of the {} that {} signed{}\n", harmless(name), os::coloured("proved", os::Colour::green),
             proof.index, report.checkpoint.size, harmless(report.checkpoint.origin),
             report.cosigned_at ? ", cosigned at " + cosigned : std::string());
  fmt::print("  {}\n", harmless(proof.entry));
}

void print_consistency(const std::string& name, const ConsistencyReport& report, const std::string& file, bool as_json) {
  const auto& head = report.newest.checkpoint;
  if (as_json)
    return print_json({{"export", harmless(name)},
                       {"origin", harmless(head.origin)},
                       {"size", head.size},
                       {"consistent", report.proofs.size()},
                       {"file", file.empty() ? json(nullptr) : json(harmless(file))},
                       {"findings", findings_json(report.findings)}});
  fmt::print("{}: {} signed {}, {} of it: {}\n", harmless(name), harmless(head.origin), entries_text(head.size),
             counted(report.proofs.size(), "older checkpoint is the beginning", "older checkpoints are the beginning"),
             outcome(report.findings, "nothing wrong"));
  print_findings(report.findings);
  if (!file.empty()) fmt::print("  the proof is in {}\n", harmless(file));
}

}  // namespace eb::audit
