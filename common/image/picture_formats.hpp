// Inside this room only: one reader a file format. Both check the header's size with check_size() before they allocate.
#pragma once

#include "common/image/qr_image.hpp"

namespace eb::image {

// too_large: a side or the area is over the bounds of qr_image.hpp; malformed: no area at all.
[[nodiscard]] Status check_size(std::uint64_t width, std::uint64_t height);

[[nodiscard]] Result<Luma> decode_png(BytesView file);
[[nodiscard]] Result<Luma> decode_jpeg(BytesView file);

}  // namespace eb::image
