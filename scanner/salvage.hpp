// A damaged log as files: the raw lines, checkpoints and door lists that are there, nothing parsed, nothing signed.
#pragma once

#include <filesystem>

#include "scanner/export.hpp"

namespace eb::scanner {

// Like export_log(), but reads the database alone: lines that are no entries, gaps and wrong checkpoints go out as they are, for
// badge-audit verify to name. salvage.txt says so, and verify never takes such a directory for a whole export.
// Reading stops where SQLite stops; a warning says where. An error: the database cannot be opened at all.
[[nodiscard]] Result<ExportReport> salvage_log(const Gate& gate, LogKind kind, const std::filesystem::path& directory,
                                               Millis now);

}  // namespace eb::scanner
