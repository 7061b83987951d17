#include "common/base/csv_cell.hpp"
#include "tests/conformance/suite.hpp"

namespace eb::conformance {
namespace {

// The content of one cell as RFC 4180 §2 has it.
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

// Accepted: nothing that a spreadsheet would run, and the value comes back exactly.
Outcome csv_injection_case(const nlohmann::json& test_case, const std::filesystem::path&) {
  const auto value = test_case.at("value").get<std::string>();
  const auto content = unquoted(csv_cell(value));
  const auto first = content.find_first_not_of(' ');
  if (first != std::string::npos && std::string_view("=+-@\t\r").find(content[first]) != std::string_view::npos)
    return {"reject", "begins like a formula"};
  if (csv_cell_text(content) != value) return {"reject", "does not come back"};
  return {"accept", ""};
}

}  // namespace eb::conformance
