// Tables that stand in running text: cells parted by bars, tabs or semicolons, or set in columns with blanks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "issuer/intake/table.hpp"

namespace eb::issuer::intake {

using TextRows = std::vector<std::vector<std::string>>;

// A table whose header is lines[from]; `to` is behind its last line. Empty when none begins there.
struct TextTable {
  std::string_view head;  // of the line of the header, what says in front of it who they are
  TextRows rows;
  std::string sentence;  // that stood around the header
  std::size_t to = 0;
};
[[nodiscard]] TextTable table_at(const std::vector<std::string_view>& lines, std::size_t from);

// Rows that are in memory already, of a text or of HTML.
class MemoryRows final : public RowSource {
 public:
  explicit MemoryRows(const TextRows& rows) : rows_(rows) {}
  bool next(Row& row) override;
  void rewind() override { at_ = 0; }

 private:
  const TextRows& rows_;
  std::size_t at_ = 0;
};

}  // namespace eb::issuer::intake
