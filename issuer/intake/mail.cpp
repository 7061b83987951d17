#include "issuer/intake/mail.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <gmime/gmime.h>

#include "common/base/text.hpp"
#include "issuer/intake/mail_bounds.hpp"
#include "issuer/intake/mail_part.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

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

std::string header_of(GMimeObject* object, const char* name) {
  auto* headers = g_mime_object_get_header_list(object);
  const int count = g_mime_header_list_get_count(headers);
  for (int i = 0; i < count; ++i) {
    auto* header = g_mime_header_list_get_header_at(headers, i);
    if (g_ascii_strcasecmp(g_mime_header_get_name(header), name) == 0) return to_string(g_mime_header_get_raw_value(header));
  }
  return {};
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

std::string bytes_of(GMimeStream* memory) {
  const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
  return bytes->len == 0 ? std::string() : std::string(reinterpret_cast<const char*>(bytes->data), bytes->len);
}

// GMime ends base64 at the first padding, so that is decoded here.
std::string content_bytes(GMimePart* part) {
  auto* wrapper = g_mime_part_get_content(part);
  if (wrapper == nullptr) return {};
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  if (g_mime_data_wrapper_get_encoding(wrapper) == GMIME_CONTENT_ENCODING_BASE64) {
    auto* raw = g_mime_data_wrapper_get_stream(wrapper);
    g_mime_stream_reset(raw);
    g_mime_stream_write_to_stream(raw, memory.get());
    return lenient_base64(bytes_of(memory.get()));
  }
  g_mime_data_wrapper_write_to_stream(wrapper, memory.get());
  return bytes_of(memory.get());
}

// "text/plain", lower case.
std::string media_type(GMimeContentType* type) {
  gchar* const text = g_mime_content_type_get_mime_type(type);  // ours to free
  auto out = ascii_lower(to_string(text));
  g_free(text);
  return out;
}

Result<Owned<GMimeMessage>> parse(std::string_view bytes) {
  // What mailboxes and programs leave before the first header.
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
  if (bytes.starts_with("From ")) bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  EB_CHECK(check_mail_bounds(bytes));
  start_gmime();
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return fail(ErrorCode::malformed, "not a mail: save it again as .eml from the mail program");
  return message;
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
      if (media_type(g_mime_object_get_content_type(object)) == "multipart/encrypted") {
        mail_.unread.emplace_back("an encrypted part");
        return;
      }
      const int count = g_mime_multipart_get_count(multipart);
      for (int i = 0; i < count && visited_ <= max_parts; ++i)
        walk(g_mime_multipart_get_part(multipart, i), sender, depth + 1);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      if (auto* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object))) walk_message(inner, depth + 1);
    } else if (GMIME_IS_PART(object)) {
      leaf(GMIME_PART(object), sender, depth);
    }
  }

 private:
  void walk_message(GMimeMessage* message, int depth) {
    if (auto* part = g_mime_message_get_mime_part(message))
      walk(part, sender_of(header_of(GMIME_OBJECT(message), "from")), depth);
  }

  // A mail that is attached in base64 or as a file.
  void attached_mail(std::string_view bytes, const std::string& name, int depth) {
    const auto message = parse(bytes);
    if (!message) {
      mail_.unread.push_back(name.empty() ? "an attached mail" : name);
    } else {
      walk_message(message->get(), depth + 1);
    }
  }

  void leaf(GMimePart* part, const Sender& sender, int depth) {
    auto* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    auto* disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
    const bool attached = disposition != nullptr && ascii_lower(to_string(disposition)) == "attachment";
    MailPart found;
    found.file_name = to_string(g_mime_part_get_filename(part));
    found.sender = sender;
    switch (const auto use = part_use(media_type(type), found.file_name, attached)) {
      case PartUse::unread: mail_.unread.push_back(unread_name(found.file_name, media_type(type))); return;
      case PartUse::ignored: return;
      case PartUse::mail: attached_mail(content_bytes(part), found.file_name, depth); return;
      case PartUse::workbook:
        found.kind = MailPart::Kind::workbook;
        found.content = content_bytes(part);
        break;
      default:
        found.kind = use == PartUse::html   ? MailPart::Kind::html
                     : use == PartUse::list ? MailPart::Kind::list
                                            : MailPart::Kind::plain;
        found.content = part_text(content_bytes(part), to_string(g_mime_content_type_get_parameter(type, "charset")), use);
        if (found.kind == MailPart::Kind::plain && !found.file_name.empty() && is_list_text(found.content))
          found.kind = MailPart::Kind::list;
    }
    mail_.parts.push_back(std::move(found));
  }

  Mail& mail_;
  std::size_t visited_ = 0;
};

}  // namespace

Result<Mail> read_mail(std::string_view bytes) {
  EB_TRY(message, parse(bytes));
  auto* object = GMIME_OBJECT(message.get());
  Mail mail;
  mail.subject = decode_header(header_of(object, "subject").substr(0, max_subject));
  mail.sender = sender_of(header_of(object, "from").substr(0, max_subject));
  mail.arrival = arrival_of(object);
  auto* root = g_mime_message_get_mime_part(message.get());
  mail.automatic = is_automatic(object, mail.subject);
  if (root == nullptr) return mail;
  mail.automatic = mail.automatic || media_type(g_mime_object_get_content_type(root)) == "multipart/report";
  Walker(mail).walk(root, mail.sender, 0);
  return mail;
}

}  // namespace eb::issuer::intake
