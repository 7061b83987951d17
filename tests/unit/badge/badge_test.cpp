#include "common/badge/badge.hpp"

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"
#include "tests/unit/badge/badge_fixture.hpp"

using namespace eb;
using namespace eb::badge;
using namespace eb::badge::test;
using crypto::Algorithm;

namespace {

Reason reason_of(std::string_view text, const codec::KeySet& keys, Millis now = during) {
  const auto badge = verify_badge(text, keys, now);
  return badge ? Reason::admitted : badge.error();
}

// A badge with another payload, signed as it should be.
std::string badge_with_payload(const crypto::Signer& key, BytesView payload) {
  return badge_text(codec::make_sign1(key, payload, {}).value());
}

constexpr auto known_key = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIDMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMz
-----END PRIVATE KEY-----
)";
constexpr auto known_badge =
    "EB1:RRQT 9P60GO0SW6*XVRJ2DCH8CKB77IJ0JY8%B95W5746RV6 E3KOMKFU "
    "E3%LMJCOU8ANJK.UKG.KZ8L9KLSVL2/L%6M100000R49X507H0QS0Z-0F48"
    ".PT.GFL$MY-KC7TSLRIB2W8F$WHZTBSPOYXD/8KE.TG3U3IBLSR%5C P3BRVLDOV6RQGQAMCY*6O96Q/BDK5%0SBD8U:Q10";

}  // namespace

// Made with cbor2 and pyca/cryptography from docs/badge-format.md: Ed25519 seed 33..33. Ed25519 signs deterministically, so
// that the whole text is one known answer.
TEST_CASE("badge: the text, number and lookup that another implementation makes") {
  const auto key = crypto::PrivateKey::from_pem(as_bytes(known_key), {}).value();
  CHECK(make_badge(key, sample_claims()).value() == known_badge);
  const codec::KeySet keys({trusted(key.public_key())});
  const auto badge = verify_badge(known_badge, keys, during);
  REQUIRE(badge);
  CHECK(badge->claims().event == "EUIF-2015");
  CHECK(badge->claims().not_before == at(1437720000));
  CHECK(badge->claims().expires == at(1437750000));
  CHECK(to_hex(badge->claims().secret.view()) == "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
  CHECK(to_hex(badge->claims().tag.view()) == "0001020304050607");
  CHECK(badge->number().text() == "8XRS-X634-QXC0-QC39");
  CHECK(to_hex(badge->lookup().view()) == "08ebc47ce70f5f104458e06c572217ac");
  CHECK(to_hex(badge->kid().view()) == "3532fb2b134488a2");
}

TEST_CASE("badge: 144 bytes and 220 characters for the longest event id, with both algorithms") {
  const auto algorithm = GENERATE(Algorithm::es256, Algorithm::eddsa);
  const auto& key = key_of(algorithm);
  const auto text = make_badge(key, sample_claims("EU.IF_2015-a")).value();
  CHECK(text.size() == 220);
  CHECK(cose_of(text).size() == 144);
  CHECK(reason_of(text, codec::KeySet({trusted(key.public_key())})) == Reason::admitted);
}

TEST_CASE("badge: event ids and times that no badge can have") {
  const auto& key = key_of(Algorithm::es256);
  for (const std::string event : {"", "EU.IF_2015-ab", "a b", "ä", "a/b", "a\n"}) {
    CAPTURE(event);
    CHECK_FALSE(is_event_id(event));
    CHECK(make_badge(key, sample_claims(event)).error().code == ErrorCode::invalid_argument);
  }
  for (const auto time : {at(-1), at(4294967296)}) {
    auto claims = sample_claims();
    claims.not_before = time;
    CHECK(encode_claims(claims).error().code == ErrorCode::invalid_argument);
    claims = sample_claims();
    claims.expires = time;
    CHECK(encode_claims(claims).error().code == ErrorCode::invalid_argument);
  }
  for (const auto time : {at(0), at(4294967295)}) {
    auto claims = sample_claims();
    claims.expires = time;
    CHECK(decode_claims(encode_claims(claims).value()).value().expires == time);
  }
}

TEST_CASE("badge: foreign codes") {
  const codec::KeySet keys;
  for (const std::string_view text : {"", "E", "EB1", "EB2:BB8", "XEB1:BB8", "HC1:NCFOXN", "https://example.com/",
                                      "shc:/5676", "M1DESMARAIS/LUC", "BEGIN:VCARD"}) {
    CAPTURE(text);
    CHECK(reason_of(text, keys) == Reason::foreign_code);
  }
}

TEST_CASE("badge: malformed texts") {
  const auto& key = key_of(Algorithm::es256);
  const codec::KeySet keys({trusted(key.public_key())});
  const std::string good = make_badge(key, sample_claims()).value();
  CHECK(reason_of(good, keys) == Reason::admitted);
  for (const std::string& text :
       {std::string("EB1:"), " " + good, "\t" + good, ascii_lower(good), "eB1:" + good.substr(4), good + "0", good + "00",
        good + "000", good + " ", good + "\n", "EB1:" + ascii_lower(good.substr(4)), "EB1: " + good.substr(4),
        good.substr(0, good.size() - 1), std::string("EB1:") + std::string(217, '0'),
        std::string("EB1:") + std::string(100000, '0'), good + good.substr(4)}) {
    CAPTURE(text.size());
    CHECK(reason_of(text, keys) == Reason::malformed);
  }
}

TEST_CASE("badge: what the key set says of the key") {
  const auto& key = key_of(Algorithm::es256);
  const auto text = make_badge(key, sample_claims()).value();
  const auto entry = trusted(key.public_key());
  CHECK(reason_of(text, codec::KeySet()) == Reason::key_unknown);
  CHECK(reason_of(text, codec::KeySet({trusted(key.public_key(), codec::KeyUse::list)})) == Reason::key_unknown);
  CHECK(reason_of(text, codec::KeySet({trusted(key.public_key(), codec::KeyUse::gate)})) == Reason::key_unknown);
  CHECK(reason_of(text, codec::KeySet({trusted(key_of(Algorithm::eddsa).public_key())})) == Reason::key_unknown);
  const codec::KeySet keys({entry});
  const auto second = [](std::int64_t n) { return Millis(std::chrono::seconds(n)); };
  CHECK(reason_of(text, keys, second(key_from - 1)) == Reason::key_not_valid);
  CHECK(reason_of(text, keys, second(key_from)) == Reason::admitted);
  CHECK(reason_of(text, keys, second(key_until)) == Reason::admitted);
  CHECK(reason_of(text, keys, second(key_until + 1)) == Reason::key_not_valid);
  auto revoked = entry;
  revoked.revoked_at = at(1437730000);
  CHECK(reason_of(text, codec::KeySet({revoked}), second(1437729999)) == Reason::admitted);
  CHECK(reason_of(text, codec::KeySet({revoked}), second(1437730000)) == Reason::key_revoked);
  // Revoked and past its dates: the rule that stands first in the order of reasons.
  CHECK(reason_of(text, codec::KeySet({revoked}), second(key_until + 1)) == Reason::key_not_valid);
  // One fit listing is enough, wherever it stands.
  auto past = entry;
  past.valid_until = at(key_from + 1);
  CHECK(reason_of(text, codec::KeySet({past, revoked, entry})) == Reason::admitted);
  CHECK(reason_of(text, codec::KeySet({entry, past})) == Reason::admitted);
  CHECK(reason_of(text, codec::KeySet({past, revoked})) == Reason::key_revoked);
}

TEST_CASE("badge: two keys with one kid are both tried") {
  const auto& key = key_of(Algorithm::es256);
  const auto text = make_badge(key, sample_claims()).value();
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    // Grinding 8 bytes takes weeks; here the other key is given the kid. Its object was made mutable by the crypto room.
    const auto other = crypto::PrivateKey::generate(algorithm).value();
    const auto twin = crypto::PublicKey::from_spki(other.public_key().spki()).value();
    const_cast<Kid&>(twin.kid()) = key.public_key().kid();
    CHECK(reason_of(text, codec::KeySet({trusted(twin), trusted(key.public_key())})) == Reason::admitted);
    CHECK(reason_of(text, codec::KeySet({trusted(key.public_key()), trusted(twin)})) == Reason::admitted);
    CHECK(reason_of(text, codec::KeySet({trusted(twin)})) ==
          (algorithm == Algorithm::es256 ? Reason::bad_signature : Reason::alg_mismatch));
    auto revoked = trusted(key.public_key());
    revoked.revoked_at = at(key_from);
    CHECK(reason_of(text, codec::KeySet({revoked, trusted(twin)})) ==
          (algorithm == Algorithm::es256 ? Reason::bad_signature : Reason::alg_mismatch));
  }
}

TEST_CASE("badge: an algorithm that is not the key's, known or unknown") {
  const auto& key = key_of(Algorithm::es256);
  const codec::KeySet keys({trusted(key.public_key())});
  const auto payload = encode_claims(sample_claims()).value();
  const auto with_algorithm = [&](std::int64_t number) {
    codec::CborWriter header;
    header.map(2).integer(1).integer(number).integer(4).bytes(key.public_key().kid().view());
    const auto signature = key.sign(codec::sig_structure(header.view(), {}, payload)).value();
    codec::CborWriter out;
    out.tag(18).array(4).bytes(header.view()).map(0).bytes(payload).bytes(signature);
    return badge_text(out.view());
  };
  CHECK(reason_of(with_algorithm(-7), keys) == Reason::admitted);
  for (const std::int64_t number : {-8, 0, 5, -35, -37, -257, 1, -65535}) {
    CAPTURE(number);
    CHECK(reason_of(with_algorithm(number), keys) == Reason::alg_mismatch);
    CHECK(reason_of(with_algorithm(number), codec::KeySet()) == Reason::key_unknown);
  }
}

TEST_CASE("badge: a signature by another key, and the twin (r, n-s) of a right one") {
  const auto& key = key_of(Algorithm::es256);
  const codec::KeySet keys({trusted(key.public_key())});
  const auto cose = cose_of(make_badge(key, sample_claims()).value());
  // Order of P-256 (SEC 2 §2.4.2).
  const auto n = from_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551").value();
  auto twin = cose;
  int borrow = 0;
  for (std::size_t i = 32; i-- > 0;) {
    const std::size_t at_s = cose.size() - 32 + i;
    const int difference = n[i] - cose[at_s] - borrow;
    borrow = difference < 0 ? 1 : 0;
    twin[at_s] = static_cast<std::uint8_t>(difference + 256 * borrow);
  }
  REQUIRE(twin != cose);
  const auto one = verify_badge(badge_text(cose), keys, during);
  const auto two = verify_badge(badge_text(twin), keys, during);
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one->number() == two->number());
  CHECK(one->lookup() == two->lookup());
  const auto stranger = crypto::PrivateKey::generate(Algorithm::es256).value();
  auto forged = cose_of(make_badge(stranger, sample_claims()).value());
  const auto kid = key.public_key().kid();
  std::copy(kid.value.begin(), kid.value.end(), forged.begin() + 8);
  CHECK(reason_of(badge_text(forged), keys) == Reason::bad_signature);
}

TEST_CASE("badge: rightly signed claims that are not exactly ours") {
  const auto& key = key_of(Algorithm::eddsa);
  const codec::KeySet keys({trusted(key.public_key())});
  const std::string aud = "036145", exp = "041a55b252f0", nbf = "051a55b1ddc0";
  const std::string cti = "0750" + std::string(32, 'a'), tag = "3a0001000048" + std::string(16, 'b');
  const auto reason = [&](const std::string& payload) {
    return reason_of(badge_with_payload(key, from_hex(payload).value()), keys);
  };
  CHECK(reason("a5" + aud + exp + nbf + cti + tag) == Reason::admitted);
  const std::vector<std::string> wrong{
      "a4" + aud + exp + nbf + cti,  // no tag
      "a4" + exp + nbf + cti + tag,  // no event
      "a4" + aud + nbf + cti + tag,  // no exp
      "a4" + aud + exp + cti + tag,  // no nbf
      "a4" + aud + exp + nbf + tag,  // no secret
      "a6"
      "016145" +
          aud + exp + nbf + cti + tag,                      // an issuer
      "a6" + aud + exp + nbf + "0600" + cti + tag,          // iat
      "a6" + aud + exp + nbf + cti + tag + "3a0001000140",  // another private claim
      "a5" + exp + aud + nbf + cti + tag,                   // not sorted
      "a6" + aud + aud + exp + nbf + cti + tag,             // twice
      "a5"
      "0360" +
          exp + nbf + cti + tag,  // empty event
      "a5"
      "036d"
      "31323334353637383930313233" +
          exp + nbf + cti + tag,  // event of 13
      "a5"
      "036120" +
          exp + nbf + cti + tag,  // event with a space
      "a5"
      "034145" +
          exp + nbf + cti + tag,                                     // event as bytes
      "a5" + aud + "0420" + nbf + cti + tag,                         // exp before 1970
      "a5" + aud + "041b0000000100000000" + nbf + cti + tag,         // exp after 2106
      "a5" + aud + "04fb41d56c94bc000000" + nbf + cti + tag,         // exp as a float
      "a5" + aud + exp + nbf + "074f" + std::string(30, 'a') + tag,  // secret of 15
      "a5" + aud + exp + nbf + "0751" + std::string(34, 'a') + tag,  // secret of 17
      "a5" + aud + exp + nbf + cti + "3a0001000047" + std::string(14, 'b'),
      "a5" + aud + exp + nbf + cti + tag + "00",  // bytes after the end
      "8500000000"
      "00",
      "",
  };
  for (const auto& payload : wrong) {
    CAPTURE(payload);
    CHECK(reason(payload) == Reason::malformed);
  }
}

TEST_CASE("badge: the signature is asked before the claims") {
  const auto& key = key_of(Algorithm::eddsa);
  auto cose = codec::make_sign1(key, from_hex("a0").value(), {}).value();
  const codec::KeySet keys({trusted(key.public_key())});
  CHECK(reason_of(badge_text(cose), keys) == Reason::malformed);
  cose.back() ^= 1;
  CHECK(reason_of(badge_text(cose), keys) == Reason::bad_signature);
}

TEST_CASE("badge number: one spelling out, several in") {
  const auto number = badge_number(sample_claims().secret);
  CHECK(number.text() == "8XRS-X634-QXC0-QC39");
  for (const std::string_view text : {"8XRS-X634-QXC0-QC39", "8xrs-x634-qxco-qc39", "8XRSX634QXC0QC39"})
    CHECK(BadgeNumber::from_text(text) == number);
  for (const std::string_view text :
       {"", "8XRS-X634-QXC0", "8XRS-X634-QXC0-QC39-0000", "8XRS-X634-QXC0-QC3U", "8XRS X634 QXC0 QC39"}) {
    CAPTURE(text);
    CHECK_FALSE(BadgeNumber::from_text(text));
  }
}
