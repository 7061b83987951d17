// A symbol for a page, a file and a terminal.
#include <png.h>

#include "common/image/qr_image.hpp"

namespace eb::image {
namespace {

constexpr int quiet_zone = 4;

int whole_size(const Symbol& symbol) {
  return symbol.size + 2 * quiet_zone;
}

// x and y count from the corner of the quiet zone, and may lie outside.
bool is_dark(const Symbol& symbol, int x, int y) {
  x -= quiet_zone;
  y -= quiet_zone;
  if (x < 0 || y < 0 || x >= symbol.size || y >= symbol.size) return false;
  return symbol.dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(symbol.size) + static_cast<std::size_t>(x)];
}

}  // namespace

// One path: each run of dark modules in a row is a rectangle one module high.
std::string symbol_svg(const Symbol& symbol) {
  const auto size = whole_size(symbol);
  const auto side = std::to_string(size);
  std::string path;
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      int run = 0;
      while (is_dark(symbol, x + run, y)) ++run;
      if (run == 0) continue;
      path +=
          "M" + std::to_string(x) + " " + std::to_string(y) + "h" + std::to_string(run) + "v1h-" + std::to_string(run) + "z";
      x += run;
    }
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" shape-rendering=\"crispEdges\"><rect width=\"" + side + "\" height=\"" + side + "\" fill=\"#fff\"/><path d=\"" +
         path + "\" fill=\"#000\"/></svg>\n";
}

Result<Bytes> symbol_png(const Symbol& symbol, int module_pixels) {
  if (module_pixels < 1 || module_pixels > 64) return fail(ErrorCode::invalid_argument, "a module is 1 to 64 pixels wide");
  const auto side = static_cast<std::size_t>(whole_size(symbol) * module_pixels);
  Bytes pixels(side * side, 255);
  for (std::size_t y = 0; y < side; ++y)
    for (std::size_t x = 0; x < side; ++x)
      if (is_dark(symbol, static_cast<int>(x) / module_pixels, static_cast<int>(y) / module_pixels))
        pixels[y * side + x] = 0;
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = image.height = static_cast<png_uint_32>(side);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  Bytes out(size);
  if (png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr) == 0)
    return fail(ErrorCode::render, std::string("libpng could not write the QR code: ") + image.message);
  out.resize(size);
  return out;
}

std::string symbol_blocks(const Symbol& symbol, bool ink_on_paper) {
  const auto size = whole_size(symbol);
  std::string out;
  for (int y = 0; y < size; y += 2) {
    for (int x = 0; x < size; ++x) {
      const bool upper = is_dark(symbol, x, y) == ink_on_paper;
      const bool lower = y + 1 < size ? is_dark(symbol, x, y + 1) == ink_on_paper : !ink_on_paper;
      out += upper ? (lower ? "\u2588" : "\u2580") : (lower ? "\u2584" : " ");
    }
    out += '\n';
  }
  return out;
}

}  // namespace eb::image
