// The other reader that is measured: libzbar, with QR codes alone switched on and its settings as they come.
#pragma once

#include <string>
#include <vector>

#include "common/image/qr_image.hpp"

namespace bench {

[[nodiscard]] std::vector<std::string> read_with_zbar(const eb::image::Luma& frame);

}  // namespace bench
