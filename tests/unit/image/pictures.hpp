// Pictures made for tests: written by zlib and libjpeg, so that the readers under test meet somebody else's files.
#pragma once

#include <string_view>

#include "common/image/qr_image.hpp"

namespace eb::image::test {

[[nodiscard]] Luma paper(int width, int height);
// The symbol with a quiet zone of 4 modules.
[[nodiscard]] Luma drawn(const Symbol& symbol, int pixels_per_module);
// A page of across x across finder patterns.
[[nodiscard]] Luma finder_patterns(int across, int module);
void paste(Luma& onto, const Luma& picture, int left, int top);

// One chunk with its length and CRC.
void add_chunk(Bytes& png, std::string_view type, BytesView data);
// PNG of any header: colour 0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGBA; `raw` are the rows with their filter bytes.
[[nodiscard]] Bytes png_file(unsigned width, unsigned height, int depth, int colour, BytesView raw, BytesView palette = {});
[[nodiscard]] Bytes png_of(const Luma& picture);
[[nodiscard]] Bytes jpeg_of(const Luma& picture, int quality, bool progressive = false);

}  // namespace eb::image::test
