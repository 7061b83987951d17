#include "issuer/intake/mail_part.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "common/base/text.hpp"
#include "issuer/intake/charset.hpp"
#include "issuer/intake/delimited.hpp"

namespace eb::issuer::intake {
namespace {

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return text.ends_with(ending); });
}
bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// <meta charset=...>, or charset=... in a <meta http-equiv>: looked for where HTML 5 §13.2.3.2 does, at the beginning.
std::string charset_in_html(std::string_view html) {
  const auto start = ascii_lower(html.substr(0, 1024));
  auto at = start.find("charset=");
  if (at == std::string::npos) return {};
  at = start.find_first_not_of("\"' ", at + 8);
  if (at == std::string::npos) return {};
  return start.substr(at, start.find_first_of("\"' />;", at) - at);
}

}  // namespace

PartUse part_use(std::string_view media_type, std::string_view file_name, bool attached) {
  const auto name = ascii_lower(file_name);
  const bool text = media_type.starts_with("text/");
  if (media_type == "message/rfc822" || name.ends_with(".eml")) return PartUse::mail;
  if (ends_with_any(name, {".csv", ".tsv", ".tab"}) ||
      is_any(media_type, {"text/csv", "text/tab-separated-values", "application/csv", "text/comma-separated-values"}))
    return PartUse::list;
  if (ends_with_any(name, {".xlsx", ".xlsm"}) || media_type == workbook_type) return PartUse::workbook;
  if (is_any(media_type, {"text/calendar", "text/rfc822-headers", "message/delivery-status", "application/pgp-signature",
                          "application/pgp-encrypted", "application/pkcs7-signature", "application/x-pkcs7-signature",
                          "message/disposition-notification"}))
    return PartUse::ignored;
  if (media_type.starts_with("image/") && !attached) return PartUse::ignored;
  if (is_any(media_type, {"text/rtf", "text/vcard", "text/x-vcard", "text/directory"})) return PartUse::unread;
  if (media_type == "text/html" || (!text && ends_with_any(name, {".html", ".htm"}))) return PartUse::html;
  return text || name.ends_with(".txt") ? PartUse::plain : PartUse::unread;
}

std::string unread_name(std::string_view file_name, std::string_view media_type) {
  if (is_any(media_type, {"application/pkcs7-mime", "application/x-pkcs7-mime"})) return "an encrypted part";
  return file_name.empty() ? "a part of type " + printable(media_type, 80) : printable(file_name, 80);
}

std::string part_text(std::string&& bytes, std::string label, PartUse use) {
  if (use == PartUse::html && label.empty() && !is_utf8(bytes)) label = charset_in_html(bytes);
  std::string storage;
  const auto text = decode_text(bytes, label, storage);
  if (text.data() == bytes.data()) return std::move(bytes);
  return text.data() == storage.data() ? std::move(storage) : std::string(text);
}

bool is_list_text(std::string_view text) {
  constexpr std::size_t labels = 10'000;  // what a known column adds to table_score()
  const char delimiter = detect_delimiter(text);
  DelimitedRows rows(text.substr(0, 256 * 1024), delimiter);
  if (table_score(rows) >= 3 * labels) return true;
  rows.rewind();
  return is_even_data(rows);
}

}  // namespace eb::issuer::intake
