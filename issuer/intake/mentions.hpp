// Who and what is named in a passage: people and organisations.
#pragma once

#include <string_view>
#include <vector>

#include "issuer/intake/spans.hpp"
#include "issuer/intake/words.hpp"

namespace eb::issuer::intake {

struct PersonMention {
  std::size_t from = 0, to = 0;  // words, with titles
  bool titled = false;           // "Ms", "Dott."
  bool single = false;           // a title and one word: somebody who was named in full before
};
[[nodiscard]] std::vector<PersonMention> people_in(const std::vector<Word>& words, const std::vector<Span>& spans);

struct OrganisationMention {
  std::size_t from = 0, to = 0;  // words, without an article
  // How sure it is that the people of the mail come from it: 3 it is said so, 2 it stands where it is said, 1 it is named.
  int weight = 0;
};
[[nodiscard]] std::vector<OrganisationMention> organisations_in(std::string_view passage, const std::vector<Word>& words,
                                                                const std::vector<Span>& spans,
                                                                const std::vector<PersonMention>& people);

// The organisation whose name begins with words[from] whatever that is, or nothing: its end.
[[nodiscard]] std::size_t organisation_end(const std::vector<Word>& words, std::size_t from);

}  // namespace eb::issuer::intake
