// Mails: MIME to text parts (RFC 5322, 2045-2047, mboxrd), with limits on depth and number of parts.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.hpp"
#include "issuer/intake/assess.hpp"

namespace eb::issuer::intake {

inline constexpr int max_depth = 20;  // of MIME parts and attached mails
inline constexpr std::size_t max_parts = 1000;

struct Sender {
  std::string name;  // decoded, uncleaned
  std::string address;
};

struct MailPart {
  enum class Kind { plain, html, list, workbook } kind = Kind::plain;
  std::string content;    // UTF-8 for plain, html and list; bytes for workbook
  std::string file_name;  // of an attachment
  Sender sender;          // of the mail it stands in, which may be an attached one
};

struct Mail {
  std::string subject;
  Sender sender;
  Arrival arrival;         // topmost Received line, else Date
  bool automatic = false;  // a bounce, a report, an automatic reply
  bool cut = false;        // deeper or more parts than allowed: the rest was left out
  std::vector<MailPart> parts;
};

[[nodiscard]] Result<Mail> read_mail(std::string_view bytes);

// Calls `each` with every mail of an mbox file, unquoted, and its number from 1; stops at the first error.
[[nodiscard]] Status split_mbox(std::string_view bytes, const std::function<Status(std::string_view, std::size_t)>& each);

// Header text with encoded words (RFC 2047), charsets as for bodies.
[[nodiscard]] std::string decode_header(std::string_view raw);

}  // namespace eb::issuer::intake
