#include "tests/unit/image/pictures.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

namespace eb::image::test {
namespace {

void add_number(Bytes& out, std::uint64_t value) {
  for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::size_t at(const Luma& picture, int x, int y) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x);
}

Bytes deflated(BytesView raw) {
  auto size = compressBound(static_cast<uLong>(raw.size()));
  Bytes out(size);
  if (compress2(out.data(), &size, raw.data(), static_cast<uLong>(raw.size()), Z_BEST_SPEED) != Z_OK) std::abort();
  out.resize(size);
  return out;
}

}  // namespace

Luma paper(int width, int height) {
  return {width, height, Bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 255)};
}

Luma drawn(const Symbol& symbol, int pixels_per_module) {
  constexpr int quiet = 4;
  Luma out = paper((symbol.size + 2 * quiet) * pixels_per_module, (symbol.size + 2 * quiet) * pixels_per_module);
  for (int y = quiet * pixels_per_module; y < (quiet + symbol.size) * pixels_per_module; ++y)
    for (int x = quiet * pixels_per_module; x < (quiet + symbol.size) * pixels_per_module; ++x) {
      const int module = (y / pixels_per_module - quiet) * symbol.size + x / pixels_per_module - quiet;
      if (symbol.dark[static_cast<std::size_t>(module)]) out.pixels[at(out, x, y)] = 0;
    }
  return out;
}

Luma finder_patterns(int across, int module) {
  const int pitch = 9 * module;
  Luma out = paper(across * pitch, across * pitch);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const int ring = std::max(std::abs(x % pitch / module - 4), std::abs(y % pitch / module - 4));
      if (ring == 3 || ring <= 1) out.pixels[static_cast<std::size_t>(y * out.width + x)] = 0;
    }
  return out;
}

void paste(Luma& onto, const Luma& picture, int left, int top) {
  for (int y = 0; y < picture.height; ++y)
    std::copy_n(picture.pixels.begin() + static_cast<std::ptrdiff_t>(at(picture, 0, y)), picture.width,
                onto.pixels.begin() + static_cast<std::ptrdiff_t>(at(onto, left, top + y)));
}

void add_chunk(Bytes& png, std::string_view type, BytesView data) {
  add_number(png, data.size());
  const auto start = png.size();
  png.insert(png.end(), type.begin(), type.end());
  png.insert(png.end(), data.begin(), data.end());
  add_number(png, crc32(0, png.data() + start, static_cast<uInt>(png.size() - start)));
}

Bytes png_file(unsigned width, unsigned height, int depth, int colour, BytesView raw, BytesView palette) {
  Bytes png{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  Bytes header;
  add_number(header, width);
  add_number(header, height);
  for (const int value : {depth, colour, 0, 0, 0}) header.push_back(static_cast<std::uint8_t>(value));
  add_chunk(png, "IHDR", header);
  if (!palette.empty()) add_chunk(png, "PLTE", palette);
  add_chunk(png, "IDAT", deflated(raw));
  add_chunk(png, "IEND", {});
  return png;
}

Bytes png_of(const Luma& picture) {
  Bytes raw;
  for (int y = 0; y < picture.height; ++y) {
    raw.push_back(0);
    const auto row = picture.pixels.begin() + static_cast<std::ptrdiff_t>(at(picture, 0, y));
    raw.insert(raw.end(), row, row + picture.width);
  }
  return png_file(static_cast<unsigned>(picture.width), static_cast<unsigned>(picture.height), 8, 0, raw);
}

Bytes jpeg_of(const Luma& picture, int quality, bool progressive) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &memory, &size);
  jpeg.image_width = static_cast<JDIMENSION>(picture.width);
  jpeg.image_height = static_cast<JDIMENSION>(picture.height);
  jpeg.input_components = 1;
  jpeg.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  if (progressive) jpeg_simple_progression(&jpeg);
  jpeg_start_compress(&jpeg, TRUE);
  Bytes row(static_cast<std::size_t>(picture.width));
  for (int y = 0; y < picture.height; ++y) {
    std::copy_n(picture.pixels.begin() + static_cast<std::ptrdiff_t>(at(picture, 0, y)), picture.width, row.begin());
    JSAMPROW pointer = row.data();
    jpeg_write_scanlines(&jpeg, &pointer, 1);
  }
  jpeg_finish_compress(&jpeg);
  Bytes out(memory, memory + size);
  std::free(memory);  // NOLINT(cppcoreguidelines-no-malloc): libjpeg allocated it
  jpeg_destroy_compress(&jpeg);
  return out;
}

}  // namespace eb::image::test
