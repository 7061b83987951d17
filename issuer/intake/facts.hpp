// From the spans of a passage to facts about a person: which date is the birth, which number the document's.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "issuer/intake/labels.hpp"
#include "issuer/intake/spans.hpp"

namespace eb::issuer::intake {

struct Fact {
  Field field;
  std::string_view value;        // as written
  std::size_t from = 0, to = 0;  // words of the passage
  bool cued = false;             // words say what it is; otherwise its looks and its place do
};

// In order. A label in front of the passage counts as its first words. Values that are said to be wrong ("and not 12 May") and
// decoys (telephone, personal number) give none; what was issued when is an issue_date.
[[nodiscard]] std::vector<Fact> facts_in(std::string_view passage, const std::vector<Word>& words,
                                         const std::vector<Span>& spans, std::optional<Field> label);

}  // namespace eb::issuer::intake
