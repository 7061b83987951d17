// HTML: what comes out is UTF-8, and no row is wider than allowed.
#include <cstdlib>

#include "common/base/text.hpp"
#include "issuer/intake/delimited.hpp"
#include "issuer/intake/html.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto content = eb::issuer::intake::read_html({reinterpret_cast<const char*>(data), size});
  for (const auto& block : content.blocks)
    for (const auto& row : block.rows)
      if (row.size() > eb::issuer::intake::max_columns) std::abort();
  if (!eb::is_utf8(eb::issuer::intake::html_text(content))) std::abort();
  return 0;
}
