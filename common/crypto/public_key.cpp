#include <algorithm>
#include <array>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "common/crypto/crypto.hpp"
#include "common/crypto/key_impl.hpp"

namespace eb::crypto {
namespace {

constexpr std::size_t ed25519_size = 32;
constexpr std::size_t point_size = 65;
constexpr std::size_t max_spki = 256;

// y coordinates of the points of order 1, 2, 4 and 8, sign bit cleared (RFC 8032 leaves them to the verifier; a key like
// these lets one signature fit many messages).
constexpr std::array<std::array<std::uint8_t, ed25519_size>, 5> low_order_y{{
    {0x00},
    {0x01},
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
     0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
     0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
    {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
}};

// p = 2^255 - 19, little endian: a canonical y is below it.
bool canonical_y(const std::array<std::uint8_t, ed25519_size>& y) {
  if (y[31] != 0x7F) return true;
  for (std::size_t i = 30; i > 0; --i)
    if (y[i] != 0xFF) return true;
  return y[0] < 0xED;
}

Status check_ed25519(BytesView raw) {
  std::array<std::uint8_t, ed25519_size> y{};
  std::copy(raw.begin(), raw.end(), y.begin());
  y[31] &= 0x7FU;
  if (!canonical_y(y)) return fail(ErrorCode::key_unfit, "Ed25519 key is not in canonical form");
  if (std::find(low_order_y.begin(), low_order_y.end(), y) != low_order_y.end())
    return fail(ErrorCode::key_unfit, "Ed25519 key is a point of low order");
  return {};
}

Result<Bytes> spki_of(EVP_PKEY* pkey) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(pkey, &der);
  if (size <= 0) return ossl_failure(ErrorCode::crypto, "public key cannot be written");
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

Result<Bytes> raw_of(EVP_PKEY* pkey, Algorithm algorithm) {
  Bytes raw(algorithm == Algorithm::eddsa ? ed25519_size : point_size);
  std::size_t size = raw.size();
  const bool done = algorithm == Algorithm::eddsa
                        ? EVP_PKEY_get_raw_public_key(pkey, raw.data(), &size) == 1
                        : EVP_PKEY_get_octet_string_param(pkey, OSSL_PKEY_PARAM_PUB_KEY, raw.data(), raw.size(), &size) == 1;
  if (!done || size != raw.size() || (algorithm == Algorithm::es256 && raw[0] != 0x04))
    return ossl_failure(ErrorCode::malformed, "public key is not in uncompressed form");
  return raw;
}

bool prepare(PublicKey::Impl& key) {
  if (key.algorithm == Algorithm::es256) {
    key.es256_template.reset(EVP_PKEY_CTX_new(key.pkey.get(), nullptr));
    return key.es256_template && EVP_PKEY_verify_init(key.es256_template.get()) == 1;
  }
  key.ed25519_template.reset(EVP_MD_CTX_new());
  return key.ed25519_template && EVP_DigestVerifyInit_ex(key.ed25519_template.get(), nullptr, nullptr, nullptr, nullptr,
                                                         key.pkey.get(), nullptr) == 1;
}

}  // namespace

Result<Algorithm> algorithm_of(EVP_PKEY* pkey) {
  if (EVP_PKEY_is_a(pkey, "ED25519") == 1) return Algorithm::eddsa;
  std::array<char, 32> group{};
  std::size_t size = 0;
  const bool p256 =
      EVP_PKEY_is_a(pkey, "EC") == 1 &&
      EVP_PKEY_get_utf8_string_param(pkey, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(), &size) == 1 &&
      std::string_view(group.data(), size) == "prime256v1";
  ERR_clear_error();
  if (p256) return Algorithm::es256;
  return fail(ErrorCode::unsupported, "key is neither P-256 nor Ed25519");
}

Result<PublicKey> make_public_key(Pkey pkey) {
  EB_TRY(algorithm, algorithm_of(pkey.get()));
  EB_TRY(raw, raw_of(pkey.get(), algorithm));
  if (algorithm == Algorithm::eddsa) {
    EB_CHECK(check_ed25519(raw));
  } else {
    const PkeyContext context(EVP_PKEY_CTX_new(pkey.get(), nullptr));
    if (!context || EVP_PKEY_public_check(context.get()) != 1)
      return ossl_failure(ErrorCode::key_unfit, "P-256 key is not a point of the curve");
  }
  EB_TRY(spki, spki_of(pkey.get()));
  auto impl = std::make_shared<PublicKey::Impl>();
  impl->algorithm = algorithm;
  impl->raw = std::move(raw);
  impl->kid = *Kid::from(sha256(spki).view().first(Kid::size));
  impl->spki = std::move(spki);
  impl->pkey = std::move(pkey);
  if (!prepare(*impl)) return ossl_failure(ErrorCode::crypto, "OpenSSL cannot verify with this key");
  return PublicKey(std::move(impl));
}

Result<PublicKey> PublicKey::from_spki(BytesView der) {
  if (der.empty() || der.size() > max_spki) return fail(ErrorCode::malformed, "public key has no plausible length");
  const unsigned char* cursor = der.data();
  Pkey pkey(d2i_PUBKEY(nullptr, &cursor, static_cast<long>(der.size())));
  if (!pkey || cursor != der.data() + der.size()) return ossl_failure(ErrorCode::malformed, "not a DER public key");
  EB_TRY(key, make_public_key(std::move(pkey)));
  if (!std::equal(der.begin(), der.end(), key.spki().begin(), key.spki().end()))
    return fail(ErrorCode::malformed, "public key is not in canonical DER");
  return key;
}

Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(std::min<std::size_t>(pem.size(), 1U << 16))));
  Pkey pkey(bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  if (!pkey) return ossl_failure(ErrorCode::malformed, "not a PEM public key");
  EB_TRY(spki, spki_of(pkey.get()));
  return from_spki(spki);
}

Result<PublicKey> PublicKey::from_ed25519(BytesView raw32) {
  if (raw32.size() != ed25519_size) return fail(ErrorCode::malformed, "an Ed25519 public key has 32 bytes");
  Pkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw32.data(), raw32.size()));
  if (!pkey) return ossl_failure(ErrorCode::malformed, "not an Ed25519 public key");
  return make_public_key(std::move(pkey));
}

Result<Pkey> p256_from_point(BytesView point65) {
  if (point65.size() != point_size || point65[0] != 0x04)
    return fail(ErrorCode::malformed, "a P-256 point has 65 bytes and begins with 04");
  const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  std::string group = "prime256v1";
  Bytes point = to_bytes(point65);
  OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size()),
                             OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
                             OSSL_PARAM_construct_end()};
  EVP_PKEY* made = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    return ossl_failure(ErrorCode::key_unfit, "not a point of P-256");
  return Pkey(made);
}

Result<PublicKey> PublicKey::from_p256(BytesView point65) {
  EB_TRY(pkey, p256_from_point(point65));
  return make_public_key(std::move(pkey));
}

Status check_p256_point(BytesView point65) {
  EB_CHECK(PublicKey::from_p256(point65));
  return {};
}

Algorithm PublicKey::algorithm() const {
  return impl_->algorithm;
}
const Kid& PublicKey::kid() const {
  return impl_->kid;
}
BytesView PublicKey::spki() const {
  return impl_->spki;
}
BytesView PublicKey::raw() const {
  return impl_->raw;
}
bool operator==(const PublicKey& a, const PublicKey& b) {
  return a.impl_->spki == b.impl_->spki;
}

std::string PublicKey::pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  char* data = nullptr;
  if (!bio || PEM_write_bio_PUBKEY(bio.get(), impl_->pkey.get()) != 1)
    broken_invariant("a checked public key cannot be written");
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace eb::crypto
