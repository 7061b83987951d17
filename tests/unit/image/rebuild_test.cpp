#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "common/image/binarize.hpp"
#include "common/image/ink_read.hpp"
#include "common/image/rebuild.hpp"
#include "common/image/regions.hpp"
#include "common/image/warp.hpp"
#include "tests/tools/frame_maker.hpp"
#include "tests/unit/image/pictures.hpp"

using namespace eb::image;
using namespace eb::image::test;

namespace {

// The texts that are read of the symbols drawn anew.
std::vector<std::string> rebuilt_texts(const Luma& picture) {
  std::vector<std::string> texts;
  for (const auto& symbol : rebuilt_symbols(local_threshold(picture)))
    for (const auto& sighting : read_ink(symbol, {200, true})) texts.push_back(sighting.text);
  return texts;
}

bool holds(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Each pixel from a place that is shifted by a wave across the picture.
Luma waved(const Luma& picture, double shift) {
  Luma out = picture;
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      const double wave = shift * std::sin(3.1416 * x / picture.width);
      const int from = std::clamp(static_cast<int>(y + wave), 0, picture.height - 1);
      out.pixels[static_cast<std::size_t>(y * picture.width + x)] =
          picture.pixels[static_cast<std::size_t>(from * picture.width + x)];
    }
  return out;
}

}  // namespace

TEST_CASE("a warp goes through its pairs and keeps straight what is straight") {
  const Warp straight({{{0, 0}, {10, 20}}, {{1, 0}, {12, 20}}, {{0, 1}, {10, 23}}, {{5, 7}, {20, 41}}});
  CHECK(straight({3, 2}).x == Approx(16));
  CHECK(straight({3, 2}).y == Approx(26));
  const Warp bent({{{0, 0}, {0, 0}}, {{10, 0}, {10, 0}}, {{0, 10}, {0, 10}}, {{10, 10}, {12, 13}}});
  CHECK(bent({10, 10}).x == Approx(12));
  CHECK(bent({10, 10}).y == Approx(13));
  CHECK(bent({5, 5}).x > 5);
}

TEST_CASE("symbols of all small versions are drawn anew as they are") {
  for (const std::size_t length : {10U, 30U, 100U, 170U, 220U, 300U, 500U}) {
    const auto text = random_text(static_cast<unsigned>(length)) + std::string(300, 'A');
    const auto symbol = *make_symbol(text.substr(0, length));
    INFO(symbol.version);
    CHECK(holds(rebuilt_texts(drawn(symbol, 4)), text.substr(0, length)));
  }
}

TEST_CASE("a bent symbol and one without half of its timing pattern are drawn anew") {
  const auto text = random_text(3);
  auto picture = drawn(*make_symbol(text), 6);
  CHECK(holds(rebuilt_texts(waved(picture, 18)), text));
  for (int y = (4 + 6) * 6; y < (4 + 7) * 6; ++y)
    for (int x = (4 + 8) * 6; x < (4 + 24) * 6; ++x) picture.pixels[static_cast<std::size_t>(y * picture.width + x)] = 255;
  CHECK(holds(rebuilt_texts(picture), text));
}

TEST_CASE("nothing is drawn anew where there is no symbol, or too much of one") {
  CHECK(rebuilt_symbols(paper(300, 300)).empty());
  CHECK(rebuilt_symbols(finder_patterns(8, 3)).empty());
  for (const auto& symbol : rebuilt_symbols(finder_patterns(2, 4))) CHECK(read_ink(symbol, {200, true}).empty());
}

TEST_CASE("a code is within one of the busy regions, an even picture has none") {
  auto frame = paper(800, 600);
  CHECK(busy_regions(frame, 4).empty());
  const auto code = drawn(*make_symbol(random_text(5)), 4);
  paste(frame, code, 300, 250);
  const auto regions = busy_regions(frame, 4);
  REQUIRE_FALSE(regions.empty());
  const auto& box = regions.front();
  CHECK(box.left <= 300 + 16);
  CHECK(box.top <= 250 + 16);
  CHECK(box.left + box.width >= 300 + code.width - 16);
  CHECK(box.top + box.height >= 250 + code.height - 16);
  CHECK(box.width < 400);
}
