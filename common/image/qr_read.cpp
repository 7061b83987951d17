// Looking for QR codes: a plain pass over the picture and smaller copies of it, then, when that finds nothing, the picture made
// easier in the ways that helped most on hard photographs. Reed-Solomon codes guard every text, so a stage can fail to read but
// does not misread; adding a stage costs time only.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <array>

#include "common/image/binarize.hpp"
#include "common/image/finder_count.hpp"
#include "common/image/luma_filters.hpp"
#include "common/image/qr_image.hpp"

namespace eb::image {
namespace {

constexpr int max_finders = 200;         // one code has 3 and up to 60 look-alikes; 0.4 s of work for the reader
constexpr std::size_t max_texts = 32;    // a sheet of labels; more says nothing new
constexpr int smallest_copy_side = 500;  // copies a third the size are looked at while the shorter side is over this
constexpr std::int64_t stage_pixels = 1'500'000;  // the stages after the plain pass work on at most this many

using Texts = std::vector<std::string>;

void add_text(Texts& texts, std::string text) {
  if (text.empty() || texts.size() >= max_texts || std::find(texts.begin(), texts.end(), text) != texts.end()) return;
  texts.push_back(std::move(text));
}

// ink: 0 and 255. Other formats than QRCode stay off: reading some of them can abort in this library on rare pictures.
void read_ink(const Luma& ink, Texts& texts) {
  if (count_finders(ink, max_finders) >= max_finders) return;
  const auto hints = ZXing::DecodeHints()
                         .setFormats(ZXing::BarcodeFormat::QRCode)
                         .setBinarizer(ZXing::Binarizer::BoolCast)
                         .setTryRotate(false)  // only helps linear codes
                         .setTryDownscale(false);
  const ZXing::ImageView view(ink.pixels.data(), ink.width, ink.height, ZXing::ImageFormat::Lum);
  try {
    for (const auto& result : ZXing::ReadBarcodes(view, hints))
      if (result.isValid() && result.format() == ZXing::BarcodeFormat::QRCode) add_text(texts, result.text());
  } catch (const std::exception&) {
    return;  // not a code that can be read
  }
}

// The whole picture and copies a third the size: a code that fills a large photograph is easier to see from afar.
Texts read_plain(const Luma& image) {
  Texts texts;
  read_ink(local_threshold(image), texts);
  Luma copy;
  for (const Luma* source = &image; std::min(source->width, source->height) > smallest_copy_side; source = &copy) {
    copy = shrunk(*source, 3);
    read_ink(local_threshold(copy), texts);
  }
  return texts;
}

using Stage = Luma (*)(const Luma&);
constexpr std::array<Stage, 12> stages{
    [](const Luma& image) { return global_threshold(image); },
    [](const Luma& image) { return local_threshold(doubled(image)); },
    [](const Luma& image) { return global_threshold(doubled(image)); },
    [](const Luma& image) { return global_threshold(doubled(image), 0.5); },        // overexposed
    [](const Luma& image) { return local_threshold(sharpened(image, 2, 1.5)); },    // low contrast
    [](const Luma& image) { return local_threshold(doubled(blurred(image, 1))); },  // noise
    [](const Luma& image) { return global_threshold(doubled(blurred(image, 1))); },
    [](const Luma& image) { return local_threshold(sharpened(doubled(image), 4, 1.5)); },  // out of focus
    [](const Luma& image) { return local_threshold(stretched(image)); },
    [](const Luma& image) { return local_threshold(shrunk(image, 2)); },  // modules made of dots
    [](const Luma& image) { return local_threshold(inverted(image)); },   // light on dark
    [](const Luma& image) { return local_threshold(inverted(doubled(image))); },
};

}  // namespace

std::vector<std::string> read_codes(const Luma& image) {
  if (!is_readable_size(image)) return {};
  const auto pixels = std::int64_t{image.width} * image.height;
  Texts texts = read_plain(image);
  if (!texts.empty()) return texts;
  int factor = 1;
  while (pixels / factor / factor > stage_pixels) ++factor;
  const bool too_narrow = std::min(image.width, image.height) / factor < 2;
  if (too_narrow) return {};
  const Luma working = factor == 1 ? image : shrunk(image, factor);
  for (const auto& stage : stages) {
    read_ink(stage(working), texts);
    if (!texts.empty()) break;
  }
  return texts;
}

}  // namespace eb::image
