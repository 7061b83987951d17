// Inside this room only: the runs of dark and light that a straight line through a pixel cuts, as finder patterns are told by.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

#include "common/image/qr_image.hpp"

namespace eb::image {

template <std::size_t N>
using CrossCut = std::array<int, N>;  // lengths in pixels, N odd; the middle one and every second from it are dark

template <std::size_t N>
[[nodiscard]] int total(const CrossCut<N>& runs) {
  return std::accumulate(runs.begin(), runs.end(), 0);
}

struct Pixel {
  int x, y;
};

// ink: only 0 (dark) and 255.
[[nodiscard]] inline bool is_dark(const Luma& ink, Pixel at) {
  return ink.pixels[static_cast<std::size_t>(at.y) * static_cast<std::size_t>(ink.width) + static_cast<std::size_t>(at.x)] ==
         0;
}

// The runs through a pixel along `step`, at most `range` pixels to each side. A run that leaves the picture ends there. shift: how
// many steps the middle of the centre run is away from the pixel.
template <std::size_t N>
[[nodiscard]] CrossCut<N> cross_cut(const Luma& ink, Pixel from, Pixel step, int range, int& shift) {
  constexpr int middle = static_cast<int>(N / 2);
  CrossCut<N> runs{};
  runs[N / 2] = -1;  // the first pixel is met from both sides
  std::array<int, 2> centre{};
  for (const int side : {-1, 1}) {
    int run = middle;
    Pixel at = from;
    for (int i = 0; i <= range && at.x >= 0 && at.y >= 0 && at.x < ink.width && at.y < ink.height; ++i) {
      const bool wants_dark = (run - middle) % 2 == 0;
      if (is_dark(ink, at) != wants_dark) run += side;
      if (run < 0 || run >= static_cast<int>(N)) break;
      ++runs[static_cast<std::size_t>(run)];
      if (run == middle) centre[side < 0 ? 0 : 1] = i;
      at = {at.x + side * step.x, at.y + side * step.y};
    }
  }
  shift = (centre[1] - centre[0]) / 2;
  return runs;
}

// Calls visit(x, runs) for each N runs that follow one another in row y and begin and end with dark; x is in the middle run.
// visit returns false to stop.
template <std::size_t N, class Visit>
void cut_row(const Luma& ink, int y, Visit visit) {
  static_assert(N % 4 == 1, "the middle run must be dark");
  CrossCut<N> runs{};
  std::size_t seen = 0;  // runs so far, the first dark one is number 0
  const std::uint8_t* row = ink.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(ink.width);
  for (int x = 0; x < ink.width;) {
    const std::uint8_t colour = row[x];
    const int start = x;
    while (x < ink.width && row[x] == colour) ++x;
    if (seen == 0 && colour != 0) continue;
    std::rotate(runs.begin(), runs.begin() + 1, runs.end());
    runs.back() = x - start;
    ++seen;
    if (colour != 0 || seen < N) continue;
    const int after = std::accumulate(runs.begin() + N / 2 + 1, runs.end(), 0);
    if (!visit(x - after - runs[N / 2] / 2 - 1, runs)) return;
  }
}

}  // namespace eb::image
