// Inside this room only: the one place where the reader (ZXing-C++) is called.
#pragma once

#include <string>
#include <vector>

#include "common/image/luma_filters.hpp"

namespace eb::image {

constexpr std::size_t max_texts = 32;  // a sheet of labels; more says nothing new

struct Effort {
  int max_finders;  // pictures that seem to hold this many finder patterns are not given to the reader
  bool try_harder;  // look at every third row instead of every fifth or so
};
struct Sighting {
  std::string text;  // never empty, as the reader's own error correction accepted it
  Box place;         // around the code's corners
};

// ink: 0 and 255, of readable size. Each text once, at most max_texts.
[[nodiscard]] std::vector<Sighting> read_ink(const Luma& ink, const Effort& effort);

}  // namespace eb::image
