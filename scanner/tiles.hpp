// An exported log once more, in the files of C2SP tlog-tiles (common/log/tiles.hpp), for other people's tools:
//   checkpoint                 the signed note that covers all of it
//   tile/<L>/<N>[.p/<W>]       hashes
//   tile/entries/<N>[.p/<W>]   entries
#pragma once

#include <filesystem>
#include <string_view>

#include "common/base/error.hpp"

namespace eb::scanner {

// entries: lines, each with its line feed. integrity: they are not what the checkpoint signs.
[[nodiscard]] Status write_tiles(const std::filesystem::path& directory, std::string_view entries,
                                 std::string_view checkpoint);

}  // namespace eb::scanner
