#include "common/codec/cose.hpp"

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/codec/cbor.hpp"

using namespace eb;
using namespace eb::codec;

namespace {

Bytes hex(std::string_view text) {
  return from_hex(text).value();
}

const crypto::PrivateKey& key_of(crypto::Algorithm algorithm) {
  static const auto es256 = crypto::PrivateKey::generate(crypto::Algorithm::es256).value();
  static const auto eddsa = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  return algorithm == crypto::Algorithm::es256 ? es256 : eddsa;
}

// A Sign1 whose parts are given as encoded items.
Bytes sign1(std::string_view tag, std::string_view header_map, std::string_view unprotected, std::string_view rest) {
  const Bytes header = hex(header_map);
  CborWriter out;
  out.raw(hex(tag)).raw(hex("84")).bytes(header).raw(hex(unprotected)).raw(hex(rest));
  return out.take();
}
const std::string good_header = "a2012604480102030405060708";
const std::string good_rest =
    "4101"
    "5840" +
    std::string(128, '0');

constexpr auto recipient_pem = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgERERERERERERERER
ERERERERERERERERERERERERERGhRANCAAQCF+YX8LZEOSgnj5aZnmmiOk8sFSvf
bWzfZuW4AoLU7RlKfevLl3EtLdo8qFqodlpW9F/HWFmWUvKJfGUwbleU
-----END PRIVATE KEY-----
)";

}  // namespace

TEST_CASE("cose sign1: what is made is parsed and verifies, with the context it was made for") {
  const auto algorithm = GENERATE(crypto::Algorithm::es256, crypto::Algorithm::eddsa);
  const auto& key = key_of(algorithm);
  const Bytes payload = hex("0102");
  const auto cose = make_sign1(key, payload, as_bytes("context")).value();
  const auto message = parse_sign1(cose);
  REQUIRE(message);
  CHECK(message->algorithm == static_cast<int>(algorithm));
  CHECK(message->kid == key.public_key().kid());
  CHECK(to_bytes(message->payload) == payload);
  CHECK_FALSE(message->attachment);
  CHECK(verify_sign1(*message, key.public_key(), as_bytes("context")));
  CHECK_FALSE(verify_sign1(*message, key.public_key(), as_bytes("Context")));
  CHECK_FALSE(verify_sign1(*message, key.public_key(), {}));
  const auto other = algorithm == crypto::Algorithm::es256 ? crypto::Algorithm::eddsa : crypto::Algorithm::es256;
  CHECK_FALSE(verify_sign1(*message, key_of(other).public_key(), as_bytes("context")));
}

TEST_CASE("cose sign1: an attachment is signed, and only where it belongs") {
  const auto& key = key_of(crypto::Algorithm::es256);
  const Bytes attached(100000, 7);
  const auto cose = make_sign1(key, as_bytes("payload"), {}, attached).value();
  CHECK_FALSE(parse_sign1(cose));
  const auto message = parse_sign1(cose, Attachment::required);
  REQUIRE(message);
  REQUIRE(message->attachment);
  CHECK(to_bytes(*message->attachment) == attached);
  CHECK(verify_sign1(*message, key.public_key(), {}));
  auto changed = cose;
  changed[1000] ^= 1;
  CHECK_FALSE(verify_sign1(parse_sign1(changed, Attachment::required).value(), key.public_key(), {}));
  CHECK_FALSE(parse_sign1(make_sign1(key, as_bytes("payload"), {}).value(), Attachment::required));
}

// RFC 9052 §4.4, written out by hand.
TEST_CASE("cose sign1: Sig_structure") {
  const Bytes header = hex("a10126");
  CHECK(to_hex(sig_structure(header, {}, hex("0102"))) == "846a5369676e61747572653143a1012640420102");
  const Bytes aad(300, 0xAA);
  CHECK(to_hex(sig_structure(header, aad, {})) == "846a5369676e61747572653143a1012659012c" + to_hex(aad) + "40");
}

TEST_CASE("cose sign1: one fault a row") {
  struct Row {
    const char* what;
    Bytes cose;
  };
  CHECK(parse_sign1(sign1("d2", good_header, "a0", good_rest)));
  const std::vector<Row> rows{
      {"nothing", {}},
      {"no tag", hex("8440a04041"
                     "00")},
      {"tag of COSE_Mac0", sign1("d1", good_header, "a0", good_rest)},
      {"tag of COSE_Sign", sign1("d862", good_header, "a0", good_rest)},
      {"long tag", sign1("d812", good_header, "a0", good_rest)},
      {"CWT tag around it", sign1("d83dd2", good_header, "a0", good_rest)},
      {"bytes after the end", sign1("d2", good_header, "a0", good_rest + "00")},
      {"payload null", sign1("d2", good_header, "a0",
                             "f6"
                             "5840" +
                                 std::string(128, '0'))},
      {"payload text", sign1("d2", good_header, "a0",
                             "6161"
                             "5840" +
                                 std::string(128, '0'))},
      {"signature of 63 bytes", sign1("d2", good_header, "a0",
                                      "4101"
                                      "583f" +
                                          std::string(126, '0'))},
      {"signature of 65 bytes", sign1("d2", good_header, "a0",
                                      "4101"
                                      "5841" +
                                          std::string(130, '0'))},
      {"signature missing", sign1("d2", good_header, "a0", "4101")},
      {"kid unprotected", sign1("d2", "a10126", "a104480102030405060708", good_rest)},
      {"kid in both", sign1("d2", good_header, "a104480102030405060708", good_rest)},
      {"kid twice", sign1("d2", "a301260448010203040506070804480102030405060708", "a0", good_rest)},
      {"kid of 7 bytes", sign1("d2", "a20126044701020304050607", "a0", good_rest)},
      {"kid text", sign1("d2", "a2012604686162636465666768", "a0", good_rest)},
      {"kid missing", sign1("d2", "a10126", "a0", good_rest)},
      {"alg missing", sign1("d2", "a104480102030405060708", "a0", good_rest)},
      {"alg as text", sign1("d2", "a20165455332353604480102030405060708", "a0", good_rest)},
      {"header not sorted", sign1("d2", "a2044801020304050607080126", "a0", good_rest)},
      {"crit", sign1("d2",
                     "a301260281040448"
                     "0102030405060708",
                     "a0", good_rest)},
      {"content type", sign1("d2", "a30126033c04480102030405060708", "a0", good_rest)},
      {"unknown private header", sign1("d2", "a30126044801020304050607083a0001000000", "a0", good_rest)},
      {"bytes after the header map", sign1("d2", good_header + "00", "a0", good_rest)},
      {"header empty", sign1("d2", "", "a0", good_rest)},
      {"header not a map", sign1("d2", "8126", "a0", good_rest)},
      {"indefinite header map", sign1("d2", "bf012604480102030405060708ff", "a0", good_rest)},
      {"long alg", sign1("d2", "a201380604480102030405060708", "a0", good_rest)},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto message = parse_sign1(row.cose);
    REQUIRE_FALSE(message);
    CHECK(message.error().code == ErrorCode::malformed);
  }
}

TEST_CASE("cose sign1: any integer algorithm parses, none of them verifies but the key's") {
  const auto& key = key_of(crypto::Algorithm::es256);
  for (const std::int64_t algorithm : {0, 5, -8, -37, -65535, 1 << 30}) {
    CborWriter header;
    header.map(2).integer(1).integer(algorithm).integer(4).bytes(key.public_key().kid().view());
    const Bytes payload = hex("01");
    const auto signature = key.sign(sig_structure(header.view(), {}, payload)).value();
    CborWriter out;
    out.tag(18).array(4).bytes(header.view()).map(0).bytes(payload).bytes(signature);
    const auto message = parse_sign1(out.view());
    REQUIRE(message);
    CHECK(message->algorithm == algorithm);
    CHECK_FALSE(verify_sign1(*message, key.public_key(), {}));
  }
}

// Made with cbor2 and pyca/cryptography from RFC 9052 §5.3 and RFC 9053 §5.1, §5.2 and §6.3.1: scalar 11..11 for the recipient,
// 22..22 for the ephemeral key, kid "gate0001", nonce 00..0b, external_aad "door 7".
TEST_CASE("cose encrypt: a message of another implementation opens") {
  const auto key = crypto::AgreementKey::from_pem(as_bytes(recipient_pem), {}).value();
  const auto cose = hex(
      "d8608443a10103a1054c000102030405060708090a0b581eaf8eb5e68e765135473106d65d0425369e11275be21664c817fd7d6788b8818344a1"
      "013818a20448676174653030303120a401022001215820d65a93977caa3d1b081852ff57a79e465f1660577304baead505dd3a48589cf3225820"
      "50185e895372df6221ea3a137557e473fddb6755f05bd507c3c533fce9c9128540");
  const auto kid = Kid::from(as_bytes("gate0001")).value();
  const auto plain = decrypt_from(cose, key, kid, as_bytes("door 7"));
  REQUIRE(plain);
  CHECK(plain->text() == "the plain text");
  CHECK(decrypt_from(cose, key, kid, as_bytes("door 8")).error().code == ErrorCode::decrypt_failed);
  CHECK(decrypt_from(cose, key, *Kid::from(as_bytes("gate0002")), as_bytes("door 7")).error().code ==
        ErrorCode::key_unknown);
  const auto stranger = crypto::AgreementKey::generate().value();
  CHECK(decrypt_from(cose, stranger, kid, as_bytes("door 7")).error().code == ErrorCode::decrypt_failed);
}

TEST_CASE("cose encrypt: every changed bit is refused") {
  const auto gate = crypto::AgreementKey::generate().value();
  const auto ephemeral = crypto::AgreementKey::generate().value();
  const auto kid = Kid::from(as_bytes("12345678")).value();
  const Bytes nonce(12, 5);
  const auto cose = encrypt_to(gate.public_point(), kid, ephemeral, nonce, as_bytes("x"), as_bytes("secret")).value();
  CHECK(decrypt_from(cose, gate, kid, as_bytes("x")).value().text() == "secret");
  for (std::size_t bit = 0; bit < cose.size() * 8; ++bit) {
    auto changed = cose;
    changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ 1U << bit % 8);
    if (decrypt_from(changed, gate, kid, as_bytes("x"))) FAIL("bit " << bit);
  }
  for (std::size_t size = 0; size < cose.size(); ++size)
    if (decrypt_from(BytesView(cose).first(size), gate, kid, as_bytes("x"))) FAIL("cut to " << size);
  auto longer = cose;
  longer.push_back(0);
  CHECK_FALSE(decrypt_from(longer, gate, kid, as_bytes("x")));
}

TEST_CASE("cose encrypt: a bad point or nonce is refused before anything is sealed") {
  const auto ephemeral = crypto::AgreementKey::generate().value();
  const Kid kid;
  Bytes point(65, 1);
  point[0] = 4;
  CHECK_FALSE(encrypt_to(point, kid, ephemeral, Bytes(12), {}, {}));
  CHECK_FALSE(encrypt_to(ephemeral.public_point(), kid, ephemeral, Bytes(11), {}, {}));
}
