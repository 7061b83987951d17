#include "scanner/desk_state.hpp"

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/zone.hpp"

namespace eb::scanner {
namespace {

using nlohmann::ordered_json;

template <class T>
ordered_json or_null(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}
template <class T>
ordered_json time_or_null(const std::optional<T>& time) {
  return time ? ordered_json(format_utc(*time)) : ordered_json(nullptr);
}
template <class T, class Name>
ordered_json name_or_null(const std::optional<T>& value, Name name) {
  return value ? ordered_json(name(*value)) : ordered_json(nullptr);
}

const char* source_name(Source source) {
  switch (source) {
    case Source::camera: return "camera";
    case Source::picture: return "picture";
    case Source::line: return "line";
    case Source::serial: return "serial";
    case Source::log: return "log";
  }
  broken_invariant("a source without a name");
}

const char* serial_name(SerialState state) {
  switch (state) {
    case SerialState::none: return "none";
    case SerialState::connected: return "connected";
    case SerialState::lost: return "lost";
  }
  broken_invariant("a serial state without a name");
}

ordered_json guard_json(const Guard& guard) {
  return {{"name", guard.name}, {"role", guard.role == GuardRole::supervisor ? "supervisor" : "guard"}};
}

ordered_json compare_json(const std::optional<badge::IdData>& id) {
  if (!id) return nullptr;
  return {{"number", id->number}, {"birth_date", format_date(id->birth_date)}, {"expiry", format_date(id->expiry)}};
}

ordered_json shown_json(const Shown& shown) {
  const auto& entry = shown.entry;
  const bool with_presence = entry.reason == badge::Reason::already_inside && shown.presence.since;
  return {{"entry", shown.logged ? ordered_json(entry.index) : ordered_json(nullptr)},
          {"time", format_utc(entry.time)},
          {"kind", log::kind_name(entry.kind)},
          {"verdict", name_or_null(entry.verdict, badge::verdict_name)},
          {"reason", name_or_null(entry.reason, badge::reason_name)},
          {"field", name_or_null(entry.id_field, badge::id_field_name)},
          {"badge", entry.badge ? ordered_json(entry.badge->text()) : ordered_json(nullptr)},
          {"name", or_null(shown.name)},
          {"organisation", or_null(shown.organisation)},
          {"language", shown.language.empty() ? ordered_json(nullptr) : ordered_json(shown.language)},
          {"admitted_at", with_presence ? ordered_json(format_utc(*shown.presence.since)) : ordered_json(nullptr)},
          {"admitted_gate", with_presence ? ordered_json(shown.presence.gate) : ordered_json(nullptr)},
          {"compare", shown.open ? compare_json(shown.compare) : ordered_json(nullptr)},
          {"ref", or_null(entry.ref)},
          {"note", or_null(entry.detail)},
          {"guard", or_null(entry.guard)},
          {"source", source_name(shown.source)},
          {"open", shown.open},
          {"overridable", shown.overridable},
          {"undoable", shown.undoable},
          {"undone", shown.undone}};
}

void put_event(const DeskState& state, ordered_json& json) {
  const auto* policy = state.list ? &state.list->policy : nullptr;
  json["event"] = state.list ? state.list->event : "";
  json["event_name"] = policy != nullptr ? policy->event_name : "";
  json["time_zone"] = policy != nullptr ? policy->time_zone : "UTC";
  const auto offset = policy != nullptr ? os::utc_offset(to_seconds(state.now), policy->time_zone)
                                        : Result<std::chrono::minutes>(std::chrono::minutes{0});
  json["utc_offset"] = offset ? offset->count() : (policy != nullptr ? policy->utc_offset.count() : 0);
  json["languages"] = policy != nullptr ? policy->languages : std::vector<std::string>{};
  json["id_mode"] = badge::id_mode_name(policy != nullptr ? policy->id_mode : badge::IdMode::mrz);
}

void put_list(const DeskState& state, ordered_json& json) {
  json["list"] = nullptr;
  if (state.list) {
    json["list"] = {{"sequence", state.list->sequence},
                    {"issued", format_utc(state.list->issued_at)},
                    {"valid_until", format_utc(state.list->valid_until)},
                    {"badges", state.list->entry_count}};
  }
  json["list_trouble"] = state.list_trouble;
}

// Bad UTF-8 cannot come out of a verified record, but a replaced character is better than no verdict.
std::string dump(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

Shown shown_from(const ScanRequest& request, const ScanResult& result, Source source) {
  Shown shown;
  shown.logged = result.entry.has_value();
  shown.entry.index = result.entry.value_or(0);
  shown.entry.time = result.time;
  shown.entry.list = result.list;
  shown.entry.kind = kind_of(request);
  shown.entry.badge = result.number;
  shown.entry.verdict = result.decision.verdict;
  shown.entry.reason = result.decision.reason;
  shown.entry.id_field = result.decision.field;
  shown.entry.guard = request.guard;
  shown.entry.ref = request.confirms;
  shown.name = result.name;
  shown.organisation = result.organisation;
  shown.language = result.language;
  shown.compare = result.compare;
  shown.presence = result.presence;
  shown.source = source;
  return shown;
}

std::string desk_json(const DeskState& state) {
  ordered_json json;
  json["gate"] = state.gate;
  json["zone"] = state.zone;
  put_event(state, json);
  json["rehearsal"] = state.rehearsal;
  json["direction"] = state.direction == badge::Direction::exit ? "exit" : "entry";
  json["guards"] = ordered_json::array();
  for (const auto& guard : state.guards) json["guards"].push_back(guard_json(guard));
  json["guards_trouble"] = state.guards_trouble;
  json["guard"] = state.guard ? guard_json(*state.guard) : ordered_json(nullptr);
  json["inside"] = state.inside;
  json["entries"] = state.entries;
  put_list(state, json);
  json["log_trouble"] = state.log_trouble;
  json["clock_trouble"] = state.clock_trouble;
  json["checkpoint"] = nullptr;
  if (state.checkpoint_size != 0)
    json["checkpoint"] = {{"size", state.checkpoint_size}, {"time", time_or_null(state.checkpoint_time)}};
  json["serial"] = serial_name(state.serial);
  json["current"] = state.current ? shown_json(*state.current) : ordered_json(nullptr);
  json["last"] = ordered_json::array();
  for (const auto& shown : state.last) json["last"].push_back(shown_json(shown));
  auto text = dump(json);
  text.pop_back();
  return text;
}

std::string with_version(const std::string& json, std::uint64_t version, Millis now) {
  return json + ",\"version\":" + std::to_string(version) + ",\"now\":\"" + format_utc(now) + "\"}";
}

}  // namespace eb::scanner
