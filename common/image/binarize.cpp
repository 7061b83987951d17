#include "common/image/binarize.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace eb::image {
namespace {

constexpr int block = 8;
constexpr int reach = 2;         // blocks to each side that share in a block's threshold
constexpr int least_range = 24;  // a block with less between its darkest and lightest pixel is all ink or all paper

struct Blocks {
  int across = 0;
  int down = 0;
  std::vector<int> level;
  [[nodiscard]] int& at(int x, int y) { return level[static_cast<std::size_t>(y * across + x)]; }
  [[nodiscard]] int at(int x, int y) const { return level[static_cast<std::size_t>(y * across + x)]; }
};

// The last block of a row or column is moved back to lie inside the picture.
int start_of(int index, int side) {
  return std::min(index * block, side - block);
}

// What a flat block is: paper, with a threshold far below it, unless the blocks before it say that this is as dark as ink.
int flat_level(const Blocks& blocks, int x, int y, int darkest) {
  if (x > 0 && y > 0) {
    const int around = (2 * blocks.at(x - 1, y) + blocks.at(x, y - 1) + blocks.at(x - 1, y - 1)) / 4;
    if (darkest < around) return around;
  }
  return darkest / 2;
}

// Of each column of the picture, within one row of blocks.
struct Columns {
  explicit Columns(std::size_t width) : sum(width), darkest(width), lightest(width) {}
  std::vector<std::uint16_t> sum;
  Bytes darkest, lightest;

  void take(const std::uint8_t* row, std::size_t stride) {
    const std::size_t width = sum.size();
    std::fill(sum.begin(), sum.end(), std::uint16_t{0});
    std::fill(darkest.begin(), darkest.end(), std::uint8_t{255});
    std::fill(lightest.begin(), lightest.end(), std::uint8_t{0});
    for (int y = 0; y < block; ++y, row += stride) {
      std::uint16_t* total = sum.data();
      std::uint8_t* low = darkest.data();
      std::uint8_t* high = lightest.data();
      for (std::size_t x = 0; x < width; ++x) {
        total[x] = static_cast<std::uint16_t>(total[x] + row[x]);
        low[x] = std::min(low[x], row[x]);
        high[x] = std::max(high[x], row[x]);
      }
    }
  }
};

int block_level(const Columns& columns, int start, const Blocks& blocks, int x, int y) {
  const auto from = static_cast<std::ptrdiff_t>(start);
  const int sum = std::accumulate(columns.sum.begin() + from, columns.sum.begin() + from + block, 0);
  const int darkest = *std::min_element(columns.darkest.begin() + from, columns.darkest.begin() + from + block);
  const int lightest = *std::max_element(columns.lightest.begin() + from, columns.lightest.begin() + from + block);
  return lightest - darkest > least_range ? sum / (block * block) : flat_level(blocks, x, y, darkest);
}

int threshold_of(const Blocks& blocks, int x, int y) {
  const int left = std::clamp(x - reach, 0, blocks.across - 1 - 2 * reach);
  const int top = std::clamp(y - reach, 0, blocks.down - 1 - 2 * reach);
  int sum = 0;
  for (int row = top; row <= top + 2 * reach; ++row)
    for (int column = left; column <= left + 2 * reach; ++column) sum += blocks.at(column, row);
  return sum / ((2 * reach + 1) * (2 * reach + 1));
}

// thresholds: one for each pixel of a row.
void cut_line(const std::uint8_t* in, const Bytes& thresholds, std::uint8_t* out) {
  const std::uint8_t* threshold = thresholds.data();
  const std::size_t width = thresholds.size();
  for (std::size_t x = 0; x < width; ++x) out[x] = in[x] <= threshold[x] ? 0 : 255;
}

int otsu_threshold(const Luma& image, double lean) {
  std::array<double, 256> share{};
  for (const auto v : image.pixels) share[v] += 1;
  double total = 0;
  for (std::size_t v = 0; v < share.size(); ++v) total += static_cast<double>(v) * share[v];
  const auto pixels = static_cast<double>(image.pixels.size());
  double dark = 0;
  double dark_sum = 0;
  double best = -1;
  double threshold = 127;
  double paper = 255;
  for (std::size_t v = 0; v + 1 < share.size(); ++v) {
    dark += share[v];
    dark_sum += static_cast<double>(v) * share[v];
    if (dark == 0 || dark == pixels) continue;
    const double light_mean = (total - dark_sum) / (pixels - dark);
    const double apart = light_mean - dark_sum / dark;
    const double between = dark * (pixels - dark) * apart * apart;
    if (between > best) {
      best = between;
      threshold = static_cast<double>(v);
      paper = light_mean;
    }
  }
  return static_cast<int>(threshold + lean * (paper - threshold));
}

}  // namespace

bool is_readable_size(const Luma& image) {
  constexpr int version_1_side = 21;
  const auto pixels = std::int64_t{image.width} * image.height;
  if (image.width < version_1_side || image.height < version_1_side || pixels > max_image_pixels) return false;
  if (image.pixels.size() != static_cast<std::size_t>(pixels))
    broken_invariant("a picture has other than width x height pixels");
  return true;
}

Luma local_threshold(const Luma& image) {
  constexpr int least_side = block * (2 * reach + 1);
  if (image.width < least_side || image.height < least_side) return global_threshold(image);
  Blocks blocks{(image.width + block - 1) / block, (image.height + block - 1) / block, {}};
  blocks.level.resize(static_cast<std::size_t>(blocks.across) * static_cast<std::size_t>(blocks.down));
  const auto width = static_cast<std::size_t>(image.width);
  const auto offset = [&](int y) { return static_cast<std::size_t>(start_of(y, image.height)) * width; };
  Columns columns(width);
  for (int y = 0; y < blocks.down; ++y) {
    columns.take(image.pixels.data() + offset(y), width);
    for (int x = 0; x < blocks.across; ++x) blocks.at(x, y) = block_level(columns, start_of(x, image.width), blocks, x, y);
  }
  Luma out{image.width, image.height, Bytes(image.pixels.size())};
  Bytes thresholds(width);
  for (int y = 0; y < blocks.down; ++y) {
    for (int x = 0; x < blocks.across; ++x)
      std::fill_n(thresholds.begin() + start_of(x, image.width), block,
                  static_cast<std::uint8_t>(threshold_of(blocks, x, y)));
    for (std::size_t row = offset(y); row < offset(y) + block * width; row += width)
      cut_line(image.pixels.data() + row, thresholds, out.pixels.data() + row);
  }
  return out;
}

Luma global_threshold(const Luma& image, double lean) {
  const int threshold = otsu_threshold(image, lean);
  Luma out{image.width, image.height, Bytes(image.pixels.size())};
  std::transform(image.pixels.begin(), image.pixels.end(), out.pixels.begin(),
                 [&](std::uint8_t v) { return static_cast<std::uint8_t>(v <= threshold ? 0 : 255); });
  return out;
}

}  // namespace eb::image
