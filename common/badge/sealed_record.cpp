// A delegate's record, sealed. Plaintext = deterministic CBOR, then 0x80, then 0x00 up to the next multiple of 64 bytes
// (ISO/IEC 7816-4 padding; at least the 0x80, at most 64 bytes). Every key is always there; dates are "YYYY-MM-DD".
//
//   {1: name, 2: organisation, 3: role, 4: document number as registered, 5: birth date, 6: expiry of the document,
//    7: [zone ...] (empty: all), 8: language (two letters or empty)}
#include "common/badge/door_list.hpp"
#include "common/badge/fields.hpp"
#include "common/codec/domains.hpp"

namespace eb::badge {
namespace {

constexpr std::size_t block = 64;
constexpr std::uint8_t padding_mark = 0x80;

crypto::AesKey record_key(const BadgeSecret& secret, const DoorKey& door_key) {
  crypto::AesKey key;
  crypto::hkdf_sha256(secret.view(), door_key.view(), as_bytes(domain::record_key), key.writable());
  return key;
}

SecretBytes pad(const Bytes& item) {
  SecretBytes padded((item.size() / block + 1) * block);
  std::copy(item.begin(), item.end(), padded.writable().begin());
  padded.writable()[item.size()] = padding_mark;
  return padded;
}

Status check_padding(BytesView rest, std::size_t whole) {
  const bool right = whole % block == 0 && !rest.empty() && rest.size() <= block && rest[0] == padding_mark &&
                     std::ranges::all_of(rest.subspan(1), [](std::uint8_t byte) { return byte == 0; });
  if (!right) return fail(ErrorCode::malformed, "wrong padding");
  return {};
}

// Heads, dates and language take less than 128 bytes.
std::size_t size_bound(const Record& record) {
  std::size_t size = 128 + record.name.size() + record.organisation.size() + record.role.size() + record.id.number.size();
  for (const auto& zone : record.zones) size += codec::cbor_max_head + zone.size();
  return size + record.language.size();
}

SecretBytes encode_record(const Record& record) {
  codec::CborWriter out(size_bound(record));
  out.map(8);
  out.integer(1).text(record.name);
  out.integer(2).text(record.organisation);
  out.integer(3).text(record.role);
  out.integer(4).text(record.id.number);
  out.integer(5).text(format_date(record.id.birth_date));
  out.integer(6).text(format_date(record.id.expiry));
  out.integer(7);
  fields::write_texts(out, record.zones);
  out.integer(8).text(record.language);
  Bytes item = out.take();
  SecretBytes padded = pad(item);
  wipe(item);
  return padded;
}

Result<Date> read_date(codec::CborReader& reader) {
  EB_TRY(text, reader.text());
  const auto date = parse_iso_date(text);
  if (!date) return fail(ErrorCode::malformed, "not a date");
  return *date;
}

Status read_record(codec::CborReader& reader, Record& record) {
  EB_TRY(map, codec::CborMap::open(reader));
  int key = 0;
  for (std::string* field : {&record.name, &record.organisation, &record.role, &record.id.number}) {
    EB_CHECK(map.require(reader, ++key));
    EB_TRY(text, fields::read_text(reader));
    *field = std::move(text);
  }
  for (Date* field : {&record.id.birth_date, &record.id.expiry}) {
    EB_CHECK(map.require(reader, ++key));
    EB_TRY(date, read_date(reader));
    *field = date;
  }
  EB_CHECK(map.require(reader, 7));
  EB_TRY(zones, fields::read_texts(reader));
  EB_CHECK(map.require(reader, 8));
  EB_TRY(language, fields::read_text(reader));
  if (!language.empty() && !fields::is_language(language)) return fail(ErrorCode::malformed, "not a language");
  record.zones = std::move(zones);
  record.language = std::move(language);
  return map.close();
}

Result<Record> decode_record(BytesView plain) {
  Record record;
  codec::CborReader reader(plain);
  EB_CHECK(read_record(reader, record));
  EB_CHECK(check_padding(plain.last(reader.left()), plain.size()));
  return record;
}

}  // namespace

Result<Bytes> seal_record(const Record& record, const BadgeSecret& secret, const DoorKey& door_key, BytesView nonce12) {
  const SecretBytes plain = encode_record(record);
  if (auto readable = decode_record(plain.view()); !readable)
    return fail(ErrorCode::invalid_argument, "a record that no gate would read: " + readable.error().message);
  EB_TRY(sealed, crypto::aes256_gcm_seal(record_key(secret, door_key), nonce12, list_lookup(secret).view(), plain.view()));
  sealed.insert(sealed.begin(), nonce12.begin(), nonce12.end());
  return sealed;
}

Result<Record> open_record(BytesView sealed, const BadgeSecret& secret, const DoorKey& door_key) {
  if (sealed.size() < crypto::gcm_nonce_size + crypto::gcm_tag_size)
    return fail(ErrorCode::malformed, "sealed record: too short");
  EB_TRY(plain, crypto::aes256_gcm_open(record_key(secret, door_key), sealed.first(crypto::gcm_nonce_size),
                                        list_lookup(secret).view(), sealed.subspan(crypto::gcm_nonce_size)));
  auto record = decode_record(plain.view());
  if (!record) return fail_in("sealed record", std::move(record).error());
  return record;
}

}  // namespace eb::badge
