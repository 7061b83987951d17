// What a gate finds under its kid: COSE_Encrypt (common/codec/cose_encrypt.cpp) of {1: door key, 2: event ID key}, each a bstr of
// 32 bytes; external_aad = domain::gate_keys || CBOR [event id, sequence], so that a box opens in its own list only.
#include "common/badge/door_list.hpp"
#include "common/badge/fields.hpp"
#include "common/codec/cose.hpp"
#include "common/codec/domains.hpp"

namespace eb::badge {
namespace {

Bytes box_context(std::string_view event, std::uint64_t sequence) {
  codec::CborWriter out;
  out.raw(as_bytes(domain::gate_keys)).array(2).text(event).uint(sequence);
  return out.take();
}

Result<GateKeys> read_gate_keys(BytesView plain) {
  codec::CborReader reader(plain);
  EB_TRY(map, codec::CborMap::open(reader));
  EB_CHECK(map.require(reader, 1));
  EB_TRY(door_key, fields::read_fixed<DoorKey>(reader));
  EB_CHECK(map.require(reader, 2));
  EB_TRY(event_id_key, fields::read_fixed<EventIdKey>(reader));
  EB_CHECK(map.close());
  EB_CHECK(reader.end());
  return GateKeys{std::move(door_key), std::move(event_id_key)};
}

}  // namespace

Result<Bytes> seal_gate_keys(const GateKeys& keys, std::string_view event, std::uint64_t sequence, const Kid& gate,
                             BytesView gate_point65, const crypto::AgreementKey& ephemeral, BytesView nonce12) {
  codec::CborWriter out(8 + DoorKey::size + EventIdKey::size);
  out.map(2).integer(1).bytes(keys.door_key.view()).integer(2).bytes(keys.event_id_key.view());
  const SecretBytes plain(out.take());
  return codec::encrypt_to(gate_point65, gate, ephemeral, nonce12, box_context(event, sequence), plain.view());
}

Result<GateKeys> open_gate_keys(BytesView box, std::string_view event, std::uint64_t sequence, const Kid& gate,
                                const crypto::AgreementKey& key) {
  auto plain = codec::decrypt_from(box, key, gate, box_context(event, sequence));
  if (!plain) return fail_in("the keys of this gate in the door list", std::move(plain).error());
  return read_gate_keys(plain->view());
}

}  // namespace eb::badge
