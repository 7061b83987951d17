// How a badge is held and what is wrong with the picture of it, as numbers.
#pragma once

#include "tests/tools/frame_effects.hpp"

namespace eb::image::test {

// Lengths in pixels of the frame unless said otherwise; 0 = not at all.
struct Look {
  double module = 6;    // one module of the code, at its centre
  double turn = 0;      // radians in the plane of the picture
  double tilt = 0;      // radians out of it
  double tilt_way = 0;  // and towards where
  double ink = 35;
  double paper = 205;
  double blur = 0.6;  // sigma; no lens is sharp
  double motion = 0;
  double motion_way = 0;
  double noise = 2;       // sigma
  double slope = 0;       // the light falls off across the frame by this share
  double shadow = 0;      // a hard shadow over the code takes this share
  double glare = 0;       // radius in modules of what the light burns out
  double glare_gain = 0;  // levels added in its middle
  double curl = 0;        // share by which the far edge of the code is foreshortened
  double crumple = 0;     // modules by which paper is shifted
  double wave = 0;        // share of the light that a moire takes
  double wave_length = 5;
  double grid = 0;  // darkness of the lines between a screen's pixels
  double grid_pitch = 3;
  double quiet = 6;      // modules of paper around the code
  double stains = 0;     // share of the code's area
  int jpeg_quality = 0;  // 0: none
};

// kind: index in frame_kinds, one that shows a code.
[[nodiscard]] Look look_of(int kind, int level, Dice& dice);

}  // namespace eb::image::test
