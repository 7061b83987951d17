#include "issuer/intake/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "common/base/text.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t table_end = 0x530;  // Latin, Greek, Cyrillic: what names of this continent are written in

bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0x206A && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

bool is_bidi_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

// "<b", "</b", "<!--", "<?php" open a tag, whether it is closed or was cut; "<name@host>" is an address.
bool has_tag(std::string_view text) {
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (at + 1 >= text.size()) return false;
    const char next = text[at + 1];
    const bool opens =
        (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!' || next == '?';
    if (!opens) continue;
    const auto end = text.find_first_of("> <=", at + 1);
    const bool is_address =
        end != std::string_view::npos && text[end] == '>' && text.substr(at, end - at).find('@') != std::string_view::npos;
    const bool cut_address = text.find('>', at) == std::string_view::npos && text.find('@', at) != std::string_view::npos;
    if (!is_address && !cut_address) return true;
  }
  return false;
}

bool starts_like_formula(std::string_view text) {
  if (text.empty()) return false;
  if (text.front() == '=' || text.front() == '+' || text.front() == '@') return true;
  return text.front() == '-' && text.size() > 1 && text[1] != ' ' && text[1] != '-';
}

const icu::Normalizer2& normalizer(bool compatibility) {
  static const auto instances = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::array<const icu::Normalizer2*, 2> found{icu::Normalizer2::getNFCInstance(status),
                                                 icu::Normalizer2::getNFKDInstance(status)};
    return found;
  }();
  return *instances.at(compatibility ? 1 : 0);
}

// Text that needs no normalisation is left alone; everything below U+0300 is composed already.
void normalise_from(std::string& out, std::size_t start) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(out.data() + start, static_cast<std::int32_t>(out.size() - start));
  if (normalizer(false).isNormalizedUTF8(piece, status) || U_FAILURE(status)) return;
  std::string composed;
  icu::StringByteSink<std::string> sink(&composed);
  normalizer(false).normalizeUTF8(0, piece, sink, nullptr, status);
  if (U_SUCCESS(status)) out.replace(start, std::string::npos, composed);
}

// Letters that are accented for a reader although Unicode does not decompose them.
std::string_view fold_special(char32_t c) {
  switch (c) {
    case 0xDF:
    case 0x1E9E: return "ss";
    case 0xC6:
    case 0xE6: return "ae";
    case 0x152:
    case 0x153: return "oe";
    case 0xD8:
    case 0xF8: return "o";
    case 0xD0:
    case 0xF0:
    case 0x110:
    case 0x111: return "d";
    case 0xDE:
    case 0xFE: return "th";
    case 0x126:
    case 0x127: return "h";
    case 0x131: return "i";
    case 0x141:
    case 0x142: return "l";
    case 0x14A:
    case 0x14B: return "n";
    case 0x166:
    case 0x167: return "t";
    default: return {};
  }
}

// Folded form of one character: empty for marks, " " for what separates words.
std::string fold_slow(char32_t c) {
  if (is_invisible(c)) return {};
  if (const auto special = fold_special(c); !special.empty()) return std::string(special);
  icu::UnicodeString parts;
  if (!normalizer(true).getDecomposition(static_cast<UChar32>(c), parts))
    parts = icu::UnicodeString(static_cast<UChar32>(c));
  std::string out;
  for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const UChar32 part = parts.char32At(i);
    if (u_charType(part) == U_NON_SPACING_MARK || u_charType(part) == U_ENCLOSING_MARK) continue;
    append_utf8(out, u_isalnum(part) ? static_cast<char32_t>(u_foldCase(part, U_FOLD_CASE_DEFAULT)) : U' ');
  }
  return out;
}

struct FoldEntry {
  std::array<char, 6> bytes{};
  unsigned char size = 0;
};
const std::array<FoldEntry, table_end>& fold_table() {
  static const auto table = [] {
    std::array<FoldEntry, table_end> made{};
    for (std::size_t c = 0; c < table_end; ++c) {
      const auto folded = fold_slow(static_cast<char32_t>(c));
      auto& entry = made.at(c);
      entry.size = static_cast<unsigned char>(std::min(folded.size(), entry.bytes.size()));
      std::copy_n(folded.begin(), entry.size, entry.bytes.begin());
    }
    return made;
  }();
  return table;
}

// ASCII letters and digits in lower case, everything else a space.
constexpr std::array<char, 128> ascii_fold = [] {
  std::array<char, 128> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    table[i] = c >= 'A' && c <= 'Z'                               ? static_cast<char>(c - 'A' + 'a')
               : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c
                                                                  : ' ';
  }
  return table;
}();

// Gives each folded byte to `emit`; a space separates words.
template <class Emit>
void fold_each(std::string_view text, const Emit& emit) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      emit(ascii_fold[byte]);
      ++at;
      continue;
    }
    const auto point = code_point_at(text, at);
    at += point.length;
    if (point.value < table_end) {
      const auto& entry = fold_table()[point.value];
      for (std::size_t i = 0; i < entry.size; ++i) emit(entry.bytes[i]);
    } else {
      for (const char c : fold_slow(point.value)) emit(c);
    }
  }
}

// Letters of two bytes that NFC leaves alone: Latin (U+00C0-U+02FF), most of Greek, Cyrillic.
bool is_plain_pair(unsigned char lead, unsigned char tail) {
  if ((tail & 0xC0U) != 0x80U) return false;
  return (lead >= 0xC3 && lead <= 0xCB) || lead == 0xCF || lead == 0xD0 || lead == 0xD1 || (lead == 0xCE && tail != 0x87);
}

// Text that is to stay as it is, but for spaces at its ends; false when it needs the full treatment.
bool clean_plain(std::string_view raw, std::string& out) {
  while (!raw.empty() && raw.front() == ' ') raw.remove_prefix(1);
  while (!raw.empty() && raw.back() == ' ') raw.remove_suffix(1);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const auto c = static_cast<unsigned char>(raw[i]);
    if (c > ' ' && c < 0x7F && c != '<') continue;
    if (c == ' ' && raw[i + 1] != ' ') continue;  // a space is never the last one
    if (c < 0x80 || i + 1 >= raw.size() || !is_plain_pair(c, static_cast<unsigned char>(raw[i + 1]))) return false;
    ++i;
  }
  out += raw;
  return true;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto next = static_cast<std::int64_t>(at);
  UChar32 value = 0;
  U8_NEXT(bytes, next, static_cast<std::int64_t>(text.size()), value);
  if (value < 0) return {0xFFFD, 1};
  return {static_cast<char32_t>(value), static_cast<std::size_t>(next) - at};
}

void append_utf8(std::string& out, char32_t value) {
  const auto push = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (value < 0x80) return push(value);
  if (value < 0x800) {
    push(0xC0 | (value >> 6));
  } else {
    if (value < 0x10000) {
      push(0xE0 | (value >> 12));
    } else {
      push(0xF0 | (value >> 18));
      push(0x80 | ((value >> 12) & 0x3F));
    }
    push(0x80 | ((value >> 6) & 0x3F));
  }
  push(0x80 | (value & 0x3F));
}

bool is_ascii(std::string_view text) {
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & 0x8080808080808080U) != 0) return false;
  }
  for (; at < text.size(); ++at)
    if (static_cast<unsigned char>(text[at]) >= 0x80) return false;
  return true;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool clean_text(std::string_view raw, std::string& out) {
  const auto start = out.size();
  if (clean_plain(raw, out)) return starts_like_formula(std::string_view(out).substr(start));
  bool hostile = has_header_line(raw);
  bool space = false;
  bool beyond = false;
  for (std::size_t at = 0; at < raw.size();) {
    const auto point = code_point_at(raw, at);
    const auto bytes = raw.substr(at, point.length);
    at += point.length;
    if (is_space(point.value)) {
      space = out.size() != start;
    } else if (is_control(point.value) || is_bidi_control(point.value)) {
      hostile = true;
    } else if (!is_invisible(point.value)) {
      if (space) out.push_back(' ');
      space = false;
      beyond = beyond || point.value >= 0x300;
      if (point.value == 0xFFFD) {
        append_utf8(out, 0xFFFD);
      } else {
        out += bytes;
      }
    }
  }
  if (beyond) normalise_from(out, start);
  const auto text = std::string_view(out).substr(start);
  return hostile || starts_like_formula(text) || has_tag(text);
}

std::string_view without_invisible(std::string_view text, std::string& storage) {
  // The first bytes of all of them; most letters with accents have others.
  const auto can_be = [](char c) {
    return c == '\xC2' || c == '\xCD' || c == '\xD8' || c == '\xE1' || c == '\xE2' || c == '\xEF' || c == '\xF3';
  };
  if (std::none_of(text.begin(), text.end(), can_be)) return text;
  storage.clear();
  storage.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    if (!is_invisible(point.value)) storage += text.substr(at, point.length);
    at += point.length;
  }
  return storage.size() == text.size() ? text : std::string_view(storage);
}

std::string fold_words(std::string_view text) {
  std::string out;
  bool space = false;
  if (is_ascii(text)) {  // as most words are: never longer than they were
    out.resize(text.size());
    char* to = out.data();
    for (const char letter : text) {
      const char c = ascii_fold[static_cast<unsigned char>(letter)];
      if (c == ' ') {
        space = to != out.data();
      } else {
        if (space) *to++ = ' ';
        space = false;
        *to++ = c;
      }
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
    return out;
  }
  out.reserve(text.size());
  fold_each(text, [&](char c) {
    if (c == ' ') {
      space = !out.empty();
      return;
    }
    if (space) out.push_back(' ');
    space = false;
    out.push_back(c);
  });
  return out;
}

void fold_letters(std::string_view text, std::string& out) {
  fold_each(text, [&](char c) {
    if (c != ' ') out.push_back(c);
  });
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string join_words(const std::vector<std::string_view>& words, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (!out.empty()) out.push_back(' ');
    out += words[i];
  }
  return out;
}

bool mixes_scripts(std::string_view text) {
  // Greek and Cyrillic begin at U+0370, whose first byte is 0xCD.
  if (std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xCD; })) return false;
  bool latin = false;
  bool other = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.length;
    if (!u_isalpha(static_cast<UChar32>(point.value))) {
      latin = other = false;
      continue;
    }
    const bool is_other = (point.value >= 0x370 && point.value < 0x530) || (point.value >= 0x1F00 && point.value < 0x2000);
    (is_other ? other : latin) = true;
    if (latin && other) return true;
  }
  return false;
}

bool has_foreign_letters(std::string_view text) {
  if (is_ascii(text)) return false;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.length;
    if (point.value >= 0x80 && u_isalnum(static_cast<UChar32>(point.value))) return true;
  }
  return false;
}

bool has_header_line(std::string_view raw) {
  constexpr std::array<std::string_view, 16> headers{"bcc",
                                                     "cc",
                                                     "to",
                                                     "from",
                                                     "subject",
                                                     "reply-to",
                                                     "sender",
                                                     "return-path",
                                                     "date",
                                                     "received",
                                                     "message-id",
                                                     "mime-version",
                                                     "content-type",
                                                     "content-disposition",
                                                     "content-transfer-encoding",
                                                     "set-cookie"};
  for (auto at = raw.find_first_of("\r\n"); at != std::string_view::npos; at = raw.find_first_of("\r\n", at + 1)) {
    const auto line = raw.substr(at + 1, std::min(raw.find_first_of("\r\n", at + 1), at + 60) - at - 1);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const auto name = ascii_lower(trim(line.substr(0, colon)));
    if (name.starts_with("x-") || std::find(headers.begin(), headers.end(), name) != headers.end()) return true;
  }
  return false;
}

bool could_act(std::string_view text) {
  return starts_like_formula(text) || has_tag(text);
}

Script script_of(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.length;
    const auto c = static_cast<UChar32>(point.value);
    if (!u_isalpha(c)) continue;
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status) == USCRIPT_LATIN ? Script::latin : Script::other;
  }
  return Script::none;
}

}  // namespace eb::issuer::intake
