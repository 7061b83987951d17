#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "common/image/luma_filters.hpp"
#include "tests/unit/image/pictures.hpp"

using namespace eb;
using namespace eb::image;
using namespace eb::image::test;
using Texts = std::vector<std::string>;

namespace {

constexpr std::string_view alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

std::string text_of(std::size_t length, unsigned seed) {
  std::mt19937 random(seed);
  std::string text = "EB1:";
  while (text.size() < length) text.push_back(alphanumeric[random() % alphanumeric.size()]);
  return text;
}

Luma badge_picture(unsigned seed, int pixels_per_module = 4) {
  return drawn(*make_symbol(text_of(220, seed)), pixels_per_module);
}

void add_noise(Luma& picture, int strength, unsigned seed) {
  std::mt19937 random(seed);
  for (auto& pixel : picture.pixels) {
    const int shift = static_cast<int>(random() % static_cast<unsigned>(2 * strength + 1)) - strength;
    pixel = static_cast<std::uint8_t>(std::clamp(pixel + shift, 0, 255));
  }
}

}  // namespace

TEST_CASE("a symbol is the smallest at level M that ISO/IEC 18004 table 7 allows") {
  CHECK(make_symbol(text_of(20, 1))->version == 1);
  CHECK(make_symbol(text_of(21, 1))->version == 2);
  CHECK(make_symbol(text_of(221, 1))->version == 8);
  CHECK(make_symbol(text_of(221, 1))->size == 49);
  CHECK(make_symbol(text_of(222, 1))->version == 9);
  const auto most = make_symbol(text_of(3391, 1));
  REQUIRE(most);
  CHECK(most->version == 40);
  CHECK(most->dark.size() == 177U * 177U);
}

TEST_CASE("only the alphanumeric set is drawn") {
  CHECK(make_symbol("").error().code == ErrorCode::invalid_argument);
  for (const auto* text : {"eb1:abc", "EB1:\n", "EB1:É", "A_B", "A;B", "A,B"}) {
    INFO(text);
    CHECK(make_symbol(text).error().code == ErrorCode::invalid_argument);
  }
  CHECK(make_symbol(std::string_view("A\0B", 3)).error().code == ErrorCode::invalid_argument);
  CHECK(make_symbol(std::string(3392, 'A')).error().code == ErrorCode::too_large);
}

TEST_CASE("what is drawn is read, through PNG and JPEG") {
  for (const std::size_t length : {5U, 45U, 150U, 220U, 400U, 1000U}) {
    const auto text = text_of(length, 7);
    const auto picture = drawn(*make_symbol(text), 4);
    CHECK(read_codes(picture) == Texts{text});
    const auto png = decode_image(png_of(picture));
    REQUIRE(png);
    CHECK(png->pixels == picture.pixels);
    CHECK(read_codes(*png) == Texts{text});
    for (const bool progressive : {false, true}) {
      const auto jpeg = decode_image(jpeg_of(picture, 60, progressive));
      REQUIRE(jpeg);
      CHECK(read_codes(*jpeg) == Texts{text});
    }
  }
}

TEST_CASE("a code is read when the picture is poor") {
  const auto text = Texts{text_of(220, 3)};
  const auto picture = badge_picture(3);
  CHECK(read_codes(inverted(picture)) == text);
  CHECK(read_codes(blurred(picture, 2)) == text);
  CHECK(read_codes(doubled(doubled(picture))) == text);
  CHECK(read_codes(badge_picture(3, 1)) == text);

  auto dim = picture;
  for (auto& pixel : dim.pixels) pixel = static_cast<std::uint8_t>(100 + pixel / 16);
  CHECK(read_codes(dim) == text);

  auto noisy = picture;
  add_noise(noisy, 200, 1);
  CHECK(read_codes(noisy) == text);

  auto turned = picture;
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      turned.pixels[static_cast<std::size_t>(x * picture.width + picture.height - 1 - y)] =
          picture.pixels[static_cast<std::size_t>(y * picture.width + x)];
  CHECK(read_codes(turned) == text);
}

TEST_CASE("every code in a picture is named once") {
  const auto one = badge_picture(1);
  const auto two = badge_picture(2);
  auto table = paper(one.width * 3, one.height);
  paste(table, one, 0, 0);
  paste(table, two, one.width, 0);
  paste(table, one, 2 * one.width, 0);
  auto texts = read_codes(table);
  std::sort(texts.begin(), texts.end());
  auto wanted = Texts{text_of(220, 1), text_of(220, 2)};
  std::sort(wanted.begin(), wanted.end());
  CHECK(texts == wanted);
}

TEST_CASE("no code, no text") {
  CHECK(read_codes(Luma{}).empty());
  CHECK(read_codes(paper(1, 1)).empty());
  CHECK(read_codes(paper(3000, 21)).empty());
  CHECK(read_codes(paper(640, 480)).empty());
  auto noise = paper(160, 120);
  add_noise(noise, 255, 5);
  CHECK(read_codes(noise).empty());
}

TEST_CASE("a broken symbol gives no text rather than a wrong one") {
  const auto symbol = *make_symbol(text_of(220, 9));
  std::mt19937 random(4);
  int unread = 0;
  for (int round = 0; round < 6; ++round) {
    auto damaged = symbol;
    for (int i = 0; i < 500; ++i) {  // a fifth of all modules, far beyond what level M repairs
      const auto at = random() % damaged.dark.size();
      damaged.dark[at] = !damaged.dark[at];
    }
    const auto texts = read_codes(drawn(damaged, 4));
    if (texts.empty())
      ++unread;
    else
      CHECK(texts == Texts{text_of(220, 9)});
  }
  CHECK(unread > 0);
}

TEST_CASE("filters keep a flat picture flat and the size they promise") {
  auto grey = paper(50, 30);
  std::fill(grey.pixels.begin(), grey.pixels.end(), std::uint8_t{90});
  const auto flat = [](const Luma& picture, int width, int height, int value) {
    return picture.width == width && picture.height == height &&
           picture.pixels.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height) &&
           std::all_of(picture.pixels.begin(), picture.pixels.end(),
                       [&](int pixel) { return std::abs(pixel - value) <= 1; });
  };
  CHECK(flat(doubled(grey), 100, 60, 90));
  CHECK(flat(shrunk(grey, 3), 16, 10, 90));
  CHECK(flat(blurred(grey, 2), 50, 30, 90));
  CHECK(flat(sharpened(grey, 2, 1.5), 50, 30, 90));
  CHECK(flat(stretched(grey), 50, 30, 90));
  CHECK(flat(inverted(grey), 50, 30, 165));
}

TEST_CASE("stretching takes the darkest to black and the lightest to white") {
  auto ramp = paper(100, 10);
  for (std::size_t i = 0; i < ramp.pixels.size(); ++i) ramp.pixels[i] = static_cast<std::uint8_t>(100 + i % 100 / 2);
  const auto out = stretched(ramp);
  CHECK(*std::min_element(out.pixels.begin(), out.pixels.end()) == 0);
  CHECK(*std::max_element(out.pixels.begin(), out.pixels.end()) == 255);
}
