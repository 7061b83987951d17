#include "common/image/warp.hpp"

#include <cmath>
#include <utility>

namespace eb::image {
namespace {

double bending(const Spot& a, const Spot& b) {
  const double square = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
  return square > 0 ? square * std::log(square) : 0;
}

// Gauss with pivoting; the right side is a point. A singular system gives zeros where it is.
std::vector<Spot> solved(std::vector<std::vector<double>> rows, std::vector<Spot> right) {
  const std::size_t n = rows.size();
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t pivot = i;
    for (std::size_t row = i + 1; row < n; ++row)
      if (std::abs(rows[row][i]) > std::abs(rows[pivot][i])) pivot = row;
    std::swap(rows[i], rows[pivot]);
    std::swap(right[i], right[pivot]);
    if (std::abs(rows[i][i]) < 1e-9) continue;
    for (std::size_t row = 0; row < n; ++row) {
      if (row == i) continue;
      const double share = rows[row][i] / rows[i][i];
      for (std::size_t column = i; column < n; ++column) rows[row][column] -= share * rows[i][column];
      right[row] = {right[row].x - share * right[i].x, right[row].y - share * right[i].y};
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const bool free = std::abs(rows[i][i]) < 1e-9;
    right[i] = free ? Spot{} : Spot{right[i].x / rows[i][i], right[i].y / rows[i][i]};
  }
  return right;
}

}  // namespace

Warp::Warp(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {
  const std::size_t n = pairs_.size();
  std::vector<std::vector<double>> rows(n + 3, std::vector<double>(n + 3));
  std::vector<Spot> right(n + 3);
  for (std::size_t i = 0; i < n; ++i) {
    const Spot& from = pairs_[i].from;
    for (std::size_t j = 0; j < n; ++j) rows[i][j] = bending(from, pairs_[j].from);
    rows[i][n] = rows[n][i] = 1;
    rows[i][n + 1] = rows[n + 1][i] = from.x;
    rows[i][n + 2] = rows[n + 2][i] = from.y;
    right[i] = pairs_[i].to;
  }
  weights_ = solved(std::move(rows), std::move(right));
}

Spot Warp::operator()(const Spot& at) const {
  const std::size_t n = pairs_.size();
  Spot out{weights_[n].x + weights_[n + 1].x * at.x + weights_[n + 2].x * at.y,
           weights_[n].y + weights_[n + 1].y * at.x + weights_[n + 2].y * at.y};
  for (std::size_t i = 0; i < n; ++i) {
    const double bend = bending(at, pairs_[i].from);
    out.x += weights_[i].x * bend;
    out.y += weights_[i].y * bend;
  }
  return out;
}

}  // namespace eb::image
