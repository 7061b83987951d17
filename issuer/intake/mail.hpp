// Mails: MIME to text parts (RFC 5322, 2045-2047, 2231), with limits on depth and number of parts; mailboxes to mails.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.hpp"
#include "issuer/intake/assess.hpp"
#include "issuer/intake/mail_header.hpp"

namespace eb::issuer::intake {

inline constexpr int max_depth = 20;  // of MIME parts and attached mails
inline constexpr std::size_t max_parts = 1000;

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
  std::vector<std::string> unread;  // names of attachments of a kind that is not read, and "an encrypted part"
};

[[nodiscard]] Result<Mail> read_mail(std::string_view bytes);

// Calls `each` with every mail of an mbox file, unquoted, and its number from 1; stops at the first error. Understands lines
// quoted with ">" (mboxo, mboxrd) and Content-Length (mboxcl, mboxcl2).
[[nodiscard]] Status split_mbox(std::string_view bytes, const std::function<Status(std::string_view, std::size_t)>& each);

}  // namespace eb::issuer::intake
