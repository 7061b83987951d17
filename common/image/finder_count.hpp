// Inside this room only: how many finder patterns (ISO/IEC 18004 §6.3.3) a picture seems to hold. The reader tries all triples of
// them, which for a page full of bull's-eyes takes minutes; such a picture is not given to it.
#pragma once

#include "common/image/qr_image.hpp"

namespace eb::image {

struct Finder {
  int x, y;           // the middle
  int width, height;  // of the whole pattern along a row and a column through it: seven modules, longer when it is turned
};

// ink: only 0 and 255. Finds at most `enough`. Errs to the high side: a pattern that the reader would take is among them.
[[nodiscard]] std::vector<Finder> find_finders(const Luma& ink, int enough);
// Their number, at most `enough`.
[[nodiscard]] int count_finders(const Luma& ink, int enough);

}  // namespace eb::image
