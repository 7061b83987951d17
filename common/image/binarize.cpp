#include "common/image/binarize.hpp"

#include <algorithm>
#include <array>

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

int block_level(const Luma& image, const Blocks& blocks, int x, int y) {
  const auto stride = static_cast<std::size_t>(image.width);
  const std::uint8_t* corner =
      image.pixels.data() + static_cast<std::size_t>(start_of(y, image.height)) * stride + start_of(x, image.width);
  int sum = 0;
  std::uint8_t darkest = 255;
  std::uint8_t lightest = 0;
  for (int row = 0; row < block; ++row, corner += stride)
    for (int i = 0; i < block; ++i) {
      sum += corner[i];
      darkest = std::min(darkest, corner[i]);
      lightest = std::max(lightest, corner[i]);
    }
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

void cut_block(const Luma& image, int left, int top, int threshold, Luma& out) {
  for (int y = top; y < top + block; ++y) {
    const auto offset = static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(left);
    const std::uint8_t* in = image.pixels.data() + offset;
    std::uint8_t* target = out.pixels.data() + offset;
    for (int i = 0; i < block; ++i) target[i] = in[i] <= threshold ? 0 : 255;
  }
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
  for (int y = 0; y < blocks.down; ++y)
    for (int x = 0; x < blocks.across; ++x) blocks.at(x, y) = block_level(image, blocks, x, y);
  Luma out{image.width, image.height, Bytes(image.pixels.size())};
  for (int y = 0; y < blocks.down; ++y)
    for (int x = 0; x < blocks.across; ++x)
      cut_block(image, start_of(x, image.width), start_of(y, image.height), threshold_of(blocks, x, y), out);
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
