// A text file line by line, in blocks: memory stays flat whatever its size.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "common/base/error.hpp"

namespace eb::os {

constexpr std::size_t max_line = std::size_t{64} << 10;

// Hands each line to `visit` without its line feed. `complete` is false for a last line without one. too_large for a line
// above max_line.
using VisitLine = std::function<Status(std::string_view line, bool complete)>;
[[nodiscard]] Status for_each_line(const std::filesystem::path& path, const VisitLine& visit);

}  // namespace eb::os
