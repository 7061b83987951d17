#include "tests/bench/plain_reader.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

namespace bench {

std::vector<std::string> read_plain(const eb::image::Luma& frame) {
  const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode);
  std::vector<std::string> texts;
  for (const auto& result :
       ZXing::ReadBarcodes({frame.pixels.data(), frame.width, frame.height, ZXing::ImageFormat::Lum}, hints))
    if (result.isValid()) texts.push_back(result.text());
  return texts;
}

}  // namespace bench
