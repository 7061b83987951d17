// Root keys one after the other: a gate that followed a root change has door lists below the old root and below the new one.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/base/error.hpp"
#include "keys/trust_list.hpp"

namespace eb::audit {

constexpr std::size_t max_root_changes = 256;

// What an export holds of root keys, none of it trusted yet.
struct RootFiles {
  std::optional<keys::RootAnchor> first;               // first-root.pub, or root.pub of a gate that never followed a change
  std::vector<std::pair<std::string, Bytes>> changes;  // root-changes/, file name and content, in order of their names
};
// not an error: a file that is not there. malformed: a key that is none.
[[nodiscard]] Result<RootFiles> read_root_files(const std::filesystem::path& directory);

struct RootChain {
  std::vector<keys::RootAnchor> trusted;  // the key that is trusted, and those that follow from it
  std::vector<keys::RootAnchor> earlier;  // those that the export says came before it: never trusted
  std::vector<std::string> strays;        // files that are no root change signed by any of these
  [[nodiscard]] bool begins_with_the_first() const { return earlier.empty(); }
};
// A change counts when the root that signed it does, in whatever order the files stand. An error: no root at all.
[[nodiscard]] Result<RootChain> follow_roots(const RootFiles& files, const std::optional<keys::RootAnchor>& given);

[[nodiscard]] Sha256 root_hash(const keys::RootAnchor& root);  // SHA-256 of the SPKI, as the gate logs it

}  // namespace eb::audit
