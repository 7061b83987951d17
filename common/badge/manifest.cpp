// The manifest's payload, deterministic CBOR. Times are seconds since 1970; every key is always there.
//
//   {1: version (1), 2: event id, 3: sequence, 4: issued at, 5: valid until, 6: body size, 7: SHA-256 of the body (bstr 32),
//    8: entry count, 9: policy, 10: [{1: gate's kid (bstr 8), 2: COSE_Encrypt (bstr)} ...]}
//   policy = {1: [[from, until] ...], 2: [zone ...], 3: ID mode (0 none, 1 visual, 2 mrz),
//             4: re-entry (0 after exit, 1 never, 2 free), 5: minutes ahead of UTC (int), 6: [language ...], 7: event name,
//             8: time zone}
#include <chrono>

#include "common/badge/door_list.hpp"
#include "common/badge/fields.hpp"
#include "common/codec/cose.hpp"
#include "common/codec/domains.hpp"

namespace eb::badge {
namespace {

using codec::CborMap;
using codec::CborReader;
using codec::CborWriter;

constexpr std::uint64_t manifest_version = 1;
constexpr std::size_t max_gates = 1000;
constexpr std::size_t max_box = 1024;
constexpr std::uint64_t max_number = std::uint64_t{1} << 53;  // sizes and sequences, so that JSON readers keep them exact
constexpr std::int64_t max_utc_offset = 18 * 60;              // minutes, as in ISO 8601 readers

tl::unexpected<Error> malformed(const char* what) {
  return fail(ErrorCode::malformed, what);
}

void write_policy(CborWriter& out, const Policy& policy) {
  out.map(8);
  out.integer(1).array(policy.openings.size());
  for (const auto& opening : policy.openings)
    out.array(2).uint(fields::time_number(opening.from)).uint(fields::time_number(opening.until));
  out.integer(2);
  fields::write_texts(out, policy.zones);
  out.integer(3).uint(static_cast<std::uint64_t>(policy.id_mode));
  out.integer(4).uint(static_cast<std::uint64_t>(policy.reentry));
  out.integer(5).integer(policy.utc_offset.count());
  out.integer(6);
  fields::write_texts(out, policy.languages);
  out.integer(7).text(policy.event_name);
  out.integer(8).text(policy.time_zone);
}

Result<std::vector<Opening>> read_openings(CborReader& reader) {
  EB_TRY(count, fields::read_array(reader, fields::max_items));
  std::vector<Opening> openings;
  for (std::size_t i = 0; i < count; ++i) {
    EB_TRY(size, reader.array());
    if (size != 2) return malformed("an opening is not [from, until]");
    EB_TRY(from, fields::read_time(reader));
    EB_TRY(until, fields::read_time(reader));
    if (from >= until) return malformed("an opening ends before it begins");
    openings.push_back({from, until});
  }
  return openings;
}

Result<std::vector<std::string>> read_languages(CborReader& reader) {
  EB_TRY(languages, fields::read_texts(reader));
  if (!std::ranges::all_of(languages, fields::is_language)) return malformed("a language is not two lower-case letters");
  return languages;
}

Result<std::chrono::minutes> read_offset(CborReader& reader) {
  EB_TRY(minutes, reader.integer());
  if (minutes < -max_utc_offset || minutes > max_utc_offset) return malformed("a place more than 18 hours from UTC");
  return std::chrono::minutes(minutes);
}

Result<Policy> read_policy(CborReader& reader) {
  Policy policy;
  EB_TRY(map, CborMap::open(reader));
  EB_CHECK(map.require(reader, 1));
  EB_TRY(openings, read_openings(reader));
  EB_CHECK(map.require(reader, 2));
  EB_TRY(zones, fields::read_texts(reader));
  EB_CHECK(map.require(reader, 3));
  EB_TRY(id_mode, fields::read_number(reader, static_cast<std::uint64_t>(IdMode::mrz)));
  EB_CHECK(map.require(reader, 4));
  EB_TRY(reentry, fields::read_number(reader, static_cast<std::uint64_t>(Reentry::free)));
  EB_CHECK(map.require(reader, 5));
  EB_TRY(utc_offset, read_offset(reader));
  EB_CHECK(map.require(reader, 6));
  EB_TRY(languages, read_languages(reader));
  EB_CHECK(map.require(reader, 7));
  EB_TRY(event_name, fields::read_text(reader));
  EB_CHECK(map.require(reader, 8));
  EB_TRY(time_zone, fields::read_text(reader));
  EB_CHECK(map.close());
  return Policy{std::move(openings), std::move(zones),     static_cast<IdMode>(id_mode), static_cast<Reentry>(reentry),
                utc_offset,          std::move(languages), std::move(event_name),        std::move(time_zone)};
}

Result<GateKeyBox> read_gate(CborReader& reader) {
  EB_TRY(map, CborMap::open(reader));
  EB_CHECK(map.require(reader, 1));
  EB_TRY(kid, fields::read_fixed<Kid>(reader));
  EB_CHECK(map.require(reader, 2));
  EB_TRY(box, reader.bytes());
  if (box.size() > max_box) return fail(ErrorCode::too_large, "a gate's keys take more than any that were made");
  EB_CHECK(map.close());
  return GateKeyBox{kid, to_bytes(box)};
}

Result<std::vector<GateKeyBox>> read_gates(CborReader& reader) {
  EB_TRY(count, fields::read_array(reader, max_gates));
  std::vector<GateKeyBox> gates;
  for (std::size_t i = 0; i < count; ++i) {
    EB_TRY(gate, read_gate(reader));
    gates.push_back(std::move(gate));
  }
  return gates;
}

// Keys 2 to 5.
Status read_identity(CborMap& map, CborReader& reader, Manifest& manifest) {
  EB_CHECK(map.require(reader, 2));
  EB_TRY(event, fields::read_text(reader, max_event_id));
  if (!is_event_id(event)) return malformed("not an event id");
  EB_CHECK(map.require(reader, 3));
  EB_TRY(sequence, fields::read_number(reader, max_number));
  if (sequence == 0) return malformed("sequence numbers begin with 1");
  EB_CHECK(map.require(reader, 4));
  EB_TRY(issued_at, fields::read_time(reader));
  EB_CHECK(map.require(reader, 5));
  EB_TRY(valid_until, fields::read_time(reader));
  manifest.event = std::move(event);
  manifest.sequence = sequence;
  manifest.issued_at = issued_at;
  manifest.valid_until = valid_until;
  return {};
}

// Keys 6 to 8.
Status read_body(CborMap& map, CborReader& reader, Manifest& manifest) {
  EB_CHECK(map.require(reader, 6));
  EB_TRY(body_size, fields::read_number(reader, max_number));
  EB_CHECK(map.require(reader, 7));
  EB_TRY(body_hash, fields::read_fixed<Sha256>(reader));
  EB_CHECK(map.require(reader, 8));
  EB_TRY(entry_count, fields::read_number(reader, max_number));
  manifest.body_size = body_size;
  manifest.body_hash = body_hash;
  manifest.entry_count = entry_count;
  return {};
}

Result<Manifest> read_manifest(BytesView payload) {
  Manifest manifest;
  CborReader reader(payload);
  EB_TRY(map, CborMap::open(reader));
  EB_CHECK(map.require(reader, 1));
  EB_TRY(version, reader.uint());
  if (version != manifest_version)
    return fail(ErrorCode::unsupported, "version " + std::to_string(version) + " is not known here");
  EB_CHECK(read_identity(map, reader, manifest));
  EB_CHECK(read_body(map, reader, manifest));
  EB_CHECK(map.require(reader, 9));
  EB_TRY(policy, read_policy(reader));
  EB_CHECK(map.require(reader, 10));
  EB_TRY(gates, read_gates(reader));
  EB_CHECK(map.close());
  EB_CHECK(reader.end());
  manifest.policy = std::move(policy);
  manifest.gates = std::move(gates);
  return manifest;
}

tl::unexpected<Error> refuse(ErrorCode code, const char* what) {
  return fail(code, std::string("door list manifest: ") + what);
}

}  // namespace

Bytes encode_manifest(const Manifest& manifest) {
  CborWriter out;
  out.map(10);
  out.integer(1).uint(manifest_version);
  out.integer(2).text(manifest.event);
  out.integer(3).uint(manifest.sequence);
  out.integer(4).uint(fields::time_number(manifest.issued_at));
  out.integer(5).uint(fields::time_number(manifest.valid_until));
  out.integer(6).uint(manifest.body_size);
  out.integer(7).bytes(manifest.body_hash.view());
  out.integer(8).uint(manifest.entry_count);
  out.integer(9);
  write_policy(out, manifest.policy);
  out.integer(10).array(manifest.gates.size());
  for (const auto& gate : manifest.gates) out.map(2).integer(1).bytes(gate.gate.view()).integer(2).bytes(gate.box);
  return out.take();
}

Result<Manifest> decode_manifest(BytesView payload) {
  auto manifest = read_manifest(payload);
  if (!manifest) return fail_in("door list manifest", std::move(manifest).error());
  return manifest;
}

Result<Bytes> sign_manifest(const crypto::Signer& list_key, const Manifest& manifest, BytesView trust_list) {
  const Bytes payload = encode_manifest(manifest);
  // Never sign what no gate would read.
  if (auto readable = decode_manifest(payload); !readable)
    return fail(ErrorCode::invalid_argument, std::move(readable).error().message);
  return codec::make_sign1(list_key, payload, as_bytes(domain::door_manifest), trust_list);
}

Result<Bytes> peek_trust_list(BytesView cose) {
  EB_TRY(message, codec::parse_sign1(cose, codec::Attachment::required));
  return to_bytes(*message.attachment);
}

Result<Manifest> verify_manifest(BytesView cose, const codec::KeySet& keys) {
  EB_TRY(message, codec::parse_sign1(cose, codec::Attachment::required));
  const auto candidates = keys.find(codec::KeyUse::list, message.kid);
  if (candidates.empty()) return refuse(ErrorCode::key_unknown, "signed by a key that is no list key of the trust list");
  bool any_signed = false;
  for (const auto* candidate : candidates) {
    if (!codec::verify_sign1(message, candidate->key, as_bytes(domain::door_manifest))) continue;
    any_signed = true;
    EB_TRY(manifest, decode_manifest(message.payload));
    if (codec::key_fitness(*candidate, manifest.issued_at) == codec::KeyFitness::fit) return manifest;
  }
  if (any_signed) return refuse(ErrorCode::key_unfit, "its list key was revoked or not valid when it was signed");
  return refuse(ErrorCode::signature_invalid,
                "the signature is wrong: copy the file again, and if it stays, warn the office");
}

}  // namespace eb::badge
