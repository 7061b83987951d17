// Inside this room only: where in a frame a code may be, told by how often light changes there both across and down. It costs
// less than a plain pass and says nothing of what is a code: print and leaves look the same.
#pragma once

#include <vector>

#include "common/image/luma_filters.hpp"

namespace eb::image {

// The busiest parts first, at most `most`, with room for a quiet zone around. Empty for an even picture or a side under 64 pixels.
[[nodiscard]] std::vector<Box> busy_regions(const Luma& image, std::size_t most);

// The box with `share` of its sides added on each side, within the picture.
[[nodiscard]] Box widened(const Box& box, double share, const Luma& image);

// What both cover of what either covers: 0 to 1.
[[nodiscard]] double overlap(const Box& a, const Box& b);

}  // namespace eb::image
