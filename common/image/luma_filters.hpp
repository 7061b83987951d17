// Inside this room only: what is done to a picture before the reader looks at it again. Every function returns a new picture.
#pragma once

#include "common/image/qr_image.hpp"

namespace eb::image {

[[nodiscard]] Luma doubled(const Luma& image);             // bilinear, 2 x the sides
[[nodiscard]] Luma shrunk(const Luma& image, int factor);  // mean of factor x factor; both sides at least factor
[[nodiscard]] Luma cut_out(const Luma& image, const Box& box);
[[nodiscard]] Luma blurred(const Luma& image, double sigma);                   // Gaussian, sigma in pixels
[[nodiscard]] Luma sharpened(const Luma& image, double sigma, double amount);  // image + amount * (image - blurred)
[[nodiscard]] Luma stretched(const Luma& image);                               // darkest 1 % to black, lightest 1 % to white
[[nodiscard]] Luma inverted(const Luma& image);

}  // namespace eb::image
