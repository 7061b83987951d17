#include "issuer/intake/sheet_rows.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "issuer/intake/delimited.hpp"
#include "issuer/intake/number_format.hpp"

namespace eb::issuer::intake {
namespace {

using Event = XmlStream::Event;

struct Place {
  std::size_t column = 0;  // from 0
  std::size_t row = 0;     // from 1
};
// "AB12"
std::optional<Place> place_of(std::string_view reference) {
  Place place;
  std::size_t at = 0;
  for (; at < reference.size() && at < 3 && reference[at] >= 'A' && reference[at] <= 'Z'; ++at)
    place.column = place.column * 26 + static_cast<std::size_t>(reference[at] - 'A' + 1);
  const auto digits = reference.substr(at);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), place.row);
  if (at == 0 || read.ec != std::errc() || place.row == 0 || place.row > max_rows + 100'000) return std::nullopt;
  --place.column;
  return place;
}

// Cells that reach down over rows below theirs, by their top row.
struct Merged {
  std::size_t column = 0, last_row = 0;
};
using MergedCells = std::multimap<std::size_t, Merged>;

// They stand behind the rows that they are about, so the sheet is read twice.
Result<MergedCells> merged_cells(const Package& package, const std::string& entry) {
  MergedCells found;
  EB_TRY(xml, package.xml(entry));
  for (auto event = xml->next(); event != Event::done; event = xml->next()) {
    if (event != Event::start || xml->name() != "mergeCell" || found.size() >= max_merged) continue;
    const auto reference = xml->attribute("ref");
    const auto colon = reference.find(':');
    if (colon == std::string::npos) continue;
    const auto first = place_of(std::string_view(reference).substr(0, colon));
    const auto last = place_of(std::string_view(reference).substr(colon + 1));
    if (first && last && last->row > first->row && first->column < max_columns)
      found.emplace(first->row, Merged{first->column, last->row});
  }
  EB_CHECK(xml->status());
  return found;
}

class Rows final : public SheetRows {
 public:
  Rows(const Package& package, std::string entry, const CellContext& context, MergedCells merged)
      : package_(package), entry_(std::move(entry)), context_(context), merged_(std::move(merged)) {}

  [[nodiscard]] const Status& status() const override { return status_; }

  void rewind() override {
    status_ = {};
    xml_.reset();
    covering_.clear();
    number_ = pending_ = 0;
    auto opened = package_.xml(entry_);
    if (opened) {
      xml_ = *std::move(opened);
    } else {
      status_ = fail_status(opened.error());
    }
  }

  bool next(Row& row) override {
    row.clear();
    if (pending_ <= number_ && !find_row()) return false;
    row.number = row.line = ++number_;
    if (number_ == pending_) read_cells(row);
    cover(row);
    return true;
  }

 private:
  static Status fail_status(const Error& error) { return tl::unexpected<Error>(error); }

  // Goes to the next <row>; its number, when it has none that goes on, is the next one.
  bool find_row() {
    while (xml_) {
      const auto event = xml_->next();
      if (event == Event::done) break;
      if (event == Event::end && xml_->name() == "sheetData") return false;
      if (event != Event::start || xml_->name() != "row") continue;
      std::size_t stated = 0;
      const auto text = xml_->attribute("r");
      std::from_chars(text.data(), text.data() + text.size(), stated);
      pending_ = stated > number_ && stated <= max_rows + 1 ? stated : number_ + 1;
      return true;
    }
    if (xml_) status_ = xml_->status();
    return false;
  }

  void read_cells(Row& row) {
    std::size_t column = 0;
    for (auto event = xml_->next(); event != Event::done; event = xml_->next()) {
      if (event == Event::end && xml_->name() == "row") return;
      if (event != Event::start || xml_->name() != "c") continue;
      if (const auto place = place_of(xml_->attribute("r"))) column = place->column;
      auto text = read_cell();
      if (text.size() > max_cell || (column >= max_columns && !text.empty())) {
        row.cut = true;
        text.clear();
      }
      if (!text.empty()) put(row, column, std::move(text));
      ++column;
    }
  }

  static void put(Row& row, std::size_t column, std::string text) {
    if (row.cells.size() <= column) row.cells.resize(column + 1);
    row.cells[column] = row.keep(std::move(text));
  }

  std::string read_cell() {
    const auto type = xml_->attribute("t");
    const auto style = xml_->attribute("s");
    std::string value, inline_text;
    std::string* into = nullptr;
    int phonetic = 0;
    for (auto event = xml_->next(); event != Event::done; event = xml_->next()) {
      if (event == Event::text) {
        if (into != nullptr && phonetic == 0 && into->size() <= max_cell) *into += xml_->text();
        continue;
      }
      const auto name = xml_->name();
      if (event == Event::end && name == "c") break;
      if (name == "rPh") phonetic += event == Event::start ? 1 : -1;
      if (name == "v") into = event == Event::start ? &value : nullptr;
      if (name == "t") into = event == Event::start ? &inline_text : nullptr;
    }
    return shown(type, style, value, inline_text);
  }

  [[nodiscard]] std::string shown(std::string_view type, const std::string& style, const std::string& value,
                                  const std::string& inline_text) const {
    if (type == "inlineStr") return unescape_cell(inline_text);
    if (type == "str") return unescape_cell(value);
    if (type == "e") return {};  // #N/A and the like say nothing
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (type == "d") return value.substr(0, value.find('T'));
    if (type == "s") {
      std::size_t index = 0;
      const auto read = std::from_chars(value.data(), value.data() + value.size(), index);
      return read.ec == std::errc() ? std::string(context_.strings.at(index)) : std::string();
    }
    double number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    if (read.ec != std::errc()) return {};
    std::size_t index = 0;
    std::from_chars(style.data(), style.data() + style.size(), index);
    const auto& formats = context_.formats;
    return shown_number(number, index < formats.size() ? std::string_view(formats[index]) : std::string_view(),
                        context_.since_1904);
  }

  // Puts what cells above hold for this row, too, and remembers those that begin in it.
  void cover(Row& row) {
    for (auto above = covering_.begin(); above != covering_.end();) {
      if (above->second.last_row < row.number) {
        above = covering_.erase(above);
        continue;
      }
      put(row, above->first, above->second.text);
      ++above;
    }
    const auto [first, last] = merged_.equal_range(row.number);
    for (auto merged = first; merged != last; ++merged) {
      const auto column = merged->second.column;
      if (column < row.cells.size() && !row.cells[column].empty())
        covering_[column] = {std::string(row.cells[column]), merged->second.last_row};
    }
  }

  struct Covering {
    std::string text;
    std::size_t last_row = 0;
  };

  const Package& package_;
  std::string entry_;
  const CellContext& context_;
  MergedCells merged_;
  std::unique_ptr<XmlStream> xml_;
  std::map<std::size_t, Covering> covering_;  // by column
  std::size_t number_ = 0;                    // of the row that was given last
  std::size_t pending_ = 0;                   // of the <row> that was found last
  Status status_;
};

}  // namespace

Result<std::unique_ptr<SheetRows>> open_sheet(const Package& package, const std::string& entry, const CellContext& context) {
  EB_TRY(merged, merged_cells(package, entry));
  auto rows = std::make_unique<Rows>(package, entry, context, std::move(merged));
  rows->rewind();
  EB_CHECK(rows->status());
  return rows;
}

}  // namespace eb::issuer::intake
