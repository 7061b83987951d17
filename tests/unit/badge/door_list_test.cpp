#include "common/badge/door_list.hpp"

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"
#include "common/codec/domains.hpp"
#include "tests/unit/badge/badge_fixture.hpp"

using namespace eb;
using namespace eb::badge;
using namespace eb::badge::test;
using crypto::Algorithm;

namespace {

Manifest sample_manifest() {
  Manifest manifest;
  manifest.event = "EUIF-2015";
  manifest.sequence = 3;
  manifest.issued_at = at(1437700000);
  manifest.valid_until = at(1437800000);
  manifest.body_size = 12345;
  manifest.body_hash = crypto::sha256(as_bytes("body"));
  manifest.entry_count = 300;
  manifest.policy.openings = {{at(1437720000), at(1437730000)}, {at(1437740000), at(1437750000)}};
  manifest.policy.zones = {"Schuman Room", "Lobby"};
  manifest.policy.id_mode = IdMode::visual;
  manifest.policy.reentry = Reentry::never;
  manifest.policy.utc_offset = std::chrono::minutes(120);
  manifest.policy.languages = {"en", "fr"};
  manifest.policy.event_name = "EU Internet Forum – awareness raising session";
  manifest.policy.time_zone = "Europe/Brussels";
  manifest.gates = {{Kid{}, {1, 2, 3}}, {*Kid::from(as_bytes("12345678")), {}}};
  return manifest;
}

codec::TrustedKey list_key(const crypto::PublicKey& key) {
  return trusted(key, codec::KeyUse::list);
}

DoorKey door_key(std::uint8_t byte = 0x44) {
  return *DoorKey::from(Bytes(32, byte));
}

Record sample_record() {
  using namespace std::chrono;
  Record record;
  record.name = "Zoë Müller";
  record.organisation = "Europol";
  record.role = "delegate";
  record.id = {"C01X00T47", year{1980} / 2 / 29, year{2020} / 1 / 31};
  record.zones = {"B"};
  record.language = "de";
  return record;
}

ErrorCode signing_error(const Manifest& manifest) {
  const auto cose = sign_manifest(key_of(Algorithm::es256), manifest, as_bytes("trust"));
  REQUIRE_FALSE(cose);
  return cose.error().code;
}

}  // namespace

TEST_CASE("manifest: every field comes back from its signed form") {
  const auto algorithm = GENERATE(Algorithm::es256, Algorithm::eddsa);
  const auto& key = key_of(algorithm);
  const auto made = sample_manifest();
  const auto cose = sign_manifest(key, made, as_bytes("the trust list")).value();
  CHECK(as_text(peek_trust_list(cose).value()) == "the trust list");
  const auto read = verify_manifest(cose, codec::KeySet({list_key(key.public_key())}));
  REQUIRE(read);
  CHECK(read->event == made.event);
  CHECK(read->sequence == made.sequence);
  CHECK(read->issued_at == made.issued_at);
  CHECK(read->valid_until == made.valid_until);
  CHECK(read->body_size == made.body_size);
  CHECK(read->body_hash == made.body_hash);
  CHECK(read->entry_count == made.entry_count);
  REQUIRE(read->policy.openings.size() == 2);
  CHECK(read->policy.openings[1].from == made.policy.openings[1].from);
  CHECK(read->policy.openings[1].until == made.policy.openings[1].until);
  CHECK(read->policy.zones == made.policy.zones);
  CHECK(read->policy.id_mode == made.policy.id_mode);
  CHECK(read->policy.reentry == made.policy.reentry);
  CHECK(read->policy.utc_offset == made.policy.utc_offset);
  CHECK(read->policy.languages == made.policy.languages);
  CHECK(read->policy.event_name == made.policy.event_name);
  CHECK(read->policy.time_zone == made.policy.time_zone);
  REQUIRE(read->gates.size() == 2);
  CHECK(read->gates[0].box == made.gates[0].box);
  CHECK(read->gates[1].gate == made.gates[1].gate);
  CHECK(encode_manifest(*read) == encode_manifest(made));
}

TEST_CASE("manifest: which key signed it, and when") {
  const auto& key = key_of(Algorithm::es256);
  const auto cose = sign_manifest(key, sample_manifest(), as_bytes("t")).value();
  const auto code = [&](const codec::KeySet& keys) {
    const auto manifest = verify_manifest(cose, keys);
    REQUIRE_FALSE(manifest);
    return manifest.error().code;
  };
  const auto good = list_key(key.public_key());
  CHECK(verify_manifest(cose, codec::KeySet({good})));
  CHECK(code(codec::KeySet()) == ErrorCode::key_unknown);
  CHECK(code(codec::KeySet({trusted(key.public_key())})) == ErrorCode::key_unknown);  // a badge key
  auto revoked = good;
  revoked.revoked_at = at(1437700000);
  CHECK(code(codec::KeySet({revoked})) == ErrorCode::key_unfit);
  revoked.revoked_at = at(1437700001);
  CHECK(verify_manifest(cose, codec::KeySet({revoked})));
  auto later = good;
  later.valid_from = at(1437700001);
  CHECK(code(codec::KeySet({later})) == ErrorCode::key_unfit);
  CHECK(verify_manifest(cose, codec::KeySet({later, good})));
  // The same key over the same bytes for another purpose.
  const auto other =
      codec::make_sign1(key, encode_manifest(sample_manifest()), as_bytes(domain::trust_list), as_bytes("t")).value();
  CHECK(verify_manifest(other, codec::KeySet({good})).error().code == ErrorCode::signature_invalid);
  // Another trust list put in its place.
  auto swapped = cose;
  const auto label = from_hex("3a0001000041").value();  // -65537: a bstr of one byte
  const auto attached = std::search(swapped.begin(), swapped.end(), label.begin(), label.end());
  REQUIRE(attached != swapped.end());
  *(attached + static_cast<std::ptrdiff_t>(label.size())) = 'u';
  CHECK(verify_manifest(swapped, codec::KeySet({good})).error().code == ErrorCode::signature_invalid);
}

TEST_CASE("manifest: nothing beyond the bounds is signed") {
  const auto with = [](auto change) {
    auto manifest = sample_manifest();
    change(manifest);
    return manifest;
  };
  const auto most = with([](Manifest& m) {
    m.policy.openings.assign(64, {at(1), at(2)});
    m.policy.zones.assign(64, std::string(200, 'z'));
    m.gates.assign(1000, {Kid{}, Bytes(1024)});
    m.policy.event_name = std::string(200, 'n');
  });
  CHECK(sign_manifest(key_of(Algorithm::es256), most, as_bytes("t")));
  const std::vector<Manifest> wrong{
      with([](Manifest& m) { m.event = "a b"; }),
      with([](Manifest& m) { m.event = ""; }),
      with([](Manifest& m) { m.sequence = 0; }),
      with([](Manifest& m) { m.sequence = UINT64_MAX; }),
      with([](Manifest& m) {
        m.policy.openings.assign(65, {at(1), at(2)});
      }),
      with([](Manifest& m) {
        m.policy.openings = {{at(2), at(2)}};
      }),
      with([](Manifest& m) { m.policy.zones.assign(65, "z"); }),
      with([](Manifest& m) { m.policy.zones = {std::string(201, 'z')}; }),
      with([](Manifest& m) { m.policy.zones = {""}; }),
      with([](Manifest& m) { m.policy.zones = {"\xff"}; }),
      with([](Manifest& m) { m.policy.languages = {"EN"}; }),
      with([](Manifest& m) { m.policy.languages = {"eng"}; }),
      with([](Manifest& m) { m.policy.event_name = std::string(201, 'n'); }),
      with([](Manifest& m) { m.policy.time_zone = std::string(201, 'n'); }),
      with([](Manifest& m) { m.policy.utc_offset = std::chrono::hours(19); }),
      with([](Manifest& m) { m.policy.id_mode = static_cast<IdMode>(3); }),
      with([](Manifest& m) { m.policy.reentry = static_cast<Reentry>(3); }),
      with([](Manifest& m) { m.gates.assign(1001, {}); }),
      with([](Manifest& m) {
        m.gates = {{Kid{}, Bytes(1025)}};
      }),
  };
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    CAPTURE(i);
    CHECK(signing_error(wrong[i]) == ErrorCode::invalid_argument);
  }
}

TEST_CASE("manifest: strict payload") {
  const Bytes good = encode_manifest(sample_manifest());
  CHECK(decode_manifest(good));
  for (std::size_t size = 0; size < good.size(); ++size)
    if (decode_manifest(BytesView(good).first(size))) FAIL("cut to " << size);
  auto longer = good;
  longer.push_back(0);
  CHECK_FALSE(decode_manifest(longer));
  auto version = good;
  version[2] = 2;
  CHECK(decode_manifest(version).error().code == ErrorCode::unsupported);
}

TEST_CASE("gate keys: open for their gate in their list only") {
  const auto gate = crypto::AgreementKey::generate().value();
  const auto ephemeral = crypto::AgreementKey::generate().value();
  const Kid kid = *Kid::from(as_bytes("12345678"));
  const GateKeys keys{door_key(), *EventIdKey::from(Bytes(32, 0x55))};
  const auto box = seal_gate_keys(keys, "E1", 7, kid, gate.public_point(), ephemeral, Bytes(12, 1)).value();
  CHECK(box.size() <= 1024);
  const auto opened = open_gate_keys(box, "E1", 7, kid, gate);
  REQUIRE(opened);
  CHECK(std::ranges::equal(opened->door_key.view(), keys.door_key.view()));
  CHECK(std::ranges::equal(opened->event_id_key.view(), keys.event_id_key.view()));
  CHECK(open_gate_keys(box, "E1", 8, kid, gate).error().code == ErrorCode::decrypt_failed);
  CHECK(open_gate_keys(box, "E2", 7, kid, gate).error().code == ErrorCode::decrypt_failed);
  CHECK(open_gate_keys(box, "E1", 7, Kid{}, gate).error().code == ErrorCode::key_unknown);
  CHECK(open_gate_keys(box, "E1", 7, kid, ephemeral).error().code == ErrorCode::decrypt_failed);
}

TEST_CASE("sealed record: opens with its badge's secret and its list's key") {
  const auto claims = sample_claims();
  const auto record = sample_record();
  const Bytes nonce = from_hex("000102030405060708090a0b").value();
  const auto sealed = seal_record(record, claims.secret, door_key(), nonce).value();
  // Made with cbor2 and pyca/cryptography from the comment on top of sealed_record.cpp; door key 44..44.
  CHECK(to_hex(sealed) ==
        "000102030405060708090a0b0701298329d83822232ac0ef77b92027f76ee8a8d426ae049ceb2e3b7186f83ff232c06e2a979e8b1762e7d6144"
        "1b3ac"
        "6ca0b532c7b5e66a366f9193cec4cb6c1df7cf68a5ec140a4dd957cb71a58db796ea1f2c1174768ad50fd188b0c03a3dcf008a5c12b3fad3dbf"
        "13000"
        "8bfb92006272efc29764924cb463da7894ca0af5d8069130885efb994c35f0659f12ae77");
  const auto opened = open_record(sealed, claims.secret, door_key());
  REQUIRE(opened);
  CHECK(opened->name == record.name);
  CHECK(opened->organisation == record.organisation);
  CHECK(opened->role == record.role);
  CHECK(opened->id.number == record.id.number);
  CHECK(opened->id.birth_date == record.id.birth_date);
  CHECK(opened->id.expiry == record.id.expiry);
  CHECK(opened->zones == record.zones);
  CHECK(opened->language == record.language);
  CHECK(open_record(sealed, claims.secret, door_key(0x45)).error().code == ErrorCode::decrypt_failed);
  CHECK(open_record(sealed, BadgeSecret(), door_key()).error().code == ErrorCode::decrypt_failed);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    auto changed = sealed;
    changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ 1U << bit % 8);
    if (open_record(changed, claims.secret, door_key())) FAIL("bit " << bit);
  }
  CHECK_FALSE(open_record({}, claims.secret, door_key()));
}

TEST_CASE("sealed record: lengths are multiples of 64 whatever the name") {
  const auto claims = sample_claims();
  for (std::size_t length = 0; length <= 200; ++length) {
    auto record = sample_record();
    record.name = std::string(length, 'n');
    const auto sealed = seal_record(record, claims.secret, door_key(), Bytes(12)).value();
    CHECK((sealed.size() - 12 - 16) % 64 == 0);
    CHECK(open_record(sealed, claims.secret, door_key()).value().name.size() == length);
  }
}

TEST_CASE("sealed record: what no gate would read is not sealed") {
  const auto claims = sample_claims();
  const auto code = [&](auto change) {
    auto record = sample_record();
    change(record);
    const auto sealed = seal_record(record, claims.secret, door_key(), Bytes(12));
    REQUIRE_FALSE(sealed);
    return sealed.error().code;
  };
  CHECK(code([](Record& r) { r.name = std::string(201, 'n'); }) == ErrorCode::invalid_argument);
  CHECK(code([](Record& r) { r.organisation = "\xc3"; }) == ErrorCode::invalid_argument);
  CHECK(code([](Record& r) { r.zones.assign(65, "z"); }) == ErrorCode::invalid_argument);
  CHECK(code([](Record& r) { r.language = "DE"; }) == ErrorCode::invalid_argument);
  CHECK(code([](Record& r) { r.id.expiry = Date{}; }) == ErrorCode::invalid_argument);
  CHECK_FALSE(seal_record(sample_record(), claims.secret, door_key(), Bytes(11)));
}

TEST_CASE("sealed record: wrong padding or keys are refused though the seal is right") {
  const auto claims = sample_claims();
  crypto::AesKey key;
  crypto::hkdf_sha256(claims.secret.view(), door_key().view(), as_bytes(domain::record_key), key.writable());
  const auto opens = [&](const Bytes& plain) {
    const Bytes nonce(12, 9);
    auto sealed = crypto::aes256_gcm_seal(key, nonce, list_lookup(claims.secret).view(), plain).value();
    sealed.insert(sealed.begin(), nonce.begin(), nonce.end());
    return open_record(sealed, claims.secret, door_key()).has_value();
  };
  const auto good_sealed = seal_record(sample_record(), claims.secret, door_key(), Bytes(12)).value();
  const auto good = crypto::aes256_gcm_open(key, BytesView(good_sealed).first(12), list_lookup(claims.secret).view(),
                                            BytesView(good_sealed).subspan(12))
                        .value();
  const Bytes plain = to_bytes(good.view());
  REQUIRE(opens(plain));
  const auto mark = std::size_t(plain.rend() - std::find(plain.rbegin(), plain.rend(), 0x80)) - 1;
  auto changed = plain;
  changed[mark] = 0x81;
  CHECK_FALSE(opens(changed));
  changed = plain;
  changed.back() = 1;
  CHECK_FALSE(opens(changed));
  changed = plain;
  changed.resize(plain.size() + 64);  // a whole block too many
  CHECK_FALSE(opens(changed));
  changed = plain;
  changed.pop_back();
  CHECK_FALSE(opens(changed));
  CHECK_FALSE(opens({}));
  CHECK_FALSE(opens(Bytes(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(mark))));
}
