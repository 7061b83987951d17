// The conformance program: `conformance SUITE CASES.jsonl` prints {"id","verdict","reason"} for each case.
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

namespace eb::conformance {

struct Outcome {
  std::string verdict;   // "accept" or "reject"
  std::string reason;    // "" or why
};
// folder: where the cases' file lies, for cases that name a file.
using Suite = Outcome (*)(const nlohmann::json& test_case, const std::filesystem::path& folder);

// codec_suites.cpp
Outcome base45_case(const nlohmann::json&, const std::filesystem::path&);
Outcome cbor_rfc_case(const nlohmann::json&, const std::filesystem::path&);
Outcome cbor_malformed_case(const nlohmann::json&, const std::filesystem::path&);
Outcome cose_case(const nlohmann::json&, const std::filesystem::path&);
Outcome cwt_case(const nlohmann::json&, const std::filesystem::path&);
Outcome dcc_case(const nlohmann::json&, const std::filesystem::path&);       // its image layer calls image_text()
// crypto_suites.cpp
Outcome wycheproof_case(const nlohmann::json&, const std::filesystem::path&);
Outcome ed25519_edge_case(const nlohmann::json&, const std::filesystem::path&);
// mrz_suite.cpp
Outcome mrz_case(const nlohmann::json&, const std::filesystem::path&);
// log_suites.cpp
Outcome merkle_case(const nlohmann::json&, const std::filesystem::path&);
Outcome signed_note_case(const nlohmann::json&, const std::filesystem::path&);
// image_suite.cpp
Outcome qr_images_case(const nlohmann::json&, const std::filesystem::path&); // accept + reason = the text read
Outcome image_text(const std::filesystem::path& image);                      // accept + reason = the one text in the image
// csv_suite.cpp
Outcome csv_injection_case(const nlohmann::json&, const std::filesystem::path&);

// naughty_suite.cpp
Outcome naughty_case(const nlohmann::json&, const std::filesystem::path&);  // accept + reason = what came of it
// mail_suite.cpp
Outcome email_case(const nlohmann::json&, const std::filesystem::path&);  // accept + reason = number of mails, subjects, senders

}  // namespace eb::conformance
