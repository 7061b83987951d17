// Where the values of a registration stand in what was sent, so that an officer can look there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "issuer/intake/source_text.hpp"
#include "issuer/registration.hpp"

namespace eb::issuer::intake {

struct Place {
  std::string_view field;  // name email organisation birth_date id_number id_expiry language
  std::string part;        // the name of the text
  bool in_row = false;     // `line` is a row of a list and `column` counts
  std::size_t line = 0;    // from 1
  std::size_t column = 0;  // from 1, of a list
  std::size_t from = 0;    // characters of the text, counted from 0
  std::size_t to = 0;      // behind the last one
  std::string excerpt;     // the line or the cell around it, at most 160 bytes
};

// In the order of the fields above, one place for each that stands there as it was read: of several the one nearest to the number or the name. What was
// corrected since, or taken from the From line, has none.
[[nodiscard]] std::vector<Place> find_places(const Registration& registration, const std::vector<SourceText>& texts);

}  // namespace eb::issuer::intake
