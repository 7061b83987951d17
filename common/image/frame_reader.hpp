// Reading QR codes out of a camera's frames, one after another, each at a bounded cost.
#pragma once

#include <optional>

#include "common/image/qr_image.hpp"

namespace eb::image {

// A frame that is easy to read costs one plain pass. After a frame that is not, the ways to make it easier (stages.hpp) are tried
// where a code may be, as many as the frame's share of work allows; the next frame goes on with the next ones. So a badge that is
// held still is tried in every way within some frames, and no frame waits for the one before. The result depends on the frames
// alone: work is counted in pixels, not in time.
class FrameReader {
 public:
  // Work for one frame after its plain pass, counted in pixels of such passes.
  static constexpr std::int64_t default_work = 7'000'000;

  explicit FrameReader(std::int64_t work_a_frame = default_work) : work_a_frame_(work_a_frame) {}

  using Texts = std::vector<std::string>;  // in no order, without repeats; mostly empty

  // The plain pass. Knows nothing of other frames: two can be glanced at side by side.
  struct Glance {
    Texts texts;
    Box place{};  // of one of them
  };
  [[nodiscard]] static Glance glance(const Luma& frame);
  // Remembers where the code was, or, where the glance saw none, tries harder.
  [[nodiscard]] Texts follow(const Luma& frame, Glance glance);

  // Both: texts of all QR codes that the first pass to see any sees.
  [[nodiscard]] Texts read(const Luma& frame) { return follow(frame, glance(frame)); }

 private:
  [[nodiscard]] std::vector<Box> places(const Luma& frame) const;
  Texts read_harder(const Luma& frame);
  Texts try_stage(const Luma& frame, const Box& place, std::size_t stage);

  std::int64_t work_a_frame_;
  std::int64_t work_left_ = 0;
  std::size_t next_ = 0;     // the step of the schedule to go on with
  std::size_t helped_ = 0;   // the stage that read the last hard frame: it comes first
  std::optional<Box> seen_;  // where the last code was, with room around
  int frames_since_seen_ = 0;
};

}  // namespace eb::image
