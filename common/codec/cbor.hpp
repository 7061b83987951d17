// The deterministic subset of CBOR that our formats use (RFC 8949 §4.2.1): unsigned and negative integers, byte and text
// strings, arrays, maps, tags. Definite lengths, shortest heads, UTF-8 text, map keys sorted bytewise by their encoding and
// unique. Floats, simple values (false, true, null, undefined) and indefinite lengths do not occur and are refused.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::codec {

constexpr int cbor_max_depth = 8;  // nesting of arrays, maps and tags

// The head of an item in its shortest form: how many bytes it took. For those who write into a buffer of their own.
constexpr std::size_t cbor_max_head = 9;
std::size_t cbor_head(std::span<std::uint8_t, cbor_max_head> out, unsigned major, std::uint64_t value);

// Appends items. The caller writes map keys in sorted order; tests decode what was written with the strict reader.
class CborWriter {
 public:
  CborWriter() = default;
  // Room for that many bytes: a secret then leaves no copy behind in memory that the writer has outgrown.
  explicit CborWriter(std::size_t capacity) { out_.reserve(capacity); }
  CborWriter& uint(std::uint64_t value);
  CborWriter& negative(std::uint64_t n);  // the value -1 - n
  CborWriter& integer(std::int64_t value);
  CborWriter& bytes(BytesView value);
  CborWriter& text(std::string_view utf8);
  CborWriter& array(std::size_t count);
  CborWriter& map(std::size_t pairs);
  CborWriter& tag(std::uint64_t number);
  CborWriter& raw(BytesView encoded_item);
  [[nodiscard]] BytesView view() const { return out_; }
  [[nodiscard]] Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

// Pulls items from a buffer without copying: strings are views into it. After an error the reader must not be used.
// Lengths are checked against what is left before anything is read.
class CborReader {
 public:
  explicit CborReader(BytesView input) : rest_(input) {}
  [[nodiscard]] Result<std::uint64_t> uint();
  [[nodiscard]] Result<std::uint64_t> negative();  // n for the value -1 - n
  [[nodiscard]] Result<std::int64_t> integer();    // of either sign, inside 64 bits
  [[nodiscard]] Result<BytesView> bytes();
  [[nodiscard]] Result<std::string_view> text();
  [[nodiscard]] Result<std::size_t> array();  // number of items that follow
  [[nodiscard]] Result<std::size_t> map();    // number of pairs that follow
  [[nodiscard]] Result<std::uint64_t> tag();
  // One whole item of any allowed type, checked in full (keys sorted and unique, depth), as a view of its encoding.
  [[nodiscard]] Result<BytesView> item();
  [[nodiscard]] Status end() const;  // malformed when bytes are left
  [[nodiscard]] bool empty() const { return rest_.empty(); }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }
  // Major type (0-7) of the next item, or -1 at the end.
  [[nodiscard]] int peek_major() const { return rest_.empty() ? -1 : rest_.front() >> 5; }

 private:
  [[nodiscard]] Result<std::uint64_t> head(unsigned major);
  [[nodiscard]] Result<BytesView> string(unsigned major);
  BytesView rest_;
};

// Reads the integer keys of one map in their deterministic order: negative keys sort after positive ones. Use:
//   EB_TRY(map, CborMap::open(reader));
//   EB_TRY(has, map.find(reader, 3)); if (has) { EB_TRY(v, reader.text()); ... }
//   EB_CHECK(map.close());
// find() must be called in ascending deterministic order; an unknown key or a key out of order is malformed.
class CborMap {
 public:
  [[nodiscard]] static Result<CborMap> open(CborReader& reader);
  // True when the next key is `key` (consumed: the value follows); false when the map has no such key.
  [[nodiscard]] Result<bool> find(CborReader& reader, std::int64_t key);
  [[nodiscard]] Status require(CborReader& reader, std::int64_t key);
  [[nodiscard]] Status close() const;  // malformed when pairs are left (an unknown key)

 private:
  std::size_t left_ = 0;
  std::optional<std::int64_t> pending_;  // a key read but not asked for yet
  std::optional<std::int64_t> last_;     // for order and uniqueness
};

// A whole item as a tree, for `inspect` and the conformance program. negative: value is -1 - number.
struct CborValue {
  enum class Type { uint, negative, bytes, text, array, map, tag };
  Type type{};
  std::uint64_t number = 0;      // uint, negative, tag
  std::string string;            // bytes, text
  std::vector<CborValue> items;  // array; map as key, value, key, value; tag: one
};
constexpr std::size_t cbor_max_tree = std::size_t{1} << 20;    // bytes of input; a tree takes some hundred times as much
[[nodiscard]] Result<CborValue> cbor_decode(BytesView input);  // exactly one item, nothing after it; too_large
[[nodiscard]] Bytes cbor_encode(const CborValue& value);
[[nodiscard]] std::string cbor_diagnostic(const CborValue& value);  // RFC 8949 §8

}  // namespace eb::codec
