#include "common/image/regions.hpp"

#include <algorithm>
#include <cstdlib>

namespace eb::image {
namespace {

constexpr int cell = 8;        // pixels of the half-size copy
constexpr int most_step = 32;  // a code needs many changes of light, not great ones
constexpr int least_cells = 6;

// How busy each cell is: the lesser of the changes across and down, summed over the cell.
struct Map {
  int width = 0;
  int height = 0;
  std::vector<int> value;
  [[nodiscard]] int& at(int x, int y) { return value[static_cast<std::size_t>(y * width + x)]; }
  [[nodiscard]] int at(int x, int y) const { return value[static_cast<std::size_t>(y * width + x)]; }
};

Map blank(int width, int height) {
  return {width, height, std::vector<int>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

void add_steps(const std::uint8_t* a, const std::uint8_t* b, std::vector<std::uint16_t>& sums) {
  std::uint16_t* sum = sums.data();
  const std::size_t length = sums.size();
  for (std::size_t x = 0; x < length; ++x) {
    const int step = std::abs(a[x] - b[x]);
    sum[x] = static_cast<std::uint16_t>(sum[x] + std::min(step, most_step));
  }
}

Map busyness(const Luma& image) {
  Map out = blank(image.width / cell, image.height / cell);
  const auto stride = static_cast<std::size_t>(image.width);
  std::vector<std::uint16_t> across(stride - 1);
  std::vector<std::uint16_t> down(stride - 1);
  for (int y = 0; y < out.height; ++y) {
    std::fill(across.begin(), across.end(), std::uint16_t{0});
    std::fill(down.begin(), down.end(), std::uint16_t{0});
    for (int i = 0; i < cell - 1; ++i) {
      const std::uint8_t* row = image.pixels.data() + static_cast<std::size_t>(y * cell + i) * stride;
      add_steps(row, row + 1, across);
      add_steps(row, row + stride, down);
    }
    for (int x = 0; x < out.width; ++x) {
      int sum_across = 0;
      int sum_down = 0;
      for (int i = 0; i < cell - 1; ++i) {
        sum_across += across[static_cast<std::size_t>(x * cell + i)];
        sum_down += down[static_cast<std::size_t>(x * cell + i)];
      }
      out.at(x, y) = std::min(sum_across, sum_down);
    }
  }
  return out;
}

// The mean of each cell and those around it.
Map smoothed(const Map& in) {
  Map out = blank(in.width, in.height);
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x) {
      int sum = 0;
      int cells = 0;
      for (int j = std::max(0, y - 1); j <= std::min(in.height - 1, y + 1); ++j)
        for (int i = std::max(0, x - 1); i <= std::min(in.width - 1, x + 1); ++i, ++cells) sum += in.at(i, j);
      out.at(x, y) = sum / cells;
    }
  return out;
}

struct Patch {
  int left, top, right, bottom;  // cells, inclusive
  int cells = 0;
  long busy = 0;
};

// Cells above the threshold that touch one another. They are taken out of the map.
Patch take_patch(Map& map, int x, int y, int threshold) {
  Patch patch{x, y, x, y};
  std::vector<std::pair<int, int>> open{{x, y}};
  while (!open.empty()) {
    const auto [cx, cy] = open.back();
    open.pop_back();
    if (cx < 0 || cy < 0 || cx >= map.width || cy >= map.height || map.at(cx, cy) <= threshold) continue;
    patch.busy += map.at(cx, cy);
    ++patch.cells;
    map.at(cx, cy) = -1;
    patch.left = std::min(patch.left, cx);
    patch.right = std::max(patch.right, cx);
    patch.top = std::min(patch.top, cy);
    patch.bottom = std::max(patch.bottom, cy);
    open.insert(open.end(), {{cx - 1, cy}, {cx + 1, cy}, {cx, cy - 1}, {cx, cy + 1}});
  }
  return patch;
}

void add_patches(Map map, int threshold, std::vector<Patch>& patches) {
  for (int y = 0; y < map.height; ++y)
    for (int x = 0; x < map.width; ++x) {
      if (map.at(x, y) <= threshold) continue;
      const Patch patch = take_patch(map, x, y, threshold);
      if (patch.cells >= least_cells) patches.push_back(patch);
    }
}

}  // namespace

double overlap(const Box& a, const Box& b) {
  const int width = std::min(a.left + a.width, b.left + b.width) - std::max(a.left, b.left);
  const int height = std::min(a.top + a.height, b.top + b.height) - std::max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const double both = static_cast<double>(width) * height;
  return both / (static_cast<double>(a.width) * a.height + static_cast<double>(b.width) * b.height - both);
}

Box widened(const Box& box, double share, const Luma& image) {
  const int x = static_cast<int>(box.width * share);
  const int y = static_cast<int>(box.height * share);
  const int left = std::max(0, box.left - x);
  const int top = std::max(0, box.top - y);
  return {left, top, std::min(image.width, box.left + box.width + x) - left,
          std::min(image.height, box.top + box.height + y) - top};
}

std::vector<Box> busy_regions(const Luma& image, std::size_t most) {
  constexpr int least_side = 64;
  if (std::min(image.width, image.height) < least_side) return {};
  const Map map = smoothed(busyness(shrunk(image, 2)));
  std::vector<int> sorted = map.value;
  std::sort(sorted.begin(), sorted.end());
  const int floor = sorted[sorted.size() / 2];  // sensor noise is everywhere alike
  const int peak = sorted[sorted.size() - 1 - sorted.size() / 200];
  if (peak - floor < 2 * cell) return {};
  std::vector<Patch> patches;
  for (const int percent : {20, 45}) add_patches(map, floor + (peak - floor) * percent / 100, patches);
  std::stable_sort(patches.begin(), patches.end(), [](const Patch& a, const Patch& b) { return a.busy > b.busy; });
  std::vector<Box> boxes;
  for (const auto& patch : patches) {
    constexpr int side = 2 * cell;
    const Box core{patch.left * side, patch.top * side, (patch.right - patch.left + 1) * side,
                   (patch.bottom - patch.top + 1) * side};
    const Box box = widened(core, 0.12, image);
    const auto same = [&](const Box& old) { return overlap(old, box) > 0.6; };
    if (boxes.size() < most && std::none_of(boxes.begin(), boxes.end(), same)) boxes.push_back(box);
  }
  return boxes;
}

}  // namespace eb::image
