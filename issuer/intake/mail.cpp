#include "issuer/intake/mail.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <gmime/gmime.h>

#include "common/base/text.hpp"
#include "issuer/intake/charset.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_boundaries = 2000;  // nested multiparts cost GMime a stack frame each
constexpr std::size_t max_subject = 2000;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void start_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

std::string to_string(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

// Encoded words have their own lenient reader here: GMime's knows neither the charset rules nor keeps control characters.
std::optional<std::string> quoted_word(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_') {
      out.push_back(' ');
    } else if (text[i] == '=' && i + 2 < text.size()) {
      const auto byte = from_hex(text.substr(i + 1, 2));
      if (!byte) return std::nullopt;
      out.push_back(static_cast<char>(byte->front()));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

std::string base64_word(std::string_view text) {
  std::string clean;
  for (const char c : text)
    if (c != '=' && c != ' ' && c != '\t') clean.push_back(c);
  while (clean.size() % 4 != 0) clean.push_back('=');
  const auto bytes = from_base64(clean);
  return bytes ? std::string(as_text(*bytes)) : std::string();
}

struct EncodedWord {
  std::string charset, bytes;
  std::size_t length = 0;
};
// "=?charset?Q|B?text?=" at the start of `text`.
std::optional<EncodedWord> encoded_word(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  const auto charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?')
    return std::nullopt;
  const auto end = text.find("?=", charset_end + 3);
  if (end == std::string_view::npos) return std::nullopt;
  const auto content = text.substr(charset_end + 3, end - charset_end - 3);
  auto charset = text.substr(2, charset_end - 2);
  charset = charset.substr(0, charset.find('*'));
  const char encoding = text[charset_end + 1];
  EncodedWord word{std::string(charset), {}, end + 2};
  if (encoding == 'b' || encoding == 'B') {
    word.bytes = base64_word(content);
  } else if (encoding == 'q' || encoding == 'Q') {
    auto decoded = quoted_word(content);
    if (!decoded) return std::nullopt;
    word.bytes = *std::move(decoded);
  } else {
    return std::nullopt;
  }
  return word;
}

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  std::string storage;
  return std::string(decode_text(bytes, charset, storage));
}

std::string header_of(GMimeObject* object, std::string_view name) {
  auto* headers = g_mime_object_get_header_list(object);
  const int count = g_mime_header_list_get_count(headers);
  for (int i = 0; i < count; ++i) {
    auto* header = g_mime_header_list_get_header_at(headers, i);
    if (ascii_lower(to_string(g_mime_header_get_name(header))) == name)
      return to_string(g_mime_header_get_raw_value(header));
  }
  return {};
}

// Quotes and escapes of a display name.
std::string unquoted(std::string_view text) {
  text = trim(text);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    out.push_back(text[i]);
  }
  return out;
}

Sender sender_of(GMimeObject* message) {
  const auto raw = header_of(message, "from");
  const auto open = raw.rfind('<');
  const auto close = raw.find('>', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos) return {std::string(), std::string(trim(raw))};
  return {decode_header(unquoted(std::string_view(raw).substr(0, open))), raw.substr(open + 1, close - open - 1)};
}

Arrival date_of(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\t'; }, ' ');
  if (trim(text).empty()) return std::nullopt;
  GDateTime* date = g_mime_utils_header_decode_date(std::string(trim(text)).c_str());
  if (date == nullptr) return std::nullopt;
  const auto seconds = g_date_time_to_unix(date);
  g_date_time_unref(date);
  return Seconds{std::chrono::seconds{seconds}};
}

Arrival arrival_of(GMimeObject* message) {
  const auto received = header_of(message, "received");
  if (const auto semicolon = received.rfind(';'); semicolon != std::string::npos)
    if (auto date = date_of(received.substr(semicolon + 1))) return date;
  return date_of(header_of(message, "date"));
}

bool is_automatic(GMimeObject* message, std::string_view subject) {
  const auto submitted = ascii_lower(trim(header_of(message, "auto-submitted")));
  if (!submitted.empty() && !submitted.starts_with("no")) return true;
  if (!header_of(message, "x-autoreply").empty() || !header_of(message, "x-autorespond").empty()) return true;
  const auto folded = fold_words(subject);
  return starts_with_any(folded,
                         "automatic reply|auto reply|autoreply|out of office|automatische antwort|abwesenheit|"
                         "reponse automatique|absence du bureau|risposta automatica|fuori sede|automatisch antwoord|"
                         "afwezig|respuesta automatica|fuera de la oficina|undelivered mail|undeliverable|"
                         "delivery status notification|mail delivery failed|returned mail|unzustellbar");
}

std::string content_bytes(GMimePart* part) {
  auto* wrapper = g_mime_part_get_content(part);
  if (wrapper == nullptr) return {};
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(wrapper, memory.get());
  const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return bytes->len == 0 ? std::string() : std::string(reinterpret_cast<const char*>(bytes->data), bytes->len);
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return text.ends_with(ending); });
}

// "text/plain", lower case.
std::string media_type(GMimeContentType* type) {
  gchar* const text = g_mime_content_type_get_mime_type(type);  // ours to free
  auto out = ascii_lower(to_string(text));
  g_free(text);
  return out;
}

// Walks the tree of parts; everything beyond the limits is left out.
class Walker {
 public:
  explicit Walker(Mail& mail) : mail_(mail) {}

  void walk(GMimeObject* object, const Sender& sender, int depth) {
    if (depth > max_depth || visited_++ >= max_parts) {
      mail_.cut = true;
      return;
    }
    if (GMIME_IS_MULTIPART(object)) {
      auto* multipart = GMIME_MULTIPART(object);
      const auto subtype =
          ascii_lower(to_string(g_mime_content_type_get_media_subtype(g_mime_object_get_content_type(object))));
      if (subtype == "encrypted") return;
      const int count = g_mime_multipart_get_count(multipart);
      for (int i = 0; i < count && visited_ <= max_parts; ++i)
        walk(g_mime_multipart_get_part(multipart, i), sender, depth + 1);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      auto* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
      if (inner == nullptr || g_mime_message_get_mime_part(inner) == nullptr) return;
      walk(g_mime_message_get_mime_part(inner), sender_of(GMIME_OBJECT(inner)), depth + 1);
    } else if (GMIME_IS_PART(object)) {
      leaf(GMIME_PART(object), sender);
    }
  }

 private:
  void leaf(GMimePart* part, const Sender& sender) {
    auto* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const auto media = media_type(type);
    MailPart found;
    found.file_name = to_string(g_mime_part_get_filename(part));
    found.sender = sender;
    const auto name = ascii_lower(found.file_name);
    if (ends_with_any(name, {".csv", ".tsv", ".tab"}) || media == "text/csv" || media == "text/tab-separated-values" ||
        media == "application/csv") {
      found.kind = MailPart::Kind::list;
    } else if (name.ends_with(".xlsx") || media == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") {
      found.kind = MailPart::Kind::workbook;
    } else if (media == "text/html") {
      found.kind = MailPart::Kind::html;
    } else if (!media.starts_with("text/") || media == "text/calendar" || media == "text/rtf") {
      return;
    }
    auto bytes = content_bytes(part);
    if (found.kind == MailPart::Kind::workbook) {
      found.content = std::move(bytes);
    } else {
      found.content = to_utf8(bytes, to_string(g_mime_content_type_get_parameter(type, "charset")));
    }
    mail_.parts.push_back(std::move(found));
  }

  Mail& mail_;
  std::size_t visited_ = 0;
};

std::size_t count_of(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) ++count;
  return count;
}

}  // namespace

std::string decode_header(std::string_view raw) {
  std::string out;
  std::string pending;  // bytes of adjacent words in one charset: a character may be split between them
  std::string charset;
  const auto flush = [&] {
    out += to_utf8(pending, charset);
    pending.clear();
  };
  bool after_word = false;
  for (std::size_t at = 0; at < raw.size();) {
    if (auto word = encoded_word(raw.substr(at))) {
      if (ascii_lower(word->charset) != ascii_lower(charset)) flush();
      charset = word->charset;
      pending += word->bytes;
      at += word->length;
      after_word = true;
      continue;
    }
    const auto next = std::min(raw.find("=?", at + 1), raw.size());
    const auto plain = raw.substr(at, next - at);
    // White space between two encoded words is not text (RFC 2047 §6.2).
    const bool joins = after_word && trim(plain).empty() && next < raw.size() && encoded_word(raw.substr(next));
    if (!joins) {
      flush();
      charset.clear();
      std::string text = to_utf8(plain, "");
      std::replace_if(
          text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
      out += text;
    }
    after_word = false;
    at = next;
  }
  flush();
  return out;
}

Result<Mail> read_mail(std::string_view bytes) {
  if (count_of(bytes, "boundary=") + count_of(bytes, "Boundary=") + count_of(bytes, "BOUNDARY=") > max_boundaries)
    return fail(ErrorCode::too_large, "more nested parts than a mail has: have it sent again in plain text");
  start_gmime();
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return fail(ErrorCode::malformed, "not a mail: save it again as .eml from the mail program");
  auto* object = GMIME_OBJECT(message.get());
  Mail mail;
  mail.subject = decode_header(header_of(object, "subject").substr(0, max_subject));
  mail.sender = sender_of(object);
  mail.arrival = arrival_of(object);
  auto* root = g_mime_message_get_mime_part(message.get());
  mail.automatic = is_automatic(object, mail.subject);
  if (root == nullptr) return mail;
  mail.automatic = mail.automatic || media_type(g_mime_object_get_content_type(root)) == "multipart/report";
  Walker(mail).walk(root, mail.sender, 0);
  return mail;
}

Status split_mbox(std::string_view bytes, const std::function<Status(std::string_view, std::size_t)>& each) {
  std::string mail;
  std::size_t number = 0;
  bool blank = true;  // "From " begins a mail only after a blank line
  bool started = false;
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    auto line = bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (blank && line.starts_with("From ")) {
      if (started)
        if (auto done = each(mail, ++number); !done) return done;
      mail.clear();
      started = true;
      blank = false;
      continue;
    }
    blank = trim(line).empty();
    // mboxrd: one '>' was put before every line that begins with any number of '>' and "From ".
    const auto quotes = line.find_first_not_of('>');
    if (quotes != std::string_view::npos && quotes > 0 && line.substr(quotes).starts_with("From ")) line.remove_prefix(1);
    mail += line;
  }
  return started ? each(mail, ++number) : Status{};
}

}  // namespace eb::issuer::intake
