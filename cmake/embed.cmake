# Makes a C++ source that holds the page's files:
#   cmake -DFROM=DIR -DTO=FILE.cpp -P embed.cmake
file(GLOB_RECURSE files RELATIVE ${FROM} ${FROM}/*)
list(SORT files)
set(types html "text/html; charset=utf-8" css "text/css; charset=utf-8" js "text/javascript; charset=utf-8"
    json "application/json" svg "image/svg+xml")
set(arrays "")
set(rows "")
set(count 0)
foreach(name ${files})
  string(REGEX MATCH "[^.]+$" ending ${name})
  list(FIND types "${ending}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "scanner/page/${name}: no content type for '.${ending}' in cmake/embed.cmake")
  endif()
  math(EXPR at "${at} + 1")
  list(GET types ${at} type)
  file(READ ${FROM}/${name} hex HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char file_${count}[] = {${bytes}'\\0'};\n")
  string(APPEND rows "    PageFile{\"/${name}\", \"${type}\", {file_${count}, sizeof(file_${count}) - 1}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${TO}.new "// Made by cmake/embed.cmake.
#include <array>

#include \"scanner/page_files.hpp\"

namespace eb::scanner {
namespace {
${arrays}
constexpr std::array<PageFile, ${count}> files{
${rows}};
}  // namespace

std::span<const PageFile> page_files() {
  return files;
}

}  // namespace eb::scanner
")
file(RENAME ${TO}.new ${TO})
