// Is the gate ready? Everything that would make it deny everybody, asked the evening before, each with what to do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scanner/gate.hpp"
#include "scanner/gate_log.hpp"

namespace eb::scanner {

struct PreflightCheck {
  std::string name;  // root log list list-time opening zone badge-keys gate-key clock disk camera guards
  bool passed = false;
  std::string why;
  std::string todo;  // empty when passed
};
struct PreflightQuestion {
  Millis now{};
  std::optional<std::string> at;  // --for: RFC 3339, or local time of the event; the opening hours are asked only with it
  bool camera = false;            // --camera: not ready without one
  std::filesystem::path devices = "/dev";
};
// usage: `at` is no time.
[[nodiscard]] Result<std::vector<PreflightCheck>> preflight(const Gate& gate, const PreflightQuestion& question);

[[nodiscard]] bool all_passed(const std::vector<PreflightCheck>& checks);
[[nodiscard]] std::string preflight_json(const std::vector<PreflightCheck>& checks);
[[nodiscard]] std::string preflight_text(const std::vector<PreflightCheck>& checks);

// RFC 3339, or local time ("2015-07-24T10:00") of the zone; without a zone only the former. usage otherwise.
[[nodiscard]] Result<Millis> parse_time(const std::string& text, const std::string& time_zone);

}  // namespace eb::scanner
