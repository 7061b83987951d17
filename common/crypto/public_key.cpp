#include <algorithm>
#include <array>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

#include "common/crypto/crypto.hpp"
#include "common/crypto/key_impl.hpp"

namespace eb::crypto {
namespace {

constexpr std::size_t ed25519_size = 32;
constexpr std::size_t point_size = 65;
constexpr std::size_t max_pem = std::size_t{1} << 16;

// SubjectPublicKeyInfo up to the key itself. Both kinds have one DER form only, so no DER needs to be parsed.
constexpr std::array<std::uint8_t, 26> p256_spki_head{// RFC 5480: id-ecPublicKey, named curve, uncompressed point
                                                      0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                                                      0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
                                                      0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00};
constexpr std::array<std::uint8_t, 12> ed25519_spki_head{
    // RFC 8410
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

Bytes make_spki(Algorithm algorithm, BytesView raw) {
  const auto head = algorithm == Algorithm::es256 ? BytesView(p256_spki_head) : BytesView(ed25519_spki_head);
  Bytes spki = to_bytes(head);
  spki.insert(spki.end(), raw.begin(), raw.end());
  return spki;
}

std::optional<BytesView> after_head(BytesView spki, BytesView head, std::size_t key_size) {
  if (spki.size() != head.size() + key_size || !std::equal(head.begin(), head.end(), spki.begin())) return std::nullopt;
  return spki.subspan(head.size());
}

Result<Bytes> raw_of(EVP_PKEY* pkey, Algorithm algorithm) {
  if (algorithm == Algorithm::es256) return point_of(pkey);
  Bytes raw(ed25519_size);
  std::size_t size = raw.size();
  if (EVP_PKEY_get_raw_public_key(pkey, raw.data(), &size) != 1 || size != raw.size())
    return ossl_failure(ErrorCode::crypto, "the public key cannot be read");
  return raw;
}

Status check_p256(EVP_PKEY* pkey) {
  const PkeyContext context(EVP_PKEY_CTX_new(pkey, nullptr));
  if (!context || EVP_PKEY_public_check_quick(context.get()) != 1)
    return ossl_failure(ErrorCode::key_unfit, "P-256 key is not a point of the curve");
  return {};
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
  return fail(ErrorCode::malformed, "the key is neither P-256 nor Ed25519");
}

Result<Bytes> point_of(EVP_PKEY* pkey) {
  Bytes point(point_size);
  std::size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(pkey, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(), &size) != 1 ||
      size != point.size() || point[0] != POINT_CONVERSION_UNCOMPRESSED)
    return ossl_failure(ErrorCode::malformed, "the public point is not in uncompressed form");
  return point;
}

Result<PublicKey> make_public_key(Pkey pkey) {
  EB_TRY(algorithm, algorithm_of(pkey.get()));
  EB_TRY(raw, raw_of(pkey.get(), algorithm));
  EB_CHECK(algorithm == Algorithm::es256 ? check_p256(pkey.get()) : check_ed25519_point(raw));
  auto impl = std::make_shared<PublicKey::Impl>();
  impl->algorithm = algorithm;
  impl->spki = make_spki(algorithm, raw);
  impl->raw = std::move(raw);
  impl->kid = *Kid::from(sha256(impl->spki).view().first(Kid::size));
  impl->pkey = std::move(pkey);
  if (!prepare(*impl)) return ossl_failure(ErrorCode::crypto, "OpenSSL cannot verify with this key");
  return PublicKey(std::move(impl));
}

Result<PublicKey> PublicKey::from_spki(BytesView der) {
  if (const auto point = after_head(der, p256_spki_head, point_size)) return from_p256(*point);
  if (const auto raw = after_head(der, ed25519_spki_head, ed25519_size)) return from_ed25519(*raw);
  return fail(ErrorCode::malformed, "not a P-256 or Ed25519 public key in canonical DER");
}

Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
  if (pem.size() > max_pem) return fail(ErrorCode::malformed, "not a public key in PEM: too large");
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  unsigned char* der = nullptr;
  long size = 0;
  if (!bio || PEM_bytes_read_bio(&der, &size, nullptr, PEM_STRING_PUBLIC, bio.get(), nullptr, nullptr) != 1)
    return ossl_failure(ErrorCode::malformed, "not a public key in PEM");
  auto key = from_spki({der, static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return key;
}

Result<PublicKey> PublicKey::from_ed25519(BytesView raw32) {
  if (raw32.size() != ed25519_size) return fail(ErrorCode::malformed, "an Ed25519 public key has 32 bytes");
  Pkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw32.data(), raw32.size()));
  if (!pkey) return ossl_failure(ErrorCode::malformed, "not an Ed25519 public key");
  return make_public_key(std::move(pkey));
}

Result<Pkey> p256_from_point(BytesView point65) {
  if (point65.size() != point_size || point65[0] != POINT_CONVERSION_UNCOMPRESSED)
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
  Pkey pkey(made);
  EB_CHECK(check_p256(pkey.get()));
  return pkey;
}

Result<PublicKey> PublicKey::from_p256(BytesView point65) {
  EB_TRY(pkey, p256_from_point(point65));
  return make_public_key(std::move(pkey));
}

Status check_p256_point(BytesView point65) {
  EB_CHECK(p256_from_point(point65));
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
