// The transliteration of ICAO Doc 9303-3 §6 letter by letter, with every form that a state may print. mrz_transliterate()
// takes the first forms; name_matches() tries all of them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace eb::badge {

// The forms of one letter, best first. An empty form means that the letter may be left out.
using Letter = std::vector<std::string_view>;
using Word = std::vector<Letter>;

// Words of a name or number: split at white space, hyphens and commas; apostrophes and what is in no table are dropped.
// Precomposed letters and base letters with combining marks give the same. Forms are views of static storage.
[[nodiscard]] std::vector<Word> mrz_words(std::string_view utf8);

namespace table {

// All of `letters` (both cases where there are two) have the forms of `forms`, separated by '|'.
struct Row {
  std::u32string_view letters;
  std::string_view forms;
};
[[nodiscard]] std::span<const Row> latin();     // 9303-3 §6 A, and further Latin letters by their base letter
[[nodiscard]] std::span<const Row> cyrillic();  // 9303-3 §6 B, and the national forms of issuing states
[[nodiscard]] std::span<const Row> arabic();    // 9303-3 §6 C and Appendix B
[[nodiscard]] std::span<const Row> greek();     // ELOT 743, single letters; capital letters without accents only

// The languages for which §6 B has exceptions that letters of their own give away.
enum class Language { other, belarusian, macedonian, serbian, ukrainian };
struct Exception {
  Language language;
  bool first_only;  // only as the first letter of a word
  std::u32string_view letters;
  std::string_view form;
};
[[nodiscard]] std::span<const Exception> cyrillic_exceptions();
struct Telltale {
  Language language;
  std::u32string_view letters;
};
[[nodiscard]] std::span<const Telltale> cyrillic_telltales();

// base + mark is the same letter as `whole`. Only pairs whose transliteration differs from that of the base.
struct Composition {
  char32_t base;
  char32_t mark;
  char32_t whole;
};
[[nodiscard]] std::span<const Composition> compositions();

// A Greek letter as its unaccented capital: accents decide whether two vowels are one sound.
struct GreekLetter {
  char32_t letter;
  char32_t capital;
  bool accent;
  bool diaeresis;
};
[[nodiscard]] std::span<const GreekLetter> greek_accents();

}  // namespace table
}  // namespace eb::badge
