#include "common/image/finder_count.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>

namespace eb::image {
namespace {

// Dark, light, dark, light, dark: 1 1 3 1 1 modules.
using Runs = std::array<int, 5>;

struct Found {
  int x, y, radius;
};

int total(const Runs& runs) {
  return std::accumulate(runs.begin(), runs.end(), 0);
}

// Ink may spread or shrink, so dark and light have a module size of their own; each run may be off by `slack` modules and half a
// pixel.
bool is_finder(const Runs& runs, double slack) {
  const double dark = (runs[0] + runs[2] + runs[4]) / 5.0;
  const double light = (runs[1] + runs[3]) / 2.0;
  if (total(runs) < 7 || dark > 4 * light || light > 4 * dark) return false;
  const auto off = [&](int run, double expected, double module) { return std::abs(run - expected) > slack * module + 0.5; };
  return !off(runs[0], dark, dark) && !off(runs[2], 3 * dark, dark) && !off(runs[4], dark, dark) &&
         !off(runs[1], light, light) && !off(runs[3], light, light);
}

bool is_dark(const Luma& ink, int x, int y) {
  return ink.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(ink.width) + static_cast<std::size_t>(x)] == 0;
}

// The runs through a dark pixel along (dx, dy), at most `range` pixels to each side. A run that leaves the picture ends there.
// shift: how many steps the middle of the centre run is away from the pixel.
Runs runs_through(const Luma& ink, int x, int y, int dx, int dy, int range, int& shift) {
  Runs runs{0, 0, -1, 0, 0};  // the first pixel is met from both sides
  std::array<int, 2> centre{};
  for (const int side : {-1, 1}) {
    int run = 2;
    int px = x;
    int py = y;
    for (int i = 0; i <= range && px >= 0 && py >= 0 && px < ink.width && py < ink.height; ++i) {
      const bool wants_dark = run % 2 == 0;
      if (is_dark(ink, px, py) != wants_dark) run += side;
      if (run < 0 || run > 4) break;
      ++runs[static_cast<std::size_t>(run)];
      if (run == 2) centre[side < 0 ? 0 : 1] = i;
      px += side * dx;
      py += side * dy;
    }
  }
  shift = (centre[1] - centre[0]) / 2;
  return runs;
}

class Counter {
 public:
  Counter(const Luma& ink, int enough) : ink_(ink), enough_(static_cast<std::size_t>(enough)) {}

  int count() {
    // The reader looks at every third row, and so do we; a finder pattern that it can use is at least seven rows high.
    for (int y = 2; y < ink_.height && found_.size() < enough_; y += 3) scan_row(y);
    return static_cast<int>(found_.size());
  }

 private:
  void scan_row(int y) {
    Runs runs{};
    std::size_t seen = 0;  // runs so far, the first dark one is number 0
    const std::uint8_t* row = ink_.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(ink_.width);
    for (int x = 0; x < ink_.width && found_.size() < enough_;) {
      const std::uint8_t colour = row[x];
      const int start = x;
      while (x < ink_.width && row[x] == colour) ++x;
      if (seen == 0 && colour != 0) continue;
      std::rotate(runs.begin(), runs.begin() + 1, runs.end());
      runs.back() = x - start;
      ++seen;
      if (colour == 0 && seen >= runs.size() && is_finder(runs, 0.5)) add(x - runs[4] - runs[3] - runs[2] / 2 - 1, y, runs);
    }
  }

  void add(int x, int y, const Runs& across) {
    constexpr double straight = 0.5;
    constexpr double diagonal = 0.75;
    const int range = 3 * total(across);
    int shift = 0;
    const Runs down = runs_through(ink_, x, y, 0, 1, range, shift);
    if (!is_finder(down, straight)) return;
    y += shift;
    const int radius = std::max(1, total(across) / 3);
    const auto near = [&](const Found& old) { return std::abs(x - old.x) < old.radius && std::abs(y - old.y) < old.radius; };
    if (std::any_of(found_.rbegin(), found_.rend(), near)) return;
    for (const int slope : {1, -1})
      if (!is_finder(runs_through(ink_, x, y, 1, slope, 2 * range, shift), diagonal)) return;
    found_.push_back({x, y, radius});
  }

  const Luma& ink_;
  std::size_t enough_;
  std::vector<Found> found_;
};

}  // namespace

int count_finders(const Luma& ink, int enough) {
  return Counter(ink, enough).count();
}

}  // namespace eb::image
