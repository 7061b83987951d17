// What a source holds, as text in the parts in which it is read: for looking up where a value stands.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.hpp"

namespace eb::issuer::intake {

struct SourceText {
  std::string name;     // "text", "HTML", an attachment's name, "sheet NAME"
  bool rows = false;    // its lines are the rows of a list, cells parted by tabs
  std::size_t row = 0;  // only this one is meant; 0: any
  std::string text;
};

// `part` is what stands behind the '#' in a registration's source: of a mailbox only the mail that it names is given, of a list
// the row is marked. Errors are those of reading the file, and not_found when there is no such mail.
[[nodiscard]] Result<std::vector<SourceText>> source_texts(const std::filesystem::path& path, std::string_view part);

}  // namespace eb::issuer::intake
