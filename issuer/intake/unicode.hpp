// Unicode for the intake: cleaning a field, and folding text for comparison. ASCII, most of the input, never reaches ICU.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eb::issuer::intake {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};
// The character at `at`; a byte that is not UTF-8 counts as U+FFFD of length 1.
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t value);

[[nodiscard]] bool is_ascii(std::string_view text);
// White space of any kind, line breaks and no-break spaces included.
[[nodiscard]] bool is_space(char32_t c);

// Removes control characters, bidi controls and zero-width characters, folds white space to one space, trims, NFC. Appends
// to `out` and says whether the text is hostile: control or bidi characters, HTML tags, a first character = + @ or -x, a
// line break followed by a mail header.
bool clean_text(std::string_view raw, std::string& out);

// The text without what no reader sees and every field drops: soft hyphens, characters of no width. `storage` holds it when there
// was any.
[[nodiscard]] std::string_view without_invisible(std::string_view text, std::string& storage);

// For comparison and look-up: lower case, without accents, words of letters and digits separated by one space.
[[nodiscard]] std::string fold_words(std::string_view text);
// The same without any separator (document numbers). Appends.
void fold_letters(std::string_view text, std::string& out);

// At single spaces; empty words are left out.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);
// words[from] to words[to - 1] with spaces between them.
[[nodiscard]] std::string join_words(const std::vector<std::string_view>& words, std::size_t from, std::size_t to);

// A word that mixes Latin with Greek or Cyrillic letters: one that passes for another at a glance.
[[nodiscard]] bool mixes_scripts(std::string_view text);

// A letter or digit that is not ASCII.
[[nodiscard]] bool has_foreign_letters(std::string_view text);
// Markup, or a first character that makes a spreadsheet calculate: text that clean_text() calls hostile and keeps.
[[nodiscard]] bool could_act(std::string_view text);

// A line break followed by a mail header: what was meant to slip into a mail.
[[nodiscard]] bool has_header_line(std::string_view raw);

enum class Script { none, latin, other };
// Of the first letter.
[[nodiscard]] Script script_of(std::string_view text);

}  // namespace eb::issuer::intake
