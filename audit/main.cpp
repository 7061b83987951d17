// badge-audit: proves from exported logs what happened at the door.
#include <cstdio>
#include <exception>
#include <functional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "audit/replay.hpp"
#include "audit/verify.hpp"
#include "common/base/text.hpp"
#include "common/os/terminal.hpp"

namespace {

using namespace eb;

constexpr const char* examples = R"(Examples:
  badge-audit verify north-export south-export --root root.pub
  badge-audit verify north-export --checkpoint north-noon.txt
  badge-audit replay north-export --office office
Exit codes: 0 nothing found, 1 something found, 2 wrong usage, 3 could not be read.)";

struct Options {
  std::vector<std::string> exports, checkpoints;
  std::string root, office;
  bool json = false;
  std::function<Result<os::Exit>()> run;
};

nlohmann::json findings_json(const std::vector<audit::Finding>& findings) {
  auto out = nlohmann::json::array();
  for (const auto& finding : findings)
    out.push_back({{"place", finding.place},
                   {"entry", finding.entry ? nlohmann::json(*finding.entry) : nlohmann::json(nullptr)},
                   {"what", finding.what}});
  return out;
}

void print_findings(const std::vector<audit::Finding>& findings) {
  for (const auto& finding : findings)
    fmt::print("  {} {}{}: {}\n", os::coloured("FOUND", os::Colour::red), finding.place,
               finding.entry ? ", entry " + std::to_string(*finding.entry) : std::string(), finding.what);
  if (findings.size() >= audit::max_findings) fmt::print("  (more are not listed)\n");
}

Result<std::optional<keys::RootAnchor>> given_root(const Options& options) {
  if (options.root.empty()) return std::nullopt;
  EB_TRY(root, audit::read_root(options.root));
  return root;
}

void print_report(const std::string& name, const audit::VerifyReport& report, bool json) {
  if (json) {
    fmt::print("{}\n", nlohmann::json{{"export", name},
                                      {"gate", report.gate},
                                      {"entries", report.entries},
                                      {"checkpoints", report.checkpoints},
                                      {"kept_elsewhere", report.kept_elsewhere},
                                      {"covered", report.covered},
                                      {"door_lists", report.lists},
                                      {"root_is_its_own", report.root_is_its_own},
                                      {"findings", findings_json(report.findings)}}
                           .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return;
  }
  fmt::print("{}: gate {}, {} entries, {} covered by {} checkpoints ({} kept elsewhere), {} door lists: {}\n",
             printable(name), printable(report.gate), report.entries, report.covered, report.checkpoints,
             report.kept_elsewhere, report.lists,
             report.findings.empty() ? os::coloured("nothing wrong", os::Colour::green)
                                     : std::to_string(report.findings.size()) + " findings");
  if (report.root_is_its_own)
    fmt::print("  the root key is the export's own: give --root to check against the one you trust\n");
  print_findings(report.findings);
}

Result<os::Exit> verify(const Options& options) {
  EB_TRY(root, given_root(options));
  std::vector<std::string> kept;
  for (const auto& file : options.checkpoints) {
    EB_TRY(notes, audit::read_notes(file));
    kept.insert(kept.end(), notes.begin(), notes.end());
  }
  bool clean = true;
  for (const auto& name : options.exports) {
    EB_TRY(exported, audit::open_export(name, root));
    EB_TRY(report, audit::verify_export(exported, kept));
    print_report(name, report, options.json);
    clean = clean && report.findings.empty();
  }
  return clean ? os::Exit::done : os::Exit::refused;
}

Result<os::Exit> replay(const Options& options) {
  EB_TRY(root, given_root(options));
  EB_TRY(office, audit::OfficeBook::read(options.office));
  bool clean = true;
  for (const auto& name : options.exports) {
    EB_TRY(exported, audit::open_export(name, root));
    EB_TRY(report, audit::replay_export(exported, office));
    if (options.json) {
      fmt::print("{}\n", nlohmann::json{{"export", name},
                                        {"entries", report.entries},
                                        {"decisions", report.decisions},
                                        {"findings", findings_json(report.findings)}}
                             .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    } else {
      fmt::print("{}: {} entries, {} decisions asked again: {}\n", printable(name), report.entries, report.decisions,
                 report.findings.empty() ? os::coloured("all as the rules say", os::Colour::green)
                                         : std::to_string(report.findings.size()) + " findings");
      print_findings(report.findings);
    }
    clean = clean && report.findings.empty();
  }
  return clean ? os::Exit::done : os::Exit::refused;
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app("Signed QR badges for vetted meetings: the auditor.", "badge-audit");
  app.footer(examples);
  app.set_version_flag("--version", "badge-audit " BADGE_VERSION);
  app.add_flag("--json", options.json, "one JSON object for each export");
  app.require_subcommand(1);
  app.fallthrough();
  auto* verify_command = app.add_subcommand("verify", "no entry added, changed or dropped; names the first bad one");
  verify_command->add_option("EXPORT", options.exports, "directories that badge-scanner export wrote")->required();
  verify_command->add_option("--checkpoint", options.checkpoints, "checkpoint kept outside the gate (can be given again)");
  verify_command->add_option("--root", options.root, "root public key, from the key ceremony and not from the gate");
  verify_command->callback([&options] { options.run = [&options] { return verify(options); }; });
  auto* replay_command = app.add_subcommand("replay", "asks every decision again and compares");
  replay_command->add_option("EXPORT", options.exports, "directories that badge-scanner export wrote")->required();
  replay_command->add_option("--office", options.office, "the office's directory")->required()->envname("BADGE_OFFICE");
  replay_command->add_option("--root", options.root, "root public key");
  replay_command->callback([&options] { options.run = [&options] { return replay(options); }; });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(os::Exit::usage);
  }
  const auto result = options.run();
  if (result) return static_cast<int>(*result);
  os::print_error("badge-audit", result.error().message);
  return static_cast<int>(os::Exit::could_not);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "badge-audit: internal error: %s\n", error.what());
    return 3;
  }
}
