// A gate's request to be enrolled: made at the gate, carried to the office. COSE_Sign1 by the gate's own signing key
// (external_aad domain::gate_request), payload deterministic CBOR {1: name, 2: SPKI of the signing key, 3: agreement point
// (65 bytes, uncompressed P-256), 4: created}. The signature proves only that the sender holds the signing key: whether the
// request comes from the right gate is for people to compare (the kid of the signing key, which both ends print).
#pragma once

#include <array>
#include <string>

#include "common/base/error.hpp"
#include "common/base/time.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::keys {

constexpr std::size_t max_gate_request = 1024;

struct GateRequest {
  std::string name;                                // a gate name: 1-32 of [A-Za-z0-9._-]
  crypto::PublicKey key;                           // Ed25519, signs the gate's checkpoints
  std::array<std::uint8_t, 65> agreement_point{};  // door keys are encrypted to it
  Seconds created{};
};

// invalid_argument: bad name, not an Ed25519 key, not a point, time before 1970.
[[nodiscard]] Result<Bytes> make_gate_request(const crypto::Signer& signing_key, const std::string& name,
                                              BytesView agreement_point, Seconds created);
// too_large, malformed, key_unfit (either key is weak or of another kind), signature_invalid.
[[nodiscard]] Result<GateRequest> open_gate_request(BytesView request);

}  // namespace eb::keys
