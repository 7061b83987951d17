#include "scanner/preflight.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/files.hpp"
#include "common/os/terminal.hpp"
#include "common/os/zone.hpp"
#include "scanner/guards.hpp"
#include "scanner/lists.hpp"
#include "scanner/report.hpp"

namespace eb::scanner {
namespace {

constexpr std::uintmax_t needed_disk = std::uintmax_t{100} << 20;
constexpr int max_cameras = 64;  // numbers that are looked for
using Checks = std::vector<PreflightCheck>;

void put(Checks& checks, std::string name, bool passed, std::string why, std::string todo) {
  checks.push_back({std::move(name), passed, std::move(why), passed ? std::string() : std::move(todo)});
}

// Writes and takes back: a full or read-only disk shows here and not at the first delegate.
Status try_writing(GateLog& log) {
  EB_TRY(transaction, store::Transaction::begin(log.lines().database()));
  EB_TRY(insert, log.lines().database().prepare("INSERT INTO gate_state(key, value) VALUES('preflight', ?)"));
  return insert.bind(1, std::string(8192, '-')).run();
}

std::optional<GateLog> check_log(const Gate& gate, Checks& checks) {
  auto log = GateLog::open(gate, LogKind::real);
  const auto written = log ? try_writing(*log) : Status(tl::unexpected<Error>(log.error()));
  if (written)
    put(checks, "log", true, fmt::format("{} entries, checked and writable", log->size()), "");
  else
    put(checks, "log", false, written.error().message,
        "free space on its disk; a damaged log is evidence: keep it and take the spare gate. Without a log nobody is "
        "admitted");
  if (!log) return std::nullopt;
  return std::move(*log);
}

std::optional<door::ListFile> check_list(const Gate& gate, const std::optional<GateLog>& log, Checks& checks) {
  const std::string todo = "get a door list from the office and load it with badge-scanner load";
  if (!log || !log->state().in_force) {
    put(checks, "list", false, log ? "no door list is loaded" : "not known without the log", todo);
    return std::nullopt;
  }
  auto list = open_stored_list(gate, *log->state().in_force);
  if (!list) {
    put(checks, "list", false, list.error().message, todo);
    return std::nullopt;
  }
  put(checks, "list", true,
      fmt::format("door list {} of {}, {} {}, whole and signed", list->manifest.sequence, printable(list->manifest.event),
                  list->manifest.entry_count, list->manifest.entry_count == 1 ? "badge" : "badges"),
      "");
  return std::move(*list);
}

void check_times(const badge::Manifest& manifest, Millis at, bool asked, Checks& checks) {
  const auto& zone = manifest.policy.time_zone;
  const auto until = time_with_offset(manifest.valid_until, zone);
  put(checks, "list-time", to_seconds(at) <= manifest.valid_until,
      fmt::format("the door list is valid until {}, asked for {}", until, time_with_offset(at, zone)),
      "ask the office for a door list that is valid longer (door-list --valid-until) and load it");
  if (!asked) return;
  const auto& openings = manifest.policy.openings;
  const bool open = std::any_of(openings.begin(), openings.end(), [&](const badge::Opening& opening) {
    return to_seconds(at) >= opening.from && to_seconds(at) < opening.until;
  });
  put(checks, "opening", open, fmt::format("the door is {} at {}", open ? "open" : "closed", time_with_offset(at, zone)),
      "check the time asked for, or have the office correct the opening hours");
}

void check_zone(const badge::Policy& policy, const std::string& zone, Checks& checks) {
  const auto& zones = policy.zones;
  const bool known = zones.empty() || std::find(zones.begin(), zones.end(), zone) != zones.end();
  std::string names;
  for (const auto& name : zones) names += (names.empty() ? "" : ", ") + printable(name);
  put(checks, "zone", known,
      zones.empty() ? "the event is one zone"
                    : fmt::format("this gate leads to '{}'; the event's zones are {}", printable(zone), names),
      "every badge would be wrong_zone here: set up a gate with --zone, or have the office correct the event's zones");
}

void check_keys(const codec::KeySet& keys, Millis at, Checks& checks) {
  const auto fit = std::count_if(keys.all().begin(), keys.all().end(), [&](const codec::TrustedKey& key) {
    return key.use == codec::KeyUse::badge && codec::key_fitness(key, at) == codec::KeyFitness::fit;
  });
  put(checks, "badge-keys", fit > 0, fmt::format("{} badge keys are valid at the time asked for", fit),
      "ask the office for a door list with a valid badge key");
}

void check_gate_key(const Gate& gate, std::optional<door::ListFile> list, Millis at, Checks& checks) {
  const std::string todo = "enrol this gate at the office and load a new door list";
  const auto& mine = gate.secrets()->signing.public_key();
  for (const auto* key : list->keys.find(codec::KeyUse::gate, mine.kid())) {
    if (!(key->key == mine) || codec::key_fitness(*key, at) == codec::KeyFitness::fit) continue;
    return put(checks, "gate-key", false, "this gate's key is revoked or not valid at the time asked for", todo);
  }
  const auto active = activate(gate, std::move(*list), at);
  put(checks, "gate-key", active.has_value(), active ? "trusted, and it opens the door list" : active.error().message, todo);
}

void check_clock(const std::optional<GateLog>& log, const std::optional<Seconds>& issued, Millis now, Checks& checks) {
  const auto last = log ? log->state().last_time : std::nullopt;
  const std::string todo =
      "set the clock; if the newest entry is what is wrong, set up a new gate and keep this one's directory";
  if (last && now < *last)
    return put(checks, "clock", false,
               "the clock reads " + format_utc(now) + ", before the newest entry of " + format_utc(*last), todo);
  if (issued && to_seconds(now) < *issued)
    return put(checks, "clock", false,
               "the clock reads " + format_utc(now) + ", before the door list was made at " + format_utc(*issued), todo);
  put(checks, "clock", true, "the clock reads " + format_utc(now) + ": compare it with another one", "");
}

void check_disk(const Gate& gate, Checks& checks) {
  std::error_code error;
  const auto space = std::filesystem::space(gate.directory(), error);
  const auto free = error ? 0 : space.available;
  put(checks, "disk", free >= needed_disk, fmt::format("{} MB free", free >> 20), "free at least 100 MB on the gate's disk");
}

// The device with the lowest number that this user may read, and why another one could not be opened.
struct Camera {
  std::string device, trouble;
};

Camera find_camera(const std::filesystem::path& devices) {
  Camera found;
  for (int number = 0; number < max_cameras && found.device.empty(); ++number) {
    const auto path = devices / ("video" + std::to_string(number));
    std::error_code error;
    if (!std::filesystem::is_character_file(path, error)) continue;
    if (const auto opened = os::try_device(path); opened)
      found.device = path.string();
    else if (found.trouble.empty())
      found.trouble = opened.error().message;
  }
  return found;
}

void check_camera(const PreflightQuestion& question, Checks& checks) {
  const auto camera = find_camera(question.devices);
  if (!camera.device.empty()) return put(checks, "camera", true, "camera " + printable(camera.device) + " is there", "");
  if (!question.camera && camera.trouble.empty())
    return put(checks, "camera", true, "no camera seen: this gate reads with a hand-held reader or by typing", "");
  put(checks, "camera", !question.camera,
      camera.trouble.empty() ? "no camera seen" : "no camera can be used: " + camera.trouble,
      "plug the camera in; if it is, let this user into the group that may open it (video), and ask again");
}

void check_guards(const Gate& gate, Checks& checks) {
  const auto book = GuardBook::read(gate.directory());
  if (!book)
    return put(checks, "guards", false, book.error().message,
               "nobody can sign in at the door page: set up the guards again with badge-scanner guard add");
  if (book->empty())
    return put(checks, "guards", true, "nobody is set up: the door page asks for no sign-in, and has no override", "");
  const auto supervisors = static_cast<std::size_t>(std::count_if(
      book->guards().begin(), book->guards().end(), [](const Guard& g) { return g.role == GuardRole::supervisor; }));
  const auto guards = book->guards().size() - supervisors;
  put(checks, "guards", true,
      fmt::format("{} {}, {} {} can sign in{}", guards, guards == 1 ? "guard" : "guards", supervisors,
                  supervisors == 1 ? "supervisor" : "supervisors", supervisors == 0 ? "; nobody can override" : ""),
      "");
}

}  // namespace

Result<Millis> parse_time(const std::string& text, const std::string& time_zone) {
  if (const auto instant = parse_rfc3339(text)) return *instant;
  if (!time_zone.empty()) {
    if (const auto local = os::parse_local(text, time_zone)) return Millis{*local};
  }
  return fail(ErrorCode::usage, "'" + printable(text) + "' is no time: write it like 2015-07-24T10:00:00+02:00" +
                                    (time_zone.empty() ? "" : " or, in local time of the event, 2015-07-24T10:00"));
}

Result<Checks> preflight(const Gate& gate, const PreflightQuestion& question) {
  Checks checks;
  put(checks, "root", true, "root key " + root_fingerprint(gate.root().key) + " is pinned", "");
  const auto log = check_log(gate, checks);
  auto list = check_list(gate, log, checks);
  auto at = question.now;
  if (question.at) {
    EB_TRY(time, parse_time(*question.at, list ? list->manifest.policy.time_zone : ""));
    at = time;
  }
  std::optional<Seconds> issued;
  if (list) {
    issued = list->manifest.issued_at;
    check_times(list->manifest, at, question.at.has_value(), checks);
    check_zone(list->manifest.policy, gate.zone(), checks);
    check_keys(list->keys, at, checks);
    check_gate_key(gate, std::move(list), at, checks);
  }
  check_clock(log, issued, question.now, checks);
  check_disk(gate, checks);
  check_camera(question, checks);
  check_guards(gate, checks);
  return checks;
}

bool all_passed(const Checks& checks) {
  return std::all_of(checks.begin(), checks.end(), [](const PreflightCheck& check) { return check.passed; });
}

std::string preflight_json(const Checks& checks) {
  nlohmann::ordered_json json;
  json["ready"] = all_passed(checks);
  json["checks"] = nlohmann::ordered_json::array();
  for (const auto& check : checks)
    json["checks"].push_back({{"name", check.name}, {"passed", check.passed}, {"why", check.why}, {"todo", check.todo}});
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string preflight_text(const Checks& checks) {
  std::string out;
  for (const auto& check : checks) {
    const auto word = check.passed ? os::coloured("pass", os::Colour::green) : os::coloured("FAIL", os::Colour::red);
    out += fmt::format("{}  {:<10}  {}\n", word, check.name, check.why);
    if (!check.passed) out += "                  " + check.todo + "\n";
  }
  out += all_passed(checks) ? "the gate is ready\n" : "the gate is NOT ready\n";
  return out;
}

}  // namespace eb::scanner
