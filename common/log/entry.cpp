#include "common/log/entry.hpp"

#include <algorithm>
#include <array>

#include "common/base/text.hpp"
#include "common/log/json_line.hpp"

namespace eb::log {
namespace {

constexpr std::array<std::string_view, 11> kind_names{"scan",  "confirm", "exit",  "override", "undo",    "list-load",
                                                      "start", "stop",    "clock", "sign-in",  "sign-out"};

template <class T, class Name>
std::string name_or_null(const std::optional<T>& value, Name name) {
  return value ? "\"" + std::string(name(*value)) + "\"" : "null";
}

// ,"key": then null or a plain string that `from` knows.
template <class T, class From>
bool read_name(LineReader& line, std::string_view key, std::optional<T>& out, From from) {
  if (!line.literal(key)) return false;
  if (line.null()) return true;
  std::string_view name;
  if (!line.plain(name)) return false;
  out = from(name);
  return out.has_value();
}

bool read_text(LineReader& line, std::string_view key, std::optional<std::string>& out) {
  if (!line.literal(key)) return false;
  if (line.null()) return true;
  std::string_view raw;
  if (!line.quoted(raw)) return false;
  out = unquoted(raw);
  return true;
}

bool is_lower_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool read_hash(LineReader& line, std::string_view key, std::optional<Sha256>& out) {
  if (!line.literal(key)) return false;
  if (line.null()) return true;
  std::string_view hex;
  if (!line.plain(hex) || hex.size() != 2 * Sha256::size || !is_lower_hex(hex)) return false;
  const auto bytes = from_hex(hex);
  if (bytes) out = Sha256::from(*bytes);
  return out.has_value();
}

// One spelling: the groups of four in capitals that text() writes.
std::optional<badge::BadgeNumber> exact_badge(std::string_view text) {
  auto number = badge::BadgeNumber::from_text(text);
  if (!number || number->text() != text) return std::nullopt;
  return number;
}

bool read_head(LineReader& line, Entry& entry) {
  std::string_view gate;
  if (!line.literal("{\"gate\":") || !line.plain(gate) || !is_gate_name(gate)) return false;
  entry.gate = gate;
  if (!line.literal(",\"index\":") || !line.number(entry.index)) return false;
  if (!line.literal(",\"time\":") || !line.time(entry.time) || !line.literal(",\"rehearsal\":")) return false;
  entry.rehearsal = line.next_is('t');
  if (!line.literal(entry.rehearsal ? "true" : "false")) return false;
  std::optional<Kind> kind;
  if (!line.literal(",\"list\":") || !line.number(entry.list) || !read_name(line, ",\"kind\":", kind, kind_from) || !kind)
    return false;
  entry.kind = *kind;
  return true;
}

bool read_verdict(LineReader& line, Entry& entry) {
  std::optional<badge::IdMethod> method;
  if (!read_name(line, ",\"badge\":", entry.badge, exact_badge) ||
      !read_name(line, ",\"verdict\":", entry.verdict, badge::verdict_from) ||
      !read_name(line, ",\"reason\":", entry.reason, badge::reason_from) ||
      !read_name(line, ",\"id_check\":", method, badge::id_method_from) || !method)
    return false;
  entry.id_check = *method;
  return read_name(line, ",\"id_field\":", entry.id_field, badge::id_field_from);
}

bool read_rest(LineReader& line, Entry& entry) {
  if (!read_text(line, ",\"guard\":", entry.guard) || !read_hash(line, ",\"text_sha256\":", entry.text_hash) ||
      !line.literal(",\"ref\":"))
    return false;
  if (!line.null()) {
    std::uint64_t ref = 0;
    if (!line.number(ref)) return false;
    entry.ref = ref;
  }
  return read_text(line, ",\"detail\":", entry.detail) && line.literal("}") && line.done();
}

}  // namespace

std::string_view kind_name(Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_from(std::string_view name) {
  for (std::size_t i = 0; i < kind_names.size(); ++i)
    if (kind_names[i] == name) return static_cast<Kind>(i);
  return std::nullopt;
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

Result<Entry> parse_entry(std::string_view line) {
  Entry entry;
  LineReader reader(line);
  if (!read_head(reader, entry) || !read_verdict(reader, entry) || !read_rest(reader, entry))
    return fail(ErrorCode::malformed, "not an entry in its one spelling: " + printable(line, 80));
  return entry;
}

std::string gate_origin(std::string_view gate, bool rehearsal) {
  return "badge-gate/" + std::string(gate) + (rehearsal ? "/rehearsal" : "");
}

}  // namespace eb::log
