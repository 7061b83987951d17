// Aztec symbols drawn by ZXing's writer, so that the sight is tried on what other people's programs make.
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <catch2/catch.hpp>

#include "common/image/luma_filters.hpp"
#include "tests/unit/image/pictures.hpp"

using namespace eb;
using namespace eb::image;
using namespace eb::image::test;

namespace {

Luma aztec(const std::wstring& text, int side) {
  const auto matrix = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::Aztec).setMargin(4).encode(text, side, side);
  Luma out = paper(matrix.width(), matrix.height());
  for (int y = 0; y < matrix.height(); ++y)
    for (int x = 0; x < matrix.width(); ++x)
      if (matrix.get(x, y)) out.pixels[static_cast<std::size_t>(y * out.width + x)] = 0;
  return out;
}

const std::wstring boarding_pass = L"M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100";

}  // namespace

TEST_CASE("a boarding pass is seen at any size, and no text is read from it") {
  for (const int side : {80, 150, 300, 700}) {
    INFO(side);
    const auto picture = aztec(boarding_pass, side);
    CHECK(shows_aztec(picture));
    CHECK(read_codes(picture).empty());
  }
  CHECK(shows_aztec(aztec(L"7", 90)));  // compact, the smallest bull's-eye
  for (const double sigma : {0.6, 1.0, 1.5}) {
    for (const int side : {150, 250, 400, 700}) {
      INFO(sigma << " " << side);
      CHECK(shows_aztec(blurred(aztec(boarding_pass, side), sigma)));
    }
  }
}

TEST_CASE("a boarding pass is seen beside a badge, which is read all the same") {
  const auto badge = drawn(*make_symbol("EB1:A BADGE"), 4);
  const auto pass = aztec(boarding_pass, 200);
  Luma both = paper(badge.width + pass.width, std::max(badge.height, pass.height));
  paste(both, badge, 0, 0);
  paste(both, pass, badge.width, 0);
  CHECK(shows_aztec(both));
  CHECK(read_codes(both) == std::vector<std::string>{"EB1:A BADGE"});
}

TEST_CASE("no badge looks like a boarding pass") {
  std::string text = "EB1:";
  for (int n = 0; n < 300; ++n) {
    text.push_back("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[(n * n + 7 * n) % 45]);
    if (text.size() > 221) text.resize(4);
    INFO(text);
    CHECK_FALSE(shows_aztec(drawn(*make_symbol(text), 1 + n % 6)));
  }
  CHECK_FALSE(shows_aztec(paper(100, 100)));
  CHECK_FALSE(shows_aztec({}));
}
