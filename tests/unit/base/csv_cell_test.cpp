#include "common/base/csv_cell.hpp"

#include <catch2/catch.hpp>

using namespace eb;

namespace {

std::string unquoted(const std::string& cell) {
  if (!cell.starts_with('"')) return cell;
  std::string content;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    content += cell[i];
    if (cell[i] == '"') ++i;
  }
  return content;
}

}  // namespace

TEST_CASE("csv cell: plain text stays as it is") {
  const std::string text =
      GENERATE("", "Anna", "Müller", "C01X00T47", "24 July", "a-b", "1+1", "x@y.eu", "200 rue de la Loi");
  CHECK(csv_cell(text) == text);
  CHECK(csv_cell_text(text) == text);
}

TEST_CASE("csv cell: quotes by RFC 4180") {
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("a;b") == "\"a;b\"");
  CHECK(csv_cell("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(csv_cell("two\nlines") == "\"two\nlines\"");
}

TEST_CASE("csv cell: formulas are text, and everything comes back exactly") {
  const std::string text =
      GENERATE("=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\t", "\r", "\r\n=1", "\n", "=cmd|' /C calc'!A0", "'", "'=1",
               "''", "'Anna", "\u00A0=1", "\uFEFF@x", "\u200B \u3000-1", "\uFF1D1", "\uFF20x", "\x01=1", "=a,\"b\"");
  CAPTURE(text);
  const auto content = unquoted(csv_cell(text));
  CHECK(content.starts_with('\''));
  CHECK(csv_cell_text(content) == text);
}
