#include "issuer/intake/workbook.hpp"

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "issuer/intake/number_format.hpp"
#include "tests/unit/intake/files.hpp"
#include "tests/unit/intake/zip_files.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::intake;
using namespace eb::issuer::test;

namespace {
using Table = std::vector<std::vector<std::string>>;

Table table_of(const std::string& bytes, std::size_t sheet = 0) {
  const auto book = Workbook::open(bytes);
  if (!book) return {{book.error().message}};
  const auto rows = book->rows(book->sheets().at(sheet));
  if (!rows) return {{rows.error().message}};
  Table table;
  Row row;
  while ((*rows)->next(row)) table.emplace_back(row.cells.begin(), row.cells.end());
  if (!(*rows)->status()) table.push_back({(*rows)->status().error().message});
  return table;
}

std::string text_cell(const std::string& text) {
  return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
std::string text_row(const std::vector<std::string>& cells) {
  std::string out = "<row>";
  for (const auto& cell : cells) out += text_cell(cell);
  return out + "</row>";
}
const std::string header = text_row({"Name", "E-mail", "Organisation", "Date of birth", "Passport", "Valid until"});
const std::string ana = text_row({"Ana Gil", "a@gil.example", "DoJ", "1980-02-01", "X1", "2020-01-01"});
}  // namespace

TEST_CASE("workbook: texts, numbers, truth values, errors, formulas") {
  const auto sheet =
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
      "<row r=\"3\"><c r=\"A3\"><v>210.0</v></c><c r=\"B3\" t=\"b\"><v>1</v></c><c r=\"C3\" t=\"e\"><v>#REF!</v></c>"
      "<c r=\"D3\" t=\"str\"><f>A1&amp;B1</f><v>joined</v></c><c r=\"E3\"><f>1+1</f><v>2</v></c><c r=\"F3\"/>"
      "<c r=\"G3\" t=\"inlineStr\"><is><r><t>a</t></r><r><t xml:space=\"preserve\"> b</t></r></is></c></row></sheetData>";
  const auto strings =
      "<si><t>plain &amp; &#352;</t></si><si><r><t>ri</t></r><r><t>ch_x000D_</t></r><rPh sb=\"0\"><t>x</t></rPh></si>";
  CHECK(table_of(workbook_of({sheet}, "", strings)) ==
        Table{{"plain & Š", "", "rich\r"}, {}, {"210", "TRUE", "", "joined", "2", "", "a b"}});
  CHECK(table_of(workbook_of({"<sheetData><row><c t=\"s\"><v>7</v></c><c t=\"s\"><v>x</v></c></row></sheetData>"})) ==
        Table{{}});
}

TEST_CASE("workbook: numbers are what their format shows") {
  const auto shown = [](double value, std::string_view code) { return shown_number(value, code, false); };
  CHECK(shown(1234567, "") == "1234567");
  CHECK(shown(0, "General") == "0");
  CHECK(shown(120000000000, "") == "1.20000E+11");
  CHECK(shown(210.5, "") == "210.5");
  CHECK(shown(4711, "0000000") == "0004711");
  CHECK(shown(12345678, "0000000") == "12345678");
  CHECK(shown(1234567, "#,##0") == "1234567");
  CHECK(shown(1234567, "00\\-000\\-00") == "12-345-67");
  CHECK(shown(1234, "\"PL \"0000000") == "PL 0001234");
  CHECK(shown(210, "0.00") == "210.00");
  CHECK(shown(210, "[Red]0_);(0)") == "210");
  CHECK(shown(-5, "0") == "-5");
  CHECK(shown(120000000, "0.0E+00") == "1.2E+08");
  CHECK(shown(0.5, "0%") == "50%");
  CHECK(shown(1234567890123456789.0, "0") == "1.23457E+18");
}

TEST_CASE("workbook: dates are dates, whatever their format") {
  const auto shown = [](double value, std::string_view code) { return shown_number(value, code, false); };
  CHECK(shown(21707, "yyyy-mm-dd") == "1959-06-06");
  CHECK(shown(44381.75, "[$-409]d\\ mmm\\ yyyy;@") == "2021-07-04");
  CHECK(shown(44381, built_in_format(14)) == "2021-07-04");
  CHECK(shown(44381, built_in_format(17)) == "Jul 2021");
  CHECK(shown(44381, "yyyy") == "2021");
  CHECK(shown(0.5, "h:mm AM/PM") == "12:00");
  CHECK(shown(59, "dd/mm/yy") == "1900-02-28");
  CHECK(shown(60, "dd/mm/yy") == "");
  CHECK(shown(61, "dd/mm/yy") == "1900-03-01");
  CHECK(shown(-1, "dd/mm/yy") == "");
  CHECK(shown(1e300, "dd/mm/yy") == "");
  CHECK(shown_number(0, "d.m.yyyy", true) == "1904-01-01");
  CHECK(shown(44381, "\"day\" 0") == "day 44381");
  const auto styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/></numFmts><cellStyleXfs><xf "
      "numFmtId=\"1\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/></cellXfs>";
  const auto sheet =
      "<sheetData><row><c s=\"1\"><v>42925</v></c><c s=\"2\"><v>42925</v></c><c s=\"9\"><v>42925</v></c>"
      "<c t=\"d\"><v>2017-07-09T00:00:00</v></c></row></sheetData>";
  CHECK(table_of(workbook_of({sheet}, styles)) == Table{{"2017-07-09", "2017-07-09", "42925", "2017-07-09"}});
  CHECK(table_of(workbook_of({sheet}, styles, "", "date1904=\"1\"")).at(0).at(0) == "2021-07-10");
}

TEST_CASE("workbook: a merged cell holds for all rows it covers") {
  const auto sheet =
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>T</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>M</v></c>"
      "<c r=\"B2\" t=\"str\"><v>a</v></c></row><row r=\"3\"><c r=\"B3\" t=\"str\"><v>b</v></c></row>"
      "<row r=\"5\"><c r=\"B5\" t=\"str\"><v>c</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:C1\"/>"
      "<mergeCell ref=\"A2:A4\"/><mergeCell ref=\"x\"/><mergeCell ref=\"ZZZZ1:ZZZZ2\"/></mergeCells>";
  CHECK(table_of(workbook_of({sheet})) == Table{{"T"}, {"M", "a"}, {"M", "b"}, {"M"}, {"", "c"}});
}

TEST_CASE("workbook: files, all sheets, hidden ones are named") {
  const auto notes = "<sheetData>" + text_row({"Please note:"}) + "</sheetData>";
  const auto list = "<sheetData>" + text_row({"Participants"}) + header + ana + "</sheetData>";
  auto other = list;
  other.replace(other.find("Ana Gil"), 7, "Bea Gil");
  other.replace(other.find("X1"), 2, "X2");
  const auto got = read_one("l.xlsx", workbook_of({list, other, "<sheetData/>", notes}));
  REQUIRE(got.people.size() == 2);
  CHECK(got.people[0].source.ends_with("l.xlsx#sheet 1 row 3"));
  CHECK(got.people[1].name == "Bea Gil");
  CHECK(problems_of(got.people[1]).empty());
  REQUIRE(got.summary.errors.size() == 1);
  CHECK_THAT(got.summary.errors[0].message, Catch::Contains("sheet \"S4\": no column could be recognised"));
  const auto hidden = read_one("l.xlsx", workbook_of({list}, "", "", "", "state=\"veryHidden\""));
  CHECK(hidden.people.size() == 1);
  CHECK_THAT(hidden.summary.errors.at(0).message, Catch::Contains("hidden"));
}

TEST_CASE("workbook: attached to a mail") {
  const auto bytes = workbook_of({"<sheetData>" + header + ana + ana + "</sheetData>"});
  const auto got = read_one("a.eml",
                            "From: x@y.example\r\nSubject: list\r\nContent-Type: application/octet-stream; name=l.xlsx\r\n"
                            "Content-Transfer-Encoding: base64\r\n\r\n" +
                                to_base64(as_bytes(bytes)));
  REQUIRE(got.people.size() == 2);
  CHECK(got.people[0].id_number == "X1");
  CHECK(problems_of(got.people[1]) == "duplicate");
  CHECK(got.summary.errors.empty());
}

TEST_CASE("workbook: what is none, is damaged or has a password is one error") {
  const auto error = [](const std::string& bytes) {
    const auto got = read_one("l.xlsx", bytes);
    CHECK(got.people.empty());
    return got.summary.errors.size() == 1 ? got.summary.errors[0].message : std::string();
  };
  using Catch::Contains;
  CHECK_THAT(error("\xD0\xCF\x11\xE0"), Contains("password"));
  CHECK_THAT(error("PK\x03\x04 and nothing"), Contains("damaged"));
  CHECK_THAT(error(zip_of({{"a", "b"}})), Contains("missing"));
  CHECK_THAT(error(zip_of({{"xl/workbook.xml", "<workbook><sheets>"}, {"xl/_rels/workbook.xml.rels", "<a/>"}})),
             Contains("damaged"));
  CHECK_THAT(
      error(zip_of({{"xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><workbook>&b;</workbook>"},
                    {"xl/_rels/workbook.xml.rels", "<a/>"}})),
      Contains("document type"));
  const auto half = read_one(
      "l.xlsx", workbook_of({"<sheetData>" + header + ana + "<row><c", "<sheetData>" + header + ana + "</sheetData>"}));
  CHECK(half.people.size() == 1);
  CHECK(half.summary.errors.size() == 1);
}

TEST_CASE("workbook: bombs are bounded") {
  const auto spaces = std::string(80'000'000, ' ');
  std::string empty;
  while (empty.size() < spaces.size()) empty += "<x/>";
  CHECK_THAT(table_of(workbook_of({"<sheetData>" + header + empty + ana + "</sheetData>"})).at(0).at(0),
             Catch::Contains("packed"));
  CHECK_THAT(table_of(workbook_of({""}, "", "<si><t>" + spaces + "</t></si>")).at(0).at(0),
             Catch::Contains("packed") || Catch::Contains("damaged"));
  Entries many;
  for (int i = 0; i < 3000; ++i) many.emplace_back("a" + std::to_string(i), "");
  CHECK_THAT(table_of(zip_of(many)).at(0).at(0), Catch::Contains("more files"));
  const auto far = table_of(
      workbook_of({"<sheetData><row r=\"4000000000\"><c r=\"XFD1\" t=\"str\"><v>x</v></c><c r=\"A1\"/></row></sheetData>"}));
  CHECK(far == Table{{}});
  const auto deep = std::string("<sheetData><row>") + [] {
    std::string out;
    for (int i = 0; i < 100'000; ++i) out += "<c>";
    return out;
  }();
  CHECK_THAT(table_of(workbook_of({deep})).at(0).at(0), Catch::Contains("damaged"));
}
