// Mailbox files: mails one after the other, each after a line "From ..." (mboxo, mboxrd, mboxcl, mboxcl2).
#include <algorithm>
#include <array>
#include <optional>

#include "common/base/text.hpp"
#include "issuer/intake/mail.hpp"

namespace eb::issuer::intake {
namespace {

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.empty() ? 0 : std::min(text.find('\n'), text.size() - 1) + 1);
}

bool begins_header(std::string_view text) {
  if (text.starts_with(">From ")) return true;  // an escaped line of an older mailbox stands before the headers
  const auto colon = text.substr(0, 80).find_first_of(": \t\r\n");
  return colon != std::string_view::npos && colon > 0 && text[colon] == ':';
}

// "From aoife@justice.example Wed Jun 17 09:42:45 2015", or "From - " as Netscape and Thunderbird write it.
bool is_certain(std::string_view line) {
  static constexpr std::array<std::string_view, 7> days{" Mon ", " Tue ", " Wed ", " Thu ", " Fri ", " Sat ", " Sun "};
  if (line.starts_with("From - ") || trim(line) == "From -") return true;
  return line.find(':') != std::string_view::npos &&
         std::any_of(days.begin(), days.end(), [&](auto day) { return line.find(day) != std::string_view::npos; });
}

// The text may hold such a line, too ("From Russia with love"): what is not certain must stand after an empty line, hold
// nothing but an address, and precede headers.
bool begins_mail(std::string_view text, bool after_blank) {
  if (!text.starts_with("From ")) return false;
  const auto line = first_line(text);
  const auto rest = text.substr(line.size());
  if (is_certain(line)) return begins_header(rest) || (after_blank && rest.empty());
  return after_blank && begins_header(rest) && trim(line.substr(5)).find(' ') == std::string_view::npos;
}

std::optional<std::size_t> content_length(std::string_view line) {
  constexpr std::string_view name = "content-length:";
  if (ascii_lower(line.substr(0, name.size())) != name) return std::nullopt;
  std::size_t length = 0;
  const auto digits = trim(line.substr(name.size()));
  if (digits.empty() || digits.size() > 10) return std::nullopt;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    length = length * 10 + static_cast<std::size_t>(c - '0');
  }
  return length;
}

// A length is believed when a mail begins, or the file ends, where it says.
bool ends_mail(std::string_view rest) {
  while (rest.starts_with('\n') || rest.starts_with("\r\n")) rest.remove_prefix(rest.front() == '\n' ? 1 : 2);
  return rest.empty() || rest.starts_with("From ");
}

class Splitter {
 public:
  explicit Splitter(std::string_view bytes) : rest_(bytes) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  }

  // False at the end of the file.
  bool next(std::string& mail) {
    mail.clear();
    while (!rest_.empty() && !begins_mail(rest_, after_blank_)) (void)take_line();
    if (rest_.empty()) return false;
    (void)take_line();
    if (const auto length = headers(mail)) {
      // Whoever writes a length into his mail may hide the next mails behind it, so what is clearly one begins anyway.
      const auto left = rest_.size() - *length;
      while (rest_.size() > left && !(after_blank_ && is_certain(first_line(rest_)) && begins_mail(rest_, true)))
        mail += unquoted(take_line());
      after_blank_ = true;
    }
    while (!rest_.empty() && !begins_mail(rest_, after_blank_)) mail += unquoted(take_line());
    return true;
  }

 private:
  std::string_view take_line() {
    const auto line = first_line(rest_);
    rest_.remove_prefix(line.size());
    after_blank_ = trim(line).empty();
    return line;
  }

  // mboxrd: one '>' was put before every line that begins with any number of '>' and "From "; mboxo: before "From " only.
  static std::string_view unquoted(std::string_view line) {
    const auto quotes = line.find_first_not_of('>');
    if (quotes != std::string_view::npos && quotes > 0 && line.substr(quotes).starts_with("From ")) line.remove_prefix(1);
    return line;
  }

  // Copies the headers and gives the length of the body when they state it rightly.
  std::optional<std::size_t> headers(std::string& mail) {
    std::optional<std::size_t> length;
    while (!rest_.empty()) {
      const auto line = take_line();
      if (const auto stated = content_length(line)) length = stated;
      mail += line;
      if (after_blank_) break;
    }
    if (!length || *length > rest_.size() || !ends_mail(rest_.substr(*length))) return std::nullopt;
    return length;
  }

  std::string_view rest_;
  bool after_blank_ = true;
};

}  // namespace

Status split_mbox(std::string_view bytes, const std::function<Status(std::string_view, std::size_t)>& each) {
  Splitter splitter(bytes);
  std::string mail;
  for (std::size_t number = 1; splitter.next(mail); ++number)
    if (auto done = each(mail, number); !done) return done;
  return {};
}

}  // namespace eb::issuer::intake
