// conformance SUITE CASES.jsonl: one line of JSON {"id","verdict","reason"} for each case.
#include <array>
#include <exception>
#include <fstream>
#include <iostream>
#include <string_view>

#include "tests/conformance/suite.hpp"

namespace eb::conformance {
namespace {

struct Named {
  std::string_view name;
  Suite suite;
};
constexpr std::array suites{
    Named{"base45", base45_case},
    Named{"cbor-rfc", cbor_rfc_case},
    Named{"cbor-malformed", cbor_malformed_case},
    Named{"cose", cose_case},
    Named{"cose-gluecose", cose_case},
    Named{"cwt", cwt_case},
    Named{"wycheproof", wycheproof_case},
    Named{"ed25519-edge", ed25519_edge_case},
    Named{"dcc", dcc_case},
    Named{"merkle", merkle_case},
    Named{"signed-note", signed_note_case},
    Named{"mrz", mrz_case},
    Named{"csv-injection", csv_injection_case},
    Named{"email", email_case},
    Named{"naughty-strings", naughty_case},
    Named{"qr-images", qr_images_case},
};

Suite suite_of(std::string_view name) {
  for (const auto& known : suites)
    if (known.name == name) return known.suite;
  return nullptr;
}

int run(Suite suite, const std::filesystem::path& cases) {
  std::ifstream file(cases);
  if (!file) {
    std::cerr << "conformance: cannot read " << cases << "\n";
    return 3;
  }
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    const auto test_case = nlohmann::json::parse(line);
    const Outcome outcome = suite(test_case, cases.parent_path());
    const nlohmann::ordered_json answer{
        {"id", test_case.at("id")}, {"verdict", outcome.verdict}, {"reason", outcome.reason}};
    std::cout << answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  }
  return std::cout.flush() ? 0 : 3;
}

}  // namespace
}  // namespace eb::conformance

int main(int argc, char** argv) {
  using namespace eb::conformance;
  const auto suite = argc == 3 ? suite_of(argv[1]) : nullptr;
  if (suite == nullptr) {
    std::cerr << "usage: conformance SUITE CASES.jsonl\nsuites:";
    for (const auto& known : suites) std::cerr << " " << known.name;
    std::cerr << "\n";
    return 2;
  }
  try {
    return run(suite, argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "conformance: " << error.what() << "\n";
    return 3;
  }
}
