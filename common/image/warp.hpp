// Inside this room only: a smooth map of the plane through given points (thin-plate spline: F. L. Bookstein, 1989), as paper bends.
#pragma once

#include <vector>

namespace eb::image {

struct Spot {
  double x = 0, y = 0;
};
struct Pair {
  Spot from, to;
};

class Warp {
 public:
  // At least three pairs whose `from` are not on one line; no two the same.
  explicit Warp(std::vector<Pair> pairs);
  [[nodiscard]] Spot operator()(const Spot& at) const;

 private:
  std::vector<Pair> pairs_;
  std::vector<Spot> weights_;  // one for each pair, then those of 1, x and y
};

}  // namespace eb::image
