// Inside this room only: a code on bent or soiled paper drawn anew. Its modules are looked up one by one along a grid that is bent
// through its alignment patterns, and the patterns that every code has are drawn as they must be.
#pragma once

#include "common/image/qr_image.hpp"

namespace eb::image {

// ink: only 0 and 255. Pictures of what may be symbols, the likeliest first; none without three finder patterns that go together.
// Nothing is claimed of them: the reader has to accept the text.
[[nodiscard]] std::vector<Luma> rebuilt_symbols(const Luma& ink);

}  // namespace eb::image
