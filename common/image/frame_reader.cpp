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
constexpr std::size_t max_places = 5;
constexpr int frames_to_remember = 30;  // about a second or two: the next badge comes to the same place

std::int64_t area(const Box& box) {
  return std::int64_t{box.width} * box.height;
}

std::vector<std::string> texts_of(std::vector<Sighting>&& found) {
  std::vector<std::string> texts;
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

std::vector<std::string> FrameReader::read(const Luma& frame) {
  if (!is_readable_size(frame)) return {};
  if (frames_since_seen_ < frames_to_remember) ++frames_since_seen_;
  auto found = read_ink(local_threshold(frame), effort);
  if (found.empty()) return read_harder(frame);
  seen_ = found.front().place;
  frames_since_seen_ = 0;
  return texts_of(std::move(found));
}

std::vector<Box> FrameReader::places(const Luma& frame) const {
  std::vector<Box> out;
  const bool fits = seen_ && seen_->left + seen_->width <= frame.width && seen_->top + seen_->height <= frame.height;
  if (fits && frames_since_seen_ < frames_to_remember) out.push_back(widened(*seen_, 0.3, frame));
  const auto busy = busy_regions(frame, max_places - 1);
  out.insert(out.end(), busy.begin(), busy.end());
  return out;
}

// The schedule has a step for each stage and place, and then one for each stage and the whole frame. A frame goes through it from
// where the last one stopped until its work is used up, at most once round.
FrameReader::Texts FrameReader::read_harder(const Luma& frame) {
  work_left_ = work_a_frame_;
  if (auto found = read_from_afar(frame); !found.empty()) return texts_of(std::move(found));
  const auto where = places(frame);
  const Box whole{0, 0, frame.width, frame.height};
  for (const auto& place : where)
    if (auto texts = try_stage(frame, place, helped_); !texts.empty()) return texts;
  const std::size_t in_places = stages().size() * max_places;
  const std::size_t steps = in_places + stages().size();
  for (std::size_t tried = 0; tried < steps && work_left_ > 0; ++tried, next_ = (next_ + 1) % steps) {
    const bool in_whole = next_ >= in_places;
    const std::size_t place = next_ % max_places;
    if (!in_whole && place >= where.size()) continue;
    const std::size_t stage = in_whole ? next_ - in_places : next_ / max_places;
    auto texts = try_stage(frame, in_whole ? whole : where[place], stage);
    if (!texts.empty()) return texts;
  }
  return {};
}

FrameReader::Texts FrameReader::try_stage(const Luma& frame, const Box& place, std::size_t stage) {
  const auto work = area(place) * stages()[stage].work;
  if (work > work_a_frame_ / 10 * 6) return {};  // too dear for a part of a frame
  work_left_ -= work;
  auto found = read_stage(stages()[stage], cut_out(frame, place), closer_effort);
  if (found.empty()) return {};
  helped_ = stage;
  seen_ = place;
  frames_since_seen_ = 0;
  return texts_of(std::move(found));
}

}  // namespace eb::image
