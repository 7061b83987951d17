// Numbers in sentences for people.
#pragma once

#include <cstdint>
#include <string>

namespace eb::audit {

[[nodiscard]] inline std::string counted(std::uint64_t n, const char* one, const char* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}
[[nodiscard]] inline std::string entries_text(std::uint64_t n) {
  return counted(n, "entry", "entries");
}

}  // namespace eb::audit
