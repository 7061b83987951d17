// Reading bounded fields of our CBOR maps. Private to the room.
#pragma once

#include <string>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"
#include "common/codec/cbor.hpp"

namespace eb::badge::fields {

constexpr std::size_t max_text = 200;  // bytes of any one string
constexpr std::size_t max_items = 64;  // openings, zones, languages

[[nodiscard]] Result<std::string> read_text(codec::CborReader& reader, std::size_t most = max_text);
// At most max_items strings of 1 to max_text bytes.
[[nodiscard]] Result<std::vector<std::string>> read_texts(codec::CborReader& reader);
void write_texts(codec::CborWriter& writer, const std::vector<std::string>& texts);
// The number of items of an array that may have at most `most`.
[[nodiscard]] Result<std::size_t> read_array(codec::CborReader& reader, std::size_t most);
// An unsigned number of at most `most`.
[[nodiscard]] Result<std::uint64_t> read_number(codec::CborReader& reader, std::uint64_t most);
// Seconds since 1970, up to the end of year 9999.
[[nodiscard]] Result<Seconds> read_time(codec::CborReader& reader);
[[nodiscard]] std::uint64_t time_number(Seconds t);     // 0 for a time before 1970
[[nodiscard]] bool is_language(std::string_view code);  // two lower-case letters

template <class Fixed>
[[nodiscard]] Result<Fixed> read_fixed(codec::CborReader& reader) {
  EB_TRY(bytes, reader.bytes());
  auto value = Fixed::from(bytes);
  if (!value) return fail(ErrorCode::malformed, "a byte string of a wrong length");
  return std::move(*value);
}

}  // namespace eb::badge::fields
