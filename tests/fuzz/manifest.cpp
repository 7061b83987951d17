// A manifest that is read is written back as the same bytes.
#include <cstdlib>

#include "common/badge/door_list.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const eb::BytesView input(data, size);
  const auto manifest = eb::badge::decode_manifest(input);
  if (manifest && !std::ranges::equal(eb::badge::encode_manifest(*manifest), input)) std::abort();
  (void)eb::badge::peek_trust_list(input);
  return 0;
}
