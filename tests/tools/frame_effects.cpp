#include "tests/tools/frame_effects.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace eb::image::test {
namespace {

constexpr int block = 8;
using Block = std::array<double, block * block>;

// ITU-T T.81 table K.1.
constexpr std::array<int, block * block> luminance_steps{16, 11, 10, 16, 24,  40,  51,  61,   //
                                                         12, 12, 14, 19, 26,  58,  60,  55,   //
                                                         14, 13, 16, 24, 40,  57,  69,  56,   //
                                                         14, 17, 22, 29, 51,  87,  80,  62,   //
                                                         18, 22, 37, 56, 68,  109, 103, 77,   //
                                                         24, 35, 55, 64, 81,  104, 113, 92,   //
                                                         49, 64, 78, 87, 103, 121, 120, 101,  //
                                                         72, 92, 95, 98, 112, 100, 103, 99};

Block cosines() {
  Block out{};
  for (int u = 0; u < block; ++u)
    for (int x = 0; x < block; ++x)
      out[static_cast<std::size_t>(u * block + x)] =
          std::sqrt((u == 0 ? 1.0 : 2.0) / block) * std::cos((2 * x + 1) * u * std::numbers::pi / (2 * block));
  return out;
}

// base * in * base^T, or with the base turned for the way back.
Block transformed(const Block& in, const Block& base, bool back) {
  const auto b = [&](int u, int x) { return base[static_cast<std::size_t>(back ? x * block + u : u * block + x)]; };
  Block half{};
  Block out{};
  for (int u = 0; u < block; ++u)
    for (int y = 0; y < block; ++y) {
      double sum = 0;
      for (int x = 0; x < block; ++x) sum += b(u, x) * in[static_cast<std::size_t>(y * block + x)];
      half[static_cast<std::size_t>(y * block + u)] = sum;
    }
  for (int v = 0; v < block; ++v)
    for (int u = 0; u < block; ++u) {
      double sum = 0;
      for (int y = 0; y < block; ++y) sum += b(v, y) * half[static_cast<std::size_t>(y * block + u)];
      out[static_cast<std::size_t>(v * block + u)] = sum;
    }
  return out;
}

std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31);
}

void blur_rows(const Plane& in, Plane& out, const std::vector<float>& weights) {
  const int radius = static_cast<int>(weights.size()) / 2;
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x) {
      float sum = 0;
      for (int i = -radius; i <= radius; ++i)
        sum += weights[static_cast<std::size_t>(i + radius)] * in.at(std::clamp(x + i, 0, in.width - 1), y);
      out.at(x, y) = sum;
    }
}

Plane turned(const Plane& in) {
  Plane out{in.height, in.width, std::vector<float>(in.value.size())};
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x) out.at(y, x) = in.at(x, y);
  return out;
}

}  // namespace

Dice::Dice(std::uint64_t seed) : state_(mixed(seed + 0x9E3779B97F4A7C15U) | 1U) {}

std::uint64_t Dice::next() {
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return state_ * 0x2545F4914F6CDD1DU;
}

double Dice::between(double low, double high) {
  return low + (high - low) * static_cast<double>(next() >> 11) / 9007199254740992.0;
}

int Dice::below(int bound) {
  return static_cast<int>((next() >> 33) % static_cast<std::uint64_t>(bound));
}

double cell_noise(int x, int y, unsigned seed) {
  const auto place = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(x)) << 32) | static_cast<std::uint32_t>(y);
  return static_cast<double>(mixed(place ^ mixed(seed + 1U)) >> 40) / 16777216.0;
}

double smooth_noise(double x, double y, unsigned seed) {
  const int left = static_cast<int>(std::floor(x));
  const int top = static_cast<int>(std::floor(y));
  const auto eased = [](double t) { return t * t * (3 - 2 * t); };
  const double across = eased(x - left);
  const double down = eased(y - top);
  const auto mix = [](double a, double b, double share) { return a + (b - a) * share; };
  return mix(mix(cell_noise(left, top, seed), cell_noise(left + 1, top, seed), across),
             mix(cell_noise(left, top + 1, seed), cell_noise(left + 1, top + 1, seed), across), down);
}

void defocus(Plane& plane, double sigma) {
  if (sigma <= 0) return;
  const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
  std::vector<float> weights;
  for (int i = -radius; i <= radius; ++i) weights.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
  float sum = 0;
  for (const float w : weights) sum += w;
  for (float& w : weights) w /= sum;
  Plane across = plane;
  blur_rows(plane, across, weights);
  const Plane columns = turned(across);
  Plane down = columns;
  blur_rows(columns, down, weights);
  plane = turned(down);
}

void move(Plane& plane, double length, double angle) {
  if (length <= 0) return;
  const Plane in = plane;
  const int steps = 1 + static_cast<int>(std::ceil(length));
  std::fill(plane.value.begin(), plane.value.end(), 0.0F);
  for (int step = 0; step < steps; ++step) {
    const double way = length * (static_cast<double>(step) / (steps - 1) - 0.5);
    const double dx = way * std::cos(angle);
    const double dy = way * std::sin(angle);
    const int left = static_cast<int>(std::floor(dx));
    const int top = static_cast<int>(std::floor(dy));
    const auto fx = static_cast<float>(dx - left);
    const auto fy = static_cast<float>(dy - top);
    const auto share = 1.0F / static_cast<float>(steps);
    for (int y = 0; y < in.height; ++y) {
      const int y0 = std::clamp(y + top, 0, in.height - 1);
      const int y1 = std::min(y0 + 1, in.height - 1);
      for (int x = 0; x < in.width; ++x) {
        const int x0 = std::clamp(x + left, 0, in.width - 1);
        const int x1 = std::min(x0 + 1, in.width - 1);
        plane.at(x, y) += share * ((1 - fy) * ((1 - fx) * in.at(x0, y0) + fx * in.at(x1, y0)) +
                                   fy * ((1 - fx) * in.at(x0, y1) + fx * in.at(x1, y1)));
      }
    }
  }
}

// The sum of four even numbers is near enough to a Gaussian: variance 4/12.
void add_noise(Plane& plane, double sigma, Dice& dice) {
  const auto scale = static_cast<float>(sigma * std::sqrt(3.0) / 65536.0);
  for (float& value : plane.value) {
    const std::uint64_t bits = dice.next();
    const auto sum =
        static_cast<std::int64_t>((bits & 0xFFFFU) + ((bits >> 16) & 0xFFFFU) + ((bits >> 32) & 0xFFFFU) + (bits >> 48));
    value += scale * static_cast<float>(sum - 131070);
  }
}

void compress(Plane& plane, int quality) {
  if (quality <= 0) return;
  const int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  static const Block base = cosines();
  for (int top = 0; top + block <= plane.height; top += block)
    for (int left = 0; left + block <= plane.width; left += block) {
      Block in{};
      for (int i = 0; i < block * block; ++i)
        in[static_cast<std::size_t>(i)] = std::clamp(plane.at(left + i % block, top + i / block), 0.0F, 255.0F) - 128.0;
      Block share = transformed(in, base, false);
      for (std::size_t i = 0; i < share.size(); ++i) {
        const double step = std::clamp((luminance_steps[i] * percent + 50) / 100, 1, 255);
        share[i] = std::round(share[i] / step) * step;
      }
      const Block out = transformed(share, base, true);
      for (int i = 0; i < block * block; ++i)
        plane.at(left + i % block, top + i / block) = static_cast<float>(out[static_cast<std::size_t>(i)] + 128);
    }
}

Luma to_luma(const Plane& plane) {
  Luma out{plane.width, plane.height, Bytes(plane.value.size())};
  std::transform(plane.value.begin(), plane.value.end(), out.pixels.begin(),
                 [](float v) { return static_cast<std::uint8_t>(std::clamp(v + 0.5F, 0.0F, 255.0F)); });
  return out;
}

}  // namespace eb::image::test
