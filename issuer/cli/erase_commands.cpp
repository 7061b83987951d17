// erase, purge.
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "common/os/zone.hpp"
#include "issuer/cli/cli.hpp"
#include "issuer/office/erase.hpp"

namespace eb::issuer {
namespace {

std::string advice(FileFate fate) {
  switch (fate) {
    case FileFate::destroyed: return "destroyed";
    case FileFate::gone: return "not there any more: if it was moved or copied, or lies on a stick, destroy it there";
    case FileFate::changed: return "changed since it was written, so it was left: look at it, and destroy it";
    case FileFate::source: return "was imported, and is yours: take the data out of it, or destroy it";
  }
  return {};
}

// What is left for people is told at once, so that it is not lost with an interrupted program; JSON comes at the end.
class FileTeller {
 public:
  explicit FileTeller(bool json) : json_(json) {}
  TellFile tell() {
    return [this](const FileReport& file) {
      if (json_)
        files_.push_back({{"path", file.path}, {"kind", trace_kind_name(file.kind)}, {"fate", fate_name(file.fate)}});
      if (file.fate == FileFate::destroyed) ++destroyed_;
      if (json_ || file.fate == FileFate::destroyed) return;
      fmt::print("  {}: {}\n", printable(file.path, 1000), advice(file.fate));
      std::fflush(stdout);
    };
  }
  [[nodiscard]] const nlohmann::ordered_json& files() const { return files_; }
  [[nodiscard]] std::size_t destroyed() const { return destroyed_; }

 private:
  bool json_;
  std::size_t destroyed_ = 0;
  nlohmann::ordered_json files_ = nlohmann::ordered_json::array();
};

constexpr const char* beyond_reach =
    "what no program reaches: paper, mails that were sent, copies, backups (docs/data-protection.md)";

void print_erased(const Erasure& done, std::size_t files) {
  if (done.before) return fmt::print("{} was erased before: nothing was left to do\n", done.registration);
  for (const auto index : done.named_in)
    os::print_warning("badge-issuer",
                      fmt::format("the reason of act {} names this person, and acts cannot be changed: tell the "
                                  "data protection officer",
                                  index));
  fmt::print("{} erased, {} files that held it destroyed\n", done.registration, files);
  if (done.badge)
    fmt::print("badge {} is revoked: make a door list and load it at every gate; until then they decide from the old one\n",
               *done.badge);
  fmt::print("{}\n", beyond_reach);
}

Result<os::Exit> run_erase(const Cli& cli, const std::string& id) {
  EB_TRY(office, Office::open(cli.office));
  EB_TRY(officer, open_officer(office, cli));
  FileTeller teller(cli.json);
  EB_TRY(done, erase(office, officer.actor, os::now(), id, cli.reason, teller.tell()));
  if (cli.json) {
    print_json({{"registration", done.registration},
                {"erased", true},
                {"before", done.before},
                {"badge", done.badge ? nlohmann::ordered_json(*done.badge) : nlohmann::ordered_json(nullptr)},
                {"files", teller.files()},
                {"named_in_acts", done.named_in}});
  } else {
    print_erased(done, teller.destroyed());
  }
  return os::Exit::done;
}

struct PurgeOptions {
  std::string before;
  bool yes = false;
};

// Typed by somebody who knows which event it is.
Status confirm_purge(Office& office) {
  EB_TRY(totals, count_totals(office));
  EB_TRY(files, Traces(office.registry().database()).all());
  const auto& event = office.event();
  fmt::print(stderr, "{}\nended {}, retention until {}\n", printable(event.name),
             os::format_local(event.ends, event.time_zone), os::format_local(retention_end(event), event.time_zone));
  fmt::print(stderr,
             "will go for good: {} registrations, {} badge texts and secrets, the event ID key, {} files written here\n",
             totals.registrations, office.state().badges().size(), files.size());
  fmt::print(stderr, "will stay: the log of acts, counts, keys of office and officers\ntype {} to go on: ", event.id);
  std::fflush(stderr);
  std::string answer;
  std::getline(std::cin, answer);
  if (answer == event.id) return {};
  return fail(ErrorCode::not_allowed, "not confirmed: nothing was purged; --yes goes on without asking");
}

os::Exit tell_purged_before(const Cli& cli, const Office& office, Millis at) {
  if (cli.json)
    print_json({{"event", office.event().id}, {"purged", true}, {"before", true}});
  else
    fmt::print("this office was purged on {}: there was nothing left to do\n", format_utc(to_seconds(at)));
  return os::Exit::done;
}

Result<os::Exit> run_purge(const Cli& cli, const PurgeOptions& options) {
  const auto before = parse_iso_date(options.before);
  if (!before) return fail(ErrorCode::usage, "'" + printable(options.before) + "' is no date: write it like 2015-08-23");
  EB_TRY(office, Office::open(cli.office));
  const PurgeRequest request{*before, cli.reason};
  const auto now = os::now();
  EB_TRY(unfinished, purge_unfinished(office));
  // Whoever was killed before the last sentence asks again, and it is no fault that all is done.
  if (const auto& done = office.state().purged(); done && !unfinished) return tell_purged_before(cli, office, done->at);
  if (!unfinished) {
    EB_CHECK(purge_allowed(office, request, now));
    if (!options.yes) EB_CHECK(confirm_purge(office));
  }
  EB_TRY(officer, open_officer(office, cli));
  FileTeller teller(cli.json);
  EB_TRY(totals, purge(office, officer.actor, now, request, teller.tell()));
  if (cli.json) {
    print_json({{"event", office.event().id},
                {"purged", true},
                {"before", false},
                {"registrations", totals.registrations},
                {"files", teller.files()}});
    return os::Exit::done;
  }
  fmt::print("purged: {} registrations, {} files destroyed; the log of acts and the counts are kept\n", totals.registrations,
             teller.destroyed());
  for (const auto& [name, gate] : office.state().gates())
    if (gate.enrolled)
      fmt::print("on gate {}: badge-scanner purge, after the last export; then its door lists open for nobody\n", name);
  fmt::print("{}\n", beyond_reach);
  return os::Exit::done;
}

}  // namespace

void add_erase_commands(CLI::App& app, Cli& cli) {
  auto id = std::make_shared<std::string>();
  auto* erase_command = app.add_subcommand("erase", "remove one person for good; the badge is revoked");
  erase_command->add_option("ID", *id, "registration, as R-0001")->required();
  take_officer(*erase_command, cli, true);
  take_reason(*erase_command, cli);
  erase_command->get_option("--reason")->required();
  erase_command->callback([&cli, id] { cli.run = [&cli, id] { return run_erase(cli, *id); }; });

  auto options = std::make_shared<PurgeOptions>();
  auto* purge_command = app.add_subcommand("purge", "remove everybody for good at the end of retention");
  purge_command->add_option("--before", options->before, "only if the event ended before this day, as 2015-08-23")
      ->required();
  purge_command->add_flag("--yes", options->yes, "do not ask");
  take_officer(*purge_command, cli, true);
  take_reason(*purge_command, cli);
  purge_command->callback([&cli, options] { cli.run = [&cli, options] { return run_purge(cli, *options); }; });
}

}  // namespace eb::issuer
