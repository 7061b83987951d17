// Numbers in sentences for people.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace eb::audit {

[[nodiscard]] inline std::string counted(std::uint64_t n, const char* one, const char* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}
[[nodiscard]] inline std::string entries_text(std::uint64_t n) {
  return counted(n, "entry", "entries");
}

// "17 s", "29 min 42 s", "3 h 5 min": the same in every language.
[[nodiscard]] inline std::string span_text(std::chrono::seconds span) {
  const auto seconds = span.count();
  if (seconds < 60) return std::to_string(seconds) + " s";
  if (seconds < 3600) return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
  return std::to_string(seconds / 3600) + " h " + std::to_string(seconds % 3600 / 60) + " min";
}

}  // namespace eb::audit
