#include "common/image/luma_filters.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace eb::image {
namespace {

Luma blank(int width, int height) {
  return {width, height, Bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}
const std::uint8_t* row_of(const Luma& image, int y) {
  return image.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width);
}
std::uint8_t* row_of(Luma& image, int y) {
  return image.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width);
}
std::uint8_t to_pixel(double value) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

// Weights of one side and the middle, in 1/65536, so that the inner loop is whole numbers.
std::vector<int> gauss_weights(double sigma) {
  const int radius = std::max(1, static_cast<int>(std::ceil(2.5 * sigma)));
  std::vector<double> exact;
  for (int i = -radius; i <= radius; ++i) exact.push_back(std::exp(-i * i / (2 * sigma * sigma)));
  double sum = 0;
  for (const double w : exact) sum += w;
  std::vector<int> weights;
  for (const double w : exact) weights.push_back(static_cast<int>(std::lround(w / sum * 65536)));
  return weights;
}

// One row through the kernel; beyond the edge the last pixel goes on.
void blur_line(const std::uint8_t* in, int length, const std::vector<int>& weights, std::uint8_t* out) {
  const int radius = static_cast<int>(weights.size()) / 2;
  for (int x = 0; x < length; ++x) {
    int sum = 1 << 15;
    for (int i = -radius; i <= radius; ++i)
      sum += weights[static_cast<std::size_t>(i + radius)] * in[std::clamp(x + i, 0, length - 1)];
    out[x] = static_cast<std::uint8_t>(std::clamp(sum >> 16, 0, 255));
  }
}

template <class Change>
Luma mapped(const Luma& image, Change change) {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t v = 0; v < table.size(); ++v) table[v] = change(static_cast<int>(v));
  Luma out = blank(image.width, image.height);
  std::transform(image.pixels.begin(), image.pixels.end(), out.pixels.begin(), [&](std::uint8_t v) { return table[v]; });
  return out;
}

}  // namespace

Luma doubled(const Luma& image) {
  Luma out = blank(image.width * 2, image.height * 2);
  // A new pixel lies a quarter of an old one from its nearest: weights 3 and 1 in both directions.
  for (int y = 0; y < out.height; ++y) {
    const std::uint8_t* near = row_of(image, y / 2);
    const std::uint8_t* far = row_of(image, std::clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, image.height - 1));
    std::uint8_t* target = row_of(out, y);
    for (int x = 0; x < out.width; ++x) {
      const int a = x / 2;
      const int b = std::clamp(a + (x % 2 == 0 ? -1 : 1), 0, image.width - 1);
      target[x] = static_cast<std::uint8_t>((9 * near[a] + 3 * near[b] + 3 * far[a] + far[b] + 8) / 16);
    }
  }
  return out;
}

Luma shrunk(const Luma& image, int factor) {
  Luma out = blank(image.width / factor, image.height / factor);
  std::vector<unsigned> sums(static_cast<std::size_t>(out.width));
  const auto area = static_cast<unsigned>(factor * factor);
  for (int y = 0; y < out.height; ++y) {
    std::fill(sums.begin(), sums.end(), area / 2);
    for (int row = 0; row < factor; ++row) {
      const std::uint8_t* in = row_of(image, y * factor + row);
      for (auto& sum : sums)
        for (int i = 0; i < factor; ++i) sum += *in++;
    }
    std::transform(sums.begin(), sums.end(), row_of(out, y),
                   [&](unsigned sum) { return static_cast<std::uint8_t>(sum / area); });
  }
  return out;
}

Luma blurred(const Luma& image, double sigma) {
  const auto weights = gauss_weights(sigma);
  Luma across = blank(image.width, image.height);
  for (int y = 0; y < image.height; ++y) blur_line(row_of(image, y), image.width, weights, row_of(across, y));
  // Down the columns as a sum of rows: the memory is walked in order.
  const int radius = static_cast<int>(weights.size()) / 2;
  Luma out = blank(image.width, image.height);
  std::vector<int> sums(static_cast<std::size_t>(image.width));
  for (int y = 0; y < image.height; ++y) {
    std::fill(sums.begin(), sums.end(), 1 << 15);
    for (int i = -radius; i <= radius; ++i) {
      const std::uint8_t* in = row_of(across, std::clamp(y + i, 0, image.height - 1));
      const int weight = weights[static_cast<std::size_t>(i + radius)];
      for (auto& sum : sums) sum += weight * *in++;
    }
    std::transform(sums.begin(), sums.end(), row_of(out, y),
                   [](int sum) { return static_cast<std::uint8_t>(std::clamp(sum >> 16, 0, 255)); });
  }
  return out;
}

Luma sharpened(const Luma& image, double sigma, double amount) {
  Luma out = blurred(image, sigma);
  std::transform(image.pixels.begin(), image.pixels.end(), out.pixels.begin(), out.pixels.begin(),
                 [&](std::uint8_t sharp, std::uint8_t soft) { return to_pixel(sharp + amount * (sharp - soft)); });
  return out;
}

Luma stretched(const Luma& image) {
  std::array<std::size_t, 256> histogram{};
  for (const auto v : image.pixels) ++histogram[v];
  const std::size_t share = image.pixels.size() / 100;
  int low = 0;
  int high = 255;
  for (std::size_t seen = histogram[0]; low < 255 && seen <= share; seen += histogram[static_cast<std::size_t>(low)]) ++low;
  for (std::size_t seen = histogram[255]; high > 0 && seen <= share; seen += histogram[static_cast<std::size_t>(high)])
    --high;
  if (high <= low) return image;
  const double gain = 255.0 / (high - low);
  return mapped(image, [&](int v) { return to_pixel((v - low) * gain); });
}

Luma inverted(const Luma& image) {
  return mapped(image, [](int v) { return static_cast<std::uint8_t>(255 - v); });
}

}  // namespace eb::image
