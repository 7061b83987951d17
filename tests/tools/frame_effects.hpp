// What light, lens, sensor and compression do to a frame.
#pragma once

#include <cstdint>
#include <vector>

#include "common/image/qr_image.hpp"

namespace eb::image::test {

// Luminance before the sensor: 0 black to 255 full, may go beyond.
struct Plane {
  int width = 0;
  int height = 0;
  std::vector<float> value;
  [[nodiscard]] float& at(int x, int y) { return value[static_cast<std::size_t>(y * width + x)]; }
  [[nodiscard]] float at(int x, int y) const { return value[static_cast<std::size_t>(y * width + x)]; }
};

// xorshift64*: the same numbers everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed);
  std::uint64_t next();
  double between(double low, double high);
  int below(int bound);

 private:
  std::uint64_t state_;
};

// 0 to 1, smooth, period-free: the same value for the same place and seed.
[[nodiscard]] double smooth_noise(double x, double y, unsigned seed);
// 0 to 1, one value for a whole cell.
[[nodiscard]] double cell_noise(int x, int y, unsigned seed);

void defocus(Plane& plane, double sigma);
void move(Plane& plane, double length, double angle);  // pixels, radians
void add_noise(Plane& plane, double sigma, Dice& dice);
void compress(Plane& plane, int quality);  // as baseline JPEG does (ITU-T T.81, table K.1), quality as in libjpeg
[[nodiscard]] Luma to_luma(const Plane& plane);

}  // namespace eb::image::test
