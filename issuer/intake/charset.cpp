#include "issuer/intake/charset.hpp"

#include <algorithm>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include "common/base/text.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

struct Closer {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Closer>;

// ISO-8859-1 means windows-1252, as every mail program writes it; the same holds for its Turkish sibling.
std::string real_charset(std::string_view label) {
  auto name = ascii_lower(trim(label));
  for (const auto* latin1 :
       {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "cp1252", "x-cp1252", "windows1252"})
    if (name == latin1) return "windows-1252";
  if (name == "iso-8859-9") return "windows-1254";
  return name;
}

bool is_unicode_or_ascii(std::string_view name) {
  return name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii" ||
         name == "unicode-1-1-utf-8";
}

// False when the charset is unknown or, if `strict`, when a byte means nothing in it.
bool convert(std::string_view bytes, const std::string& charset, bool strict, std::string& out) {
  UErrorCode status = U_ZERO_ERROR;
  const Converter from(ucnv_open(charset.c_str(), &status));
  const Converter to(ucnv_open("UTF-8", &status));
  if (U_FAILURE(status)) return false;
  if (strict) ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  out.resize(bytes.size() * 3 + 16);  // no charset makes more than three bytes of UTF-8 out of one
  char* target = out.data();
  const char* source = bytes.data();
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, bytes.data() + bytes.size(), nullptr,
                 nullptr, nullptr, nullptr, 1, 1, &status);
  out.resize(static_cast<std::size_t>(target - out.data()));
  return U_SUCCESS(status) != 0;
}

// UTF-16 without a mark shows as a zero byte in every second place.
std::string_view unmarked_utf16(std::string_view bytes) {
  const auto sample = std::min<std::size_t>(bytes.size() & ~std::size_t{1}, 4096);
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < sample; i += 2) {
    even += bytes[i] == 0 ? 1U : 0U;
    odd += bytes[i + 1] == 0 ? 1U : 0U;
  }
  if (sample < 8) return {};
  if (odd * 4 > sample && even * 20 < sample) return "UTF-16LE";
  if (even * 4 > sample && odd * 20 < sample) return "UTF-16BE";
  return {};
}

// Like is_utf8(), at the speed of memory for ASCII, which is most of a large list.
bool is_utf8_text(std::string_view text) {
  constexpr std::size_t block = 8;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      if (at + block <= text.size() && is_ascii(text.substr(at, block))) {
        at += block;
      } else {
        ++at;
      }
      continue;
    }
    const auto point = code_point_at(text, at);
    if (point.length == 1) return false;
    at += point.length;
  }
  return true;
}

}  // namespace

std::string_view decode_text(std::string_view bytes, std::string_view label, std::string& storage) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return bytes.substr(3);
  if (bytes.starts_with("\xFF\xFE") && convert(bytes.substr(2), "UTF-16LE", false, storage)) return storage;
  if (bytes.starts_with("\xFE\xFF") && convert(bytes.substr(2), "UTF-16BE", false, storage)) return storage;
  const auto charset = real_charset(label);
  if (!is_unicode_or_ascii(charset) && convert(bytes, charset, true, storage)) return storage;
  if (const auto wide = unmarked_utf16(bytes); !wide.empty() && convert(bytes, std::string(wide), false, storage))
    return storage;
  if (is_utf8_text(bytes)) return bytes;
  if (!convert(bytes, "windows-1252", false, storage)) storage.clear();
  return storage;
}

}  // namespace eb::issuer::intake
