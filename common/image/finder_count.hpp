// Inside this room only: how many finder patterns (ISO/IEC 18004 §6.3.3) a picture seems to hold. The reader tries all triples of
// them, which for a page full of bull's-eyes takes minutes; such a picture is not given to it.
#pragma once

#include "common/image/qr_image.hpp"

namespace eb::image {

// ink: only 0 and 255. Counts at most to `enough`. Errs to the high side: a pattern that the reader would take is counted.
[[nodiscard]] int count_finders(const Luma& ink, int enough);

}  // namespace eb::image
