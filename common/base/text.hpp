// Text encodings without a library of their own: hex, base64 (RFC 4648 §4, strict), Crockford base32, UTF-8 checks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"

namespace eb {

[[nodiscard]] std::string to_hex(BytesView bytes);                              // lower case
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);             // even length, either case

[[nodiscard]] std::string to_base64(BytesView bytes);                           // padded, RFC 4648 §4
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);          // padded, canonical, no white space

// Crockford's base32, upper case, most significant bits first; size must be a multiple of 5 bytes.
[[nodiscard]] std::string to_crockford(BytesView bytes);
// Accepts lower case, hyphens between groups and the look-alikes I L -> 1, O -> 0; nothing else.
[[nodiscard]] std::optional<Bytes> from_crockford(std::string_view text);

// Well-formed UTF-8 (Unicode §3.9 table 3-7: no overlong forms, surrogates or values above U+10FFFF).
[[nodiscard]] bool is_utf8(std::string_view text);

// For a terminal or an error message: control characters, bidi controls, zero-width characters and invalid UTF-8 become
// \u{HEX}; cut to at most max_bytes (at a character) with "…" when longer. What comes out cannot move a cursor, ring a
// bell or reorder text.
[[nodiscard]] std::string printable(std::string_view untrusted, std::size_t max_bytes = 200);

// JSON string literal with quotes: escapes only what RFC 8259 §7 demands (", \, U+0000-U+001F) plus DEL, and is
// therefore one-to-one. Input must be UTF-8; bad bytes become U+FFFD.
[[nodiscard]] std::string json_quote(std::string_view text);

[[nodiscard]] std::string_view trim(std::string_view text);                     // ASCII white space at both ends
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] std::string ascii_upper(std::string_view text);

}  // namespace eb
