// Words and phrases that mean something in a label or a header and nothing, or something else, in a sentence.
#pragma once

#include <optional>
#include <string_view>

#include "issuer/intake/labels.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {

// A whole label whose words do not say what it is: "Werkzaam bij", "Für wen", "F. N.". Must be folded.
[[nodiscard]] std::optional<Field> label_phrase(std::string_view folded);

// The word or phrase (at most longest_phrase words) must be folded.
[[nodiscard]] std::optional<Sense> label_sense(std::string_view folded);

}  // namespace eb::issuer::intake
