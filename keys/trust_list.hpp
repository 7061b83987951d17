// The trust list: which keys may sign what, signed by the offline root key (design §4.3). COSE_Sign1, external_aad
// domain::trust_list, payload deterministic CBOR {1: version (1), 2: sequence, 3: issued at, 4: [key...]} with key
// {1: SPKI, 2: use, 3: valid from, 4: valid until, 5: revoked at (absent unless revoked), 6: label}. kid and algorithm
// follow from the SPKI. Times are seconds since 1970.
#pragma once

#include <vector>

#include "common/base/error.hpp"
#include "common/codec/key_set.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::keys {

struct TrustList {
  std::uint64_t sequence = 0;               // strictly increasing
  Seconds issued_at{};
  std::vector<codec::TrustedKey> keys;
};

// What a gate pins: the root public key it was set up with, or the newest one that follows from it through root changes.
struct RootAnchor {
  crypto::PublicKey key;
};

[[nodiscard]] Result<Bytes> sign_trust_list(const crypto::Signer& root, const TrustList& list);
[[nodiscard]] Result<TrustList> verify_trust_list(BytesView cose, const RootAnchor& root);

// A new root signed by the old one: COSE_Sign1 by the old root, external_aad domain::root_change, payload {1: new SPKI,
// 2: issued at}. Returns the new anchor; the gate pins it from then on.
[[nodiscard]] Result<Bytes> sign_root_change(const crypto::Signer& old_root, const crypto::PublicKey& new_root, Seconds now);
[[nodiscard]] Result<RootAnchor> follow_root_change(BytesView cose, const RootAnchor& old_root);

}  // namespace eb::keys
