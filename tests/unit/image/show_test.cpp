// Symbols as they are shown: read back from each picture.
#include <catch2/catch.hpp>

#include <sstream>

#include "common/image/qr_image.hpp"

using namespace eb;

namespace {

const std::string note =
    "badge-gate/north\n2\ngQ8t8UCIFUCJ3sy9DWt9fOXkUQPBMF4B7s72EU5pMlg=\n\n\u2014 badge-gate/north "
    "aNvQotB6Gvq6MKqV4cFZcVjSqS6nylktE9R6d/LQs4OC2fNtU9OZl+aRxJRpT75SUcvl9GZntjvutoXSKx+WRiadWgw=\n";

// As a terminal draws half blocks, `pixels` a module.
image::Luma drawn(const std::string& blocks, bool ink_on_paper, int pixels) {
  std::vector<std::vector<bool>> lit;
  std::istringstream lines(blocks);
  for (std::string line; std::getline(lines, line);) {
    std::vector<bool> upper, lower;
    for (std::size_t at = 0; at < line.size(); at += line[at] == ' ' ? 1 : 3) {
      const auto block = line[at] == ' ' ? std::string(" ") : line.substr(at, 3);
      upper.push_back(block == "\u2588" || block == "\u2580");
      lower.push_back(block == "\u2588" || block == "\u2584");
    }
    lit.push_back(upper);
    lit.push_back(lower);
  }
  const auto height = static_cast<int>(lit.size()) * pixels, width = static_cast<int>(lit[0].size()) * pixels;
  image::Luma out{width, height, Bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const bool on = lit[static_cast<std::size_t>(y / pixels)][static_cast<std::size_t>(x / pixels)];
      out.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] =
          on == ink_on_paper ? 0 : 255;
    }
  return out;
}

}  // namespace

TEST_CASE("a checkpoint's code is small, and is read back from a PNG with every byte of it") {
  const auto symbol = image::make_text_symbol(note).value();
  CHECK(symbol.version <= 10);
  for (const int pixels : {3, 8}) {
    const auto png = image::symbol_png(symbol, pixels).value();
    CHECK(image::looks_like_image(png));
    const auto picture = image::decode_image(png).value();
    CHECK(picture.width == (symbol.size + 8) * pixels);
    CHECK(image::read_codes(picture) == std::vector<std::string>{note});
  }
}

TEST_CASE("a code of half blocks is read back, dark on light and light on dark") {
  const auto symbol = image::make_text_symbol(note).value();
  for (const bool ink_on_paper : {true, false})
    CHECK(image::read_codes(drawn(image::symbol_blocks(symbol, ink_on_paper), ink_on_paper, 6)) == std::vector<std::string>{note});
}

TEST_CASE("an SVG holds a white ground and each dark module once") {
  const image::Symbol symbol{1, 2, {true, true, false, true}};
  CHECK(image::symbol_svg(symbol) ==
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\" shape-rendering=\"crispEdges\"><rect width=\"10\" "
        "height=\"10\" fill=\"#fff\"/><path d=\"M4 4h2v1h-2zM5 5h1v1h-1z\" fill=\"#000\"/></svg>\n");
}

TEST_CASE("what no code holds is refused") {
  CHECK(image::make_text_symbol("").error().code == ErrorCode::invalid_argument);
  CHECK(image::make_text_symbol("\xFF").error().code == ErrorCode::invalid_argument);
  CHECK(image::make_text_symbol(std::string(2332, 'a')).error().code == ErrorCode::too_large);
  CHECK(image::make_text_symbol(std::string(2331, 'a'))->version == 40);
  const auto symbol = image::make_text_symbol("a").value();
  CHECK(image::symbol_png(symbol, 0).error().code == ErrorCode::invalid_argument);
  CHECK(image::symbol_png(symbol, 65).error().code == ErrorCode::invalid_argument);
}
