#include "tests/tools/frame_maker.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "tests/tools/frame_effects.hpp"
#include "tests/tools/frame_look.hpp"

namespace eb::image::test {
namespace {

struct Point {
  double x = 0, y = 0;
};

// From a pixel to the badge's plane, in modules from the middle of the code: a pinhole camera before a tilted plane.
class Pose {
 public:
  Pose(const Look& look, Point middle) : middle_(middle), module_(look.module) {
    const double c = std::cos(look.tilt);
    const double s = std::sin(look.tilt);
    const double wx = std::cos(look.tilt_way);
    const double wy = std::sin(look.tilt_way);
    normal_ = {s * wx, s * wy, c};
    // The axes of the plane before it is turned: Rodrigues about the axis across the way of the tilt.
    const Vector ex{c * wx * wx + wy * wy, (c - 1) * wx * wy, -s * wx};
    const Vector ey{(c - 1) * wx * wy, c * wy * wy + wx * wx, -s * wy};
    const double ct = std::cos(look.turn);
    const double st = std::sin(look.turn);
    for (std::size_t i = 0; i < 3; ++i) {
      across_[i] = ct * ex[i] + st * ey[i];
      down_[i] = -st * ex[i] + ct * ey[i];
    }
  }

  [[nodiscard]] Point to_badge(double x, double y) const {
    const Vector ray{x - middle_.x, y - middle_.y, focus};
    const double along = dot(normal_, ray);
    if (along < 0.05 * focus) return {1e6, 1e6};  // beyond the plane's horizon
    const double t = normal_[2] * focus / along;
    const Vector from{t * ray[0], t * ray[1], t * focus - focus};
    return {dot(from, across_) / module_, dot(from, down_) / module_};
  }

 private:
  using Vector = std::array<double, 3>;
  static constexpr double focus = 1000;
  static double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

  Point middle_;
  double module_;
  Vector normal_{}, across_{}, down_{};
};

// Lines of something like print: ink or not at a place measured in letters' strokes.
bool is_print(double x, double y, unsigned seed) {
  const int line = static_cast<int>(std::floor(y / 12));
  if (y - 12 * line > 7) return false;
  const int stroke = static_cast<int>(std::floor(x));
  if (cell_noise(static_cast<int>(std::floor(x / 5)), line, seed) < 0.2) return false;  // between words
  return stroke % 5 != 4 && cell_noise(stroke, static_cast<int>(std::floor(y / 1.4)), seed + 1) < 0.5;
}

double background(double x, double y, unsigned seed) {
  const double room = 50 + 130 * smooth_noise(x / 260, y / 260, seed) + 20 * smooth_noise(x / 17, y / 17, seed + 1);
  const double door = 300 + 700 * cell_noise(0, 0, seed);
  return x > door && x < door + 26 ? 0.5 * room : room;
}

class Badge {
 public:
  Badge(const Look& look, Symbol symbol, unsigned seed) : look_(look), symbol_(std::move(symbol)), seed_(seed) {}

  // Levels of luminance before the light.
  [[nodiscard]] double at(Point p, double back) const {
    const double half = symbol_.size / 2.0;
    p = bent(p);
    const bool on_code = std::abs(p.x) < half && std::abs(p.y) < half;
    const double edge = half + look_.quiet;
    const bool screen = look_.grid > 0;
    if (std::abs(p.x) > edge || p.y < -edge || p.y > edge + (screen ? 0 : 14))
      return screen && std::abs(p.x) < edge + 6 && std::abs(p.y) < edge + 22 ? 18 : back;
    bool ink = false;
    if (on_code)
      ink =
          symbol_.dark[static_cast<std::size_t>(static_cast<int>(p.y + half) * symbol_.size + static_cast<int>(p.x + half))];
    else if (p.y > half + 3 && std::abs(p.x) < half)
      ink = is_print(p.x * 2.2, (p.y - half - 3) * 3, seed_);
    double level = ink ? look_.ink : look_.paper;
    if (look_.stains > 0 && on_code) level = stained(p, level);
    return level * fold_light(p);
  }

 private:
  // Paper around a cylinder and crumpled: where on the flat badge the place lies that is seen at p.
  [[nodiscard]] Point bent(Point p) const {
    if (look_.curl > 0) {
      const double reach = p.x / (symbol_.size / 2.0);
      p = {p.x * (1 + look_.curl * reach * reach * 0.5),
           p.y * (1 + look_.curl * 0.12 * reach * reach) + look_.curl * 5 * reach * reach};
    }
    if (look_.crumple > 0)
      p = {p.x + look_.crumple * 2 * (smooth_noise(p.x / 11, p.y / 11, seed_ + 2) - 0.5),
           p.y + look_.crumple * 2 * (smooth_noise(p.x / 11, p.y / 11, seed_ + 3) - 0.5)};
    return p;
  }

  [[nodiscard]] double fold_light(Point p) const {
    if (look_.crumple <= 0) return 1;
    const double rise =
        smooth_noise((p.x + 1) / 11, p.y / 11, seed_ + 2) - smooth_noise((p.x - 1) / 11, p.y / 11, seed_ + 2);
    return std::clamp(1 + 1.2 * look_.crumple * rise, 0.3, 1.3);
  }

  // Drops, some of paint that covers and some of coffee that darkens.
  [[nodiscard]] double stained(Point p, double level) const {
    const double drops = 7;
    const double radius = symbol_.size * std::sqrt(look_.stains / (drops * 3.14159));
    for (int i = 0; i < static_cast<int>(drops); ++i) {
      const double x = symbol_.size * (cell_noise(i, 1, seed_) - 0.5);
      const double y = symbol_.size * (cell_noise(i, 2, seed_) - 0.5);
      const double wobble = 0.75 + 0.5 * smooth_noise(p.x / 3, p.y / 3, seed_ + 5);
      if (std::hypot(p.x - x, p.y - y) > radius * wobble) continue;
      const double kind = cell_noise(i, 3, seed_);
      if (kind < 0.25) return 40;
      if (kind < 0.5) return 200;
      return level * 0.35;
    }
    return level;
  }

  Look look_;
  Symbol symbol_;
  unsigned seed_;
};

// Several points a pixel where the badge is; the background has no such detail.
Plane shown(const Badge& badge, const Look& look, const Pose& pose, unsigned seed) {
  Plane out{frame_width, frame_height, std::vector<float>(static_cast<std::size_t>(frame_width) * frame_height)};
  const int fine = look.module < 3 ? 5 : 3;
  for (int y = 0; y < frame_height; ++y)
    for (int x = 0; x < frame_width; ++x) {
      const double back = background(x, y, seed);
      const Point p = pose.to_badge(x, y);
      if (std::abs(p.x) > 60 || std::abs(p.y) > 80) {
        out.at(x, y) = static_cast<float>(back);
        continue;
      }
      double sum = 0;
      for (int i = 0; i < fine * fine; ++i)
        sum +=
            badge.at(pose.to_badge(x + (i % fine + 0.5) / fine - 0.5, y + (i / fine + 0.5) / fine - 0.5), back);  // NOLINT
      out.at(x, y) = static_cast<float>(sum / (fine * fine));
    }
  return out;
}

void light(Plane& plane, const Look& look, const Pose& pose, Dice& dice) {
  const double way = dice.between(0, 6.28);
  const Point spot{dice.between(-14, 14), dice.between(-14, 14)};
  const double edge = dice.between(-8, 8);
  const double wave_way = dice.between(0, 3.14);
  const double second = dice.between(0.9, 1.1);
  for (int y = 0; y < plane.height; ++y)
    for (int x = 0; x < plane.width; ++x) {
      const double along = (std::cos(way) * (x - plane.width / 2.0) + std::sin(way) * (y - plane.height / 2.0)) / 700;
      double gain = 1 - look.slope * std::clamp(0.5 + along, 0.0, 1.0);
      const Point p = pose.to_badge(x, y);
      if (look.shadow > 0 && std::cos(way + 1) * p.x + std::sin(way + 1) * p.y > edge) gain *= 1 - look.shadow;
      if (look.wave > 0) {
        const double a = (x * std::cos(wave_way) + y * std::sin(wave_way)) / look.wave_length;
        const double b = (x * std::cos(wave_way + 1.3) + y * std::sin(wave_way + 1.3)) / (look.wave_length * second);
        gain *= 1 - look.wave * (0.5 + 0.25 * std::sin(6.28318 * a) + 0.25 * std::sin(6.28318 * b));
      }
      if (look.grid > 0) {
        const double pitch = look.grid_pitch / look.module;
        const auto line = [&](double v) { return std::abs(v / pitch - std::floor(v / pitch) - 0.5) > 0.32; };
        if (line(p.x) || line(p.y)) gain *= 1 - look.grid;
      }
      double add = 0;
      if (look.glare > 0) {
        const double far = std::hypot(p.x - spot.x, p.y - spot.y) / look.glare;
        add = look.glare_gain * std::exp(-far * far * far);
      }
      plane.at(x, y) = static_cast<float>(plane.at(x, y) * gain + add);
    }
}

double view_without_code(int kind, double x, double y, unsigned seed) {
  const double size = 10 + 30 * cell_noise(1, 1, seed);
  switch (frame_kinds.size() - static_cast<std::size_t>(kind)) {
    case 5: return 150 + 40 * smooth_noise(x / 500, y / 500, seed);
    case 4: {
      const double s = size / 2;
      const double fine = cell_noise(static_cast<int>(x / s), static_cast<int>(y / (0.7 * s)), seed);
      return 20 +
             215 * (0.5 * fine + 0.3 * smooth_noise(x / 5, y / 5, seed + 1) + 0.2 * smooth_noise(x / 90, y / 90, seed + 2));
    }
    case 3: return is_print(x / (size / 8), y / (size / 8), seed) ? 45 : 210;
    case 2: return (static_cast<int>(x / size) + static_cast<int>((y + x / 9) / size)) % 2 == 0 ? 40 : 210;
    default: {
      double level = background(x, y, seed);
      for (int i = 0; i < 9; ++i) {  // heads in a row, with eyes and a mouth
        const double cx = 140 * i + 60 * cell_noise(i, 4, seed);
        const double cy = 150 + 400 * cell_noise(i, 5, seed);
        const double r = 60 + 60 * cell_noise(i, 6, seed);
        if (std::hypot((x - cx) / 0.8, y - cy) < r) level = 190 + 15 * smooth_noise(x / 9, y / 9, seed);
        if (std::hypot(std::abs(x - cx) - 0.3 * r, y - cy + 0.2 * r) < 0.12 * r) level = 35;
        if (std::abs(x - cx) < 0.3 * r && std::abs(y - cy - 0.45 * r) < 0.06 * r) level = 70;
      }
      return level;
    }
  }
}

}  // namespace

std::string random_text(unsigned seed) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  Dice dice(seed);
  std::string text = "EB1:";
  while (text.size() < 220)
    text.push_back(alphabet[static_cast<std::size_t>(dice.below(static_cast<int>(alphabet.size())))]);
  return text;
}

Scene::Scene(int kind, int level, unsigned seed)
    : seed_((seed * 1000U + static_cast<unsigned>(kind)) * 10U + static_cast<unsigned>(level)) {
  Dice dice(seed_);
  const unsigned place = seed_ * 16U;
  if (kind >= code_kinds) {
    light_ = std::make_unique<Plane>(Plane{frame_width, frame_height, {}});
    for (int y = 0; y < frame_height; ++y)
      for (int x = 0; x < frame_width; ++x)
        light_->value.push_back(static_cast<float>(view_without_code(kind, x, y, place)));
    noise_ = 2 + 3 * level;
    defocus(*light_, 0.6);
    return;
  }
  const Look look = look_of(kind, level, dice);
  text_ = random_text(place + 15U);
  const auto symbol = make_symbol(text_);
  if (!symbol) std::abort();
  const double reach = std::min(0.72 * symbol->size * look.module, 330.0);
  const Point middle{dice.between(reach, frame_width - reach), dice.between(std::min(reach, 330.0), frame_height - reach)};
  const Pose pose(look, middle);
  light_ = std::make_unique<Plane>(shown(Badge(look, *symbol, place), look, pose, place));
  light(*light_, look, pose, dice);
  move(*light_, look.motion, look.motion_way);
  defocus(*light_, look.blur);
  noise_ = look.noise;
  jpeg_quality_ = look.jpeg_quality;
}

Scene::~Scene() = default;
Scene::Scene(Scene&&) noexcept = default;
Scene& Scene::operator=(Scene&&) noexcept = default;

Luma Scene::take(unsigned number) const {
  Plane plane = *light_;
  Dice dice(seed_ * 64U + number + 7U);
  add_noise(plane, noise_, dice);
  compress(plane, jpeg_quality_);
  return to_luma(plane);
}

}  // namespace eb::image::test
