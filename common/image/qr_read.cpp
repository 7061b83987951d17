// Looking for QR codes in one picture: a plain pass over it and smaller copies of it, then, when that finds nothing, every stage.
#include <algorithm>

#include "common/image/binarize.hpp"
#include "common/image/ink_read.hpp"
#include "common/image/luma_filters.hpp"
#include "common/image/qr_image.hpp"
#include "common/image/stages.hpp"

namespace eb::image {
namespace {

constexpr Effort effort{200, true};      // one code has 3 finders and up to 60 look-alikes; 200 are 0.4 s of work
constexpr int smallest_copy_side = 500;  // copies a third the size are looked at while the shorter side is over this
constexpr std::int64_t stage_pixels = 1'500'000;  // the stages after the plain pass work on at most this many

using Texts = std::vector<std::string>;

void add_to(Texts& texts, std::vector<Sighting>&& found) {
  for (auto& sighting : found)
    if (texts.size() < max_texts && std::find(texts.begin(), texts.end(), sighting.text) == texts.end())
      texts.push_back(std::move(sighting.text));
}

// The whole picture and copies a third the size: a code that fills a large photograph is easier to see from afar.
Texts read_plain(const Luma& image) {
  Texts texts;
  add_to(texts, read_ink(local_threshold(image), effort));
  Luma copy;
  for (const Luma* source = &image; std::min(source->width, source->height) > smallest_copy_side; source = &copy) {
    copy = shrunk(*source, 3);
    add_to(texts, read_ink(local_threshold(copy), effort));
  }
  return texts;
}

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
  for (const auto& stage : stages()) {
    add_to(texts, read_stage(stage, working, effort));
    if (!texts.empty()) break;
  }
  return texts;
}

}  // namespace eb::image
