// status: what a supervisor wants to know at a glance.
#include <cstdlib>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/zone.hpp"
#include "scanner/report.hpp"

namespace eb::scanner {
namespace {

using nlohmann::ordered_json;

void read_list(const Gate& gate, const GateLog& log, GateStatus& status) {
  const auto& in_force = log.state().in_force;
  if (!in_force) {
    status.list_trouble = "no door list is loaded: load one with badge-scanner load";
    return;
  }
  status.list = in_force->sequence;
  const auto list = open_stored_list(gate, *in_force);
  if (!list) {
    status.list_trouble = list.error().message;
    return;
  }
  const auto& manifest = list->manifest;
  status.list_issued = manifest.issued_at;
  status.list_valid_until = manifest.valid_until;
  status.list_entries = manifest.entry_count;
  status.event_name = manifest.policy.event_name;
  status.time_zone = manifest.policy.time_zone;
  if (to_seconds(status.now) > manifest.valid_until)
    status.list_trouble = "the door list was valid until " + format_utc(manifest.valid_until) + ": load a new one";
}

std::string show(const std::optional<Millis>& time, const GateStatus& status) {
  if (!time) return "never";
  return time_with_offset(*time, status.time_zone);
}

template <class T>
ordered_json or_null(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

template <class T>
ordered_json time_or_null(const std::optional<T>& time) {
  return time ? ordered_json(format_utc(*time)) : ordered_json(nullptr);
}

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

std::string counted(std::uint64_t n, const char* one, const char* many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

std::string age_text(Millis since, Millis now) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - since).count();
  if (minutes < 0) return "in the future";
  if (minutes == 1) return "1 minute ago";
  if (minutes < 120) return fmt::format("{} minutes ago", minutes);
  return minutes < 2880 ? fmt::format("{} hours ago", minutes / 60) : fmt::format("{} days ago", minutes / 1440);
}

}  // namespace

std::string time_with_offset(Millis time, const std::string& iana_name) {
  const auto at = to_seconds(time);
  const auto offset = iana_name.empty() ? Result<std::chrono::minutes>(0) : os::utc_offset(at, iana_name);
  const auto minutes = offset ? offset->count() : 0;
  auto text = format_utc(at + std::chrono::minutes{minutes});  // 2015-07-24T10:00:00Z
  text[text.find('T')] = ' ';
  text.pop_back();
  return text + fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

Result<GateStatus> gate_status(const Gate& gate, GateLog& log, Millis now) {
  GateStatus status;
  status.now = now;
  status.gate = gate.name();
  status.zone = gate.zone();
  status.root_fingerprint = root_fingerprint(gate.root().key);
  status.key = to_hex(gate.note_key(false).key.kid().view());
  read_list(gate, log, status);
  EB_TRY(event, log.recall("event"));
  status.event = event.value_or("");
  status.entries = log.size();
  status.last_entry = log.state().last_time;
  status.inside = log.state().presence.inside_count();
  EB_TRY(newest, log.lines().last_checkpoint());
  if (newest) {
    EB_TRY(size, log.lines().last_checkpoint_size());
    EB_TRY(time, log.checkpoint_time());
    status.checkpoint_size = size;
    status.checkpoint_time = time;
  }
  return status;
}

std::string status_json(const GateStatus& status) {
  ordered_json json;
  json["gate"] = status.gate;
  json["zone"] = text_or_null(status.zone);
  json["key"] = status.key;
  json["event"] = text_or_null(status.event);
  json["root_sha256"] = status.root_fingerprint;
  json["list"] = or_null(status.list);
  json["list_issued"] = time_or_null(status.list_issued);
  json["list_valid_until"] = time_or_null(status.list_valid_until);
  json["list_entries"] = or_null(status.list_entries);
  json["list_trouble"] = text_or_null(status.list_trouble);
  json["entries"] = status.entries;
  json["last_entry"] = time_or_null(status.last_entry);
  json["inside"] = status.inside;
  json["checkpoint_size"] = or_null(status.checkpoint_size);
  json["checkpoint_time"] = time_or_null(status.checkpoint_time);
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string status_text(const GateStatus& status) {
  std::string out =
      fmt::format("gate        {}{}\n", status.gate, status.zone.empty() ? "" : ", zone " + printable(status.zone));
  out += fmt::format("key         {}\n", status.key);
  out += fmt::format("event       {}{}\n", status.event.empty() ? "none yet" : printable(status.event),
                     status.event_name.empty() ? "" : ", \u2068" + printable(status.event_name) + "\u2069");
  out += fmt::format("root key    {}\n", status.root_fingerprint);
  if (status.list_issued && status.list_valid_until) {
    out += fmt::format("door list   {}, {}, issued {} ({}), valid until {}\n", *status.list,
                       counted(status.list_entries.value_or(0), "badge", "badges"), show(*status.list_issued, status),
                       age_text(*status.list_issued, status.now), show(*status.list_valid_until, status));
  }
  if (!status.list_trouble.empty()) out += "door list   " + status.list_trouble + "\n";
  out += fmt::format("entries     {}, the last one {}\n", status.entries, show(status.last_entry, status));
  out += fmt::format("inside      {}\n", status.inside);
  out += status.checkpoint_size
             ? fmt::format("checkpoint  {}, made {}\n", counted(*status.checkpoint_size, "entry", "entries"),
                           show(status.checkpoint_time, status))
             : std::string("checkpoint  none yet\n");
  return out;
}

}  // namespace eb::scanner
