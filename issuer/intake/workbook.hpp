// Workbooks (.xlsx, ECMA-376): sheets as rows of what the spreadsheet program shows.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.hpp"
#include "issuer/intake/package.hpp"
#include "issuer/intake/table.hpp"

namespace eb::issuer::intake {

inline constexpr std::size_t max_sheets = 100;
inline constexpr std::size_t max_shared_text = std::size_t{128} * 1024 * 1024;  // bytes of all shared strings
inline constexpr std::size_t max_merged = 100'000;                              // merged cells of a sheet

// Texts that cells share by number, in one piece of memory.
class SharedStrings {
 public:
  // False when it would be more than allowed.
  bool add(std::string_view text);
  [[nodiscard]] std::string_view at(std::size_t index) const;

 private:
  std::string text_;
  std::vector<std::size_t> ends_;
};

// What every sheet of a workbook needs to show its cells.
struct CellContext {
  SharedStrings strings;
  std::vector<std::string> formats;  // by style; empty: General
  bool since_1904 = false;
};

class SheetRows : public RowSource {
 public:
  // Of what ended the reading before the end of the sheet.
  [[nodiscard]] virtual const Status& status() const = 0;
};

class Workbook {
 public:
  struct Sheet {
    std::string name;
    std::string entry;
    bool hidden = false;
  };

  // `bytes` must outlive it.
  [[nodiscard]] static Result<Workbook> open(std::string_view bytes);
  [[nodiscard]] const std::vector<Sheet>& sheets() const { return sheets_; }
  // Rows have the numbers that the spreadsheet program shows; those that are missing in the file come as empty ones. A cell
  // that covers several rows is there in each of them. The workbook must outlive the rows.
  [[nodiscard]] Result<std::unique_ptr<SheetRows>> rows(const Sheet& sheet) const;

 private:
  explicit Workbook(Package package) : package_(std::move(package)) {}
  Status read_sheet_list();
  Status read_formats();
  Status read_strings();

  Package package_;
  std::string folder_;  // of the workbook's own entry
  std::vector<Sheet> sheets_;
  std::unique_ptr<CellContext> context_ = std::make_unique<CellContext>();
};

// Adds to the table's complaint what the sheet itself is to be complained of: it ended early, or people came out of hiding. A
// sheet with nothing in it has no complaint.
void add_sheet_complaints(const Workbook::Sheet& sheet, const Status& status, TableReport& report);

// _x000D_ and the like are characters (ECMA-376 part 1 §22.9.2.19).
[[nodiscard]] std::string unescape_cell(std::string_view text);

}  // namespace eb::issuer::intake
