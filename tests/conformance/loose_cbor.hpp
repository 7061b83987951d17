// CBOR as others write it: any head length, any order of keys, floats, simple values, indefinite lengths (RFC 8949 §3).
// For the suites only; the project itself reads nothing but its deterministic subset.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/bytes.hpp"

namespace eb::conformance {

struct Loose {
  unsigned major = 7;        // 0-6 as in RFC 8949 §3.1; 7: float or simple value
  std::uint64_t number = 0;  // argument of major types 0, 1, 6 and of simple values
  double real = 0;           // of a float
  Bytes string;              // byte and text strings
  std::vector<Loose> items;  // array; map as key, value, ...; tag: one

  [[nodiscard]] bool is_integer(std::int64_t value) const;
  // The value of a map's integer key; nullptr when this is no map or has no such key.
  [[nodiscard]] const Loose* find(std::int64_t key) const;
  // An integer or a float as a number.
  [[nodiscard]] std::optional<double> to_number() const;
  friend bool operator==(const Loose&, const Loose&) = default;
};

// Exactly one well-formed item whose maps have no key twice.
[[nodiscard]] std::optional<Loose> loose_decode(BytesView input);

}  // namespace eb::conformance
