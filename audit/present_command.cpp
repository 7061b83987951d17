// badge-audit present: who is inside, for people, as JSON or as CSV.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <memory>

#include "audit/cli.hpp"
#include "audit/local_clock.hpp"
#include "audit/present.hpp"
#include "audit/words.hpp"
#include "common/base/csv_cell.hpp"
#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "common/os/zone.hpp"

namespace eb::audit {
namespace {

using nlohmann::ordered_json;

constexpr const char* examples = R"(Examples:
  badge-audit present north-export south-export --at now --office office
  badge-audit present north-export --at 2015-07-24T12:31 --csv inside.csv     time of the event's place
  badge-audit present north-export --at 2015-07-24T10:31:00Z --json | jq .total
Without --office by badge number. What the exports do not tell is said first; the list is printed all the same.
Exit codes: 0 printed, 1 printed, and an export does not verify or was left out, 3 printed as far as it could be read.)";

struct Arguments {
  std::vector<std::string> exports;
  std::string at, office, root, csv;
};

// A time that is none is wrong usage; whether it is one does not depend on the place.
std::string time_fault(const std::string& text) {
  if (text == "now") return {};
  const auto time = os::parse_local(text, "UTC");
  return time ? std::string() : time.error().message;
}

Result<Millis> parse_at(const std::string& text, const std::vector<std::string>& exports,
                        const std::optional<keys::RootAnchor>& root) {
  if (text == "now") return os::now();
  if (const auto instant = parse_rfc3339(text)) return *instant;
  for (const auto& directory : exports) {
    const auto exported = open_export(directory, root);
    if (!exported || exported->lists.empty()) continue;
    EB_TRY(time, os::parse_local(text, exported->lists.begin()->second.file.manifest.policy.time_zone));
    return Millis(time);
  }
  return fail(ErrorCode::not_found, "no export tells the time zone of the event: write --at with an offset, such as " +
                                        text + (text.size() == std::string_view("2015-07-24T10:00").size() ? ":00" : "") +
                                        "+02:00");
}

ordered_json time_json(const std::optional<Millis>& time) {
  return time ? ordered_json(format_utc(*time)) : ordered_json(nullptr);
}

ordered_json text_json(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(printable(text, 1000));
}

std::string as_json(const PresentReport& report) {
  auto gates = ordered_json::array();
  for (const auto& gate : report.gates)
    gates.push_back({{"gate", printable(gate.gate)}, {"known_until", time_json(gate.time)}, {"stopped", gate.closed}});
  auto people = ordered_json::array();
  for (const auto& person : report.people)
    people.push_back({{"badge", person.badge},
                      {"name", text_json(person.name)},
                      {"organisation", text_json(person.organisation)},
                      {"gate", printable(person.gate)},
                      {"since", format_utc(person.since)},
                      {"other_badges", person.besides}});
  const ordered_json out{{"at", format_utc(report.at)},
                         {"time_zone", report.zone},
                         {"total", report.people.size()},
                         {"left_by_another_gate", report.left_elsewhere},
                         {"complete", report.complete},
                         {"verified", report.proved},
                         {"gates", gates},
                         {"warnings", report.warnings},
                         {"remarks", report.remarks},
                         {"inside", people}};
  return out.dump(-1, ' ', true, ordered_json::error_handler_t::replace) + "\n";
}

// The first column says what a line is, so that total and warnings cannot get lost behind the names.
std::string as_csv(const PresentReport& report) {
  LocalClock clock(report.zone);
  std::string out = "line,name,organisation,badge,gate,since,note\r\n";
  out += "total,,,,," + csv_cell(clock.text(report.at)) + "," + std::to_string(report.people.size()) + "\r\n";
  for (const auto& warning : report.warnings) out += "warning,,,,,," + csv_cell(warning) + "\r\n";
  for (const auto& remark : report.remarks) out += "remark,,,,,," + csv_cell(remark) + "\r\n";
  for (const auto& person : report.people) {
    out += "inside," + csv_cell(person.name) + "," + csv_cell(person.organisation) + "," + csv_cell(person.badge) + "," +
           csv_cell(person.gate) + "," + csv_cell(clock.text(person.since)) + ",";
    for (const auto& badge : person.besides) out += (&badge == person.besides.data() ? "also " : " ") + badge;
    out += "\r\n";
  }
  return out;
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Columns as wide as what stands in them, within bounds.
std::string padded(std::string text, std::size_t width) {
  const auto length = characters(text);
  return length < width ? text + std::string(width - length, ' ') : text;
}

std::string as_text(const PresentReport& report) {
  LocalClock clock(report.zone);
  std::string out =
      fmt::format("{}, {} ({}), {} counted\n",
                  os::coloured(counted(report.people.size(), "person inside", "people inside"), os::Colour::bold),
                  clock.text(report.at), report.zone, counted(report.gates.size(), "gate", "gates"));
  if (report.left_elsewhere > 0)
    out += counted(report.left_elsewhere, "person has", "people have") +
           " left by another gate than they came in by: not listed\n";
  for (const auto& warning : report.warnings) out += os::coloured("WARNING ", os::Colour::red) + warning + "\n";
  for (const auto& remark : report.remarks) out += "note: " + remark + "\n";
  std::vector<std::array<std::string, 5>> rows;
  std::array<std::size_t, 5> width{};
  for (const auto& person : report.people) {
    auto badge = person.badge;
    for (const auto& other : person.besides) badge += " and " + other;
    rows.push_back({printable(person.name, 80), printable(person.organisation, 60), printable(person.gate, 80),
                    clock.text(person.since), std::move(badge)});
    for (std::size_t i = 0; i < width.size(); ++i) width[i] = std::max(width[i], characters(rows.back()[i]));
  }
  for (const auto& row : rows) {
    out += "  ";
    for (std::size_t i = 0; i < row.size(); ++i)
      if (width[i] > 0) out += i + 1 == row.size() ? row[i] : padded(row[i], width[i]) + "  ";
    out += "\n";
  }
  return out;
}

Result<os::Exit> present(const Arguments& given, bool json) {
  EB_TRY(root, given_root(given.root));
  EB_TRY(at, parse_at(given.at, given.exports, root));
  EB_TRY(gates, open_gates({given.exports, root, {}, Demand::what_can_be_read, at}));
  std::optional<OfficeBook> office;
  if (!given.office.empty()) {
    auto read = OfficeBook::read(given.office);
    if (read) {
      office = std::move(*read);
    } else {
      gates.complete = false;
      gates.warnings.push_back("the office cannot be read, so the list has no names: " + read.error().message);
    }
  }
  const auto report = list_present(gates, at, office ? &*office : nullptr);
  fmt::print("{}", json ? as_json(report) : as_text(report));
  std::fflush(stdout);
  for (const auto& warning : report.warnings) os::print_warning(program, printable(warning, 2000));
  if (!given.csv.empty()) EB_CHECK(os::write_file(given.csv, as_bytes(as_csv(report)), os::Access::owner_only));
  if (!report.complete) return os::Exit::could_not;
  return report.proved && !gates.left_out ? os::Exit::done : os::Exit::refused;
}

}  // namespace

void add_present_command(CLI::App& app, Cli& cli) {
  auto given = std::make_shared<Arguments>();
  auto* command = app.add_subcommand("present", "who is inside at a time, over all gates: for an evacuation");
  command->footer(examples);
  command->add_option("EXPORT", given->exports, "directories that badge-scanner export wrote, one of each gate")->required();
  command->add_option("--at", given->at, "time, or now")->required()->type_name("TIME")->check(time_fault);
  command->add_option("--office", given->office, "the office's directory: names instead of badge numbers")
      ->type_name("DIR")
      ->envname("BADGE_OFFICE");
  command->add_option("--root", given->root, "first root public key")->type_name("FILE");
  command->add_option("--csv", given->csv, "write the list to a file too")->type_name("FILE");
  command->callback([&cli, given] { cli.run = [&cli, given] { return present(*given, cli.json); }; });
}

}  // namespace eb::audit
