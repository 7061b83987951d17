// RFC 9285. Strict: upper-case alphabet only, no white space, no value above 65535 (or 255 for a final pair).
#pragma once

#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::codec {

[[nodiscard]] std::string base45_encode(BytesView bytes);
[[nodiscard]] Result<Bytes> base45_decode(std::string_view text);
// The same into the caller's buffer, for the hot path: the number of bytes written; too_large when out is too small.
[[nodiscard]] Result<std::size_t> base45_decode_into(std::string_view text, std::span<std::uint8_t> out);

}  // namespace eb::codec
