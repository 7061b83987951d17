#include "common/image/finder_count.hpp"

#include <algorithm>
#include <cstdlib>

#include "common/image/cross_cut.hpp"

namespace eb::image {
namespace {

// Dark, light, dark, light, dark: 1 1 3 1 1 modules.
using Runs = CrossCut<5>;

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

class Counter {
 public:
  Counter(const Luma& ink, int enough) : ink_(ink), enough_(static_cast<std::size_t>(enough)) {}

  std::vector<Finder> find() && {
    // The reader looks at every third row, and so do we; a finder pattern that it can use is at least seven rows high.
    for (int y = 2; y < ink_.height && found_.size() < enough_; y += 3) scan_row(y);
    return std::move(found_);
  }

 private:
  void scan_row(int y) {
    cut_row<5>(ink_, y, [&](int x, const Runs& runs) {
      if (is_finder(runs, 0.5)) add(x, y, runs);
      return found_.size() < enough_;
    });
  }

  void add(int x, int y, const Runs& across) {
    constexpr double straight = 0.5;
    constexpr double diagonal = 0.75;
    const int range = 3 * total(across);
    int shift = 0;
    const Runs down = cross_cut<5>(ink_, {x, y}, {0, 1}, range, shift);
    if (!is_finder(down, straight)) return;
    y += shift;
    const auto near = [&](const Finder& old) {
      const int old_radius = std::max(1, old.width / 3);
      return std::abs(x - old.x) < old_radius && std::abs(y - old.y) < old_radius;
    };
    if (std::any_of(found_.rbegin(), found_.rend(), near)) return;
    for (const int slope : {1, -1})
      if (!is_finder(cross_cut<5>(ink_, {x, y}, {1, slope}, 2 * range, shift), diagonal)) return;
    found_.push_back({x, y, total(across), total(down)});
  }

  const Luma& ink_;
  std::size_t enough_;
  std::vector<Finder> found_;
};

}  // namespace

std::vector<Finder> find_finders(const Luma& ink, int enough) {
  return Counter(ink, enough).find();
}

int count_finders(const Luma& ink, int enough) {
  return static_cast<int>(find_finders(ink, enough).size());
}

}  // namespace eb::image
