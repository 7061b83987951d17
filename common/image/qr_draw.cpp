#include <qrencode.h>

#include <memory>

#include "common/base/text.hpp"
#include "common/image/qr_image.hpp"

namespace eb::image {
namespace {

// ISO/IEC 18004 §7.3.4, table 5.
constexpr std::string_view alphanumeric_set = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

struct FreeInput {
  void operator()(QRinput* input) const { QRinput_free(input); }
};
struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

// One segment in one mode, version 0 = the smallest that fits. QRcode_encodeString would split the text into segments.
Result<Symbol> encode(QRencodeMode mode, std::string_view text) {
  const std::unique_ptr<QRinput, FreeInput> input(QRinput_new2(0, QR_ECLEVEL_M));
  const auto bytes = as_bytes(text);
  if (!input || QRinput_append(input.get(), mode, static_cast<int>(bytes.size()), bytes.data()) != 0)
    return fail(ErrorCode::render, "libqrencode refused the text of the QR code");
  const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeInput(input.get()));
  if (!code) return fail(ErrorCode::render, "libqrencode could not draw the QR code");

  Symbol symbol{code->version, code->width, {}};
  const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  symbol.dark.reserve(modules);
  for (std::size_t i = 0; i < modules; ++i) symbol.dark.push_back((code->data[i] & 1U) != 0);
  return symbol;
}

Status fits(std::size_t characters, std::size_t most) {
  if (characters <= most) return {};
  return fail(ErrorCode::too_large, "a QR code holds at most " + std::to_string(most) + " characters at level M, not " +
                                        std::to_string(characters));
}

}  // namespace

Result<Symbol> make_symbol(std::string_view alphanumeric) {
  if (alphanumeric.empty()) return fail(ErrorCode::invalid_argument, "a QR code needs at least one character");
  if (alphanumeric.find_first_not_of(alphanumeric_set) != std::string_view::npos)
    return fail(ErrorCode::invalid_argument,
                "a badge's QR code takes only digits, capital letters, space and $%*+-./: (alphanumeric mode)");
  EB_CHECK(fits(alphanumeric.size(), 3391));  // version 40-M, ISO/IEC 18004 table 7
  return encode(QR_MODE_AN, alphanumeric);
}

Result<Symbol> make_text_symbol(std::string_view utf8) {
  if (utf8.empty() || !is_utf8(utf8))
    return fail(ErrorCode::invalid_argument, "a QR code's text must be UTF-8 and not empty");
  EB_CHECK(fits(utf8.size(), 2331));  // version 40-M, ISO/IEC 18004 table 7
  return encode(QR_MODE_8, utf8);
}

}  // namespace eb::image
