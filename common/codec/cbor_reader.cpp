#include <algorithm>
#include <limits>

#include "common/base/text.hpp"
#include "common/codec/cbor.hpp"

namespace eb::codec {
namespace {

tl::unexpected<Error> malformed(const char* what) {
  return fail(ErrorCode::malformed, std::string("cbor: ") + what);
}

constexpr std::uint64_t max_int64 = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

// Walks one item of any allowed type; reader stands behind it afterwards. depth: containers around it.
Status skip_item(CborReader& reader, BytesView whole, int depth);

Status skip_pairs(CborReader& reader, BytesView whole, std::size_t pairs, int depth) {
  BytesView previous;
  for (std::size_t i = 0; i < pairs; ++i) {
    const std::size_t start = whole.size() - reader.left();
    EB_CHECK(skip_item(reader, whole, depth));
    const BytesView key = whole.subspan(start, whole.size() - reader.left() - start);
    // No encoding of an item is a prefix of another's, so that this is the bytewise order of RFC 8949 §4.2.1.
    if (i > 0 && !std::ranges::lexicographical_compare(previous, key)) return malformed("map keys not sorted and unique");
    previous = key;
    EB_CHECK(skip_item(reader, whole, depth));
  }
  return {};
}

Status skip_item(CborReader& reader, BytesView whole, int depth) {
  const int major = reader.peek_major();
  if (major >= 4 && major <= 6 && depth >= cbor_max_depth) return malformed("nested too deeply");
  switch (major) {
    case 0: EB_CHECK(reader.uint()); return {};
    case 1: EB_CHECK(reader.negative()); return {};
    case 2: EB_CHECK(reader.bytes()); return {};
    case 3: EB_CHECK(reader.text()); return {};
    case 4: {
      EB_TRY(count, reader.array());
      for (std::size_t i = 0; i < count; ++i) EB_CHECK(skip_item(reader, whole, depth + 1));
      return {};
    }
    case 5: {
      EB_TRY(pairs, reader.map());
      return skip_pairs(reader, whole, pairs, depth + 1);
    }
    case 6: {
      EB_CHECK(reader.tag());
      return skip_item(reader, whole, depth + 1);
    }
    case 7: return malformed("floats and simple values are not used here");
    default: return malformed("ends too early");
  }
}

// Where a key stands in the bytewise order of encodings: positive keys first, each kind by its argument.
std::pair<bool, std::uint64_t> rank_of(std::int64_t key) {
  return key >= 0 ? std::pair{false, static_cast<std::uint64_t>(key)}
                  : std::pair{true, static_cast<std::uint64_t>(-1 - key)};
}

}  // namespace

Result<std::uint64_t> CborReader::head(unsigned major) {
  if (rest_.empty()) return malformed("ends too early");
  const unsigned first = rest_.front();
  if (first >> 5 != major) return malformed("an item of another type was expected");
  const unsigned info = first & 0x1FU;
  if (info < 24) {
    rest_ = rest_.subspan(1);
    return info;
  }
  if (info > 27) return malformed("indefinite or reserved length");
  const std::size_t size = std::size_t{1} << (info - 24);
  if (rest_.size() < 1 + size) return malformed("ends too early");
  std::uint64_t value = 0;
  for (std::size_t i = 1; i <= size; ++i) value = value << 8 | rest_[i];
  const std::uint64_t least = info == 24 ? 24 : std::uint64_t{1} << (4 * size);
  if (value < least) return malformed("head is not the shortest");
  rest_ = rest_.subspan(1 + size);
  return value;
}

Result<std::uint64_t> CborReader::uint() {
  return head(0);
}

Result<std::uint64_t> CborReader::negative() {
  return head(1);
}

Result<std::int64_t> CborReader::integer() {
  const bool is_negative = peek_major() == 1;
  EB_TRY(value, head(is_negative ? 1 : 0));
  if (value > max_int64) return malformed("integer outside 64 bits");
  return is_negative ? -1 - static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
}

Result<BytesView> CborReader::string(unsigned major) {
  EB_TRY(size, head(major));
  if (size > rest_.size()) return malformed("string is longer than what is left");
  const BytesView value = rest_.first(static_cast<std::size_t>(size));
  rest_ = rest_.subspan(value.size());
  return value;
}

Result<BytesView> CborReader::bytes() {
  return string(2);
}

Result<std::string_view> CborReader::text() {
  EB_TRY(value, string(3));
  if (!is_utf8(as_text(value))) return malformed("text is not UTF-8");
  return as_text(value);
}

// An item takes at least one byte: a count above what is left cannot be true, and nobody loops or reserves for it.
Result<std::size_t> CborReader::array() {
  EB_TRY(count, head(4));
  if (count > rest_.size()) return malformed("array is longer than what is left");
  return static_cast<std::size_t>(count);
}

Result<std::size_t> CborReader::map() {
  EB_TRY(pairs, head(5));
  if (pairs > rest_.size() / 2) return malformed("map is longer than what is left");
  return static_cast<std::size_t>(pairs);
}

Result<std::uint64_t> CborReader::tag() {
  return head(6);
}

Result<BytesView> CborReader::item() {
  const BytesView whole = rest_;
  EB_CHECK(skip_item(*this, whole, 0));
  return whole.first(whole.size() - rest_.size());
}

Status CborReader::end() const {
  if (!rest_.empty()) return malformed("bytes after the end");
  return {};
}

Result<CborMap> CborMap::open(CborReader& reader) {
  EB_TRY(pairs, reader.map());
  CborMap map;
  map.left_ = pairs;
  return map;
}

Result<bool> CborMap::find(CborReader& reader, std::int64_t key) {
  if (!pending_ && left_ > 0) {
    EB_TRY(next, reader.integer());
    if (last_ && rank_of(next) <= rank_of(*last_)) return malformed("map keys not sorted and unique");
    last_ = pending_ = next;
    --left_;
  }
  if (!pending_ || rank_of(*pending_) > rank_of(key)) return false;
  if (*pending_ != key) return malformed("unknown map key");
  pending_.reset();
  return true;
}

Status CborMap::require(CborReader& reader, std::int64_t key) {
  EB_TRY(found, find(reader, key));
  if (!found) return malformed("map lacks a key");
  return {};
}

Status CborMap::close() const {
  if (left_ > 0 || pending_) return malformed("unknown map key");
  return {};
}

}  // namespace eb::codec
