#include <catch2/catch.hpp>

#include <algorithm>
#include <ctime>
#include <random>

#include "common/image/binarize.hpp"
#include "common/image/finder_count.hpp"
#include "tests/unit/image/pictures.hpp"

using namespace eb;
using namespace eb::image;
using namespace eb::image::test;

namespace {

// Processor time. Bounds are far above what is needed, even with sanitizers, and far below what an unbounded reader takes.
template <class Work>
double seconds(Work work) {
  const auto start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

ErrorCode refusal(BytesView file) {
  const auto picture = decode_image(file);
  REQUIRE_FALSE(picture);
  CHECK_FALSE(picture.error().message.empty());
  return picture.error().code;
}

}  // namespace

TEST_CASE("not a picture is refused by its first bytes") {
  CHECK(refusal({}) == ErrorCode::malformed);
  CHECK(refusal(as_bytes("EB1:ABC")) == ErrorCode::malformed);
  CHECK(refusal(as_bytes("GIF89a")) == ErrorCode::malformed);
  CHECK_FALSE(looks_like_image(as_bytes("\x89PN")));
  CHECK(looks_like_image(png_of(paper(2, 2))));
  CHECK(looks_like_image(jpeg_of(paper(8, 8), 50)));
  Bytes large(max_image_file + 1);
  CHECK(refusal(large) == ErrorCode::too_large);
}

TEST_CASE("a header that claims too much is refused before memory is asked for") {
  const Bytes row(100);
  CHECK(refusal(png_file(30'000, 30'000, 8, 0, row)) == ErrorCode::too_large);
  CHECK(refusal(png_file(12'001, 1, 8, 0, row)) == ErrorCode::too_large);
  CHECK(refusal(png_file(8'000, 8'000, 16, 6, row)) == ErrorCode::too_large);
  CHECK(refusal(png_file(0xFFFFFFFFU, 0xFFFFFFFFU, 8, 0, row)) == ErrorCode::too_large);
  CHECK(refusal(png_file(0, 5, 8, 0, row)) == ErrorCode::malformed);

  auto jpeg = jpeg_of(paper(16, 16), 50);
  const auto marker = std::search(jpeg.begin(), jpeg.end(), as_bytes("\xFF\xC0").begin(), as_bytes("\xFF\xC0").end());
  REQUIRE(jpeg.end() - marker > 9);
  marker[5] = marker[7] = 0x75;  // height and width 30,000 and some
  CHECK(refusal(jpeg) == ErrorCode::too_large);
}

TEST_CASE("pictures cut off anywhere are refused") {
  const auto picture = drawn(*make_symbol("EB1:TEST"), 3);
  for (const auto& file : {png_of(picture), jpeg_of(picture, 80), jpeg_of(picture, 80, true)})
    for (std::size_t size = 0; size + 2 < file.size(); size += 1 + size / 16) {
      INFO(size);
      CHECK(refusal(BytesView(file).first(size)) == ErrorCode::malformed);
    }
}

TEST_CASE("changed bytes never crash and never change a text") {
  const auto picture = drawn(*make_symbol("EB1:TEST"), 3);
  std::mt19937 random(1);
  for (const auto& file : {png_of(picture), jpeg_of(picture, 80), jpeg_of(picture, 80, true)})
    for (int round = 0; round < 50; ++round) {
      auto changed = file;
      for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
      const auto decoded = decode_image(changed);
      if (!decoded || decoded->width > 1000 || decoded->height > 1000) continue;
      for (const auto& text : read_codes(*decoded)) CHECK(text == "EB1:TEST");
    }
}

TEST_CASE("random bytes behind a right beginning are refused at once") {
  std::mt19937 random(2);
  const auto png = png_of(paper(64, 64));
  const auto jpeg = jpeg_of(paper(64, 64), 50);
  const double time = seconds([&] {
    for (int round = 0; round < 1000; ++round) {
      const auto& whole = round % 2 == 0 ? png : jpeg;
      Bytes file(whole.begin(), whole.begin() + (round % 2 == 0 ? 33 : 20));
      while (file.size() < 600) file.push_back(static_cast<std::uint8_t>(random()));
      CHECK_FALSE(decode_image(file));
    }
  });
  CHECK(time < 10);
}

TEST_CASE("kinds of PNG: depth, palette, transparency over white") {
  CHECK(decode_image(png_file(1, 1, 8, 0, Bytes{0, 77}))->pixels == Bytes{77});
  CHECK(decode_image(png_file(8, 1, 1, 0, Bytes{0, 0x55}))->pixels == Bytes{0, 255, 0, 255, 0, 255, 0, 255});
  CHECK(decode_image(png_file(1, 1, 16, 0, Bytes{0, 0x80, 0x80}))->pixels == Bytes{128});
  CHECK(decode_image(png_file(2, 1, 8, 3, Bytes{0, 0, 1}, Bytes{0, 0, 0, 255, 255, 255}))->pixels == Bytes{0, 255});
  CHECK(decode_image(png_file(2, 1, 8, 4, Bytes{0, 0, 0, 0, 255}))->pixels == Bytes{255, 0});
  CHECK(decode_image(png_file(2, 1, 8, 6, Bytes{0, 0, 0, 0, 0, 9, 9, 9, 255}))->pixels == Bytes{255, 9});
  CHECK(decode_image(png_file(2, 1, 8, 2, Bytes{0, 0, 0, 0, 255, 255, 255}))->pixels == Bytes{0, 255});
}

TEST_CASE("a bomb of zeros within the bounds costs bounded time") {
  const unsigned width = 3000;
  const unsigned height = 2000;
  const auto file = png_file(width, height, 8, 6, Bytes((std::size_t{width} * 4 + 1) * height));
  CHECK(file.size() < 1'000'000);
  const double time = seconds([&] {
    const auto picture = decode_image(file);
    REQUIRE(picture);
    CHECK(read_codes(*picture).empty());
  });
  CHECK(time < 20);
}

TEST_CASE("compressed texts and profiles in a PNG are stepped over") {
  Bytes bomb(20'000'000);
  const auto inside = png_file(1, 1, 8, 0, bomb);  // its IDAT holds the zeros compressed
  const auto idat = std::search(inside.begin(), inside.end(), as_bytes("IDAT").begin(), as_bytes("IDAT").end());
  Bytes text{'k', 0, 0};
  text.insert(text.end(), idat + 4, inside.end() - 16);
  Bytes file = png_file(1, 1, 8, 0, Bytes{0, 77});
  Bytes chunks;
  for (int i = 0; i < 200; ++i) add_chunk(chunks, "zTXt", text);
  file.insert(file.begin() + 33, chunks.begin(), chunks.end());
  const double time = seconds([&] {
    const auto picture = decode_image(file);
    REQUIRE(picture);
    CHECK(picture->pixels == Bytes{77});
  });
  CHECK(time < 2);
}

TEST_CASE("a progressive JPEG that repeats its scans is left") {
  const auto file = jpeg_of(paper(2000, 2000), 50, true);
  const auto scan = std::find_end(file.begin(), file.end(), as_bytes("\xFF\xDA").begin(), as_bytes("\xFF\xDA").end());
  REQUIRE(scan != file.end());
  Bytes bomb(file.begin(), file.end() - 2);
  for (int i = 0; i < 2000; ++i) bomb.insert(bomb.end(), scan, file.end() - 2);
  bomb.insert(bomb.end(), {0xFF, 0xD9});
  const double time = seconds([&] { CHECK(refusal(bomb) == ErrorCode::malformed); });
  CHECK(time < 20);
}

TEST_CASE("finder patterns are counted as the reader counts them, and a page of them is not read") {
  for (const int module : {1, 2, 3, 8}) {
    INFO(module);
    CHECK(count_finders(local_threshold(finder_patterns(6, module)), 1000) == 36);
  }
  CHECK(count_finders(local_threshold(finder_patterns(20, 2)), 100) == 100);
  const auto page = finder_patterns(60, 3);
  const double time = seconds([&] { CHECK(read_codes(page).empty()); });
  CHECK(time < 20);
}
