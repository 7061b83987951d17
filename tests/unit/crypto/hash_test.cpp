// Expected values are those of FIPS 180, RFC 4231 and RFC 5869.
#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/crypto/crypto.hpp"

using namespace eb;
using namespace eb::crypto;

namespace {

Bytes hex(std::string_view text) {
  const auto bytes = from_hex(text);
  REQUIRE(bytes);
  return *bytes;
}
std::string hex_of(const Sha256& hash) {
  return to_hex(hash.view());
}

}  // namespace

TEST_CASE("SHA-256 of known messages") {
  CHECK(hex_of(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex_of(sha256(as_bytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_of(sha256(Bytes(1'000'000, 'a'))) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 in parts and as a stream is that of the whole") {
  Bytes whole(200);
  for (std::size_t i = 0; i < whole.size(); ++i) whole[i] = static_cast<std::uint8_t>(i);
  const auto expected = sha256(whole);
  const BytesView view(whole);
  for (std::size_t cut : {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{65}, whole.size()}) {
    CHECK(sha256(view.first(cut), view.subspan(cut)) == expected);
    CHECK(sha256(view.first(cut / 2), view.subspan(cut / 2, cut - cut / 2), view.subspan(cut)) == expected);
    Sha256Stream stream;
    stream.update(view.first(cut));
    stream.update({});
    Sha256Stream moved = std::move(stream);
    moved.update(view.subspan(cut));
    CHECK(moved.finish() == expected);
  }
}

TEST_CASE("HMAC-SHA-256 of RFC 4231") {
  struct Row {
    Bytes key, message;
    std::string_view mac;
  };
  const std::vector<Row> rows{
      {Bytes(20, 0x0b), to_bytes(as_bytes("Hi There")), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {to_bytes(as_bytes("Jefe")), to_bytes(as_bytes("what do ya want for nothing?")),
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {Bytes(20, 0xaa), Bytes(50, 0xdd), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {Bytes(131, 0xaa), to_bytes(as_bytes("Test Using Larger Than Block-Size Key - Hash Key First")),
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {Bytes(131, 0xaa),
       to_bytes(
           as_bytes("This is a test using a larger than block-size key and a larger than block-size data. The key needs to "
                    "be hashed before being used by the HMAC algorithm.")),
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
  };
  for (const auto& row : rows) CHECK(hex_of(hmac_sha256(row.key, row.message)) == row.mac);
}

TEST_CASE("HKDF-SHA-256 of RFC 5869") {
  const auto derive = [](const Bytes& key, const Bytes& salt, const Bytes& info, std::size_t size) {
    Bytes out(size);
    hkdf_sha256(key, salt, info, out);
    return to_hex(out);
  };
  CHECK(derive(Bytes(22, 0x0b), hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"), 42) ==
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  Bytes key, salt, info;
  for (unsigned i = 0; i < 80; ++i) {
    key.push_back(static_cast<std::uint8_t>(i));
    salt.push_back(static_cast<std::uint8_t>(0x60 + i));
    info.push_back(static_cast<std::uint8_t>(0xb0 + i));
  }
  CHECK(derive(key, salt, info, 82) ==
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
        "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
  CHECK(derive(Bytes(22, 0x0b), {}, {}, 42) ==
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST_CASE("random bytes are there, differ and are bounded") {
  Bytes a(32), b(32), too_many((std::size_t{1} << 20) + 1);
  REQUIRE(random_bytes(a));
  REQUIRE(random_bytes(b));
  CHECK(a != b);
  CHECK_FALSE(random_bytes(too_many));
}
