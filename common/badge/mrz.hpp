// Machine readable zones of ICAO Doc 9303 (8th edition): TD1 (part 5), TD2 (part 6), TD3 (part 4), MRV-A and MRV-B (part 7).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.hpp"

namespace eb::badge {

enum class MrzFormat { td1, td2, td3, mrv_a, mrv_b };
[[nodiscard]] std::string_view mrz_format_name(MrzFormat format);   // TD1 TD2 TD3 MRV-A MRV-B

struct Mrz {
  MrzFormat format{};
  std::string document_code;      // "P", "ID", "V"... without fillers
  std::string issuer;             // three letters as printed, without fillers ("D", "UTO")
  std::string number;             // long numbers joined (9303-5 §4.2.2.1 note j), without fillers
  std::string nationality;
  std::string birth_date;         // YYMMDD as printed; unknown parts are '<'
  std::string sex;                // "M", "F", "X" or "" (filler or another letter)
  std::string expiry;             // YYMMDD as printed; empty when the layout has none (old French identity card)
  std::string optional_data;
  std::vector<std::string> primary;    // surname words
  std::vector<std::string> secondary;  // given name words
  bool name_truncated = false;    // the name field has no filler at its end, so words may be cut or missing
  bool check_digits_ok = false;   // every check digit that the format has, incl. the composite one (9303-3 §4.9)
  std::string first_bad;          // name of the first wrong check digit, or empty
};

// Lines joined or separate; white space at line ends is dropped, nothing else is corrected. malformed: not a length or
// character set of any format. A zone that parses with wrong check digits is a value with check_digits_ok = false. For a
// document number longer than its field both published readings of the check digit are accepted.
[[nodiscard]] Result<Mrz> parse_mrz(std::string_view text);
// True when the text has the shape of an MRZ (so that a mistake in it is `misread`, not a document number).
[[nodiscard]] bool looks_like_mrz(std::string_view text);

// Check digit of 9303-3 §4.9 (weights 7 3 1), '0'-'9'.
[[nodiscard]] char mrz_check_digit(std::string_view field);

// ICAO 9303-3 §6: every letter of sections A (Latin), B (Cyrillic), C (Arabic), Greek by ELOT 743 as the issuing states do;
// A-Z and digits stay, apostrophes vanish, hyphens, commas and white space become one space; anything else is dropped.
// Other Latin letters with marks (Romanian, Vietnamese) become their base letter. Exceptions of one language (Ukrainian Г:
// H) apply when the text has a letter that only this language writes. Where the table gives several forms (Ü: UE, UXX or U)
// this returns the first.
[[nodiscard]] std::string mrz_transliterate(std::string_view utf8);
// Whether the registered name can be the one in the zone: compares words in any order, with every form of the table, with
// missing middle names, and prefixes where the zone was truncated.
[[nodiscard]] bool name_matches(std::string_view registered, const Mrz& zone);

}  // namespace eb::badge
