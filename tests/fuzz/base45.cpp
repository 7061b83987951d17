// Whatever decodes is what the encoder writes.
#include <cstdlib>

#include "common/codec/base45.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = eb::as_text({data, size});
  const auto bytes = eb::codec::base45_decode(text);
  if (bytes && eb::codec::base45_encode(*bytes) != text) std::abort();
  const auto again = eb::codec::base45_decode(eb::codec::base45_encode({data, size}));
  if (!again || !std::equal(again->begin(), again->end(), data, data + size)) std::abort();
  return 0;
}
