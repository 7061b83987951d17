// Badges: QR text to verified claims, and claims to QR text, against OpenSSL's signature alone.
#include "tests/bench/compare.hpp"
#include "tests/bench/raw_openssl.hpp"
#include "tests/unit/door/world.hpp"

namespace {

using eb::crypto::Algorithm;
using world::World;

constexpr int calls = 20;

void verify_badge(benchmark::State& state, Algorithm algorithm) {
  World world(algorithm, 1);
  const std::string& text = world.delegates[0].text;
  const eb::codec::KeySet keys(world.trust().keys);
  bench::RawVerifier raw(world.badge_key, bench::signed_bytes(text));
  bench::compare(
      state, calls,
      [&] {
        const auto badge = eb::badge::verify_badge(text, keys, world.now);
        bench::demand(badge.has_value(), "the badge does not verify");
      },
      [&] { raw.verify(); });
}
BENCHMARK_CAPTURE(verify_badge, es256, Algorithm::es256)->Iterations(300);
BENCHMARK_CAPTURE(verify_badge, eddsa, Algorithm::eddsa)->Iterations(300);

void make_badge(benchmark::State& state, Algorithm algorithm) {
  World world(algorithm, 1);
  const eb::Bytes message = bench::signed_bytes(world.delegates[0].text);
  bench::RawSigner raw(world.badge_key);
  bench::compare(
      state, calls,
      [&] {
        const auto text = eb::badge::make_badge(world.badge_key, world.delegates[0].claims);
        bench::demand(text.has_value(), "no badge is made");
      },
      [&] { raw.sign(message); });
}
BENCHMARK_CAPTURE(make_badge, es256, Algorithm::es256)->Iterations(300);
BENCHMARK_CAPTURE(make_badge, eddsa, Algorithm::eddsa)->Iterations(300);

}  // namespace
