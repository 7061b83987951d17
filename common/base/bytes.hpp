// Byte strings and fixed-size strong types. A hash, a key identifier or a secret is never a bare vector or string.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eb {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

[[nodiscard]] inline BytesView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline Bytes to_bytes(BytesView bytes) { return {bytes.begin(), bytes.end()}; }

// Overwrites memory in a way that the compiler keeps.
void wipe(std::span<std::uint8_t> memory) noexcept;
inline void wipe(std::string& text) noexcept {
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  text.clear();
}
// Compares without early exit; the lengths are public.
[[nodiscard]] bool equal_constant_time(BytesView a, BytesView b) noexcept;

// N bytes with a meaning. Tag only separates the types.
template <std::size_t N, class Tag>
struct FixedBytes {
  static constexpr std::size_t size = N;
  std::array<std::uint8_t, N> value{};

  [[nodiscard]] BytesView view() const { return value; }
  [[nodiscard]] static std::optional<FixedBytes> from(BytesView bytes) {
    if (bytes.size() != N) return std::nullopt;
    FixedBytes out;
    std::copy(bytes.begin(), bytes.end(), out.value.begin());
    return out;
  }
  friend auto operator<=>(const FixedBytes&, const FixedBytes&) = default;
};

using Sha256 = FixedBytes<32, struct Sha256Tag>;
using Kid = FixedBytes<8, struct KidTag>;  // first 8 bytes of SHA-256 of a key's SubjectPublicKeyInfo

// N secret bytes, wiped when they go out of scope; copies must be asked for.
template <std::size_t N, class Tag>
class SecretArray {
 public:
  static constexpr std::size_t size = N;
  SecretArray() = default;
  SecretArray(const SecretArray&) = delete;
  SecretArray& operator=(const SecretArray&) = delete;
  SecretArray(SecretArray&& other) noexcept : value_(other.value_) { wipe(other.value_); }
  SecretArray& operator=(SecretArray&& other) noexcept {
    if (this != &other) {
      value_ = other.value_;
      wipe(other.value_);
    }
    return *this;
  }
  ~SecretArray() { wipe(value_); }

  [[nodiscard]] static std::optional<SecretArray> from(BytesView bytes) {
    if (bytes.size() != N) return std::nullopt;
    SecretArray out;
    std::copy(bytes.begin(), bytes.end(), out.value_.begin());
    return out;
  }
  [[nodiscard]] SecretArray clone() const { return *from(value_); }
  [[nodiscard]] BytesView view() const { return value_; }
  [[nodiscard]] std::span<std::uint8_t, N> writable() { return value_; }

 private:
  std::array<std::uint8_t, N> value_{};
};

// Secret bytes of run-time length (passphrases, decrypted keys and records), wiped when they go out of scope.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(Bytes bytes) : value_(std::move(bytes)) {}
  explicit SecretBytes(std::size_t size) : value_(size) {}
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  SecretBytes(SecretBytes&&) noexcept = default;
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    wipe(value_);
    value_ = std::move(other.value_);
    return *this;
  }
  ~SecretBytes() { wipe(value_); }
  [[nodiscard]] BytesView view() const { return value_; }
  [[nodiscard]] std::string_view text() const { return as_text(value_); }
  [[nodiscard]] std::span<std::uint8_t> writable() { return value_; }
  [[nodiscard]] std::size_t size() const { return value_.size(); }
  [[nodiscard]] bool empty() const { return value_.empty(); }

 private:
  Bytes value_;
};

}  // namespace eb
