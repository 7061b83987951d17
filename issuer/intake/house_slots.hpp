// Places in a sentence where a house stands, however it is called: "on behalf of Kinderlijn Vlaanderen", "CloudHarbor sends".
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "issuer/intake/spans.hpp"
#include "issuer/intake/words.hpp"

namespace eb::issuer::intake {

enum class Slot : std::uint8_t {
  none,
  article,  // behind "the": nobody's name, perhaps a house
  beside,   // in brackets or between commas behind a name
  named,    // people come from it
  stated,   // it is said to be represented
};

// words[from..to): a phrase in capitals that could be somebody's name. `person_end`: where the person named before it ends.
[[nodiscard]] Slot house_slot(const std::vector<Word>& words, const std::vector<Span>& spans, std::size_t from,
                              std::size_t to, std::optional<std::size_t> person_end);

// In front of words[from], over articles, stands a phrase that says who is represented: on behalf of, working for.
[[nodiscard]] bool stands_behind_mandate(const std::vector<Word>& words, std::size_t from);
// Behind it stand words such as "will send", "nominates", "is represented": what houses do.
[[nodiscard]] bool sends_somebody(const std::vector<Word>& words, std::size_t to);

}  // namespace eb::issuer::intake
