#include "audit/report/csv.hpp"

#include "common/base/csv_cell.hpp"
#include "common/base/text.hpp"
#include "common/log/json_line.hpp"
#include "common/os/file_writer.hpp"

namespace eb::audit {
namespace {

constexpr std::size_t block = std::size_t{1} << 18;
constexpr std::string_view head = "time_utc,time_local,gate,entry,kind,badge,";
constexpr std::string_view names = "name,organisation,";
constexpr std::string_view rest =
    "verdict,reason,id_check,id_field,guard,about_entry,detail,undone,door_list,text_sha256\r\n";

std::string cell(std::string_view raw_json_text) {
  return raw_json_text.empty() ? std::string() : csv_cell(log::unquoted(raw_json_text));
}

void add_names(std::string& out, const OfficeBook& office, std::string_view badge) {
  const auto* known = badge.empty() ? nullptr : office.by_number(std::string(badge));
  if (known != nullptr) out += csv_cell(known->record.name) + "," + csv_cell(known->record.organisation);
  out += known != nullptr ? "," : ",,";
}

// Values of the log's own small alphabets need no cell(): they hold no comma, and none begins a formula.
void add_row(std::string& out, const GateExport& gate, const TimedEntry& timed, LocalClock& clock,
             const OfficeBook* office) {
  const auto& entry = timed.entry;
  const auto add = [&](std::string_view text) { out.append(text).push_back(','); };
  add(format_utc(entry.time));
  add(clock.text(entry.time));
  add(csv_cell(gate.label));
  add(std::to_string(entry.index));
  add(log::kind_name(entry.kind));
  add(entry.badge);
  if (office != nullptr) add_names(out, *office, entry.badge);
  add(entry.verdict ? badge::verdict_name(*entry.verdict) : "");
  add(entry.reason ? badge::reason_name(*entry.reason) : "");
  add(badge::id_method_name(entry.id_check));
  add(entry.id_field ? badge::id_field_name(*entry.id_field) : "");
  add(cell(entry.guard));
  add(entry.ref ? std::to_string(*entry.ref) : "");
  add(cell(entry.detail));
  add(gate.survey.undoings.counts(entry.index) ? "" : "undone");
  add(std::to_string(entry.list));
  out += entry.text_sha256;
  out += "\r\n";
}

}  // namespace

Status write_csv(const std::filesystem::path& path, const GateSet& gates, LocalClock& clock, const OfficeBook* office) {
  EB_TRY(writer, os::FileWriter::create(path, os::Access::owner_only));
  std::string out(head);
  if (office != nullptr) out += names;
  out += rest;
  EB_CHECK(for_each_by_time(gates.directories(), std::nullopt, [&](const TimedEntry& timed) -> Status {
    add_row(out, gates.gates[timed.gate], timed, clock, office);
    if (out.size() < block) return {};
    EB_CHECK(writer.append(as_bytes(out)));
    out.clear();
    return {};
  }));
  EB_CHECK(writer.append(as_bytes(out)));
  return writer.replace_target();
}

}  // namespace eb::audit
