// HTML made safe for a parser of HTML 4: what HTML 5 and mail programs add is resolved, what can blow up is bounded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace eb::issuer::intake {

// The same document as valid UTF-8 in which
// - comments, declarations, processing instructions and the elements script, style, title, template and iframe are gone;
// - every character reference is a character (only &lt; &gt; &amp; &quot; stay as they are);
// - a start tag with too many attributes has none;
// - control characters are kept apart by hide_control(), because the parser would drop them without a word.
[[nodiscard]] std::string plain_markup(std::string_view html);

// Control characters travel through the parser as noncharacters (Unicode §23.7, for internal use).
[[nodiscard]] char32_t hide_control(char32_t c);
[[nodiscard]] char32_t show_control(char32_t c);

}  // namespace eb::issuer::intake
