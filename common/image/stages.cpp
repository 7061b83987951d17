#include "common/image/stages.hpp"

#include <array>

#include "common/image/binarize.hpp"
#include "common/image/luma_filters.hpp"
#include "common/image/rebuild.hpp"

namespace eb::image {
namespace {

constexpr std::array all{
    Stage{[](const Luma& image) { return local_threshold(stretched(image)); }, 2},
    Stage{[](const Luma& image) { return local_threshold(sharpened(image, 2, 1.5)); }, 2},  // low contrast
    Stage{[](const Luma& image) { return local_threshold(doubled(image)); }, 6, true},      // bent or soiled paper
    Stage{[](const Luma& image) { return global_threshold(doubled(blurred(image, 1))); }, 5},
    Stage{[](const Luma& image) { return local_threshold(sharpened(doubled(image), 4, 1.5)); }, 11},  // out of focus
    Stage{[](const Luma& image) { return local_threshold(doubled(image)); }, 5},
    Stage{[](const Luma& image) { return global_threshold(doubled(image)); }, 5},
    Stage{[](const Luma& image) { return local_threshold(doubled(blurred(image, 1))); }, 5},  // noise
    Stage{[](const Luma& image) { return global_threshold(doubled(image), 0.5); }, 5},        // overexposed
    Stage{[](const Luma& image) { return global_threshold(image); }, 2},
    Stage{[](const Luma& image) { return local_threshold(image); }, 4, true},
    Stage{[](const Luma& image) { return local_threshold(shrunk(image, 2)); }, 1},  // modules made of dots
    Stage{[](const Luma& image) { return local_threshold(inverted(image)); }, 2},   // light on dark
    Stage{[](const Luma& image) { return local_threshold(inverted(doubled(image))); }, 6},
};

}  // namespace

std::span<const Stage> stages() {
  return all;
}

std::vector<Sighting> read_stage(const Stage& stage, const Luma& image, const Effort& effort) {
  const Luma ink = stage.prepare(image);
  if (!stage.rebuild) return read_ink(ink, effort);
  for (const auto& symbol : rebuilt_symbols(ink))
    if (auto found = read_ink(symbol, effort); !found.empty()) return found;
  return {};
}

}  // namespace eb::image
