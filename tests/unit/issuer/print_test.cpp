#include <catch2/catch.hpp>

#include "issuer/print/layout.hpp"

using namespace eb::issuer::print;

namespace {

constexpr int width = 200, height = 80;

// What is drawn of a text, as pixels.
std::string drawn(const std::string& text) {
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
  const Context context(cairo_create(surface.get()));
  const TextStyle style{"Noto Sans, DejaVu Sans", true, 12, 12, 3};
  REQUIRE(draw_text(context.get(), text, style, Box{0, 0, width, height}));
  cairo_surface_flush(surface.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  return {reinterpret_cast<const char*>(cairo_image_surface_get_data(surface.get())), stride * height};
}

}  // namespace

TEST_CASE("a long word is broken without a hyphen that the name does not have") {
  const std::string word = "Wolfeschlegelsteinhausenbergerdorff";
  const auto broken_by_program = drawn(word);
  int same = 0;
  for (std::size_t at = 1; at < word.size(); ++at)
    same += drawn(word.substr(0, at) + '\n' + word.substr(at)) == broken_by_program ? 1 : 0;
  CHECK(same == 1);
}
