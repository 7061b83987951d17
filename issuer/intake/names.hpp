// Names of people: titles removed, order settled.
#pragma once

#include <string>
#include <string_view>

namespace eb::issuer::intake {

// Without titles, ranks and functions; "Surname, Given" becomes "Given Surname"; of two alphabets the Latin form.
[[nodiscard]] std::string clean_name(std::string_view text);
// Of a name in one alphabet and again in another, with nothing between them: "Stavroula Mavrogeni Σταυρούλα Μαυρογένη" is the Latin
// half, if each has at least two words.
[[nodiscard]] std::string latin_words(std::string_view text);
// A surname or given-name column: titles alone are removed.
[[nodiscard]] std::string clean_name_part(std::string_view text);
// Words that can be a person's name: two or more, beginning with a capital, no digits, none of a ministry's words.
[[nodiscard]] bool looks_like_person(std::string_view text);
// "Head", "adviser", "Leiterin": what somebody is.
[[nodiscard]] bool is_function_word(std::string_view word);
// "Ms", "Dott.ssa", "Lt.", "Kriminaldirektor".
[[nodiscard]] bool is_title_word(std::string_view word);

// All words of one name are among those of the other; order, case and accents aside.
[[nodiscard]] bool same_words(std::string_view a, std::string_view b);

// Order, case and accents aside: folded words, sorted, joined by a space.
[[nodiscard]] std::string name_key(std::string_view name);

}  // namespace eb::issuer::intake
