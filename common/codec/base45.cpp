#include "common/codec/base45.hpp"

#include <array>

namespace eb::codec {
namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr std::uint32_t base = 45;
constexpr std::uint32_t not_a_digit = 1U << 20;  // more than any group of three can reach, so that one comparison finds it

constexpr std::array<std::uint32_t, 256> inverse_of(std::string_view alphabet) {
  std::array<std::uint32_t, 256> table{};
  for (auto& entry : table) entry = not_a_digit;
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint32_t>(i);
  return table;
}
constexpr auto values = inverse_of(digits);

std::uint32_t value_of(char c) {
  return values[static_cast<unsigned char>(c)];
}

constexpr std::size_t decoded_size(std::size_t characters) {
  return characters / 3 * 2 + characters % 3 / 2;
}

tl::unexpected<Error> not_base45(std::size_t position) {
  return fail(ErrorCode::malformed, "not base45: wrong characters from position " + std::to_string(position) + " on");
}

}  // namespace

std::string base45_encode(BytesView bytes) {
  std::string out;
  out.reserve(bytes.size() / 2 * 3 + 2);
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    const std::uint32_t n = bytes[i] * 256U + bytes[i + 1];
    out.push_back(digits[n % base]);
    out.push_back(digits[n / base % base]);
    out.push_back(digits[n / (base * base)]);
  }
  if (i < bytes.size()) {
    out.push_back(digits[bytes[i] % base]);
    out.push_back(digits[bytes[i] / base]);
  }
  return out;
}

Result<std::size_t> base45_decode_into(std::string_view text, std::span<std::uint8_t> out) {
  if (text.size() % 3 == 1) return fail(ErrorCode::malformed, "not base45: a length of " + std::to_string(text.size()));
  const std::size_t size = decoded_size(text.size());
  if (size > out.size()) return fail(ErrorCode::too_large, "base45 text is longer than allowed here");
  std::size_t i = 0;
  std::size_t written = 0;
  for (; i + 2 < text.size(); i += 3) {
    const std::uint32_t n = value_of(text[i]) + value_of(text[i + 1]) * base + value_of(text[i + 2]) * base * base;
    if (n > 0xFFFF) return not_base45(i);
    out[written++] = static_cast<std::uint8_t>(n >> 8);
    out[written++] = static_cast<std::uint8_t>(n & 0xFFU);
  }
  if (i < text.size()) {
    const std::uint32_t n = value_of(text[i]) + value_of(text[i + 1]) * base;
    if (n > 0xFF) return not_base45(i);
    out[written++] = static_cast<std::uint8_t>(n);
  }
  return written;
}

Result<Bytes> base45_decode(std::string_view text) {
  Bytes out(decoded_size(text.size()));
  EB_CHECK(base45_decode_into(text, out));
  return out;
}

}  // namespace eb::codec
