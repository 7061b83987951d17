// The content of one field, from raw text to what a registration holds. Every function gets text that clean_text() made.
#pragma once

#include <string>
#include <string_view>

namespace eb::issuer::intake {

// Empty, "n/a", "tbc", "to follow", "-" and the like, in six languages.
[[nodiscard]] bool is_placeholder(std::string_view text);

// The first address in the text; " (at) " is @. Empty when there is none, or when it has letters that are not ASCII.
[[nodiscard]] std::string clean_email(std::string_view text);
// Empty for a bare domain.
[[nodiscard]] std::string clean_organisation(std::string_view text);
// Without words for the document; "210.0" is 210. Empty when it cannot be trusted: scientific notation has lost digits, letters
// beyond ASCII look like others.
[[nodiscard]] std::string clean_id_number(std::string_view text);
// EN FR DE IT NL ES, or empty.
[[nodiscard]] std::string_view clean_language(std::string_view text);

}  // namespace eb::issuer::intake
