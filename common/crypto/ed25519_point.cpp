// Is this an Ed25519 public key that a careful verifier accepts? RFC 8032 §5.1.3 decides whether 32 bytes are a point; keys of
// small order are refused as well, because one signature under them fits many messages.
#include <algorithm>
#include <array>

#include <openssl/bn.h>

#include "common/crypto/key_impl.hpp"

namespace eb::crypto {
namespace {

using Encoding = std::array<std::uint8_t, 32>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using NumberContext = std::unique_ptr<BN_CTX, Freer<BN_CTX_free>>;

// y coordinates of the points of order 1, 2, 4 and 8, little endian, sign bit cleared.
constexpr std::array<Encoding, 5> small_order_y{{
    {0x00},
    {0x01},
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
     0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
     0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
    {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
}};

// p = 2^255 - 19: a canonical y is below it.
bool below_p(const Encoding& y) {
  if (y[31] != 0x7F) return true;
  for (std::size_t i = 30; i > 0; --i)
    if (y[i] != 0xFF) return true;
  return y[0] < 0xED;
}

// x² = (y² - 1) / (d y² + 1) has a solution when the product of both sides of the fraction is a square (or zero).
Result<bool> on_curve(const Encoding& y_bytes) {
  const NumberContext context(BN_CTX_new());
  const Number y(BN_lebin2bn(y_bytes.data(), static_cast<int>(y_bytes.size()), nullptr));
  BIGNUM* prime_made = nullptr;
  BIGNUM* d_made = nullptr;
  const bool parsed = BN_hex2bn(&prime_made, "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed") > 0 &&
                      BN_hex2bn(&d_made, "52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3") > 0;
  const Number p(prime_made);
  const Number d(d_made);
  const Number y2(BN_new());
  const Number above(BN_new());
  const Number below(BN_new());
  const bool done = parsed && context && y && y2 && above && below &&
                    BN_mod_sqr(y2.get(), y.get(), p.get(), context.get()) == 1 &&
                    BN_mod_sub(above.get(), y2.get(), BN_value_one(), p.get(), context.get()) == 1 &&
                    BN_mod_mul(below.get(), d.get(), y2.get(), p.get(), context.get()) == 1 &&
                    BN_mod_add(below.get(), below.get(), BN_value_one(), p.get(), context.get()) == 1 &&
                    BN_mod_mul(y2.get(), above.get(), below.get(), p.get(), context.get()) == 1;
  const int symbol = done ? BN_kronecker(y2.get(), p.get(), context.get()) : -2;
  if (symbol == -2) return ossl_failure(ErrorCode::crypto, "an Ed25519 key could not be checked");
  return symbol >= 0;
}

}  // namespace

Status check_ed25519_point(BytesView raw32) {
  if (raw32.size() != Encoding{}.size()) return fail(ErrorCode::malformed, "an Ed25519 public key has 32 bytes");
  Encoding y{};
  std::copy(raw32.begin(), raw32.end(), y.begin());
  y[31] &= 0x7FU;  // the sign of x
  if (!below_p(y)) return fail(ErrorCode::key_unfit, "Ed25519 key is not in canonical form");
  if (std::find(small_order_y.begin(), small_order_y.end(), y) != small_order_y.end())
    return fail(ErrorCode::key_unfit, "Ed25519 key is a point of low order");
  EB_TRY(is_point, on_curve(y));
  if (!is_point) return fail(ErrorCode::key_unfit, "Ed25519 key is not a point of the curve");
  return {};
}

}  // namespace eb::crypto
