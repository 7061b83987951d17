// Frames of a camera at a door, made by a program: a badge held up in one of fourteen ways that make it hard to read, or a view
// without any code. The same numbers give the same frame on every machine with the same floating-point arithmetic.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "common/image/qr_image.hpp"

namespace eb::image::test {

constexpr int frame_width = 1280;
constexpr int frame_height = 720;
constexpr int frame_levels = 5;  // 0 the easiest
constexpr int code_kinds = 14;
constexpr std::array<std::string_view, 19> frame_kinds{
    "clean",      "small",   "perspective", "motion blur",  "focus blur",   "sensor noise", "uneven light", "low contrast",
    "glare",      "JPEG",    "curl",        "moire",        "phone screen", "stains",  // the views below show no code
    "empty wall", "clutter", "text page",   "checkerboard", "faces"};

struct Plane;

// What the lens throws on the sensor: rendered once, then taken any number of times, as a badge that is held still.
class Scene {
 public:
  // kind: index in frame_kinds; level: 0 to frame_levels - 1; seed: any.
  Scene(int kind, int level, unsigned seed);
  ~Scene();
  Scene(Scene&&) noexcept;
  Scene& operator=(Scene&&) noexcept;

  [[nodiscard]] const std::string& text() const { return text_; }  // empty: no code
  // Every take has noise of its own; the lossy compression comes after it, as in a camera.
  [[nodiscard]] Luma take(unsigned number) const;

 private:
  std::string text_;
  std::unique_ptr<Plane> light_;
  double noise_ = 0;
  int jpeg_quality_ = 0;
  unsigned seed_ = 0;
};

// As a badge's text: EB1: and 216 characters of the base45 alphabet (RFC 9285 §4).
[[nodiscard]] std::string random_text(unsigned seed);

}  // namespace eb::image::test
