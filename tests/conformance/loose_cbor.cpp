#include "tests/conformance/loose_cbor.hpp"

#include <cmath>
#include <cstring>

namespace eb::conformance {
namespace {

constexpr int max_depth = 32;
constexpr std::uint8_t break_code = 0xFF;

// RFC 8949 appendix D.
double half_float(std::uint64_t bits) {
  const auto exponent = static_cast<int>(bits >> 10 & 0x1F);
  const auto mantissa = static_cast<double>(bits & 0x3FF);
  double value = std::ldexp(mantissa + 1024, exponent - 25);
  if (exponent == 0) value = std::ldexp(mantissa, -24);
  if (exponent == 31) value = mantissa == 0 ? INFINITY : NAN;
  return (bits & 0x8000) != 0 ? -value : value;
}

double float_of(unsigned info, std::uint64_t bits) {
  if (info == 25) return half_float(bits);
  if (info == 27) {
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  const auto narrow = static_cast<std::uint32_t>(bits);
  float value = 0;
  std::memcpy(&value, &narrow, sizeof value);
  return static_cast<double>(value);
}

class Parser {
 public:
  explicit Parser(BytesView input) : rest_(input) {}
  [[nodiscard]] bool empty() const { return rest_.empty(); }

  [[nodiscard]] std::optional<Loose> item(int depth) {
    if (rest_.empty() || depth > max_depth) return std::nullopt;
    Loose out;
    out.major = rest_[0] >> 5;
    const unsigned info = rest_[0] & 0x1FU;
    rest_ = rest_.subspan(1);
    if (info == 31) return indefinite(std::move(out), depth);
    const auto argument = read_argument(info);
    if (!argument) return std::nullopt;
    switch (out.major) {
      case 2:
      case 3: return definite_string(std::move(out), *argument);
      case 4: return children(std::move(out), *argument, depth);
      case 5: return *argument > rest_.size() ? std::nullopt : children(std::move(out), 2 * *argument, depth);
      case 6: out.number = *argument; return children(std::move(out), 1, depth);
      case 7:
        if (info >= 25) {
          out.real = float_of(info, *argument);
        } else if (info == 24 && *argument < 32) {
          return std::nullopt;  // RFC 8949 §3.3
        }
        out.number = *argument;
        return out;
      default: out.number = *argument; return out;
    }
  }

 private:
  std::optional<std::uint64_t> read_argument(unsigned info) {
    if (info < 24) return info;
    if (info > 27) return std::nullopt;
    const std::size_t size = std::size_t{1} << (info - 24);
    if (rest_.size() < size) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | rest_[i];
    rest_ = rest_.subspan(size);
    return value;
  }

  std::optional<Loose> definite_string(Loose out, std::uint64_t size) {
    if (size > rest_.size()) return std::nullopt;
    out.string = to_bytes(rest_.first(static_cast<std::size_t>(size)));
    rest_ = rest_.subspan(static_cast<std::size_t>(size));
    return out;
  }

  std::optional<Loose> children(Loose out, std::uint64_t count, int depth) {
    if (count > rest_.size()) return std::nullopt;
    for (std::uint64_t i = 0; i < count; ++i) {
      auto child = item(depth + 1);
      if (!child) return std::nullopt;
      out.items.push_back(std::move(*child));
    }
    return finished(std::move(out));
  }

  std::optional<Loose> indefinite(Loose out, int depth) {
    if (out.major < 2 || out.major > 5) return std::nullopt;
    while (!rest_.empty() && rest_[0] != break_code) {
      const bool chunk_right = out.major >= 4 || (rest_[0] >> 5 == out.major && (rest_[0] & 0x1FU) != 31);
      if (!chunk_right) return std::nullopt;
      auto child = item(depth + 1);
      if (!child) return std::nullopt;
      if (out.major < 4) {
        out.string.insert(out.string.end(), child->string.begin(), child->string.end());
      } else {
        out.items.push_back(std::move(*child));
      }
    }
    if (rest_.empty()) return std::nullopt;
    rest_ = rest_.subspan(1);
    return finished(std::move(out));
  }

  static std::optional<Loose> finished(Loose out) {
    if (out.major != 5) return out;
    if (out.items.size() % 2 != 0) return std::nullopt;
    for (std::size_t i = 0; i < out.items.size(); i += 2)
      for (std::size_t j = 0; j < i; j += 2)
        if (out.items[i] == out.items[j]) return std::nullopt;
    return out;
  }

  BytesView rest_;
};

}  // namespace

bool Loose::is_integer(std::int64_t value) const {
  return value >= 0 ? major == 0 && number == static_cast<std::uint64_t>(value)
                    : major == 1 && number == static_cast<std::uint64_t>(-1 - value);
}

const Loose* Loose::find(std::int64_t key) const {
  if (major != 5) return nullptr;
  for (std::size_t i = 0; i < items.size(); i += 2)
    if (items[i].is_integer(key)) return &items[i + 1];
  return nullptr;
}

std::optional<double> Loose::to_number() const {
  if (major == 0) return static_cast<double>(number);
  if (major == 1) return -1 - static_cast<double>(number);
  if (major == 7) return real;
  return std::nullopt;
}

std::optional<Loose> loose_decode(BytesView input) {
  Parser parser(input);
  auto value = parser.item(0);
  if (!value || !parser.empty()) return std::nullopt;
  return value;
}

}  // namespace eb::conformance
