// Nothing is a badge that no key signed, and inspecting says the same as verifying. The input is a text, then the bytes of one.
#include <cstdlib>

#include "common/badge/badge.hpp"
#include "common/codec/base45.hpp"

using namespace eb::badge;

static void check(std::string_view text) {
  static const auto key = eb::crypto::PrivateKey::generate(eb::crypto::Algorithm::eddsa).value();
  static const eb::codec::KeySet keys(
      {{key.public_key(), eb::codec::KeyUse::badge, eb::Seconds::min(), eb::Seconds::max(), {}, ""}});
  const auto badge = verify_badge(text, keys, eb::Millis{});
  if (badge || inspect_badge(text, keys, eb::Millis{}).failure != badge.error()) std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check(eb::as_text({data, size}));
  check("EB1:" + eb::codec::base45_encode({data, size}));
  (void)decode_claims({data, size});
  return 0;
}
