// Whatever is accepted has one spelling, and it can be shown.
#include <cstdlib>

#include "common/base/text.hpp"
#include "common/codec/cbor.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const eb::BytesView input(data, size);
  const auto value = eb::codec::cbor_decode(input);
  if (!value) return 0;
  if (!std::ranges::equal(eb::codec::cbor_encode(*value), input)) std::abort();
  if (!eb::is_utf8(eb::codec::cbor_diagnostic(*value))) std::abort();
  return 0;
}
