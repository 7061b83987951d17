#include <bit>

#include "common/crypto/crypto.hpp"
#include "common/crypto/ossl.hpp"

namespace eb::crypto {
namespace {

constexpr std::uint64_t max_memory = std::uint64_t{256} << 20;
constexpr std::uint64_t max_factor = std::uint64_t{1} << 20;  // keeps the products below from overflow

// As OpenSSL counts: the table, a block for each lane, and working space.
std::uint64_t memory_of(const ScryptCost& cost) {
  return 128 * cost.r * (cost.n + cost.p + 2);
}

bool is_sound(const ScryptCost& cost) {
  return cost.n > 1 && std::has_single_bit(cost.n) && cost.r > 0 && cost.p > 0 && cost.n <= max_factor &&
         cost.r <= max_factor && cost.p <= max_factor && memory_of(cost) <= max_memory;
}

}  // namespace

Status scrypt(BytesView secret, BytesView salt, const ScryptCost& cost, std::span<std::uint8_t> out) {
  if (!is_sound(cost) || out.empty())
    return fail(ErrorCode::invalid_argument,
                "scrypt: n must be a power of two above 1, r and p above 0, and at most 256 MiB used");
  // An empty secret is one too, but a null pointer would mean that only the costs are checked.
  const auto* from = secret.empty() ? "" : reinterpret_cast<const char*>(secret.data());
  if (EVP_PBE_scrypt(from, secret.size(), salt.data(), salt.size(), cost.n, cost.r, cost.p, max_memory, out.data(),
                     out.size()) != 1)
    return ossl_failure(ErrorCode::crypto, "scrypt failed");
  return {};
}

}  // namespace eb::crypto
