// registrations: the queue, one of them, corrections, the list of all.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/csv_cell.hpp"
#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/concerned.hpp"
#include "issuer/office/original.hpp"
#include "issuer/office/vetting.hpp"
#include "issuer/office/written.hpp"

namespace eb::issuer {
namespace {

// The number of the active badge.
nlohmann::json badge_or_null(const Office& office, const std::string& id) {
  const auto badge = office.state().vetting(id).badge;
  return badge ? nlohmann::json(*badge) : nlohmann::json(nullptr);
}

struct Filters {
  std::string status, problem, text;
};

bool passes(const Filters& filters, const StoredRegistration& stored, Standing standing) {
  const auto& r = stored.registration;
  if (!filters.status.empty() && standing_name(standing) != filters.status) return false;
  if (!filters.problem.empty() && std::find(r.problems.begin(), r.problems.end(), filters.problem) == r.problems.end())
    return false;
  return filters.text.empty() || holds_text(r, filters.text);
}

Status check_problem(const std::string& code) {
  if (code.empty() || is_problem_code(code)) return {};
  std::string all;
  for (const auto known : problem_codes()) all += " " + std::string(known);
  return fail(ErrorCode::usage, "no problem code '" + printable(code) + "': use one of" + all);
}

Result<os::Exit> run_list(const Cli& cli, const Filters& filters) {
  EB_CHECK(check_problem(filters.problem));
  EB_TRY(office, Office::open(cli.office));
  EB_CHECK(office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    const auto standing = standing_of(office, stored);
    if (!passes(filters, stored, standing)) return {};
    const auto& r = stored.registration;
    if (cli.json) {
      auto line = registration_json(r);
      line["status"] = standing_name(standing);
      line["badge"] = badge_or_null(office, r.id);
      print_json(line);
    } else {
      std::string problems;
      for (const auto& problem : r.problems) problems += " " + printable(problem);
      fmt::print("{}  {:<15} {}{}{}{}\n", printable(r.id), standing_name(standing), shown_name(r),
                 r.organisation.empty() ? "" : " (" + printable(r.organisation) + ")", problems.empty() ? "" : "  !",
                 problems);
    }
    return {};
  }));
  return os::Exit::done;
}

Result<StoredRegistration> find_one(Office& office, const std::string& id) {
  EB_TRY(stored, office.registry().find(id));
  if (!stored) return unknown_registration(id);
  return std::move(*stored);
}

void add_places(const FoundPlaces& found, nlohmann::ordered_json& line) {
  line["original"] = found.file.string();
  line["places"] = nlohmann::ordered_json::object();
  for (const auto& place : found.places) {
    auto& out = line["places"][std::string(place.field)];
    out = {{"part", place.part}, {place.in_row ? "row" : "line", place.line}};
    if (place.in_row) out["column"] = place.column;
    out["from"] = place.from;
    out["to"] = place.to;
    out["text"] = place.excerpt;
  }
}

void print_places(const FoundPlaces& found) {
  fmt::print("  in {}{}\n", printable(found.file.string()),
             found.places.empty() ? ": none of these values stands there as it is here" : "");
  for (const auto& place : found.places)
    fmt::print("    {:<13} {}, {} {}{}: {}\n", place.field, printable(place.part, 80), place.in_row ? "row" : "line",
               place.line, place.in_row ? fmt::format(", column {}", place.column) : "", printable(place.excerpt, 160));
}

void show(const Cli& cli, const Office& office, const StoredRegistration& stored,
          const std::vector<Concerned>& concerned = {}, const FoundPlaces* found = nullptr) {
  const auto& r = stored.registration;
  const auto vetting = office.state().vetting(r.id);
  const auto standing = standing_name(standing_of(office, stored));
  std::vector<std::string> approvals;
  for (const auto& approval : vetting.approvals) approvals.push_back(approval.officer);
  if (cli.json) {
    auto line = registration_json(r);
    line["status"] = standing;
    line["revision"] = stored.revision;
    line["approved_by"] = approvals;
    line["badge"] = badge_or_null(office, r.id);
    for (const auto& earlier : concerned) line["concerns"].push_back({{"id", earlier.id}, {"because", earlier.because}});
    if (found != nullptr) add_places(*found, line);
    print_json(line);
    return;
  }
  fmt::print("{}  {}, revision {}\n", printable(r.id), standing, stored.revision);
  fmt::print("  name          {}\n  e-mail        {}\n  organisation  {}\n", printable(r.name), printable(r.email),
             printable(r.organisation));
  fmt::print("  birth date    {}\n", r.birth_date ? format_date(*r.birth_date) : "");
  fmt::print("  ID number     {}\n  ID expiry     {}\n", printable(r.id_number),
             r.id_expiry ? format_date(*r.id_expiry) : "");
  fmt::print("  language      {}\n  from          {}\n", printable(r.language), printable(r.source));
  for (const auto& officer : approvals) fmt::print("  approved by   {}\n", officer);
  if (vetting.badge) fmt::print("  badge         {}\n", *vetting.badge);
  for (const auto& problem : r.problems) fmt::print("  ! {}: {}\n", printable(problem), problem_advice(problem));
  for (const auto& earlier : concerned) fmt::print("  may concern   {} ({})\n", printable(earlier.id), earlier.because);
  if (found != nullptr) print_places(*found);
}

// Where to look in the original, beside `registrations show`.
struct Where {
  bool asked = false;
  std::string original;
};

Result<os::Exit> run_show(const Cli& cli, const std::string& id, const Where& where) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(stored, find_one(office, id));
  EB_TRY(concerned, concerned_by(office, stored));
  if (!where.asked && where.original.empty()) {
    show(cli, office, stored, concerned);
    return os::Exit::done;
  }
  const auto named = where.original.empty() ? std::nullopt : std::optional<std::filesystem::path>(where.original);
  const auto found = look_up(office, stored, named);
  show(cli, office, stored, concerned, found ? &*found : nullptr);
  if (!found) return tl::unexpected<Error>(found.error());
  return os::Exit::done;
}

Result<os::Exit> run_edit(const Cli& cli, const std::string& id, const std::vector<FieldChange>& changes) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(officer, open_officer(office, cli));
  EB_TRY(stored, edit(office, officer.actor, os::now(), id, changes, cli.reason));
  show(cli, office, stored);
  return os::Exit::done;
}

Result<os::Exit> run_export(const Cli& cli, const std::string& file) {
  EB_TRY(office, Office::open(cli.office));
  std::string out = "id,status,name,email,organisation,birth_date,id_number,id_expiry,language,problems,source\r\n";
  std::vector<std::string> people;
  EB_CHECK(office.registry().for_each([&](const StoredRegistration& stored) -> Status {
    if (stored.revision <= 0) return {};  // erased
    const auto& r = stored.registration;
    std::string problems;
    for (const auto& problem : r.problems) problems += (problems.empty() ? "" : " ") + problem;
    const std::string cells[] = {r.id,           std::string(standing_name(standing_of(office, stored))),
                                 r.name,         r.email,
                                 r.organisation, r.birth_date ? format_date(*r.birth_date) : "",
                                 r.id_number,    r.id_expiry ? format_date(*r.id_expiry) : "",
                                 r.language,     problems,
                                 r.source};
    for (const auto& cell : cells) out += (&cell == &cells[0] ? "" : ",") + csv_cell(cell);
    out += "\r\n";
    people.push_back(r.id);
    return {};
  }));
  if (file.empty() || file == "-") {
    fmt::print("{}", out);
    return os::Exit::done;
  }
  EB_CHECK(write_traced(office, file, as_bytes(out), TraceKind::registrations, people, os::now()));
  if (cli.json) {
    print_json({{"file", file}, {"registrations", people.size()}});
  } else {
    fmt::print("{} registrations written to {}\n", people.size(), printable(file));
  }
  return os::Exit::done;
}

void add_edit(CLI::App& registrations, Cli& cli, const std::shared_ptr<std::string>& id) {
  auto* command = registrations.add_subcommand("edit", "correct fields; approvals so far are void, a badge is revoked");
  command->add_option("ID", *id, "registration, as R-0001")->required();
  auto values = std::make_shared<std::map<std::string, std::string>>();
  constexpr std::pair<const char*, const char*> fields[] = {{"name", "given name and surname"},
                                                            {"email", "address, as name@example.org"},
                                                            {"organisation", "whom the delegate represents"},
                                                            {"birth-date", "as 1978-03-04"},
                                                            {"id-number", "number of the passport or identity card"},
                                                            {"id-expiry", "date of expiry of that document, as 2028-03-04"},
                                                            {"language", "of interpretation: EN, FR, DE, IT, NL or ES"}};
  for (const auto& [field, what] : fields) command->add_option(std::string("--") + field, (*values)[field], what);
  take_officer(*command, cli, true);
  take_reason(*command, cli);
  command->get_option("--reason")->required();
  command->callback([&cli, id, values, command] {
    std::vector<FieldChange> changes;
    for (const auto& [field, value] : *values)
      if (command->count("--" + field) > 0) changes.emplace_back(field, value);
    if (changes.empty()) throw CLI::ValidationError("edit", "say what to change: --name, --email, --birth-date, ...");
    cli.run = [&cli, id, changes] { return run_edit(cli, *id, changes); };
  });
}

void add_list(CLI::App& registrations, Cli& cli) {
  auto filters = std::make_shared<Filters>();
  auto* list = registrations.add_subcommand("list", "one line each");
  list->add_option("--status", filters->status, "only those in this state")
      ->check(CLI::IsMember(
          {"open", "approved", "cleared", "rejected", "issued", "revoked", "erasing", "erased", "changed-outside"}));
  list->add_option("--problem", filters->problem, "only those with this problem code (docs/intake.md)");
  list->add_option("--text", filters->text, "part of any field");
  list->callback([&cli, filters] { cli.run = [&cli, filters] { return run_list(cli, *filters); }; });
}

void add_show(CLI::App& registrations, Cli& cli, const std::shared_ptr<std::string>& id) {
  auto where = std::make_shared<Where>();
  auto* command = registrations.add_subcommand("show", "everything about one");
  command->add_option("ID", *id, "registration, as R-0001")->required();
  command->add_flag("--where", where->asked, "also where each field stands in the mail or list that it was read from");
  command->add_option("--original", where->original, "that mail or list, when it was moved since the import");
  command->callback([&cli, id, where] { cli.run = [&cli, id, where] { return run_show(cli, *id, *where); }; });
}

}  // namespace

void add_registration_commands(CLI::App& app, Cli& cli) {
  auto* registrations = app.add_subcommand("registrations", "look at the queue, correct it, export it");
  registrations->require_subcommand(1);
  auto id = std::make_shared<std::string>();
  add_list(*registrations, cli);
  add_show(*registrations, cli, id);
  add_edit(*registrations, cli, id);
  auto file = std::make_shared<std::string>();
  auto* export_command = registrations->add_subcommand("export", "all as CSV, safe to open in a spreadsheet");
  export_command->add_option("-o,--output", *file, "file (default: standard output)");
  export_command->callback([&cli, file] { cli.run = [&cli, file] { return run_export(cli, *file); }; });
}

}  // namespace eb::issuer
