# Makes a C++ source that holds the files of a folder, as HEADER declares them (a struct TYPE of path, content type and content,
# and a function LIST that gives a span of it):
#   cmake -DFROM=DIR -DTO=FILE.cpp -DHEADER=scanner/page_files.hpp -DNAMESPACE=eb::scanner -DTYPE=PageFile -DLIST=page_files -P embed.cmake
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
    message(FATAL_ERROR "${FROM}/${name}: no content type for '.${ending}' in cmake/embed.cmake")
  endif()
  math(EXPR at "${at} + 1")
  list(GET types ${at} type)
  file(READ ${FROM}/${name} hex HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char file_${count}[] = {${bytes}'\\0'};\n")
  string(APPEND rows "    ${TYPE}{\"/${name}\", \"${type}\", {file_${count}, sizeof(file_${count}) - 1}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${TO}.new "// Made by cmake/embed.cmake.
#include <array>

#include \"${HEADER}\"

namespace ${NAMESPACE} {
namespace {
${arrays}
constexpr std::array<${TYPE}, ${count}> files{
${rows}};
}  // namespace

std::span<const ${TYPE}> ${LIST}() {
  return files;
}

}  // namespace ${NAMESPACE}
")
file(RENAME ${TO}.new ${TO})
