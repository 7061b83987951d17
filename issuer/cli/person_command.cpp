// person: an answer to an access request.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/person.hpp"
#include "issuer/office/written.hpp"

namespace eb::issuer {
namespace {

using nlohmann::ordered_json;

template <class T>
ordered_json or_null(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json source_json(const PersonFile& person) {
  if (!person.source) return nullptr;
  const auto& source = *person.source;
  ordered_json out{{"path", source.path},
                   {"state", !source.there      ? "gone"
                             : source.unchanged ? "unchanged"
                                                : "changed"},
                   {"other_people", source.others}};
  // A file with other people in it is answered by hand: what is theirs is not this person's to see.
  out["text"] =
      source.content && is_utf8(as_text(*source.content)) ? ordered_json(as_text(*source.content)) : ordered_json(nullptr);
  out["base64"] = source.content && out["text"].is_null() ? ordered_json(to_base64(*source.content)) : ordered_json(nullptr);
  return out;
}

// Without the names of officers and guards, who are people too.
ordered_json acts_json(const PersonFile& person) {
  auto out = ordered_json::array();
  for (const auto& act : person.acts)
    out.push_back(
        {{"time", format_utc(act.time)}, {"act", act.act}, {"badge", or_null(act.badge)}, {"reason", or_null(act.detail)}});
  return out;
}

ordered_json entries_json(const PersonFile& person) {
  auto out = ordered_json::array();
  for (const auto& entry : person.entries)
    out.push_back({{"time", format_utc(entry.time)},
                   {"gate", entry.gate},
                   {"rehearsal", entry.rehearsal},
                   {"kind", log::kind_name(entry.kind)},
                   {"verdict", entry.verdict ? ordered_json(badge::verdict_name(*entry.verdict)) : ordered_json(nullptr)},
                   {"reason", entry.reason ? ordered_json(badge::reason_name(*entry.reason)) : ordered_json(nullptr)},
                   {"note", or_null(entry.detail)}});
  return out;
}

ordered_json person_json(const Office& office, const PersonFile& person, bool with_logs) {
  ordered_json out{
      {"event", office.event().id}, {"event_name", office.event().name}, {"made_at", format_utc(to_seconds(os::now()))}};
  auto registration = registration_json(person.stored.registration);
  registration["status"] = standing_name(person.standing);
  registration["revision"] = person.stored.revision;
  out["registration"] = std::move(registration);
  out["source"] = source_json(person);
  out["badges"] = ordered_json::array();
  for (const auto& badge : person.badges)
    out["badges"].push_back({{"number", badge.number}, {"state", badge_state_name(badge.state)}, {"text", badge.text}});
  out["acts"] = acts_json(person);
  out["files_written"] = ordered_json::array();
  for (const auto& file : person.files)
    out["files_written"].push_back({{"path", file.path}, {"kind", trace_kind_name(file.kind)}});
  out["gate_entries"] = with_logs ? entries_json(person) : ordered_json(nullptr);
  return out;
}

void print_person(const PersonFile& person, bool with_logs) {
  const auto& r = person.stored.registration;
  fmt::print("{}  {}, revision {}\n", printable(r.id), standing_name(person.standing), person.stored.revision);
  fmt::print("  name {}; e-mail {}; organisation {}\n", printable(r.name), printable(r.email), printable(r.organisation));
  fmt::print("  birth date {}; ID number {}; ID expiry {}; language {}\n", r.birth_date ? format_date(*r.birth_date) : "",
             printable(r.id_number), r.id_expiry ? format_date(*r.id_expiry) : "", printable(r.language));
  if (person.source) fmt::print("  from {}, with {} other people\n", printable(person.source->path), person.source->others);
  for (const auto& badge : person.badges) fmt::print("  badge {} {}\n", badge.number, badge_state_name(badge.state));
  for (const auto& act : person.acts)
    fmt::print("  {}  {}{}\n", format_utc(act.time), act.act, act.detail ? ": " + printable(*act.detail) : "");
  for (const auto& file : person.files) fmt::print("  in {} ({})\n", printable(file.path), trace_kind_name(file.kind));
  for (const auto& entry : person.entries)
    fmt::print("  {}  gate {} {}{}\n", format_utc(entry.time), entry.gate, log::kind_name(entry.kind),
               entry.reason ? " " + std::string(badge::reason_name(*entry.reason)) : "");
  if (!with_logs) fmt::print("  what the gates logged: give their exports with --log DIR\n");
}

struct PersonOptions {
  std::string id, text, file;
  std::vector<std::string> logs;
};

Result<os::Exit> run_person(const Cli& cli, const PersonOptions& options) {
  EB_TRY(office, Office::open(cli.office));
  auto id = options.id;
  if (id.empty()) {
    EB_TRY(found, find_person(office, options.text));
    id = std::move(found);
  }
  EB_TRY(person, person_file(office, id, {options.logs.begin(), options.logs.end()}));
  const bool with_logs = !options.logs.empty();
  const auto json = person_json(office, person, with_logs);
  if (options.file.empty()) {
    if (cli.json) {
      print_json(json);
    } else {
      print_person(person, with_logs);
    }
    return os::Exit::done;
  }
  const auto text = json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  if (options.file == "-") {
    fmt::print("{}", text);
    return os::Exit::done;
  }
  EB_CHECK(
      write_traced(office, options.file, as_bytes(text), TraceKind::person, {person.stored.registration.id}, os::now()));
  if (cli.json) {
    print_json({{"registration", person.stored.registration.id}, {"file", options.file}});
  } else {
    fmt::print("{} written to {}: read it before it is sent\n", person.stored.registration.id, printable(options.file));
  }
  return os::Exit::done;
}

}  // namespace

void add_person_command(CLI::App& app, Cli& cli) {
  auto options = std::make_shared<PersonOptions>();
  auto* person = app.add_subcommand("person", "everything the office holds about one person, for an access request");
  person->add_option("ID", options->id, "registration, as R-0001");
  person->add_option("--text", options->text, "part of any field, instead of ID: when only one registration has it");
  person->add_option("--export", options->file, "write it as JSON to this file (- is standard output)");
  person->add_option("--log", options->logs, "export of a gate's log (can be given again)")
      ->type_name("DIR")
      ->allow_extra_args(false);
  person->callback([&cli, options] {
    if (options->id.empty() == options->text.empty())
      throw CLI::ValidationError("person", "name a registration, or give --text");
    cli.run = [&cli, options] { return run_person(cli, *options); };
  });
}

}  // namespace eb::issuer
