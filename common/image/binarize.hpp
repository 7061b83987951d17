// Inside this room only: luminance to ink (0) and paper (255). The reader is given these pixels and nothing else, so that the
// bound in finder_count.hpp is counted on exactly what it will see.
#pragma once

#include "common/image/qr_image.hpp"

namespace eb::image {

// Within the bounds for looking at all: a symbol of version 1 at one pixel a module, and max_image_pixels.
[[nodiscard]] bool is_readable_size(const Luma& image);

// A threshold for each block of 8 x 8 pixels from the 5 x 5 blocks around it: uneven light, shadows. Small pictures (a side under
// 40 pixels) get one threshold.
[[nodiscard]] Luma local_threshold(const Luma& image);
// One threshold for all (N. Otsu 1979): even light, blur, coarse print. lean moves it from there (0) to the mean of the paper (1),
// for ink that the light has thinned.
[[nodiscard]] Luma global_threshold(const Luma& image, double lean = 0);

}  // namespace eb::image
