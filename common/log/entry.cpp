#include "common/log/entry.hpp"

#include <algorithm>
#include <array>

#include "common/base/text.hpp"
#include "common/log/entry_view.hpp"
#include "common/log/json_line.hpp"

namespace eb::log {
namespace {

constexpr std::array<std::string_view, 11> kind_names{"scan",  "confirm", "exit",  "override", "undo",    "list-load",
                                                      "start", "stop",    "clock", "sign-in",  "sign-out"};

template <class T, class Name>
std::string name_or_null(const std::optional<T>& value, Name name) {
  return value ? "\"" + std::string(name(*value)) + "\"" : "null";
}

// Names of an enumeration in buckets, so that most searches compare one string. Counting starts at `first`.
template <class T>
class NameTable {
 public:
  template <class NameOf>
  NameTable(T first, T last, NameOf name_of) {
    for (auto n = static_cast<unsigned>(first); n <= static_cast<unsigned>(last); ++n) {
      const std::string_view name = name_of(static_cast<T>(n));
      std::size_t slot = bucket(name);
      while (!slots_[slot].first.empty()) slot = (slot + 1) % slots_.size();
      slots_[slot] = {name, static_cast<T>(n)};
    }
  }
  [[nodiscard]] std::optional<T> find(std::string_view name) const {
    if (name.empty()) return std::nullopt;
    for (auto slot = bucket(name); !slots_[slot].first.empty(); slot = (slot + 1) % slots_.size())
      if (slots_[slot].first == name) return slots_[slot].second;
    return std::nullopt;
  }

 private:
  static std::size_t bucket(std::string_view name) {
    const auto at = [name](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
    return (at(0) * 7 + at(name.size() - 1) * 31 + at(name.size() / 2) * 3 + name.size() * 13) % 128;
  }
  std::array<std::pair<std::string_view, T>, 128> slots_{};
};

std::optional<badge::Reason> find_reason(std::string_view name) {
  static const NameTable<badge::Reason> table(static_cast<badge::Reason>(1), static_cast<badge::Reason>(badge::reason_count),
                                              badge::reason_name);
  return table.find(name);
}

// ,"key": then null or a plain string that `from` knows.
template <std::size_t N, class T, class From>
bool read_name(LineReader& line, const char (&key)[N], std::optional<T>& out, From from) {
  if (!line.literal(key)) return false;
  if (line.null()) return true;
  std::string_view name;
  if (!line.plain(name)) return false;
  out = from(name);
  return out.has_value();
}

template <std::size_t N>
bool read_text(LineReader& line, const char (&key)[N], std::string_view& out) {
  return line.literal(key) && (line.null() || line.quoted(out));
}

bool read_head(LineReader& line, EntryView& entry) {
  if (!line.literal("{\"gate\":") || !line.plain(entry.gate) || !is_gate_name(entry.gate)) return false;
  if (!line.literal(",\"index\":") || !line.number(entry.index)) return false;
  if (!line.literal(",\"time\":") || !line.time(entry.time) || !line.literal(",\"rehearsal\":")) return false;
  entry.rehearsal = line.literal("true");
  if (!entry.rehearsal && !line.literal("false")) return false;
  std::optional<Kind> kind;
  if (!line.literal(",\"list\":") || !line.number(entry.list) || !read_name(line, ",\"kind\":", kind, kind_from) || !kind)
    return false;
  entry.kind = *kind;
  return true;
}

bool read_verdict(LineReader& line, EntryView& entry) {
  std::optional<badge::IdMethod> method;
  if (!line.literal(",\"badge\":") || (!line.null() && !line.badge_number(entry.badge))) return false;
  if (!read_name(line, ",\"verdict\":", entry.verdict, badge::verdict_from) ||
      !read_name(line, ",\"reason\":", entry.reason, find_reason) ||
      !read_name(line, ",\"id_check\":", method, badge::id_method_from) || !method)
    return false;
  entry.id_check = *method;
  return read_name(line, ",\"id_field\":", entry.id_field, badge::id_field_from);
}

bool read_rest(LineReader& line, EntryView& entry) {
  if (!read_text(line, ",\"guard\":", entry.guard) || !line.literal(",\"text_sha256\":")) return false;
  if (!line.null() && !line.hash(entry.text_sha256)) return false;
  if (!line.literal(",\"ref\":")) return false;
  if (!line.null() && !line.number(entry.ref.emplace())) return false;
  return read_text(line, ",\"detail\":", entry.detail) && line.literal("}") && line.done();
}

}  // namespace

std::string_view kind_name(Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_from(std::string_view name) {
  static const NameTable<Kind> table(Kind::scan, Kind::sign_out, kind_name);
  return table.find(name);
}

bool is_gate_name(std::string_view name) {
  return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

std::string entry_line(const Entry& entry) {
  std::string out;
  out.reserve(420);
  out +=
      "{\"gate\":\"" + entry.gate + "\",\"index\":" + std::to_string(entry.index) + ",\"time\":\"" + format_utc(entry.time);
  out += entry.rehearsal ? "\",\"rehearsal\":true" : "\",\"rehearsal\":false";
  out += ",\"list\":" + std::to_string(entry.list) + ",\"kind\":\"" + std::string(kind_name(entry.kind)) + "\"";
  out += ",\"badge\":" + (entry.badge ? "\"" + entry.badge->text() + "\"" : "null");
  out += ",\"verdict\":" + name_or_null(entry.verdict, badge::verdict_name);
  out += ",\"reason\":" + name_or_null(entry.reason, badge::reason_name);
  out += ",\"id_check\":\"" + std::string(badge::id_method_name(entry.id_check)) + "\"";
  out += ",\"id_field\":" + name_or_null(entry.id_field, badge::id_field_name);
  out += ",\"guard\":" + json_text_or_null(entry.guard);
  out += ",\"text_sha256\":" + (entry.text_hash ? "\"" + to_hex(entry.text_hash->view()) + "\"" : "null");
  out += ",\"ref\":" + (entry.ref ? std::to_string(*entry.ref) : "null");
  out += ",\"detail\":" + json_text_or_null(entry.detail) + "}";
  return out;
}

std::optional<EntryView> view_entry(std::string_view line) {
  EntryView entry;
  LineReader reader(line);
  if (!read_head(reader, entry) || !read_verdict(reader, entry) || !read_rest(reader, entry)) return std::nullopt;
  return entry;
}

Result<Entry> parse_entry(std::string_view line) {
  const auto view = view_entry(line);
  if (!view) return fail(ErrorCode::malformed, "not an entry in its one spelling: " + printable(line, 80));
  Entry entry;
  entry.gate = view->gate;
  entry.index = view->index;
  entry.time = view->time;
  entry.rehearsal = view->rehearsal;
  entry.list = view->list;
  entry.kind = view->kind;
  if (!view->badge.empty()) entry.badge = badge::BadgeNumber::from_text(view->badge);
  entry.verdict = view->verdict;
  entry.reason = view->reason;
  entry.id_check = view->id_check;
  entry.id_field = view->id_field;
  if (!view->guard.empty()) entry.guard = unquoted(view->guard);
  if (!view->text_sha256.empty()) entry.text_hash = hash_value(view->text_sha256);
  entry.ref = view->ref;
  if (!view->detail.empty()) entry.detail = unquoted(view->detail);
  return entry;
}

std::string gate_origin(std::string_view gate, bool rehearsal) {
  return "badge-gate/" + std::string(gate) + (rehearsal ? "/rehearsal" : "");
}

}  // namespace eb::log
