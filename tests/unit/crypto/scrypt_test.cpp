// Expected values are those of RFC 7914 §12; its last vector takes a gigabyte and is left out.
#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/crypto/crypto.hpp"

using namespace eb;
using crypto::ScryptCost;

namespace {

std::string derived(std::string_view secret, std::string_view salt, const ScryptCost& cost) {
  Bytes out(64);
  REQUIRE(crypto::scrypt(as_bytes(secret), as_bytes(salt), cost, out));
  return to_hex(out);
}

ErrorCode refused(const ScryptCost& cost, std::size_t size = 32) {
  Bytes out(size);
  const auto status = crypto::scrypt(as_bytes("secret"), as_bytes("salt"), cost, out);
  REQUIRE_FALSE(status);
  CHECK(out == Bytes(size));
  return status.error().code;
}

}  // namespace

TEST_CASE("scrypt of RFC 7914") {
  CHECK(derived("", "", {16, 1, 1}) ==
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  CHECK(derived("password", "NaCl", {1024, 8, 16}) ==
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  CHECK(derived("pleaseletmein", "SodiumChloride", {16384, 8, 1}) ==
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST_CASE("scrypt works at the cost that it has by default, and at the greatest one a guard's PIN may have") {
  CHECK(derived("482915", "salt", {}) != derived("482916", "salt", {}));
  CHECK(derived("482915", "salt", {}) != derived("482915", "sale", {}));
  CHECK(derived("482915", "salt", {1U << 17, 8, 1}) != derived("482915", "salt", {}));
}

TEST_CASE("scrypt refuses costs that are none and those that would stall the machine") {
  constexpr auto huge64 = ~std::uint64_t{0};
  constexpr auto huge32 = ~std::uint32_t{0};
  for (const auto& cost :
       {ScryptCost{0, 8, 1}, ScryptCost{1, 8, 1}, ScryptCost{1000, 8, 1}, ScryptCost{16, 0, 1}, ScryptCost{16, 8, 0},
        ScryptCost{1U << 18, 8, 1}, ScryptCost{std::uint64_t{1} << 63, 8, 1}, ScryptCost{huge64, huge32, huge32},
        ScryptCost{16, huge32, 1}, ScryptCost{16, 1, huge32}, ScryptCost{16, 1U << 20, 1U << 20}})
    CHECK(refused(cost) == ErrorCode::invalid_argument);
  CHECK(refused({}, 0) == ErrorCode::invalid_argument);
}
