// The words that houses are called by: ministries, forces, companies, associations, in the languages of Europe.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "issuer/intake/words.hpp"

namespace eb::issuer::intake {

// Words such as "ministry", "police", "Ltd", "Landeskriminalamt".
[[nodiscard]] bool looks_like_organisation(std::string_view text);

// A house of its own (a ministry, a police force, a company), not a department, an office or a place.
[[nodiscard]] bool names_house(std::string_view text);

// The number of words from words[at] that say which kind of company stands in front of them: "GmbH", "e. V.", "Sp. z o.o."; or 0.
[[nodiscard]] std::size_t corporate_form(const std::vector<Word>& words, std::size_t at);

}  // namespace eb::issuer::intake
