#include "keys/trust_list.hpp"

#include <set>
#include <utility>

#include "common/base/text.hpp"
#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"
#include "common/codec/domains.hpp"

namespace eb::keys {
namespace {

constexpr std::uint64_t format_version = 1;
constexpr std::size_t max_keys = 10'000;
constexpr std::size_t max_label = 64;
constexpr std::uint64_t max_seconds = 253402300799;  // the end of year 9999

tl::unexpected<Error> bad(const std::string& what) {
  return fail(ErrorCode::malformed, "trust list: " + what);
}

std::uint64_t number_of(Seconds t) {
  return static_cast<std::uint64_t>(t.time_since_epoch().count());
}

Result<Seconds> read_time(codec::CborReader& reader) {
  EB_TRY(value, reader.uint());
  if (value > max_seconds) return bad("a time is out of range");
  return Seconds{std::chrono::seconds{value}};
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= max_label && is_utf8(label) && printable(label, max_label) == label;
}

bool in_range(Seconds t) {
  return t.time_since_epoch().count() >= 0 && number_of(t) <= max_seconds;
}

Status check_key(const codec::TrustedKey& key, ErrorCode code) {
  if (!is_label(key.label)) return fail(code, "trust list: a label is empty, too long or not printable");
  if (!in_range(key.valid_from) || !in_range(key.valid_until) || (key.revoked_at && !in_range(*key.revoked_at)))
    return fail(code, "trust list: dates of key " + key.label + " are out of range");
  if (key.valid_until < key.valid_from) return fail(code, "trust list: key " + key.label + " ends before it begins");
  return {};
}

// What holds for a list that is signed (code: invalid_argument) and for one that was read (malformed).
Status check_list(const TrustList& list, ErrorCode code) {
  if (list.keys.size() > max_keys) return fail(ErrorCode::too_large, "trust list: more than 10,000 keys");
  if (!in_range(list.issued_at)) return fail(code, "trust list: its date is out of range");
  // A key listed twice for one use could be revoked in one place and valid in the other.
  std::set<std::pair<int, std::string_view>> seen;
  for (const auto& key : list.keys) {
    EB_CHECK(check_key(key, code));
    if (!seen.emplace(static_cast<int>(key.use), as_text(key.key.spki())).second)
      return fail(code, "trust list: key " + key.label + " is listed twice for one use");
  }
  return {};
}

Bytes encode(const TrustList& list) {
  codec::CborWriter out;
  out.map(4).uint(1).uint(format_version).uint(2).uint(list.sequence).uint(3).uint(number_of(list.issued_at));
  out.uint(4).array(list.keys.size());
  for (const auto& key : list.keys) {
    out.map(key.revoked_at ? 6 : 5).uint(1).bytes(key.key.spki()).uint(2).uint(static_cast<std::uint64_t>(key.use));
    out.uint(3).uint(number_of(key.valid_from)).uint(4).uint(number_of(key.valid_until));
    if (key.revoked_at) out.uint(5).uint(number_of(*key.revoked_at));
    out.uint(6).text(key.label);
  }
  return out.take();
}

Result<codec::TrustedKey> read_key(codec::CborReader& reader) {
  EB_TRY(map, codec::CborMap::open(reader));
  EB_CHECK(map.require(reader, 1));
  EB_TRY(spki, reader.bytes());
  EB_TRY(key, crypto::PublicKey::from_spki(spki));
  EB_CHECK(map.require(reader, 2));
  EB_TRY(use, reader.uint());
  if (use < static_cast<std::uint64_t>(codec::KeyUse::badge) || use > static_cast<std::uint64_t>(codec::KeyUse::gate))
    return bad("a key has an unknown use");
  EB_CHECK(map.require(reader, 3));
  EB_TRY(from, read_time(reader));
  EB_CHECK(map.require(reader, 4));
  EB_TRY(until, read_time(reader));
  EB_TRY(is_revoked, map.find(reader, 5));
  std::optional<Seconds> revoked_at;
  if (is_revoked) {
    EB_TRY(at, read_time(reader));
    revoked_at = at;
  }
  EB_CHECK(map.require(reader, 6));
  EB_TRY(label, reader.text());
  EB_CHECK(map.close());
  return codec::TrustedKey{std::move(key), static_cast<codec::KeyUse>(use), from, until, revoked_at, std::string(label)};
}

Result<TrustList> decode(BytesView payload) {
  codec::CborReader reader(payload);
  EB_TRY(map, codec::CborMap::open(reader));
  EB_CHECK(map.require(reader, 1));
  EB_TRY(version, reader.uint());
  if (version != format_version)
    return fail(ErrorCode::unsupported, "trust list: version " + std::to_string(version) + " is newer than this program");
  TrustList list;
  EB_CHECK(map.require(reader, 2));
  EB_TRY(sequence, reader.uint());
  list.sequence = sequence;
  EB_CHECK(map.require(reader, 3));
  EB_TRY(issued_at, read_time(reader));
  list.issued_at = issued_at;
  EB_CHECK(map.require(reader, 4));
  EB_TRY(count, reader.array());
  if (count > max_keys) return fail(ErrorCode::too_large, "trust list: more than 10,000 keys");
  list.keys.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    EB_TRY(key, read_key(reader));
    list.keys.push_back(std::move(key));
  }
  EB_CHECK(map.close());
  EB_CHECK(reader.end());
  return list;
}

}  // namespace

Result<Bytes> sign_trust_list(const crypto::Signer& root, const TrustList& list) {
  EB_CHECK(check_list(list, ErrorCode::invalid_argument));
  return codec::make_sign1(root, encode(list), as_bytes(domain::trust_list));
}

Result<TrustList> verify_trust_list(BytesView cose, const RootAnchor& root) {
  auto message = codec::parse_sign1(cose);
  if (!message) return fail_in("trust list", std::move(message).error());
  if (message->kid != root.key.kid())
    return fail(ErrorCode::key_unknown, "trust list: signed by root key " + to_hex(message->kid.view()) +
                                            ", but this place trusts " + to_hex(root.key.kid().view()));
  if (!codec::verify_sign1(*message, root.key, as_bytes(domain::trust_list)))
    return fail(ErrorCode::signature_invalid, "trust list: the root key's signature does not verify");
  EB_TRY(list, decode(message->payload));
  EB_CHECK(check_list(list, ErrorCode::malformed));
  return list;
}

Result<Bytes> sign_root_change(const crypto::Signer& old_root, const crypto::PublicKey& new_root, Seconds now) {
  if (!in_range(now)) return fail(ErrorCode::invalid_argument, "root change: its date is out of range");
  codec::CborWriter out;
  out.map(2).uint(1).bytes(new_root.spki()).uint(2).uint(number_of(now));
  return codec::make_sign1(old_root, out.view(), as_bytes(domain::root_change));
}

Result<RootAnchor> follow_root_change(BytesView cose, const RootAnchor& old_root) {
  auto message = codec::parse_sign1(cose);
  if (!message) return fail_in("root change", std::move(message).error());
  if (!codec::verify_sign1(*message, old_root.key, as_bytes(domain::root_change)))
    return fail(ErrorCode::signature_invalid,
                "root change: not signed by the root key " + to_hex(old_root.key.kid().view()));
  codec::CborReader reader(message->payload);
  EB_TRY(map, codec::CborMap::open(reader));
  EB_CHECK(map.require(reader, 1));
  EB_TRY(spki, reader.bytes());
  EB_CHECK(map.require(reader, 2));
  EB_CHECK(read_time(reader));
  EB_CHECK(map.close());
  EB_CHECK(reader.end());
  EB_TRY(key, crypto::PublicKey::from_spki(spki));
  return RootAnchor{std::move(key)};
}

}  // namespace eb::keys
