// Files with people's data outside the registry: destroyed when the office's program wrote them and they are as it left them, and told
// to the officer otherwise.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "issuer/office/office.hpp"
#include "issuer/office/telling.hpp"
#include "issuer/office/traces.hpp"

namespace eb::issuer {

// destroyed: overwritten and removed;  gone: not where it was written, so moved, removed, or on a stick that is not there;
// changed: somebody wrote to it since, so it is theirs;  source: it was imported, so it is the registrar's.
enum class FileFate { destroyed, gone, changed, source };
[[nodiscard]] std::string_view fate_name(FileFate fate);

struct FileReport {
  std::string path;
  TraceKind kind = TraceKind::badges;
  FileFate fate = FileFate::gone;
};
using TellFile = std::function<void(const FileReport&)>;

// Deals with each file, tells what became of it, and then forgets it: as a whole, or as one about `registration`.
[[nodiscard]] Status wipe_traces(Office& office, const std::vector<Trace>& traces,
                                 const std::optional<std::string>& registration, const TellFile& tell);

// not_now, with their names, when files lie in the office's directory that are not the office's own: any, or (values given) the file
// `source`, where the person's registration came from, or one in which a person's values stand. Files that wipe_traces knows are fine.
[[nodiscard]] Status refuse_strange_files(Office& office, const TellingValues* values, const std::string& source);

}  // namespace eb::issuer
