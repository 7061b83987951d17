// Header fields of mails as people and mail programs write them, which is more than RFC 5322 and 2047 allow.
#pragma once

#include <string>
#include <string_view>

namespace eb::issuer::intake {

struct Sender {
  std::string name;  // decoded, uncleaned
  std::string address;
};

// "Anna Gil <a@b>", "a@b (Anna Gil)" or "a@b".
[[nodiscard]] Sender sender_of(std::string_view from);

// Header text with encoded words (RFC 2047), charsets as for bodies.
[[nodiscard]] std::string decode_header(std::string_view raw);

// Damaged base64 as far as it goes: foreign characters are skipped, and after padding it begins anew.
[[nodiscard]] std::string lenient_base64(std::string_view text);

}  // namespace eb::issuer::intake
