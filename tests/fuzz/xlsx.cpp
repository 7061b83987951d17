// Workbooks, to the people in all sheets. Bytes that are no zip file are taken for the XML of a sheet.
#include "issuer/intake/workbook.hpp"
#include "tests/unit/intake/zip_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace eb::issuer::intake;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with("PK")) bytes = eb::issuer::test::workbook_of({bytes}, bytes, bytes);
  const auto book = Workbook::open(bytes);
  if (!book) return 0;
  for (const auto& sheet : book->sheets()) {
    const auto rows = book->rows(sheet);
    TableReport report;
    if (rows)
      (void)read_table(
          **rows, [](const Draft&) -> eb::Status { return {}; }, report);
  }
  return 0;
}
