// The door list's signed manifest and its sealed records (bytes only; files and SQLite are common/door and common/store).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/badge/badge.hpp"
#include "common/badge/decide.hpp"
#include "common/badge/policy.hpp"
#include "common/codec/key_set.hpp"

namespace eb::badge {

using DoorKey = SecretArray<32, struct DoorKeyTag>;     // fresh for each list

// What each enrolled gate finds under its own kid: COSE_Encrypt of deterministic CBOR {1: door key, 2: event ID key}.
struct GateKeys {
  DoorKey door_key;
  EventIdKey event_id_key;
};
struct GateKeyBox {
  Kid gate;               // kid of the gate's signing key in the trust list
  Bytes box;              // COSE_Encrypt to the gate's agreement key; external_aad = domain::gate_keys || manifest id (event, sequence)
};
[[nodiscard]] Result<Bytes> seal_gate_keys(const GateKeys& keys, std::string_view event, std::uint64_t sequence, const Kid& gate,
                                           BytesView gate_point65, const crypto::AgreementKey& ephemeral, BytesView nonce12);
[[nodiscard]] Result<GateKeys> open_gate_keys(BytesView box, std::string_view event, std::uint64_t sequence, const Kid& gate,
                                              const crypto::AgreementKey& key);

struct Manifest {
  std::string event;
  std::uint64_t sequence = 0;     // strictly increasing per event, from 1
  Seconds issued_at{};
  Seconds valid_until{};          // inclusive
  std::uint64_t body_size = 0;
  Sha256 body_hash;
  std::uint64_t entry_count = 0;  // rows of the body, active and not
  Policy policy;
  std::vector<GateKeyBox> gates;
};
[[nodiscard]] Bytes encode_manifest(const Manifest& manifest);
[[nodiscard]] Result<Manifest> decode_manifest(BytesView payload);
// COSE_Sign1 with the trust list as attachment (header -65537), external_aad = domain::door_manifest.
[[nodiscard]] Result<Bytes> sign_manifest(const crypto::Signer& list_key, const Manifest& manifest, BytesView trust_list);
// The trust list inside a manifest whose signature has not been checked yet: verify it with the root before anything else.
[[nodiscard]] Result<Bytes> peek_trust_list(BytesView cose);
// Signature by a list key of `keys` that is fit at issued_at, then the content.
[[nodiscard]] Result<Manifest> verify_manifest(BytesView cose, const codec::KeySet& keys);

// Sealed record: 12-byte nonce || AES-256-GCM(record key, nonce, aad = lookup, deterministic CBOR) where record key =
// HKDF-SHA-256(badge secret, salt = door key, info = domain::record_key). Padded to a multiple of 64 bytes so that a length
// says little of a name.
[[nodiscard]] Result<Bytes> seal_record(const Record& record, const BadgeSecret& secret, const DoorKey& door_key, BytesView nonce12);
[[nodiscard]] Result<Record> open_record(BytesView sealed, const BadgeSecret& secret, const DoorKey& door_key);

// One row of the body.
struct ListRow {
  Lookup lookup;
  ListStatus status = ListStatus::active;
  Bytes sealed;                   // empty unless active
};

}  // namespace eb::badge
