// Running text as words: what a sentence is made of before anybody knows what it says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eb::issuer::intake {

struct Word {
  std::string_view text;  // without the punctuation around it
  std::string folded;
  std::size_t begin = 0, end = 0;  // of `text` in the passage
  std::size_t sentence = 0;        // number of the sentence in the passage
  char before = 0, after = 0;      // the sign next to it: , ; : ( ) . - or 0. A line break counts as 'n'
  bool marked_up = false;          // holds tags of HTML
  bool capital = false;            // begins like a name: a capital, or a letter of a script without them
  [[nodiscard]] bool has_digit() const;
};

inline constexpr std::size_t max_words = 5'000;

// Words of a passage of at most `max_words`; what is beyond is left out.
[[nodiscard]] std::vector<Word> words_of(std::string_view passage);

// The folded words [from, to) with one space between them.
[[nodiscard]] std::string folded_words(const std::vector<Word>& words, std::size_t from, std::size_t to);

// Words of the passage [from, to) as they are written.
[[nodiscard]] std::string_view written(std::string_view passage, const std::vector<Word>& words, std::size_t from,
                                       std::size_t to);

// A word that begins with a capital letter, or with one of a script that has none.
[[nodiscard]] bool begins_like_name(std::string_view word);

}  // namespace eb::issuer::intake
