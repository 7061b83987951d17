#include "issuer/event_profile.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <sstream>

#include <toml++/toml.h>

#include "common/badge/badge.hpp"
#include "common/base/text.hpp"
#include "common/os/zone.hpp"

namespace eb::issuer {
namespace {

constexpr std::size_t max_text = 200;  // bytes of a name or place
constexpr std::size_t max_openings = 50;
constexpr std::size_t max_zones = 20;
constexpr std::size_t max_zone_name = 32;  // bytes
constexpr int max_retention_days = 3650;
constexpr std::chrono::hours around_openings{2};
constexpr std::array<std::string_view, 6> page_languages{"en", "fr", "de", "it", "nl", "es"};

// Reads tables and collects every mistake with its line, so that one run shows them all.
class Reader {
 public:
  Reader(const std::string& file, const toml::table& root) : file_(file), root_(root) {}

  void mistake(const toml::node* where, const std::string& what) {
    const auto line = where == nullptr ? 1U : where->source().begin.line;
    mistakes_.push_back({line, printable(file_) + ":" + std::to_string(line) + ": " + what});
  }

  const toml::table* table(std::string_view name, bool required) {
    const auto* node = root_.get(name);
    if (node == nullptr) {
      if (required) mistake(nullptr, "the table [" + std::string(name) + "] is missing: add it, see docs/event-profile.md");
      return nullptr;
    }
    if (!node->is_table()) mistake(node, "'" + std::string(name) + "' must be a table: write [" + std::string(name) + "]");
    return node->as_table();
  }

  // Misspelt keys would otherwise be settings that silently do nothing.
  void only(const toml::table& from, std::string_view name, std::initializer_list<std::string_view> allowed) {
    for (const auto& [key, node] : from) {
      if (std::find(allowed.begin(), allowed.end(), key.str()) != allowed.end()) continue;
      std::string list;
      for (const auto known : allowed) list += (list.empty() ? "" : ", ") + std::string(known);
      mistake(&node, "unknown key '" + printable(key.str(), 60) + "'" +
                         (name.empty() ? "" : " in [" + std::string(name) + "]") + ": allowed are " + list);
    }
  }

  std::optional<std::string> text(const toml::table* from, std::string_view key, bool required) {
    if (from == nullptr) return std::nullopt;
    const auto* node = from->get(key);
    if (node == nullptr) {
      if (required) mistake(from, "'" + std::string(key) + "' is missing");
      return std::nullopt;
    }
    const auto value = node->value<std::string>();
    if (!value || trim(*value).empty()) {
      mistake(node, "'" + std::string(key) + "' must be a text in quotation marks");
      return std::nullopt;
    }
    const bool has_control =
        std::any_of(value->begin(), value->end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (value->size() > max_text || has_control) {
      mistake(node, "'" + std::string(key) + "' must be one line of at most " + std::to_string(max_text) +
                        " bytes without control characters");
      return std::nullopt;
    }
    return value;
  }

  // A quoted local time ("2015-07-24T10:00", with or without an offset) or a TOML date-time.
  std::optional<Seconds> time(const toml::table* from, std::string_view key, const std::string& zone, bool required) {
    if (from == nullptr) return std::nullopt;
    const auto* node = from->get(key);
    if (node == nullptr) {
      if (required) mistake(from, "'" + std::string(key) + "' is missing: give a local time such as \"2015-07-24T10:00\"");
      return std::nullopt;
    }
    std::string written;
    if (const auto quoted = node->value<std::string>(); node->is_string() && quoted) written = *quoted;
    if (node->is_date_time()) {
      std::ostringstream out;
      out << *node->as_date_time();
      written = out.str();
    }
    if (zone.empty()) return std::nullopt;  // that mistake is named already
    const auto parsed = os::parse_local(written, zone);
    if (written.empty() || !parsed) {
      mistake(node, "'" + std::string(key) + "' must be a local time such as \"2015-07-24T10:00\"" +
                        (parsed ? "" : " (" + parsed.error().message + ")"));
      return std::nullopt;
    }
    return *parsed;
  }

  std::vector<std::string> texts(const toml::table* from, std::string_view key) {
    std::vector<std::string> out;
    const auto* node = from == nullptr ? nullptr : from->get(key);
    if (node == nullptr) return out;
    const auto* array = node->as_array();
    if (array == nullptr) {
      mistake(node, "'" + std::string(key) + "' must be a list of texts such as [\"en\", \"fr\"]");
      return out;
    }
    for (const auto& entry : *array) {
      const auto value = entry.value<std::string>();
      if (!entry.is_string() || !value) {
        mistake(&entry, "'" + std::string(key) + "' must hold texts only");
      } else {
        out.push_back(*value);
      }
    }
    return out;
  }

  [[nodiscard]] const toml::table& root() const { return root_; }

  [[nodiscard]] Status result() {
    if (mistakes_.empty()) return {};
    std::stable_sort(mistakes_.begin(), mistakes_.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
    std::string all;
    for (const auto& found : mistakes_) all += (all.empty() ? "" : "\n") + found.text;
    return fail(ErrorCode::malformed, std::move(all));
  }

 private:
  struct Mistake {
    unsigned line;
    std::string text;
  };
  const std::string& file_;
  const toml::table& root_;
  std::vector<Mistake> mistakes_;
};

template <class Enum>
std::optional<Enum> enum_from(const std::string& name, std::initializer_list<Enum> values,
                              std::string_view (*name_of)(Enum)) {
  for (const auto value : values)
    if (name_of(value) == name) return value;
  return std::nullopt;
}

void read_event(Reader& reader, EventProfile& event) {
  const auto* table = reader.table("event", true);
  if (table == nullptr) return;
  reader.only(*table, "event", {"id", "name", "place", "time_zone", "starts", "ends", "contact", "languages"});
  event.id = reader.text(table, "id", true).value_or("");
  if (!event.id.empty() && !badge::is_event_id(event.id))
    reader.mistake(table->get("id"), "'id' must be 1 to 12 characters of A-Z a-z 0-9 . _ -");
  event.name = reader.text(table, "name", true).value_or("");
  event.place = reader.text(table, "place", true).value_or("");
  event.contact = reader.text(table, "contact", true).value_or("");
  event.time_zone = reader.text(table, "time_zone", true).value_or("");
  if (!event.time_zone.empty() && !os::check_zone(event.time_zone)) {
    reader.mistake(table->get("time_zone"), "'time_zone' must be an IANA name such as \"Europe/Brussels\"");
    event.time_zone.clear();
  }
  const auto starts = reader.time(table, "starts", event.time_zone, true);
  const auto ends = reader.time(table, "ends", event.time_zone, true);
  event.starts = starts.value_or(Seconds{});
  event.ends = ends.value_or(Seconds{});
  if (starts && ends && *starts >= *ends) reader.mistake(table->get("ends"), "'ends' must be after 'starts'");
}

void read_languages(Reader& reader, EventProfile& event) {
  const auto* table = reader.root()["event"].as_table();
  if (table == nullptr) return;
  const auto* node = table->get("languages");
  event.policy.languages = reader.texts(table, "languages");
  if (node == nullptr) event.policy.languages = {"en"};
  std::set<std::string> seen;
  for (const auto& language : event.policy.languages)
    if (std::find(page_languages.begin(), page_languages.end(), language) == page_languages.end() ||
        !seen.insert(language).second)
      reader.mistake(node, "'languages' must be different ones of \"en\", \"fr\", \"de\", \"it\", \"nl\", \"es\"");
  if (node != nullptr && event.policy.languages.empty()) reader.mistake(node, "'languages' must name at least one language");
}

void read_openings(Reader& reader, const toml::table& door, EventProfile& event) {
  const auto* node = door.get("openings");
  const auto* list = node == nullptr ? nullptr : node->as_array();
  if (list == nullptr || list->empty() || list->size() > max_openings) {
    reader.mistake(node == nullptr ? &door : node, "at least one and at most " + std::to_string(max_openings) +
                                                       " tables [[door.openings]] with 'from' and 'until' are needed");
    return;
  }
  for (const auto& entry : *list) {
    const auto* opening = entry.as_table();
    if (opening == nullptr) {
      reader.mistake(&entry, "an opening must be a table [[door.openings]] with 'from' and 'until'");
      continue;
    }
    reader.only(*opening, "door.openings", {"from", "until"});
    const auto from = reader.time(opening, "from", event.time_zone, true);
    const auto until = reader.time(opening, "until", event.time_zone, true);
    if (!from || !until) continue;
    if (*from >= *until) reader.mistake(opening->get("until"), "'until' must be after 'from'");
    if (!event.policy.openings.empty() && *from < event.policy.openings.back().until)
      reader.mistake(opening->get("from"), "openings must be in order and must not overlap");
    event.policy.openings.push_back({*from, *until});
  }
}

void read_door(Reader& reader, EventProfile& event) {
  const auto* table = reader.table("door", true);
  if (table == nullptr) return;
  reader.only(*table, "door", {"id_mode", "reentry", "zones", "openings"});
  using badge::IdMode;
  using badge::Reentry;
  if (const auto name = reader.text(table, "id_mode", true)) {
    const auto mode = enum_from(*name, {IdMode::none, IdMode::visual, IdMode::mrz}, badge::id_mode_name);
    if (!mode) reader.mistake(table->get("id_mode"), R"('id_mode' must be "mrz", "visual" or "none")");
    event.policy.id_mode = mode.value_or(IdMode::mrz);
  }
  if (const auto name = reader.text(table, "reentry", false)) {
    const auto rule = enum_from(*name, {Reentry::after_exit, Reentry::never, Reentry::free}, badge::reentry_name);
    if (!rule) {
      std::string allowed;
      for (const auto known : {Reentry::after_exit, Reentry::never, Reentry::free})
        allowed += (allowed.empty() ? "\"" : ", \"") + std::string(badge::reentry_name(known)) + '"';
      reader.mistake(table->get("reentry"), "'reentry' must be one of " + allowed);
    }
    event.policy.reentry = rule.value_or(Reentry::after_exit);
  }
  event.policy.zones = reader.texts(table, "zones");
  std::set<std::string> seen;
  for (const auto& zone : event.policy.zones)
    if (trim(zone) != zone || zone.empty() || zone.size() > max_zone_name || zone != printable(zone) ||
        !seen.insert(zone).second)
      reader.mistake(table->get("zones"),
                     "'zones' must be different names of 1 to " + std::to_string(max_zone_name) + " bytes");
  if (event.policy.zones.size() > max_zones)
    reader.mistake(table->get("zones"), "'zones' must be at most " + std::to_string(max_zones));
  read_openings(reader, *table, event);
}

void read_registration(Reader& reader, EventProfile& event) {
  const auto* table = reader.table("registration", true);
  if (table == nullptr) return;
  reader.only(*table, "registration", {"late_from", "retention_days"});
  const auto late = reader.time(table, "late_from", event.time_zone, true);
  event.registration_deadline = late.value_or(Seconds{});
  if (late && event.ends != Seconds{} && *late > event.ends)
    reader.mistake(table->get("late_from"), "'late_from' must not be after the event ends");
  const auto* node = table->get("retention_days");
  if (node == nullptr) return;
  const auto days = node->value<std::int64_t>();
  if (!node->is_integer() || !days || *days < 0 || *days > max_retention_days) {
    reader.mistake(node, "'retention_days' must be a number from 0 to " + std::to_string(max_retention_days));
  } else {
    event.retention_days = static_cast<int>(*days);
  }
}

void read_badges(Reader& reader, EventProfile& event) {
  const auto* table = reader.table("badges", false);
  if (table != nullptr) reader.only(*table, "badges", {"valid_from", "valid_until"});
  const auto from = reader.time(table, "valid_from", event.time_zone, false);
  const auto until = reader.time(table, "valid_until", event.time_zone, false);
  if (event.policy.openings.empty()) return;
  const auto first = event.policy.openings.front().from;
  const auto last = event.policy.openings.back().until;
  event.badges_valid_from = from.value_or(first - around_openings);
  event.badges_valid_until = until.value_or(last + around_openings);
  if (event.badges_valid_from > first) reader.mistake(table, "'valid_from' must not be after the first opening");
  if (event.badges_valid_until < last) reader.mistake(table, "'valid_until' must not be before the last opening ends");
}

}  // namespace

Result<EventProfile> parse_event_profile(std::string_view toml, const std::string& file_name) {
  toml::table root;
  try {
    root = toml::parse(toml, std::string_view(file_name));
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::malformed, printable(file_name) + ":" + std::to_string(error.source().begin.line) + ": " +
                                          printable(error.description()) + ": correct it, see docs/event-profile.md");
  }
  Reader reader(file_name, root);
  reader.only(root, "", {"event", "registration", "badges", "door"});
  EventProfile event;
  read_event(reader, event);
  read_languages(reader, event);
  read_door(reader, event);
  read_registration(reader, event);
  read_badges(reader, event);
  EB_CHECK(reader.result());
  EB_TRY(offset, os::utc_offset(event.starts, event.time_zone));
  event.day = local_day(Millis{event.starts}, offset);
  event.policy.utc_offset = offset;
  event.policy.event_name = event.name;
  event.policy.time_zone = event.time_zone;
  return event;
}

}  // namespace eb::issuer
