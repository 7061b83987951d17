#include "common/image/rebuild.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "common/image/finder_count.hpp"
#include "common/image/warp.hpp"

namespace eb::image {
namespace {

constexpr int max_candidates = 24;      // finder patterns that are combined; more is a picture of something else
constexpr std::size_t max_triples = 2;  // that are looked at
constexpr double finder_middle = 3.5;   // modules from the symbol's edge

struct Triple {
  Spot corner, right, below;
  double modules;  // between the middles of two finder patterns
  double unfit;    // 0: a square
};

double distance(const Spot& a, const Spot& b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

Spot middle(const Finder& finder) {
  return {finder.x + 0.5, finder.y + 0.5};
}

// The pattern's runs are longer by 1/cos when it is turned, alike along a row and a column.
double module_of(const Finder& finder, double cosine) {
  return (finder.width + finder.height) / 14.0 * cosine;
}

void add_triple(const Finder& a, const Finder& b, const Finder& c, std::vector<Triple>& triples) {
  Spot right = middle(b);
  Spot below = middle(c);
  const Spot corner = middle(a);
  const double cross = (right.x - corner.x) * (below.y - corner.y) - (right.y - corner.y) * (below.x - corner.x);
  if (cross < 0) std::swap(right, below);
  const double across = distance(corner, right);
  const double down = distance(corner, below);
  const double sine = std::abs(cross) / (across * down + 1e-9);
  const double turn = std::max(std::abs(right.x - corner.x), std::abs(right.y - corner.y)) / (across + 1e-9);
  const double module = (module_of(a, turn) + module_of(b, turn) + module_of(c, turn)) / 3;
  const double spread = std::max({a.width, b.width, c.width}) / static_cast<double>(std::min({a.width, b.width, c.width}));
  const double unequal = std::max(across, down) / (std::min(across, down) + 1e-9);
  const double modules = (across + down) / 2 / module;
  if (sine < 0.7 || unequal > 1.7 || spread > 2 || modules < 12 || modules > 80) return;
  triples.push_back({corner, right, below, modules, (1 - sine) * 2 + (unequal - 1) + (spread - 1)});
}

std::vector<Triple> triples_of(const std::vector<Finder>& finders) {
  std::vector<Triple> triples;
  for (std::size_t a = 0; a < finders.size(); ++a)
    for (std::size_t b = 0; b < finders.size(); ++b)
      for (std::size_t c = b + 1; c < finders.size(); ++c)
        if (a != b && a != c) add_triple(finders[a], finders[b], finders[c], triples);
  std::stable_sort(triples.begin(), triples.end(), [](const Triple& x, const Triple& y) { return x.unfit < y.unfit; });
  if (triples.size() > max_triples) triples.resize(max_triples);
  return triples;
}

// Middles of the alignment patterns along one side, ISO/IEC 18004 annex E (version 32 apart, which no badge has).
std::vector<int> alignment_places(int version) {
  if (version < 2) return {};
  const int count = version / 7 + 2;
  const int step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
  std::vector<int> places{6};
  for (int i = count - 2; i >= 0; --i) places.push_back(17 + 4 * version - 7 - i * step);
  return places;
}

class Rebuilder {
 public:
  Rebuilder(const Luma& ink, const Triple& triple, int version)
      : ink_(ink), size_(17 + 4 * version), places_(alignment_places(version)), pairs_(corners(triple)), warp_(pairs_) {}

  // First along the smooth grid, then along the settled one. Nothing when the modules between the finder patterns do not alternate.
  std::vector<Luma> rebuilt() && {
    // Those nearest to what is known come first, and each helps to find the next.
    std::vector<Spot> wanted;
    for (const int y : places_)
      for (const int x : places_)
        if (!at_finder(x, y)) wanted.push_back({x + 0.5, y + 0.5});
    std::stable_sort(wanted.begin(), wanted.end(), [](const Spot& a, const Spot& b) { return a.x + a.y < b.x + b.y; });
    for (const auto& spot : wanted) align(spot);
    for (int y = 0; y <= size_; ++y)
      for (int x = 0; x <= size_; ++x) middles_.push_back(warp_({x + 0.5, y + 0.5}));
    if (!is_timed()) return {};
    std::vector<Luma> out{drawn()};
    for (int round = 0; round < 2; ++round) settle();
    out.push_back(drawn());
    return out;
  }

 private:
  [[nodiscard]] std::vector<Pair> corners(const Triple& triple) const {
    const double far = size_ - finder_middle;
    return {{{finder_middle, finder_middle}, triple.corner},
            {{far, finder_middle}, triple.right},
            {{finder_middle, far}, triple.below}};
  }

  [[nodiscard]] bool at_finder(int x, int y) const {
    const int last = size_ - 7;
    return (x == 6 && y == 6) || (x == 6 && y == last) || (x == last && y == 6);
  }

  // -1 outside of the picture.
  [[nodiscard]] int dark_at(const Spot& at) const {
    const int x = static_cast<int>(std::floor(at.x));
    const int y = static_cast<int>(std::floor(at.y));
    if (x < 0 || y < 0 || x >= ink_.width || y >= ink_.height) return -1;
    return ink_.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(ink_.width) + static_cast<std::size_t>(x)] == 0
               ? 1
               : 0;
  }

  // Looks for an alignment pattern (rings of 5, 3 and 1 modules) around where it should be and bends the grid through it.
  void align(const Spot& spot) {
    constexpr double reach = 3.5;
    constexpr double step = 0.25;
    constexpr int enough = 22;  // of 25 modules
    const Spot at = warp_(spot);
    const Spot right = warp_({spot.x + 1, spot.y});
    const Spot below = warp_({spot.x, spot.y + 1});
    const Spot u{right.x - at.x, right.y - at.y};
    const Spot v{below.x - at.x, below.y - at.y};
    int best = 0;
    double best_far = 0;
    Spot sum;  // of the equally good places next to the best one
    int equals = 0;
    for (double dy = -reach; dy <= reach; dy += step)
      for (double dx = -reach; dx <= reach; dx += step) {
        const Spot from{at.x + dx * u.x + dy * v.x, at.y + dx * u.y + dy * v.y};
        const int score = alignment_score(from, u, v);
        const double far = std::hypot(dx, dy);
        if (score < enough || score < best) continue;
        if (score > best || far < best_far - 1.5) {
          best = score;
          best_far = far;
          sum = from;
          equals = 1;
        } else if (distance(from, {sum.x / equals, sum.y / equals}) < 0.8 * std::hypot(u.x, u.y)) {
          sum = {sum.x + from.x, sum.y + from.y};
          ++equals;
        }
      }
    if (equals == 0) return;
    pairs_.push_back({spot, {sum.x / equals, sum.y / equals}});
    warp_ = Warp(pairs_);
  }

  [[nodiscard]] int alignment_score(const Spot& from, const Spot& u, const Spot& v) const {
    int score = 0;
    for (int y = -2; y <= 2; ++y)
      for (int x = -2; x <= 2; ++x) {
        const int wanted = std::max(std::abs(x), std::abs(y)) == 1 ? 0 : 1;
        if (dark_at({from.x + x * u.x + y * v.x, from.y + x * u.y + y * v.y}) == wanted) ++score;
      }
    return score;
  }

  [[nodiscard]] const Spot& middle_of(int x, int y) const { return middles_[static_cast<std::size_t>(y * (size_ + 1) + x)]; }

  // 5 when five points spread over the module are alike, 1 when two of them are not: how well the grid lies there, moved by `shift`
  // modules.
  [[nodiscard]] int purity(int x, int y, const Spot& shift) const {
    constexpr double off = 0.3;
    const Spot& at = middle_of(x, y);
    const Spot u{middle_of(x + 1, y).x - at.x, middle_of(x + 1, y).y - at.y};
    const Spot v{middle_of(x, y + 1).x - at.x, middle_of(x, y + 1).y - at.y};
    int dark = 0;
    for (const auto& [dx, dy] : {Spot{0, 0}, Spot{-off, -off}, Spot{off, -off}, Spot{-off, off}, Spot{off, off}}) {
      const double across = shift.x + dx;
      const double down = shift.y + dy;
      if (dark_at({at.x + across * u.x + down * v.x, at.y + across * u.y + down * v.y}) == 1) ++dark;
    }
    return std::abs(2 * dark - 5);
  }

  // The shift by which the modules around one are purest.
  [[nodiscard]] Spot best_shift(int x, int y) const {
    constexpr int reach = 2;
    constexpr double step = 0.2;
    Spot best;
    double best_score = -1;
    for (int j = -reach; j <= reach; ++j)
      for (int i = -reach; i <= reach; ++i) {
        const Spot shift{i * step, j * step};
        double score = -0.6 * (std::abs(i) + std::abs(j));  // better no shift than one for nothing
        for (int row = std::max(0, y - window); row <= std::min(size_ - 1, y + window); ++row)
          for (int column = std::max(0, x - window); column <= std::min(size_ - 1, x + window); ++column)
            score += purity(column, row, shift);
        if (score <= best_score) continue;
        best_score = score;
        best = shift;
      }
    return best;
  }

  // Crumples are narrower than the distance of two alignment patterns: every few modules the grid is moved to where modules are pure,
  // and in between by something in between.
  void settle() {
    const int nodes = (size_ + spacing - 1) / spacing + 1;
    std::vector<Spot> shifts;
    for (int y = 0; y < nodes; ++y)
      for (int x = 0; x < nodes; ++x)
        shifts.push_back(best_shift(std::min(x * spacing, size_ - 1), std::min(y * spacing, size_ - 1)));
    std::vector<Spot> moved = middles_;
    for (int y = 0; y < size_; ++y)
      for (int x = 0; x < size_; ++x) {
        const auto node = static_cast<std::size_t>(y / spacing * nodes + x / spacing);
        const double fx = x % spacing / static_cast<double>(spacing);
        const double fy = y % spacing / static_cast<double>(spacing);
        const auto between = [&](double Spot::*axis) {
          const auto below = node + static_cast<std::size_t>(nodes);
          return (1 - fy) * ((1 - fx) * shifts[node].*axis + fx * shifts[node + 1].*axis) +
                 fy * ((1 - fx) * shifts[below].*axis + fx * shifts[below + 1].*axis);
        };
        const Spot shift{between(&Spot::x), between(&Spot::y)};
        const Spot& at = middle_of(x, y);
        const Spot& right = middle_of(x + 1, y);
        const Spot& below = middle_of(x, y + 1);
        moved[static_cast<std::size_t>(y * (size_ + 1) + x)] = {
            at.x + shift.x * (right.x - at.x) + shift.y * (below.x - at.x),
            at.y + shift.x * (right.y - at.y) + shift.y * (below.y - at.y)};
      }
    middles_ = std::move(moved);
  }

  // Most of five points within the module.
  [[nodiscard]] bool is_dark_module(int x, int y) const {
    constexpr double off = 0.22;
    const Spot& at = middles_[static_cast<std::size_t>(y * (size_ + 1) + x)];
    const Spot& right = middles_[static_cast<std::size_t>(y * (size_ + 1) + x + 1)];
    const Spot& below = middles_[static_cast<std::size_t>((y + 1) * (size_ + 1) + x)];
    const Spot u{off * (right.x - at.x), off * (right.y - at.y)};
    const Spot v{off * (below.x - at.x), off * (below.y - at.y)};
    int dark = 0;
    for (const Spot& point : {at, Spot{at.x + u.x, at.y + u.y}, Spot{at.x - u.x, at.y - u.y}, Spot{at.x + v.x, at.y + v.y},
                              Spot{at.x - v.x, at.y - v.y}})
      if (dark_at(point) == 1) ++dark;
    return dark >= 3;
  }

  // 1 dark, 0 light, -1 for what differs from code to code.
  [[nodiscard]] int fixed_module(int x, int y) const {
    const int last = size_ - 1;
    for (const auto& [left, top] : {std::pair{0, 0}, std::pair{size_ - 7, 0}, std::pair{0, size_ - 7}}) {
      const int ring = std::max(std::abs(x - left - 3), std::abs(y - top - 3));
      if (ring <= 4) return ring == 3 || ring <= 1 ? 1 : 0;
    }
    if ((x == 6 && y > 7 && y < last - 7) || (y == 6 && x > 7 && x < last - 7)) return (x + y) % 2 == 0 ? 1 : 0;
    for (const int top : places_)
      for (const int left : places_) {
        const int ring = std::max(std::abs(x - left), std::abs(y - top));
        if (ring <= 2 && !at_finder(left, top)) return ring == 1 ? 0 : 1;
      }
    return -1;
  }

  [[nodiscard]] bool is_timed() const {
    int right = 0;
    const int first = 8;
    const int last = size_ - 9;
    for (int i = first; i <= last; ++i) {
      if (is_dark_module(i, 6) == (i % 2 == 0)) ++right;
      if (is_dark_module(6, i) == (i % 2 == 0)) ++right;
    }
    return right >= 2 * (last - first + 1) * 7 / 10;
  }

  [[nodiscard]] Luma drawn() const {
    constexpr int quiet = 4;
    constexpr int scale = 3;
    const int side = (size_ + 2 * quiet) * scale;
    Luma out{side, side, Bytes(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 255)};
    for (int y = 0; y < size_; ++y)
      for (int x = 0; x < size_; ++x) {
        const int fixed = fixed_module(x, y);
        if (fixed == 0 || (fixed < 0 && !is_dark_module(x, y))) continue;
        for (int row = (y + quiet) * scale; row < (y + quiet + 1) * scale; ++row)
          std::fill_n(out.pixels.begin() + static_cast<std::ptrdiff_t>(row) * side + (x + quiet) * scale, scale,
                      std::uint8_t{0});
      }
    return out;
  }

  static constexpr int spacing = 6;  // modules between the places where the grid is settled
  static constexpr int window = 3;   // modules to each side that are looked at there

  const Luma& ink_;
  int size_;
  std::vector<int> places_;
  std::vector<Pair> pairs_;
  Warp warp_;
  std::vector<Spot> middles_;  // of all modules, and one more row and column
};

}  // namespace

std::vector<Luma> rebuilt_symbols(const Luma& ink) {
  constexpr int max_version = 20;
  const auto finders = find_finders(ink, max_candidates);
  std::vector<Luma> out;
  if (static_cast<int>(finders.size()) >= max_candidates) return out;
  for (const auto& triple : triples_of(finders)) {
    const int likely = static_cast<int>(std::lround((triple.modules + 7 - 17) / 4));
    for (const int version : {likely, likely - 1, likely + 1}) {
      if (version < 1 || version > max_version) continue;
      auto pictures = Rebuilder(ink, triple, version).rebuilt();
      if (pictures.empty()) continue;
      std::move(pictures.begin(), pictures.end(), std::back_inserter(out));
      break;
    }
  }
  return out;
}

}  // namespace eb::image
