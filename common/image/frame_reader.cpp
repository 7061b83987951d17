#include "common/image/frame_reader.hpp"

#include <algorithm>
#include <array>

#include "common/image/binarize.hpp"
#include "common/image/ink_read.hpp"
#include "common/image/luma_filters.hpp"
#include "common/image/regions.hpp"
#include "common/image/stages.hpp"

namespace eb::image {
namespace {

// Much less than for a single picture: a frame must not hold up the next.
constexpr Effort effort{80, false};        // up to 7 ms for a page of finder patterns
constexpr Effort closer_effort{50, true};  // up to 2 ms, several times a frame
constexpr std::size_t max_places = 3;      // a code is the busiest part of nearly every frame that shows one
constexpr int frames_to_remember = 30;     // about a second or two: the next badge comes to the same place

std::int64_t work_of(const Box& place, std::size_t stage) {
  return std::int64_t{place.width} * place.height * stages()[stage].work;
}

std::vector<std::string> texts_of(std::vector<Sighting>&& found) {
  std::vector<std::string> texts;
  texts.reserve(found.size());
  for (auto& sighting : found) texts.push_back(std::move(sighting.text));
  return texts;
}

// A copy a third the size: it costs little, and what dots, grids and noise hide is easier to see there.
std::vector<Sighting> read_from_afar(const Luma& frame) {
  constexpr int least_side = 300;
  if (std::min(frame.width, frame.height) < least_side) return {};
  return read_ink(local_threshold(shrunk(frame, 3)), closer_effort);
}

}  // namespace

FrameReader::Glance FrameReader::glance(const Luma& frame) {
  if (!is_readable_size(frame)) return {};
  auto found = read_ink(local_threshold(frame), effort);
  if (found.empty()) return {};
  const auto place = widened(found.front().place, 0.3, frame);
  return {texts_of(std::move(found)), place};
}

FrameReader::Texts FrameReader::follow(const Luma& frame, Glance glance) {
  if (!is_readable_size(frame)) return {};
  if (frames_since_seen_ < frames_to_remember) ++frames_since_seen_;
  if (glance.texts.empty()) return read_harder(frame);
  seen_ = glance.place;
  frames_since_seen_ = 0;
  return std::move(glance.texts);
}

std::vector<Box> FrameReader::places(const Luma& frame) const {
  std::vector<Box> out;
  const bool fits = seen_ && seen_->left + seen_->width <= frame.width && seen_->top + seen_->height <= frame.height;
  if (fits && frames_since_seen_ < frames_to_remember) out.push_back(*seen_);
  for (const auto& busy : busy_regions(frame, max_places))
    if (out.size() < max_places && (out.empty() || overlap(out.front(), busy) < 0.5)) out.push_back(busy);
  return out;
}

// The schedule has a step for each place and stage, and then one for the whole frame and each stage. A frame goes through it from
// where the last one stopped until its work is used up, at most once round. Before that the stage that helped last has its turn.
FrameReader::Texts FrameReader::read_harder(const Luma& frame) {
  work_left_ = work_a_frame_;
  if (auto found = read_from_afar(frame); !found.empty()) return texts_of(std::move(found));
  const auto where = places(frame);
  const Box whole{0, 0, frame.width, frame.height};
  const auto for_schedule = work_a_frame_ / 3 * 2;
  for (const auto& place : where) {
    if (work_of(place, helped_) > work_left_ - for_schedule) continue;
    if (auto texts = try_stage(frame, place, helped_); !texts.empty()) return texts;
  }
  const std::size_t steps = (max_places + 1) * stages().size();
  for (std::size_t tried = 0; tried < steps; ++tried, next_ = (next_ + 1) % steps) {
    const std::size_t index = next_ / stages().size();
    const std::size_t stage = next_ % stages().size();
    if (index >= where.size() && index < max_places) continue;
    const Box& place = index < max_places ? where[index] : whole;
    if (work_of(place, stage) > for_schedule) continue;  // no frame could afford it
    if (work_of(place, stage) > work_left_) break;       // the next frame goes on here
    if (auto texts = try_stage(frame, place, stage); !texts.empty()) return texts;
  }
  return {};
}

FrameReader::Texts FrameReader::try_stage(const Luma& frame, const Box& place, std::size_t stage) {
  work_left_ -= work_of(place, stage);
  auto found = read_stage(stages()[stage], cut_out(frame, place), closer_effort);
  if (found.empty()) return {};
  helped_ = stage;
  seen_ = place;
  frames_since_seen_ = 0;
  return texts_of(std::move(found));
}

}  // namespace eb::image
