#include "issuer/intake/workbook.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "common/base/text.hpp"
#include "issuer/intake/number_format.hpp"
#include "issuer/intake/sheet_rows.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

using Event = XmlStream::Event;
constexpr std::size_t max_styles = 100'000;
constexpr std::size_t max_relations = 10'000;
constexpr std::size_t max_format = 255;  // characters, as spreadsheet programs allow

int number_of(const std::string& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Entries are named from the root or from the folder of the one that names them.
std::string entry_at(const std::string& folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  auto base = folder;
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    base.resize(base.size() < 2 ? 0 : base.rfind('/', base.size() - 2) + 1);
  }
  return base + std::string(target.starts_with("./") ? target.substr(2) : target);
}

struct Relation {
  std::string type, target;
};
Result<std::map<std::string, Relation>> relations(const Package& package, const std::string& entry) {
  std::map<std::string, Relation> found;
  EB_TRY(xml, package.xml(entry));
  for (auto event = xml->next(); event != Event::done; event = xml->next())
    if (event == Event::start && xml->name() == "Relationship" && found.size() < max_relations)
      found[xml->attribute("Id")] = {xml->attribute("Type"), xml->attribute("Target")};
  EB_CHECK(xml->status());
  return found;
}

}  // namespace

bool SharedStrings::add(std::string_view text) {
  if (text_.size() + text.size() > max_shared_text) return false;
  text_ += text;
  ends_.push_back(text_.size());
  return ends_.size() * sizeof(std::size_t) <= max_shared_text;
}

std::string_view SharedStrings::at(std::size_t index) const {
  if (index >= ends_.size()) return {};
  const auto start = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(start, ends_[index] - start);
}

std::string unescape_cell(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto digits = text.substr(at).starts_with("_x") && at + 6 < text.size() && text[at + 6] == '_'
                            ? from_hex(text.substr(at + 2, 4))
                            : std::nullopt;
    if (!digits) {
      out += text[at++];
      continue;
    }
    const auto unit = static_cast<char32_t>((*digits)[0] << 8 | (*digits)[1]);
    append_utf8(out, unit >= 0xD800 && unit <= 0xDFFF ? 0xFFFD : unit);
    at += 7;
  }
  return out;
}

Result<Workbook> Workbook::open(std::string_view bytes) {
  EB_TRY(package, Package::open(bytes));
  Workbook book(std::move(package));
  std::string entry = "xl/workbook.xml";
  if (book.package_.has("_rels/.rels")) {
    EB_TRY(roots, relations(book.package_, "_rels/.rels"));
    for (const auto& [id, relation] : roots)
      if (relation.type.ends_with("/officeDocument")) entry = entry_at("", relation.target);
  }
  book.folder_ = entry.substr(0, entry.rfind('/') == std::string::npos ? 0 : entry.rfind('/') + 1);
  book.sheets_.push_back({"", entry, false});  // until the list is read
  EB_CHECK(book.read_sheet_list());
  EB_CHECK(book.read_formats());
  EB_CHECK(book.read_strings());
  return book;
}

Status Workbook::read_sheet_list() {
  const auto entry = std::exchange(sheets_, {}).front().entry;
  EB_TRY(targets, relations(package_, folder_ + "_rels/" + entry.substr(folder_.size()) + ".rels"));
  EB_TRY(xml, package_.xml(entry));
  for (auto event = xml->next(); event != Event::done; event = xml->next()) {
    if (event != Event::start) continue;
    if (xml->name() == "workbookPr") {
      const auto since = xml->attribute("date1904");
      context_->since_1904 = since == "1" || since == "true" || since == "on";
    }
    if (xml->name() != "sheet") continue;
    const auto target = targets.find(xml->attribute("id"));
    if (target == targets.end() || !target->second.type.ends_with("/worksheet")) continue;  // a sheet of charts or macros
    const auto state = xml->attribute("state");
    sheets_.push_back(
        {xml->attribute("name"), entry_at(folder_, target->second.target), state == "hidden" || state == "veryHidden"});
    if (sheets_.size() > max_sheets)
      return fail(ErrorCode::too_large, "more than 100 sheets: split the workbook, or save the sheets that matter as .csv");
  }
  return xml->status();
}

Status Workbook::read_formats() {
  const auto entry = folder_ + "styles.xml";
  if (!package_.has(entry)) return {};
  EB_TRY(xml, package_.xml(entry));
  std::map<int, std::string> custom;
  bool in_cells = false;
  for (auto event = xml->next(); event != Event::done; event = xml->next()) {
    const auto name = xml->name();
    if (event == Event::text) continue;
    if (name == "cellXfs") in_cells = event == Event::start;
    if (event == Event::end) continue;
    if (name == "numFmt" && custom.size() < max_styles)
      custom[number_of(xml->attribute("numFmtId"))] = xml->attribute("formatCode").substr(0, 4 * max_format);
    if (name != "xf" || !in_cells || context_->formats.size() >= max_styles) continue;
    const auto id = number_of(xml->attribute("numFmtId"));
    const auto known = custom.find(id);
    context_->formats.push_back(known != custom.end() ? known->second : std::string(built_in_format(id)));
  }
  return xml->status();
}

Status Workbook::read_strings() {
  const auto entry = folder_ + "sharedStrings.xml";
  if (!package_.has(entry)) return {};
  EB_TRY(xml, package_.xml(entry));
  std::string text;
  bool in_text = false;
  int phonetic = 0;  // how a word is pronounced is no part of it
  for (auto event = xml->next(); event != Event::done; event = xml->next()) {
    if (event == Event::text) {
      if (in_text && phonetic == 0 && text.size() <= max_shared_text) text += xml->text();
      continue;
    }
    if (xml->name() == "t") in_text = event == Event::start;
    if (xml->name() == "rPh") phonetic += event == Event::start ? 1 : -1;
    if (xml->name() != "si") continue;
    if (event == Event::start) {
      text.clear();
    } else if (!context_->strings.add(unescape_cell(text))) {
      return fail(ErrorCode::too_large, "more text than a workbook of registrations holds: split it, or save it as .csv");
    }
  }
  return xml->status();
}

Result<std::unique_ptr<SheetRows>> Workbook::rows(const Sheet& sheet) const {
  return open_sheet(package_, sheet.entry, *context_);
}

void add_sheet_complaints(const Workbook::Sheet& sheet, const Status& status, TableReport& report) {
  if (report.empty) report.complaint.clear();
  const auto say = [&](const std::string& what) { report.complaint += (report.complaint.empty() ? "" : "; ") + what; };
  if (!status)
    say("what follows row " + std::to_string(report.people + report.skipped_rows) +
        " was not read: " + status.error().message);
  if (sheet.hidden && report.people > 0)
    say("it is hidden in the workbook and was read: unhide it and see whether its people are to be registered");
}

}  // namespace eb::issuer::intake
