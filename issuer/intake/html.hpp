// HTML parts of mails: what a reader sees, as text and tables in their order (HTML 5, as mail programs write it).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eb::issuer::intake {

inline constexpr std::size_t max_html = std::size_t{16} * 1024 * 1024;  // bytes
inline constexpr std::size_t max_html_depth = 512;                      // of elements
inline constexpr std::size_t max_html_tables = 16;                      // inside each other
inline constexpr std::size_t max_html_cells = 250'000;  // of all tables, merged cells counted for all they cover
inline constexpr std::size_t max_html_text = std::size_t{64} * 1024 * 1024;  // bytes of everything that comes out

struct HtmlBlock {
  enum class Kind { text, table } kind = Kind::text;
  std::string text;                            // of a text: lines; of a table: its rows as lines, cells parted by tabs
  std::vector<std::vector<std::string>> rows;  // of a table; a cell may hold several lines
};

struct HtmlContent {
  std::vector<HtmlBlock> blocks;  // no two texts follow one another
  bool cut = false;               // larger or deeper than allowed: the rest was left out
};

// Lines break where a reader sees a break; a paragraph is followed by an empty line, list items begin with "- ", a link to an
// address that is not in its text adds it in parentheses. Scripts, styles, the title and comments are dropped, text that is
// hidden by its style stays. White space is folded as a browser does, &nbsp; is a space.
// A table that only places things (tables inside it, one column, one row, long cells, role=presentation) is text. A cell that
// covers several rows is there in each of them; one that covers several columns stands in the first and leaves the others empty.
[[nodiscard]] HtmlContent read_html(std::string_view utf8);

// All blocks as one text.
[[nodiscard]] std::string html_text(const HtmlContent& content);

}  // namespace eb::issuer::intake
