// Inside this room only: the ways in which a picture is made easier when the plain pass reads nothing. Each helped on hard
// photographs that the ones before it did not. Reed-Solomon codes guard every text, so a stage can fail to read but does not
// misread; adding a stage costs time only.
#pragma once

#include <span>

#include "common/image/qr_image.hpp"

namespace eb::image {

struct Stage {
  Luma (*prepare)(const Luma&);  // from luminance to ink
  int work;                      // what it and the reading after it cost, in units of a plain pass over the same picture
};

// The order is that of a single picture; the most helpful first.
[[nodiscard]] std::span<const Stage> stages();

}  // namespace eb::image
