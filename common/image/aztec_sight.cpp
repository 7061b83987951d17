// An Aztec symbol (ISO/IEC 24778 §4.2) is told by its bull's-eye: rings of one module, dark and light in turn, around a dark
// module. The reader is not asked, because looking for formats other than QRCode can abort in it on rare pictures.
#include <cmath>
#include <numbers>

#include "common/image/binarize.hpp"
#include "common/image/cross_cut.hpp"
#include "common/image/luma_filters.hpp"
#include "common/image/qr_image.hpp"

namespace eb::image {
namespace {

// The centre and the four rings that the smallest symbol has: nine runs. The outermost may go on into the data around.
constexpr std::size_t rings = 4;
using Runs = CrossCut<2 * rings + 1>;
constexpr double least_module = 1.5;  // pixels; below that rings of one module cannot be told from noise

double module_of(const Runs& runs) {
  return (total(runs) - runs.front() - runs.back()) / (2.0 * rings - 1);
}

bool is_cut_through_rings(const Runs& runs) {
  const double module = module_of(runs);
  const double slack = 0.4 * module + 0.5;
  const auto off = [&](int run) { return std::abs(run - module) > slack; };
  return module >= least_module && std::none_of(runs.begin() + 1, runs.end() - 1, off) && runs.front() > module - slack &&
         runs.back() > module - slack;
}

// Outwards from the middle of a bull's-eye the colour changes after 1/2, 3/2, 5/2 and 7/2 widths; the width depends on the direction
// only, between a module and its diagonal.
bool is_ringed(const Luma& ink, double x, double y, double angle, double module) {
  constexpr double step = 0.25;
  const double end = 2 * rings * module;
  std::array<double, rings> change{};
  std::size_t changes = 0;
  bool dark = true;
  for (int steps = 0; steps * step < end && changes < rings; ++steps) {
    const double r = steps * step;
    const Pixel at{static_cast<int>(std::lround(x + r * std::cos(angle))),
                   static_cast<int>(std::lround(y + r * std::sin(angle)))};
    if (at.x < 0 || at.y < 0 || at.x >= ink.width || at.y >= ink.height) return false;
    if (is_dark(ink, at) == dark) continue;
    change[changes++] = r;
    dark = !dark;
  }
  if (changes < rings) return false;
  const double width = change.back() / (rings - 0.5);
  for (std::size_t i = 0; i < rings; ++i)
    if (std::abs(change[i] - (static_cast<double>(i) + 0.5) * width) > 0.25 * width + 0.5) return false;
  return width > 0.6 * module && width < 1.7 * module;
}

bool is_centre(const Luma& ink, int x, int y, const Runs& across) {
  int shift = 0;
  const Runs down = cross_cut<2 * rings + 1>(ink, {x, y}, {0, 1}, 3 * total(across), shift);
  if (!is_cut_through_rings(down)) return false;
  const double middle_x = across[rings] % 2 == 0 ? x + 0.5 : x;
  constexpr int directions = 32;
  for (int i = 0; i < directions; ++i)
    if (!is_ringed(ink, middle_x, y + shift, 2 * std::numbers::pi * i / directions, module_of(across))) return false;
  return true;
}

bool holds_bulls_eye(const Luma& ink) {
  bool found = false;
  for (int y = 0; y < ink.height && !found; ++y)
    cut_row<2 * rings + 1>(ink, y, [&](int x, const Runs& runs) {
      found = is_cut_through_rings(runs) && is_centre(ink, x, y, runs);
      return !found;
    });
  return found;
}

}  // namespace

// As for QR codes: what fills the picture is easier to see from afar.
bool shows_aztec(const Luma& image) {
  constexpr int smallest_copy_side = 240;
  if (!is_readable_size(image)) return false;
  if (holds_bulls_eye(local_threshold(image))) return true;
  Luma copy;
  for (const Luma* source = &image; std::min(source->width, source->height) > smallest_copy_side; source = &copy) {
    copy = shrunk(*source, 3);
    if (holds_bulls_eye(local_threshold(copy))) return true;
  }
  return false;
}

}  // namespace eb::image
