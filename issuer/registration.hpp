// A registration: what a delegate sent, cleaned. Fields follow the reading rules of docs/intake.md; missing text is empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"

namespace eb::issuer {

struct Registration {
  std::string id;                       // "R-0001", given by the registry; empty before
  std::string source;                   // file as named on the command line, '#', part ("list.csv#row 3", "a.eml#1")
  std::string name;                     // "Given Surname", UTF-8 NFC, no control or bidi characters
  std::string email;
  std::string organisation;
  std::optional<Date> birth_date;
  std::string id_number;                // as written, white space folded
  std::optional<Date> id_expiry;
  std::string language;                 // EN FR DE IT NL ES or empty
  std::vector<std::string> problems;    // codes below, sorted, without repeats
};

// Problem codes (contract): missing_name missing_email missing_organisation missing_birth_date missing_id_number
// missing_id_expiry ambiguous_birth_date ambiguous_id_expiry implausible_birth_date id_expired_at_event late_registration
// duplicate change_request hostile_text unreadable
[[nodiscard]] std::vector<std::string_view> problem_codes();
[[nodiscard]] bool is_problem_code(std::string_view code);
// What a registrar does about it, one English sentence.
[[nodiscard]] std::string_view problem_advice(std::string_view code);

}  // namespace eb::issuer
