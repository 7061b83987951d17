#include "common/badge/mrz.hpp"
#include "tests/conformance/suite.hpp"

namespace eb::conformance {

// A zone is accepted when it parses and every check digit is right. National layouts take the same path: parsed in full or
// rejected, that is, sent to a person.
Outcome mrz_case(const nlohmann::json& test_case, const std::filesystem::path&) {
  std::string text;
  for (const auto& line : test_case.at("lines")) text += line.get<std::string>() + "\n";
  const auto zone = badge::parse_mrz(text);
  if (!zone) return {"reject", zone.error().message};
  if (!zone->check_digits_ok) return {"reject", "check digit of " + zone->first_bad};
  return {"accept", ""};
}

}  // namespace eb::conformance
