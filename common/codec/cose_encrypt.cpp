// The message, in full (CDDL with values):
//
//   96([ h'a10103',                                   protected: {1: 3}, A256GCM
//        {5: nonce},                                  IV, 12 bytes
//        ciphertext,                                  AES-256-GCM output, 16-byte tag at the end
//        [[ h'a1013818',                              recipient, protected: {1: -25}, ECDH-ES + HKDF-256
//           {4: kid, -1: {1: 2, -1: 1, -2: x, -3: y}},  kid 8 bytes; ephemeral key: EC2, P-256, x and y 32 bytes each
//           h'' ]] ])                                 direct agreement: nothing is wrapped
//
// Content key (RFC 9053 §5.1, §5.2, §6.3.1) = HKDF-SHA-256 without salt over the x coordinate of the shared point, 32 bytes,
// with info = COSE_KDF_Context [3, [null, null, null], [null, null, null], [256, h'a1013818']].
// Associated data = Enc_structure ["Encrypt", h'a10103', external_aad] (RFC 9052 §5.3).
#include <array>

#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"

namespace eb::codec {
namespace {

constexpr std::uint64_t encrypt_tag = 96;
constexpr std::int64_t alg_a256gcm = 3;
constexpr std::int64_t alg_ecdh_es_hkdf256 = -25;
constexpr std::size_t coordinate_size = 32;
constexpr std::uint64_t key_bits = 256;
// Header labels (RFC 9052 §3.1) and COSE_Key labels and values (RFC 9053 §7).
constexpr std::int64_t label_algorithm = 1;
constexpr std::int64_t label_kid = 4;
constexpr std::int64_t label_iv = 5;
constexpr std::int64_t label_ephemeral = -1;
constexpr std::int64_t key_type = 1;
constexpr std::int64_t key_type_ec2 = 2;
constexpr std::int64_t key_curve = -1;
constexpr std::int64_t curve_p256 = 1;
constexpr std::int64_t key_x = -2;
constexpr std::int64_t key_y = -3;

tl::unexpected<Error> malformed(const char* what) {
  return fail(ErrorCode::malformed, std::string("COSE_Encrypt: ") + what);
}

Bytes algorithm_header(std::int64_t algorithm) {
  CborWriter out;
  out.map(1).integer(label_algorithm).integer(algorithm);
  return out.take();
}

Bytes kdf_context(BytesView recipient_protected) {
  constexpr std::array<std::uint8_t, 4> nobody{0x83, 0xF6, 0xF6, 0xF6};  // PartyInfo [null, null, null]
  CborWriter out;
  out.array(4).integer(alg_a256gcm).raw(nobody).raw(nobody);
  out.array(2).uint(key_bits).bytes(recipient_protected);
  return out.take();
}

Bytes enc_structure(BytesView content_protected, BytesView external_aad) {
  CborWriter out;
  out.array(3).text("Encrypt").bytes(content_protected).bytes(external_aad);
  return out.take();
}

Result<crypto::AesKey> content_key(const crypto::AgreementKey& own, BytesView peer_point65) {
  EB_TRY(shared, own.agree(peer_point65));
  crypto::AesKey key;
  crypto::hkdf_sha256(shared.view(), {}, kdf_context(algorithm_header(alg_ecdh_es_hkdf256)), key.writable());
  return key;
}

struct Message {
  BytesView nonce;
  BytesView ciphertext;
  BytesView kid;
  std::array<std::uint8_t, 1 + 2 * coordinate_size> point{};  // of the ephemeral key
};

Status expect_header(CborReader& reader, std::int64_t algorithm) {
  EB_TRY(header, reader.bytes());
  if (!std::ranges::equal(header, algorithm_header(algorithm))) return malformed("an algorithm other than ours");
  return {};
}

Result<BytesView> sized_bytes(CborReader& reader, std::size_t size) {
  EB_TRY(bytes, reader.bytes());
  if (bytes.size() != size) return malformed("a byte string of a wrong length");
  return bytes;
}

Status expect_integer(CborMap& map, CborReader& reader, std::int64_t label, std::int64_t value) {
  EB_CHECK(map.require(reader, label));
  EB_TRY(found, reader.integer());
  if (found != value) return malformed("an ephemeral key other than on P-256");
  return {};
}

Status read_ephemeral(CborReader& reader, Message& message) {
  EB_TRY(map, CborMap::open(reader));
  EB_CHECK(expect_integer(map, reader, key_type, key_type_ec2));
  EB_CHECK(expect_integer(map, reader, key_curve, curve_p256));
  EB_CHECK(map.require(reader, key_x));
  EB_TRY(x, sized_bytes(reader, coordinate_size));
  EB_CHECK(map.require(reader, key_y));
  EB_TRY(y, sized_bytes(reader, coordinate_size));
  EB_CHECK(map.close());
  message.point[0] = 0x04;  // SEC 1 §2.3.3: uncompressed
  std::copy(x.begin(), x.end(), message.point.begin() + 1);
  std::copy(y.begin(), y.end(), message.point.begin() + 1 + coordinate_size);
  return {};
}

Status read_recipient(CborReader& reader, Message& message) {
  EB_TRY(parts, reader.array());
  if (parts != 3) return malformed("recipient is not an array of three");
  EB_CHECK(expect_header(reader, alg_ecdh_es_hkdf256));
  EB_TRY(map, CborMap::open(reader));
  EB_CHECK(map.require(reader, label_kid));
  EB_TRY(kid, sized_bytes(reader, Kid::size));
  message.kid = kid;
  EB_CHECK(map.require(reader, label_ephemeral));
  EB_CHECK(read_ephemeral(reader, message));
  EB_CHECK(map.close());
  EB_CHECK(sized_bytes(reader, 0));
  return {};
}

Result<Message> parse(BytesView cose) {
  CborReader reader(cose);
  Message message;
  EB_TRY(tag, reader.tag());
  EB_TRY(parts, reader.array());
  if (tag != encrypt_tag || parts != 4) return malformed("not an array of four under tag 96");
  EB_CHECK(expect_header(reader, alg_a256gcm));
  EB_TRY(map, CborMap::open(reader));
  EB_CHECK(map.require(reader, label_iv));
  EB_TRY(nonce, sized_bytes(reader, crypto::gcm_nonce_size));
  EB_CHECK(map.close());
  EB_TRY(ciphertext, reader.bytes());
  EB_TRY(recipients, reader.array());
  if (recipients != 1) return malformed("not for exactly one recipient");
  message.nonce = nonce;
  message.ciphertext = ciphertext;
  EB_CHECK(read_recipient(reader, message));
  EB_CHECK(reader.end());
  return message;
}

}  // namespace

Result<Bytes> encrypt_to(BytesView recipient_point65, const Kid& recipient_kid, const crypto::AgreementKey& ephemeral,
                         BytesView nonce12, BytesView external_aad, BytesView plain) {
  if (nonce12.size() != crypto::gcm_nonce_size) return fail(ErrorCode::invalid_argument, "the nonce is not 12 bytes");
  const Bytes header = algorithm_header(alg_a256gcm);
  EB_TRY(key, content_key(ephemeral, recipient_point65));
  EB_TRY(ciphertext, crypto::aes256_gcm_seal(key, nonce12, enc_structure(header, external_aad), plain));
  const BytesView point = ephemeral.public_point();
  CborWriter out;
  out.tag(encrypt_tag).array(4).bytes(header);
  out.map(1).integer(label_iv).bytes(nonce12);
  out.bytes(ciphertext).array(1).array(3).bytes(algorithm_header(alg_ecdh_es_hkdf256));
  out.map(2).integer(label_kid).bytes(recipient_kid.view());
  out.integer(label_ephemeral).map(4).integer(key_type).integer(key_type_ec2).integer(key_curve).integer(curve_p256);
  out.integer(key_x).bytes(point.subspan(1, coordinate_size));
  out.integer(key_y).bytes(point.subspan(1 + coordinate_size, coordinate_size));
  out.bytes({});
  return out.take();
}

Result<SecretBytes> decrypt_from(BytesView cose, const crypto::AgreementKey& key, const Kid& kid, BytesView external_aad) {
  EB_TRY(message, parse(cose));
  if (!std::ranges::equal(message.kid, kid.view()))
    return fail(ErrorCode::key_unknown, "COSE_Encrypt: for another recipient");
  EB_TRY(content, content_key(key, message.point));
  return crypto::aes256_gcm_open(content, message.nonce, enc_structure(algorithm_header(alg_a256gcm), external_aad),
                                 message.ciphertext);
}

}  // namespace eb::codec
