// Zip files and workbooks in memory, made by libzip.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <zip.h>

namespace eb::issuer::test {

using Entries = std::vector<std::pair<std::string, std::string>>;

inline std::string zip_of(const Entries& entries) {
  auto* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(source);
  auto* archive = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : entries)
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), ZIP_FL_OVERWRITE);
  zip_close(archive);
  std::string out;
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  out.resize(static_cast<std::size_t>(zip_source_tell(source)));
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, out.data(), out.size());
  zip_source_close(source);
  zip_source_free(source);
  return out;
}

// A workbook of these sheets (the inside of <worksheet>), with `styles` as the inside of <styleSheet> and `strings` of <sst>.
inline std::string workbook_of(const std::vector<std::string>& sheets, const std::string& styles = "",
                               const std::string& strings = "", const std::string& properties = "",
                               const std::string& state = "") {
  Entries entries;
  std::string list, relations;
  for (std::size_t i = 1; i <= sheets.size(); ++i) {
    const auto number = std::to_string(i);
    list += "<sheet name=\"S" + number + "\" sheetId=\"" + number + "\" r:id=\"r" + number + "\" " + state + "/>";
    relations +=
        "<Relationship Id=\"r" + number + "\" Type=\"http://x/worksheet\" Target=\"worksheets/s" + number + ".xml\"/>";
    entries.emplace_back("xl/worksheets/s" + number + ".xml", "<worksheet>" + sheets[i - 1] + "</worksheet>");
  }
  entries.emplace_back("xl/workbook.xml", "<workbook xmlns:r=\"urn:r\"><workbookPr " + properties + "/><sheets>" + list +
                                              "</sheets></workbook>");
  entries.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
  if (!styles.empty()) entries.emplace_back("xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>");
  if (!strings.empty()) entries.emplace_back("xl/sharedStrings.xml", "<sst>" + strings + "</sst>");
  return zip_of(entries);
}

}  // namespace eb::issuer::test
