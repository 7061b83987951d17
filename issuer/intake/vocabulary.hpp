// Words that headers, labels and values are made of.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace eb::issuer::intake {

// What a word of a header says. A header's meaning follows from the set of its words.
enum class Sense : std::uint8_t {
  name,
  surname,
  given,
  particle,
  email,
  org,
  dept,
  birth,
  expiry,
  valid,
  until,
  issue,
  id,
  number,
  date,
  lang,
  place,
  type,
  decoy,
  address,
  rank,  // titles and forms of address, which stand in front of a name
  other,
  filler,
  count
};
// The word or phrase (at most longest_phrase words) must be folded.
[[nodiscard]] std::optional<Sense> sense_of(std::string_view folded);
inline constexpr std::size_t longest_phrase = 5;

// Splits "a|b c|d" at the bars.
template <class Each>
void for_each_word(std::string_view list, const Each& each) {
  while (!list.empty()) {
    const auto end = std::min(list.find('|'), list.size());
    each(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

// Whole words of `folded` that are one of the phrases of the list, a constant of the program; with `stems` a phrase may go on inside a
// word. "fallt * aus": up to six words may stand between its parts, which are whole words.
[[nodiscard]] bool says(std::string_view folded, std::string_view phrases, bool stems = false);

// Whether the text holds, or starts with, one of the phrases of such a list; what it may start with is a constant of the program.
[[nodiscard]] bool contains_any(std::string_view text, std::string_view list);
[[nodiscard]] bool starts_with_any(std::string_view text, std::string_view list);

// Most words of a letter are in none of our lists, which their first letter and their length tell without a hash.
class WordShapes {
 public:
  void add(std::string_view word) { lengths_[first(word)] |= std::uint32_t{1} << length(word); }
  [[nodiscard]] bool can_be(std::string_view word) const { return (lengths_[first(word)] >> length(word) & 1U) != 0; }

 private:
  static std::size_t first(std::string_view word) { return word.empty() ? 0 : static_cast<unsigned char>(word[0]) % 64U; }
  static std::size_t length(std::string_view word) { return std::min<std::size_t>(word.size(), 31); }
  std::array<std::uint32_t, 64> lengths_{};  // of the words that begin with that letter, a bit for each
};

// Words and phrases given as one literal "a|b c|d".
class WordSet {
 public:
  explicit WordSet(std::string_view list);
  [[nodiscard]] bool contains(std::string_view word) const { return shapes_.can_be(word) && words_.contains(word); }

 private:
  WordShapes shapes_;
  std::unordered_set<std::string_view> words_;
};

// What words and phrases mean; one that is listed twice has its first meaning.
template <class Meaning>
struct Entry {
  Meaning meaning;
  std::string_view words;  // "a|b c|d"
};
template <class Meaning>
class Lexicon {
 public:
  template <std::size_t size>
  explicit Lexicon(const Entry<Meaning> (&entries)[size]) {
    for (const auto& entry : entries)
      for_each_word(entry.words, [&](std::string_view word) {
        shapes_.add(word);
        meanings_.emplace(word, entry.meaning);
      });
  }
  [[nodiscard]] std::optional<Meaning> find(std::string_view folded) const {
    if (!shapes_.can_be(folded)) return std::nullopt;
    const auto found = meanings_.find(folded);
    return found == meanings_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  WordShapes shapes_;
  std::unordered_map<std::string_view, Meaning> meanings_;
};

}  // namespace eb::issuer::intake
