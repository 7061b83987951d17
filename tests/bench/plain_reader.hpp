// What is measured against: ZXing-C++ as it comes, looking for QR codes in the frame.
#pragma once

#include <string>
#include <vector>

#include "common/image/qr_image.hpp"

namespace bench {

[[nodiscard]] std::vector<std::string> read_plain(const eb::image::Luma& frame);

}  // namespace bench
