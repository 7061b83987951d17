// Inside this room only: the ways in which a picture is made easier when the plain pass reads nothing. Each helped on hard
// pictures that the ones before it did not. Reed-Solomon codes guard every text, so a stage can fail to read but does not
// misread; adding a stage costs time only.
#pragma once

#include <span>

#include "common/image/ink_read.hpp"

namespace eb::image {

struct Stage {
  Luma (*prepare)(const Luma&);  // from luminance to ink
  int work;                      // what it and the reading after it cost, in units of a plain pass over the same picture
  bool rebuild = false;          // read what rebuild.hpp makes of the ink, not the ink
};

// What reads most for its work comes first.
[[nodiscard]] std::span<const Stage> stages();

// A sighting's place is that of the reader, or for rebuilt symbols without meaning.
[[nodiscard]] std::vector<Sighting> read_stage(const Stage& stage, const Luma& image, const Effort& effort);

}  // namespace eb::image
