#include "tests/tools/frame_look.hpp"

#include <array>
#include <numbers>

#include "tests/tools/frame_maker.hpp"

namespace eb::image::test {
namespace {

using Steps = std::array<double, frame_levels>;
constexpr double pi = std::numbers::pi;

// A step of the scale, a little more or less.
double about(const Steps& steps, int level, Dice& dice) {
  return steps.at(static_cast<std::size_t>(level)) * dice.between(0.92, 1.08);
}

void soil(Look& look, int kind, int level, Dice& dice) {
  const auto step = [&](const Steps& steps) { return about(steps, level, dice); };
  switch (kind) {
    case 1:  // small
      look.module = step({2.5, 2.1, 1.85, 1.65, 1.5});
      look.blur = 0.5;
      break;
    case 2:  // perspective
      look.tilt = step({0.8, 0.95, 1.05, 1.12, 1.18});
      look.module = 6;
      break;
    case 3:  // motion blur
      look.motion = look.module * step({0.7, 1.0, 1.25, 1.45, 1.7});
      break;
    case 4:  // focus blur
      look.blur = look.module * step({0.4, 0.46, 0.52, 0.58, 0.66});
      break;
    case 5:  // sensor noise
      look.noise = step({30, 42, 52, 64, 80});
      break;
    case 6:  // uneven light
      look.slope = step({0.5, 0.6, 0.7, 0.78, 0.85});
      look.shadow = step({0.35, 0.5, 0.62, 0.72, 0.82});
      look.noise = 4;
      break;
    case 7:  // low contrast
      look.paper = dice.between(90, 150);
      look.ink = look.paper - step({60, 44, 34, 26, 19});
      look.noise = 3;
      break;
    case 8:  // glare
      look.glare = step({6, 8, 10, 11.5, 13});
      look.glare_gain = dice.between(200, 400);
      break;
    case 9:  // JPEG
      look.jpeg_quality = static_cast<int>(step({6, 4.9, 4, 3.3, 2.7}));
      look.module = dice.between(3.2, 4.5);
      break;
    case 10:  // curl
      look.curl = step({0.05, 0.1, 0.15, 0.2, 0.27});
      look.crumple = step({0.1, 0.2, 0.3, 0.4, 0.5});
      break;
    case 11:  // moire
      look.wave = step({0.35, 0.5, 0.62, 0.74, 0.86});
      look.wave_length = dice.between(2.5, 9);
      look.noise = 5;
      break;
    case 12:  // phone screen
      look.grid = step({0.4, 0.55, 0.7, 0.8, 0.9});
      look.grid_pitch = dice.between(2.4, 5);
      look.quiet = dice.between(1, 2.5);
      look.slope = 0.3;
      look.glare = step({7, 9, 11, 12, 13});
      look.glare_gain = dice.between(80, 160);
      break;
    case 13:  // stains
      look.stains = step({0.02, 0.035, 0.05, 0.07, 0.09});
      break;
    default: break;
  }
}

}  // namespace

Look look_of(int kind, int level, Dice& dice) {
  Look look;
  look.module = dice.between(4.5, 8);
  look.turn = dice.between(-0.35, 0.35);
  look.tilt = dice.between(0, 0.35);
  look.tilt_way = dice.between(0, 2 * pi);
  look.ink = dice.between(25, 55);
  look.paper = dice.between(180, 225);
  look.blur = dice.between(0.5, 0.9);
  look.motion_way = dice.between(0, pi);
  look.slope = dice.between(0, 0.2);
  soil(look, kind, level, dice);
  return look;
}

}  // namespace eb::image::test
