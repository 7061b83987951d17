#include "keys/gate_request.hpp"

#include <catch2/catch.hpp>

#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"
#include "common/codec/domains.hpp"

using namespace eb;

namespace {

const Seconds created{std::chrono::seconds{1437638400}};

struct Gate {
  crypto::PrivateKey key = *crypto::PrivateKey::generate(crypto::Algorithm::eddsa);
  crypto::AgreementKey agreement = *crypto::AgreementKey::generate();
  [[nodiscard]] Bytes request(const std::string& name = "north") const {
    return *keys::make_gate_request(key, name, agreement.public_point(), created);
  }
};

// A request signed properly over whatever is put into it.
Bytes forged(const crypto::Signer& signer, const std::string& name, BytesView spki, BytesView point, std::uint64_t time,
             std::string_view aad = domain::gate_request) {
  codec::CborWriter out;
  out.map(4).uint(1).text(name).uint(2).bytes(spki).uint(3).bytes(point).uint(4).uint(time);
  return *codec::make_sign1(signer, out.view(), as_bytes(aad));
}

ErrorCode error_of(const Bytes& request) {
  const auto opened = keys::open_gate_request(request);
  REQUIRE_FALSE(opened);
  return opened.error().code;
}

}  // namespace

TEST_CASE("a gate request comes back as it was made") {
  const Gate gate;
  const auto opened = keys::open_gate_request(gate.request());
  REQUIRE(opened);
  CHECK(opened->name == "north");
  CHECK(opened->key == gate.key.public_key());
  CHECK(to_bytes(opened->agreement_point) == to_bytes(gate.agreement.public_point()));
  CHECK(opened->created == created);
}

TEST_CASE("every changed byte and every truncation of a gate request is refused") {
  const auto good = Gate{}.request();
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto bad = good;
    bad[i] ^= 1;
    CHECK_FALSE(keys::open_gate_request(bad));
    CHECK_FALSE(keys::open_gate_request(BytesView(good).first(i)));
  }
  auto longer = good;
  longer.push_back(0);
  CHECK(error_of(longer) == ErrorCode::malformed);
  CHECK(error_of(Bytes(keys::max_gate_request + 1)) == ErrorCode::too_large);
}

TEST_CASE("a gate request must be signed by the key that it names, for this use") {
  const Gate gate, other;
  const auto& spki = gate.key.public_key().spki();
  const auto point = gate.agreement.public_point();
  CHECK(keys::open_gate_request(forged(gate.key, "north", spki, point, 1)));
  CHECK(error_of(forged(other.key, "north", spki, point, 1)) == ErrorCode::signature_invalid);
  CHECK(error_of(forged(gate.key, "north", spki, point, 1, domain::trust_list)) == ErrorCode::signature_invalid);
}

TEST_CASE("a gate request with unfit content is refused though its signature holds") {
  const Gate gate;
  const auto& spki = gate.key.public_key().spki();
  const auto point = gate.agreement.public_point();
  for (const auto* name : {"", "no rth", "north/../x", "n\xc3\xb6rd", "123456789012345678901234567890123"})
    CHECK(error_of(forged(gate.key, name, spki, point, 1)) == ErrorCode::malformed);
  CHECK(error_of(forged(gate.key, "north", spki, point, 253402300800)) == ErrorCode::malformed);
  auto off_curve = to_bytes(point);
  off_curve[64] ^= 1;
  CHECK(error_of(forged(gate.key, "north", spki, off_curve, 1)) == ErrorCode::key_unfit);
  CHECK(error_of(forged(gate.key, "north", spki, point.first(33), 1)) == ErrorCode::key_unfit);
  const auto p256 = *crypto::PrivateKey::generate(crypto::Algorithm::es256);
  CHECK(error_of(forged(p256, "north", p256.public_key().spki(), point, 1)) == ErrorCode::key_unfit);
}

TEST_CASE("a gate request is not made from unfit parts") {
  const Gate gate;
  const auto point = gate.agreement.public_point();
  CHECK_FALSE(keys::make_gate_request(gate.key, "no rth", point, created));
  CHECK_FALSE(keys::make_gate_request(gate.key, "north", point.first(64), created));
  CHECK_FALSE(keys::make_gate_request(gate.key, "north", point, Seconds{std::chrono::seconds{-1}}));
  CHECK_FALSE(keys::make_gate_request(*crypto::PrivateKey::generate(crypto::Algorithm::es256), "north", point, created));
}
