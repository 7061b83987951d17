// The lines of an export with what every one of them costs most: its leaf hash and its reading. That is done on all cores, some
// megabytes at a time; the lines come in their order, in the caller's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/log/entry_view.hpp"

namespace eb::audit {

struct HashedLine {
  std::string_view text;  // without its line feed; valid during the visit
  bool complete = true;   // false: a last line without a line feed
  Sha256 leaf;
  std::optional<log::EntryView> entry;  // nothing: not an entry, or cut off
};
using VisitHashedLine = std::function<Status(const HashedLine&)>;
// Errors as for_each_line. Memory does not grow with the file.
[[nodiscard]] Status for_each_hashed_line(const std::filesystem::path& path, const VisitHashedLine& visit);

}  // namespace eb::audit
