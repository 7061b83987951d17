#include "issuer/intake/html_markup.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include <libxml/HTMLparser.h>

#include "common/base/text.hpp"
#include "issuer/intake/charset.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_reference = 32;    // bytes of a name or number between & and ;
constexpr std::size_t max_attributes = 512;  // bytes of a tag outside quotes: the parser compares all names with each other
constexpr std::size_t max_tag = std::size_t{64} * 1024;  // bytes; images are embedded in longer ones
constexpr char32_t noncharacters = 0xFDD0;               // U+FDD0 to U+FDEF are 32
constexpr auto none = std::string_view::npos;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// HTML 5 §13.5 has 2231 names, HTML 4 the 253 that libxml2 knows. Of the others only those that occur in names and addresses
// are worth knowing: Latin letters with a mark, and punctuation.
std::optional<char32_t> html5_reference(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, char32_t>, 30> others{{
      {"apos", U'\''},       {"commat", U'@'},      {"period", U'.'},      {"comma", U','},       {"colon", U':'},
      {"semi", U';'},        {"num", U'#'},         {"sol", U'/'},         {"lowbar", U'_'},      {"UnderBar", U'_'},
      {"hyphen", U'\u2010'}, {"dash", U'\u2010'},   {"plus", U'+'},        {"equals", U'='},      {"lpar", U'('},
      {"rpar", U')'},        {"excl", U'!'},        {"quest", U'?'},       {"Tab", U'\t'},        {"NewLine", U'\n'},
      {"Dstrok", U'\u0110'}, {"dstrok", U'\u0111'}, {"Lstrok", U'\u0141'}, {"lstrok", U'\u0142'}, {"Hstrok", U'\u0126'},
      {"hstrok", U'\u0127'}, {"imath", U'\u0131'},  {"inodot", U'\u0131'}, {"IJlig", U'\u0132'},  {"ijlig", U'\u0133'},
  }};
  for (const auto& [known, value] : others)
    if (name == known) return value;
  static constexpr std::array<std::pair<std::string_view, char32_t>, 11> marks{{
      {"acute", 0x301},
      {"caron", 0x30C},
      {"cedil", 0x327},
      {"ogon", 0x328},
      {"dot", 0x307},
      {"circ", 0x302},
      {"breve", 0x306},
      {"macr", 0x304},
      {"dblac", 0x30B},
      {"ring", 0x30A},
      {"tilde", 0x303},
  }};
  for (const auto& [suffix, mark] : marks)
    if (is_letter(name.front()) && name.substr(1) == suffix) {
      std::string letter(1, name.front());
      append_utf8(letter, mark);
      std::string composed;
      (void)clean_text(letter, composed);
      const auto point = code_point_at(composed, 0);
      if (point.length == composed.size() && point.value < 0x200) return point.value;  // "odot" is no letter
    }
  return std::nullopt;
}

std::optional<char32_t> named_reference(std::string_view name) {
  if (name.empty()) return std::nullopt;
  const std::string terminated(name);
  if (const auto* known = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str())))
    return static_cast<char32_t>(known->value);
  return html5_reference(name);
}

// HTML 5 §13.2.5.84: 128 to 159 mean windows-1252, what cannot be a character is U+FFFD.
char32_t numeric_reference(std::string_view digits, unsigned base) {
  char32_t value = 0;
  for (const char c : digits) {
    const auto digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    value = std::min<char32_t>(value * base + static_cast<char32_t>(digit), 0x110000);
  }
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0xFFFD;
  if (value < 0x80 || value > 0x9F) return value;
  std::string storage;
  const char byte = static_cast<char>(value);
  return code_point_at(decode_text({&byte, 1}, "windows-1252", storage), 0).value;
}

struct Reference {
  char32_t value = 0;
  std::size_t length = 0;
};
// A character reference at the start of `text`, which begins with '&'.
std::optional<Reference> reference_at(std::string_view text) {
  text = text.substr(0, max_reference + 2);
  std::size_t at = 1;
  const auto run = [&](auto&& belongs) {
    const auto start = at;
    while (at < text.size() && belongs(text[at])) ++at;
    return text.substr(start, at - start);
  };
  std::optional<char32_t> value;
  if (text.starts_with("&#")) {
    const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
    at = hex ? 3 : 2;
    const auto digits =
        hex ? run([](char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }) : run(is_digit);
    if (digits.empty()) return std::nullopt;
    value = numeric_reference(digits, hex ? 16 : 10);
  } else {
    value = named_reference(run([](char c) { return is_letter(c) || is_digit(c); }));
  }
  if (!value) return std::nullopt;
  if (at < text.size() && text[at] == ';') return Reference{*value, at + 1};
  // Without the semicolon numbers and the names of HTML 2 are understood, but not "?a=1&copy=2" of an address.
  if (text[1] != '#' && (*value > 0xFF || (at < text.size() && text[at] == '='))) return std::nullopt;
  return Reference{*value, at};
}

class Markup {
 public:
  explicit Markup(std::string_view html) : html_(html) { out_.reserve(html.size() + html.size() / 16); }

  std::string rewrite() {
    while (at_ < html_.size()) {
      if (html_[at_] == '<') {
        angle();
      } else {
        character(false);
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead) const { return at_ + ahead < html_.size() ? html_[at_ + ahead] : '\0'; }

  void skip_to(std::size_t end, std::size_t beyond) { at_ = end == none ? html_.size() : end + beyond; }

  void angle() {
    if (html_.substr(at_).starts_with("<!--")) {
      // "<!-->" is a comment, too, so the search begins at its own marks.
      skip_to(html_.find("-->", at_ + 2), 3);
    } else if (peek(1) == '!' || peek(1) == '?' || (peek(1) == '/' && !is_letter(peek(2)))) {
      skip_to(html_.find('>', at_), 1);
    } else if (is_letter(peek(1)) || peek(1) == '/') {
      tag();
    } else {
      out_ += "&lt;";
      ++at_;
    }
  }

  // The '>' that ends a tag; one in quotes does not. A quote that is never closed is an ordinary character.
  std::size_t tag_end(std::size_t& unquoted) {
    bool after_equals = false;
    for (auto at = at_ + 1; at < html_.size(); ++at) {
      const char c = html_[at];
      if (c == '>') return at;
      ++unquoted;
      if (after_equals && (c == '"' || c == '\'')) {
        auto& last = c == '"' ? last_double_ : last_single_;
        if (last == none) last = html_.rfind(c) + 1;
        if (at + 1 < last) at = html_.find(c, at + 1);
      }
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') after_equals = c == '=';
    }
    return none;
  }

  void tag() {
    const bool closes = peek(1) == '/';
    const auto start = at_ + (closes ? 2 : 1);
    auto name_end = start;
    while (name_end < html_.size() && std::string_view(" \t\r\n/>").find(html_[name_end]) == none) ++name_end;
    std::size_t unquoted = 0;
    const auto end = tag_end(unquoted);
    if (end == none) {  // the end of the file inside a tag
      at_ = html_.size();
      return;
    }
    const auto name = html_.substr(start, std::min(name_end - start, max_reference));
    if (!closes && drop_element(name, end)) return;
    const bool whole = unquoted <= max_attributes && end - at_ <= max_tag;
    out_ += closes ? "</" : "<";
    if (closes || !whole) {
      at_ = start;
      while (at_ < start + name.size()) character(true);
    } else {
      at_ = start;
      while (at_ < end) character(true);
    }
    at_ = end + 1;
    out_ += '>';
  }

  // Elements whose content is no markup and no text for a reader.
  bool drop_element(std::string_view name, std::size_t end) {
    const auto lower = ascii_lower(name);
    for (const std::string_view element : {"script", "style", "title", "template", "iframe"})
      if (lower == element) {
        at_ = end + 1;
        skip_element(element);
        return true;
      }
    return false;
  }

  void skip_element(std::string_view element) {
    while (true) {
      at_ = html_.find("</", at_);
      if (at_ == none) break;
      if (ascii_lower(html_.substr(at_ + 2, element.size())) == element) break;
      at_ += 2;
    }
    skip_to(at_ == none ? none : html_.find('>', at_), 1);
  }

  // One character or reference. Marks inside a tag are its own.
  void character(bool in_tag) {
    if (html_[at_] == '&') {
      const auto reference = reference_at(html_.substr(at_));
      append(reference ? reference->value : U'&');
      at_ += reference ? reference->length : 1;
      return;
    }
    const auto point = code_point_at(html_, at_);
    at_ += point.length;
    if (in_tag && (point.value == U'"' || point.value == U'\'' || point.value == U'>')) {
      out_ += static_cast<char>(point.value);
    } else {
      append(point.value);
    }
  }

  void append(char32_t c) {
    switch (c) {
      case U'<': out_ += "&lt;"; break;
      case U'>': out_ += "&gt;"; break;
      case U'&': out_ += "&amp;"; break;
      case U'"': out_ += "&quot;"; break;
      case U'\'': out_ += "&#39;"; break;
      default: append_utf8(out_, hide_control(c));
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::size_t last_double_ = none, last_single_ = none;  // after the last such quote of the document
  std::string out_;
};

}  // namespace

char32_t hide_control(char32_t c) {
  const bool is_control = c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r';
  return is_control ? noncharacters + c : c;
}

char32_t show_control(char32_t c) {
  return c >= noncharacters && c < noncharacters + 0x20 ? c - noncharacters : c;
}

std::string plain_markup(std::string_view html) {
  return Markup(html).rewrite();
}

}  // namespace eb::issuer::intake
