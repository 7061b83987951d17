#include "issuer/intake/mail_header.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "common/base/text.hpp"
#include "issuer/intake/charset.hpp"

namespace eb::issuer::intake {
namespace {

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  std::string storage;
  return std::string(decode_text(bytes, charset, storage));
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

struct EncodedWord {
  std::string charset, bytes;
  std::size_t length = 0;
};
constexpr std::size_t max_word = 4096;  // RFC 2047 §2 allows 75

// "=?charset?Q|B?text?=" at the start of `text`.
std::optional<EncodedWord> encoded_word(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  text = text.substr(0, max_word);
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
    word.bytes = lenient_base64(content);
  } else if (encoding == 'q' || encoding == 'Q') {
    auto decoded = quoted_word(content);
    if (!decoded) return std::nullopt;
    word.bytes = *std::move(decoded);
  } else {
    return std::nullopt;
  }
  return word;
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

// Comments (RFC 5322 §3.2.2) say nothing of an address.
std::string without_comments(std::string_view address) {
  std::string out;
  int open = 0;
  for (const char c : address) {
    if (c == '(') ++open;
    if (open == 0) out += c;
    if (c == ')' && open > 0) --open;
  }
  return std::string(trim(out));
}

}  // namespace

Sender sender_of(std::string_view from) {
  const auto open = from.rfind('<');
  const auto close = from.find('>', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos)
    return {decode_header(unquoted(from.substr(0, open))), without_comments(from.substr(open + 1, close - open - 1))};
  from = trim(from);
  const auto comment = from.find('(');
  if (comment != std::string_view::npos && comment > 0 && from.ends_with(')'))
    return {decode_header(trim(from.substr(comment + 1, from.size() - comment - 2))),
            std::string(trim(from.substr(0, comment)))};
  return {std::string(), std::string(from)};
}

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

std::string lenient_base64(std::string_view text) {
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  unsigned count = 0;  // of characters since the last whole group
  const auto flush = [&] {
    for (unsigned byte = 0; byte + 1 < count; ++byte)
      out.push_back(static_cast<char>(bits >> (6 * count - 8 - 8 * byte) & 0xFF));
    bits = count = 0;
  };
  for (const char c : text) {
    if (c == '=') {
      flush();
      continue;
    }
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if (++count == 4) flush();
  }
  flush();
  return out;
}

}  // namespace eb::issuer::intake
