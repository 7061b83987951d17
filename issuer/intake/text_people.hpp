// People in running text who are given by labels: "Name: ...", "geb. am ...", "22.06.1960 (date of birth)".
#pragma once

#include <string_view>
#include <vector>

#include "issuer/intake/assess.hpp"

namespace eb::issuer::intake {

// In order of appearance. Prose without labels gives nobody.
[[nodiscard]] std::vector<Draft> people_in_text(std::string_view text);

}  // namespace eb::issuer::intake
