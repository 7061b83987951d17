// How alike two names of people are, however they are spelt. The measure is stated here and printed with each hit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eb::issuer::screening {

// A name for comparison: its words in the letters A to Z (ICAO Doc 9303-3 §6), without titles and particles (van, de, Dr), each in every
// common spelling of its special letters (MUELLER and MULLER), at most 16 words of 40 letters.
struct NameForms {
  struct Word {
    std::vector<std::string> spellings;  // at least one
  };
  std::vector<Word> words;
  std::string key;  // the same for all spellings and orders of the same words; empty for a name without letters
};
[[nodiscard]] NameForms name_forms(std::string_view name);

// 0 to 100. Words are paired so that they differ least; a pair differs by its Damerau-Levenshtein distance (a letter changed, left out, put
// in, or two neighbours exchanged), the least over all spellings; a word without a partner (a second given name) differs by a quarter of its
// letters. 100 x (1 - differences / letters of the longer word of each pair and a quarter of those without a partner). 0 when fewer than two
// words of one name, or its only one, have a partner that is alike to more than half.
[[nodiscard]] unsigned name_likeness(const NameForms& a, const NameForms& b);

}  // namespace eb::issuer::screening
