// The words of the report, which are inside the program (cmake/embed.cmake makes the source from audit/words).
#pragma once

#include <span>
#include <string_view>

namespace eb::audit {

struct WordFile {
  std::string_view path;  // "/en.json"
  std::string_view type;  // Content-Type
  std::string_view content;
};
[[nodiscard]] std::span<const WordFile> word_files();

}  // namespace eb::audit
