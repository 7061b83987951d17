#include "scanner/report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/os/terminal.hpp"
#include "common/os/zone.hpp"

namespace eb::scanner {
namespace {

using nlohmann::ordered_json;

// Bad UTF-8 cannot come out of a verified record, but a replaced character is better than no verdict.
std::string dump(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

template <class T>
ordered_json or_null(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

template <class T>
ordered_json time_or_null(const std::optional<T>& time) {
  return time ? ordered_json(format_utc(*time)) : ordered_json(nullptr);
}

std::string isolated(const std::string& untrusted) {
  return "\u2068" + printable(untrusted) + "\u2069";
}

std::string big_word(badge::Verdict verdict) {
  switch (verdict) {
    case badge::Verdict::admit: return os::coloured("ADMIT", os::Colour::green);
    case badge::Verdict::check: return os::coloured("CHECK", os::Colour::yellow);
    case badge::Verdict::deny: break;
  }
  return os::coloured("DENY", os::Colour::red);
}

}  // namespace

std::string verdict_json(const ScanResult& result) {
  ordered_json json;
  json["verdict"] = badge::verdict_name(result.decision.verdict);
  json["reason"] = badge::reason_name(result.decision.reason);
  json["badge"] = result.number ? ordered_json(result.number->text()) : ordered_json(nullptr);
  json["name"] = or_null(result.name);
  json["organisation"] = or_null(result.organisation);
  json["detail"] = result.detail;
  json["gate"] = result.gate;
  json["time"] = format_utc(result.time);
  json["list"] = result.list == 0 ? ordered_json(nullptr) : ordered_json(result.list);
  return dump(json);
}

std::string verdict_text(const ScanResult& result) {
  const auto& decision = result.decision;
  std::string out = big_word(decision.verdict);
  if (result.rehearsal) out += "  (rehearsal: nobody is admitted by this)";
  out += "\n";
  if (result.name) out += "  " + isolated(*result.name) + "\n";
  if (result.organisation && !result.organisation->empty()) out += "  " + isolated(*result.organisation) + "\n";
  const std::string advice(badge::reason_advice(decision.reason));
  out += fmt::format("  {}: {}\n", badge::reason_name(decision.reason), advice);
  if (decision.reason == badge::Reason::id_mismatch)
    out += "  what differs: " + result.detail + "\n";
  else if (result.detail != advice)
    out += "  " + result.detail + "\n";
  if (result.number) out += "  badge " + result.number->text() + "\n";
  return out;
}

int verdict_exit(badge::Verdict verdict) {
  switch (verdict) {
    case badge::Verdict::admit: return static_cast<int>(os::Exit::done);
    case badge::Verdict::check: return static_cast<int>(os::Exit::guard_must_act);
    case badge::Verdict::deny: break;
  }
  return static_cast<int>(os::Exit::refused);
}

std::string inspection_json(const badge::Inspection& inspection) {
  ordered_json json;
  json["valid"] = !inspection.failure;
  json["reason"] = inspection.failure ? ordered_json(badge::reason_name(*inspection.failure)) : ordered_json(nullptr);
  json["badge"] = inspection.number ? ordered_json(inspection.number->text()) : ordered_json(nullptr);
  json["event"] = inspection.event.empty() ? ordered_json(nullptr) : ordered_json(inspection.event);
  json["not_before"] = time_or_null(inspection.not_before);
  json["expires"] = time_or_null(inspection.expires);
  json["kid"] = inspection.kid ? ordered_json(to_hex(inspection.kid->view())) : ordered_json(nullptr);
  json["algorithm"] = inspection.algorithm.empty() ? ordered_json(nullptr) : ordered_json(inspection.algorithm);
  json["steps"] = ordered_json::array();
  for (const auto& step : inspection.steps)
    json["steps"].push_back({{"name", step.name}, {"passed", step.passed}, {"detail", step.detail}});
  return dump(json);
}

std::string inspection_text(const badge::Inspection& inspection) {
  std::string out;
  for (const auto& step : inspection.steps)
    out += fmt::format("{}  {:<10} {}\n", step.passed ? "pass" : "FAIL", step.name, isolated(step.detail));
  if (inspection.number) out += "badge      " + inspection.number->text() + "\n";
  if (!inspection.event.empty()) out += "event      " + isolated(inspection.event) + "\n";
  if (inspection.not_before) out += "valid from " + format_utc(*inspection.not_before) + "\n";
  if (inspection.expires) out += "expires    " + format_utc(*inspection.expires) + "\n";
  if (inspection.kid) out += "key        " + to_hex(inspection.kid->view()) + " " + printable(inspection.algorithm) + "\n";
  out += inspection.failure ? fmt::format("not a valid badge: {}\n", badge::reason_name(*inspection.failure))
                            : std::string("signature and claims are right; whether it admits is for scan to say\n");
  return out;
}

}  // namespace eb::scanner
