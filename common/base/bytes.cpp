#include "common/base/bytes.hpp"

#include <cstring>

namespace eb {

void wipe(std::span<std::uint8_t> memory) noexcept {
  if (!memory.empty()) explicit_bzero(memory.data(), memory.size());
}

bool equal_constant_time(BytesView a, BytesView b) noexcept {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace eb
