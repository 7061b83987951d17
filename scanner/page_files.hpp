// The page's files, which are inside the program (cmake/embed.cmake makes the source from scanner/page).
#pragma once

#include <span>
#include <string_view>

namespace eb::scanner {

struct PageFile {
  std::string_view path;  // "/main.js"
  std::string_view type;  // Content-Type
  std::string_view content;
};
[[nodiscard]] std::span<const PageFile> page_files();

}  // namespace eb::scanner
