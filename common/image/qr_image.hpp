// Pictures: reading QR codes out of them (ZXing-C++, PNG and JPEG) and drawing one (libqrencode).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::image {

// 8-bit luminance, row by row, width bytes a row.
struct Luma {
  int width = 0;
  int height = 0;
  Bytes pixels;
};
// A part of a picture, within it, in its pixels.
struct Box {
  int left = 0, top = 0, width = 0, height = 0;
};
constexpr std::size_t max_image_file = std::size_t{32} << 20;
constexpr std::int64_t max_image_pixels = 40'000'000;  // checked from the header, before anything is allocated
constexpr int max_image_side = 12'000;

// PNG or JPEG by content, never by name. too_large: over a bound above; malformed: broken or another format.
[[nodiscard]] Result<Luma> decode_image(BytesView file);
[[nodiscard]] bool looks_like_image(BytesView file);

// Texts of all QR codes found, in no order, without repeats; empty when there is none. Only the format QRCode is looked for.
[[nodiscard]] std::vector<std::string> read_codes(const Luma& image);

// Whether the picture holds an Aztec code, as boarding passes and train tickets do: no badge, and nothing is read of it.
[[nodiscard]] bool shows_aztec(const Luma& image);

// Modules of a QR symbol, true = dark, without the quiet zone.
struct Symbol {
  int version = 0;
  int size = 0;            // modules a side: 17 + 4 * version
  std::vector<bool> dark;  // row by row
};
// Alphanumeric mode, error correction M, the smallest version that fits. invalid_argument for other characters.
[[nodiscard]] Result<Symbol> make_symbol(std::string_view alphanumeric);
// UTF-8 text in byte mode, error correction M, the smallest version that fits: a checkpoint, which any telephone shows as it is.
// invalid_argument for text that is not UTF-8; too_large over version 40.
[[nodiscard]] Result<Symbol> make_text_symbol(std::string_view utf8);

// The symbol with its quiet zone of four modules (ISO/IEC 18004 §6.3.8), black on white.
[[nodiscard]] std::string symbol_svg(const Symbol& symbol);                       // scales to its place
[[nodiscard]] Result<Bytes> symbol_png(const Symbol& symbol, int module_pixels);  // module_pixels: 1 to 64
// Lines of half blocks, two modules high. ink_on_paper: what is printed is dark on light (a terminal told so by its colours); else
// light on dark, as terminals are without.
[[nodiscard]] std::string symbol_blocks(const Symbol& symbol, bool ink_on_paper);

}  // namespace eb::image
