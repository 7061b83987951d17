#include "tests/bench/zbar_reader.hpp"

#include <zbar.h>

namespace bench {

std::vector<std::string> read_with_zbar(const eb::image::Luma& frame) {
  zbar::ImageScanner scanner;
  scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::Image image(static_cast<unsigned>(frame.width), static_cast<unsigned>(frame.height), "Y800", frame.pixels.data(),
                    frame.pixels.size());
  scanner.scan(image);
  std::vector<std::string> texts;
  for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol) texts.push_back(symbol->get_data());
  return texts;
}

}  // namespace bench
