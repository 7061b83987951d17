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

// Weights in 1/256 that make up 256 exactly: sums of bytes stay within 16 bits, of which the processor takes eight at a time.
std::vector<std::uint16_t> gauss_weights(double sigma) {
  const int radius = std::max(1, static_cast<int>(std::ceil(2.5 * sigma)));
  std::vector<double> exact;
  for (int i = -radius; i <= radius; ++i) exact.push_back(std::exp(-i * i / (2 * sigma * sigma)));
  double sum = 0;
  for (const double w : exact) sum += w;
  std::vector<std::uint16_t> weights;
  for (const double w : exact) weights.push_back(static_cast<std::uint16_t>(std::lround(w / sum * 256)));
  int middle = 256;
  for (const auto w : weights) middle -= w;
  auto& centre = weights[static_cast<std::size_t>(radius)];
  centre = static_cast<std::uint16_t>(centre + middle);
  return weights;
}

using Sums = std::vector<std::uint16_t>;

void add_weighted(const std::uint8_t* in, std::uint16_t weight, Sums& sums) {
  const std::size_t length = sums.size();
  std::uint16_t* sum = sums.data();
  for (std::size_t x = 0; x < length; ++x) sum[x] = static_cast<std::uint16_t>(sum[x] + weight * in[x]);
}

void store(const Sums& sums, std::uint8_t* out) {
  std::transform(sums.begin(), sums.end(), out, [](std::uint16_t sum) { return static_cast<std::uint8_t>(sum >> 8); });
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
  // A new pixel lies a quarter of an old one from its nearest: weights 3 and 1 in both directions. One more at each edge.
  const auto width = static_cast<std::size_t>(image.width);
  Sums column(width + 2);
  for (int y = 0; y < out.height; ++y) {
    const std::uint8_t* near = row_of(image, y / 2);
    const std::uint8_t* far = row_of(image, std::clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, image.height - 1));
    for (std::size_t x = 0; x < width; ++x) column[x + 1] = static_cast<std::uint16_t>(3 * near[x] + far[x]);
    column.front() = column[1];
    column.back() = column[width];
    std::uint8_t* target = row_of(out, y);
    const std::uint16_t* sum = column.data();
    for (std::size_t x = 0; x < width; ++x) {
      target[2 * x] = static_cast<std::uint8_t>((3 * sum[x + 1] + sum[x] + 8) / 16);
      target[2 * x + 1] = static_cast<std::uint8_t>((3 * sum[x + 1] + sum[x + 2] + 8) / 16);
    }
  }
  return out;
}

Luma shrunk(const Luma& image, int factor) {
  Luma out = blank(image.width / factor, image.height / factor);
  std::vector<unsigned> columns(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(factor));
  const auto area = static_cast<unsigned>(factor * factor);
  for (int y = 0; y < out.height; ++y) {
    std::fill(columns.begin(), columns.end(), 0U);
    for (int row = 0; row < factor; ++row)
      std::transform(columns.begin(), columns.end(), row_of(image, y * factor + row), columns.begin(),
                     [](unsigned sum, std::uint8_t v) { return sum + v; });
    const unsigned* in = columns.data();
    std::uint8_t* target = row_of(out, y);
    for (int x = 0; x < out.width; ++x) {
      unsigned sum = area / 2;
      for (int i = 0; i < factor; ++i) sum += *in++;
      target[x] = static_cast<std::uint8_t>(sum / area);
    }
  }
  return out;
}

Luma cut_out(const Luma& image, const Box& box) {
  Luma out = blank(box.width, box.height);
  for (int y = 0; y < box.height; ++y) std::copy_n(row_of(image, box.top + y) + box.left, box.width, row_of(out, y));
  return out;
}

Luma blurred(const Luma& image, double sigma) {
  const auto weights = gauss_weights(sigma);
  const int radius = static_cast<int>(weights.size()) / 2;
  const auto width = static_cast<std::size_t>(image.width);
  Luma across = blank(image.width, image.height);
  Bytes padded(width + 2 * static_cast<std::size_t>(radius));  // beyond the edge the last pixel goes on
  Sums sums(width);
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* in = row_of(image, y);
    std::fill_n(padded.begin(), radius, in[0]);
    std::copy_n(in, width, padded.begin() + radius);
    std::fill_n(padded.end() - radius, radius, in[width - 1]);
    std::fill(sums.begin(), sums.end(), std::uint16_t{128});
    for (std::size_t i = 0; i < weights.size(); ++i) add_weighted(padded.data() + i, weights[i], sums);
    store(sums, row_of(across, y));
  }
  // Down the columns as a sum of rows: the memory is walked in order.
  Luma out = blank(image.width, image.height);
  for (int y = 0; y < image.height; ++y) {
    std::fill(sums.begin(), sums.end(), std::uint16_t{128});
    for (int i = -radius; i <= radius; ++i)
      add_weighted(row_of(across, std::clamp(y + i, 0, image.height - 1)), weights[static_cast<std::size_t>(i + radius)],
                   sums);
    store(sums, row_of(out, y));
  }
  return out;
}

Luma sharpened(const Luma& image, double sigma, double amount) {
  Luma out = blurred(image, sigma);
  const int gain = static_cast<int>(std::lround(amount * 16));
  std::transform(image.pixels.begin(), image.pixels.end(), out.pixels.begin(), out.pixels.begin(),
                 [&](std::uint8_t sharp, std::uint8_t soft) {
                   return static_cast<std::uint8_t>(std::clamp(sharp + (gain * (sharp - soft) + 8) / 16, 0, 255));
                 });
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
