#include "common/image/ink_read.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <algorithm>

#include "common/image/finder_count.hpp"

namespace eb::image {
namespace {

Box place_of(const ZXing::Position& corners, const Luma& ink) {
  int left = ink.width;
  int top = ink.height;
  int right = 0;
  int bottom = 0;
  for (const auto& corner : corners) {
    left = std::min(left, corner.x);
    top = std::min(top, corner.y);
    right = std::max(right, corner.x);
    bottom = std::max(bottom, corner.y);
  }
  left = std::clamp(left, 0, ink.width - 1);
  top = std::clamp(top, 0, ink.height - 1);
  return {left, top, std::clamp(right - left, 1, ink.width - left), std::clamp(bottom - top, 1, ink.height - top)};
}

void add(std::vector<Sighting>& found, Sighting sighting) {
  const auto same = [&](const Sighting& old) { return old.text == sighting.text; };
  if (sighting.text.empty() || found.size() >= max_texts || std::any_of(found.begin(), found.end(), same)) return;
  found.push_back(std::move(sighting));
}

}  // namespace

// Other formats than QRCode stay off: reading some of them can abort in this library on rare pictures.
std::vector<Sighting> read_ink(const Luma& ink, const Effort& effort) {
  std::vector<Sighting> found;
  if (count_finders(ink, effort.max_finders) >= effort.max_finders) return found;
  const auto hints = ZXing::DecodeHints()
                         .setFormats(ZXing::BarcodeFormat::QRCode)
                         .setBinarizer(ZXing::Binarizer::BoolCast)
                         .setTryHarder(effort.try_harder)
                         .setTryRotate(false)  // only helps linear codes
                         .setTryDownscale(false);
  const ZXing::ImageView view(ink.pixels.data(), ink.width, ink.height, ZXing::ImageFormat::Lum);
  try {
    for (const auto& result : ZXing::ReadBarcodes(view, hints))
      if (result.isValid() && result.format() == ZXing::BarcodeFormat::QRCode)
        add(found, {result.text(), place_of(result.position(), ink)});
  } catch (const std::exception&) {
    return found;  // not a code that can be read
  }
  return found;
}

}  // namespace eb::image
