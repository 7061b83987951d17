#include <array>

#include "common/codec/cbor.hpp"

namespace eb::codec {

std::size_t cbor_head(std::span<std::uint8_t, cbor_max_head> out, unsigned major, std::uint64_t value) {
  const unsigned type = major << 5;
  if (value < 24) {
    out[0] = static_cast<std::uint8_t>(type | value);
    return 1;
  }
  const unsigned power = value <= 0xFF ? 0 : value <= 0xFFFF ? 1 : value <= 0xFFFFFFFF ? 2 : 3;
  const std::size_t size = std::size_t{1} << power;
  out[0] = static_cast<std::uint8_t>(type | (24 + power));
  for (std::size_t i = 1; i <= size; ++i) out[i] = static_cast<std::uint8_t>(value >> (8 * (size - i)) & 0xFFU);
  return 1 + size;
}

namespace {

void put_head(Bytes& out, unsigned major, std::uint64_t value) {
  std::array<std::uint8_t, cbor_max_head> head{};
  const std::size_t size = cbor_head(head, major, value);
  out.insert(out.end(), head.begin(), head.begin() + static_cast<std::ptrdiff_t>(size));
}

}  // namespace

CborWriter& CborWriter::uint(std::uint64_t value) {
  put_head(out_, 0, value);
  return *this;
}

CborWriter& CborWriter::negative(std::uint64_t n) {
  put_head(out_, 1, n);
  return *this;
}

CborWriter& CborWriter::integer(std::int64_t value) {
  return value >= 0 ? uint(static_cast<std::uint64_t>(value)) : negative(static_cast<std::uint64_t>(-1 - value));
}

CborWriter& CborWriter::bytes(BytesView value) {
  put_head(out_, 2, value.size());
  return raw(value);
}

CborWriter& CborWriter::text(std::string_view utf8) {
  put_head(out_, 3, utf8.size());
  return raw(as_bytes(utf8));
}

CborWriter& CborWriter::array(std::size_t count) {
  put_head(out_, 4, count);
  return *this;
}

CborWriter& CborWriter::map(std::size_t pairs) {
  put_head(out_, 5, pairs);
  return *this;
}

CborWriter& CborWriter::tag(std::uint64_t number) {
  put_head(out_, 6, number);
  return *this;
}

CborWriter& CborWriter::raw(BytesView encoded_item) {
  out_.insert(out_.end(), encoded_item.begin(), encoded_item.end());
  return *this;
}

}  // namespace eb::codec
