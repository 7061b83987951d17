// ECDH on P-256 (RFC 9053 §6.3).
#include "common/crypto/key_impl.hpp"

namespace eb::crypto {
namespace {

constexpr std::size_t shared_size = 32;

Result<AgreementKey> make_agreement_key(Pkey pkey) {
  EB_TRY(algorithm, algorithm_of(pkey.get()));
  if (algorithm != Algorithm::es256) return fail(ErrorCode::malformed, "an agreement key must be on P-256");
  EB_TRY(point, point_of(pkey.get()));
  return AgreementKey(std::make_shared<AgreementKey::Impl>(AgreementKey::Impl{std::move(pkey), std::move(point)}));
}

}  // namespace

Result<AgreementKey> AgreementKey::generate() {
  Pkey pkey(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  if (!pkey) return ossl_failure(ErrorCode::crypto, "a key could not be made");
  return make_agreement_key(std::move(pkey));
}

Result<SecretBytes> AgreementKey::to_pem(BytesView passphrase) const {
  return write_private_pem(impl_->pkey.get(), passphrase);
}

Result<AgreementKey> AgreementKey::from_pem(BytesView pem, BytesView passphrase) {
  EB_TRY(pkey, read_private_pem(pem, passphrase));
  return make_agreement_key(std::move(pkey));
}

BytesView AgreementKey::public_point() const {
  return impl_->point;
}

Result<SecretBytes> AgreementKey::agree(BytesView peer_point65) const {
  EB_TRY(peer, p256_from_point(peer_point65));
  const PkeyContext context(EVP_PKEY_CTX_new(impl_->pkey.get(), nullptr));
  SecretBytes shared(shared_size);
  std::size_t size = shared.size();
  const bool done = context && EVP_PKEY_derive_init(context.get()) == 1 &&
                    EVP_PKEY_derive_set_peer(context.get(), peer.get()) == 1 &&
                    EVP_PKEY_derive(context.get(), shared.writable().data(), &size) == 1 && size == shared.size();
  if (!done) return ossl_failure(ErrorCode::key_unfit, "no key agreement with this point");
  return shared;
}

}  // namespace eb::crypto
