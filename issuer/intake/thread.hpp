// A mail's text as lines, each with who wrote it: quotation marks, headers of forwarded mails and the quoted invitation removed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "issuer/intake/mail.hpp"

namespace eb::issuer::intake {

struct TextLine {
  std::string_view text;  // without quotation marks and white space around; empty for a blank line
  std::size_t voice = 0;  // index of who wrote it
  bool indented = false;
  bool signature = false;  // at or below the words with which its letter ends
  bool sign_off = false;   // these words
};

struct Thread {
  std::vector<Sender> voices;  // the first is the sender of the mail; a quoted one may be unknown
  std::vector<TextLine> lines;
};

[[nodiscard]] Thread thread_of(std::string_view text, const Sender& sender);

}  // namespace eb::issuer::intake
