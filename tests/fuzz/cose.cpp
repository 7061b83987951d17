// Whatever parses is canonical CBOR; decrypting never opens anything, since nothing was sealed to this key.
#include <cstdlib>

#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto key = eb::crypto::AgreementKey::generate().value();
  const eb::BytesView input(data, size);
  for (const auto attachment : {eb::codec::Attachment::forbidden, eb::codec::Attachment::required})
    if (eb::codec::parse_sign1(input, attachment) && size <= eb::codec::cbor_max_tree && !eb::codec::cbor_decode(input))
      std::abort();
  if (eb::codec::decrypt_from(input, key, eb::Kid{}, {})) std::abort();
  return 0;
}
