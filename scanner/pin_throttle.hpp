// How often a wrong PIN may be tried: five times, then after a pause that doubles from 30 seconds to 15 minutes, for everybody at
// this gate together (who guesses can also guess names). Pure; the count outlives a restart by remember().
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace eb::scanner {

inline constexpr std::string_view wrong_pins_key = "wrong pins";  // for remember()

class PinThrottle {
 public:
  using Steady = std::chrono::milliseconds;
  static constexpr std::uint32_t free_tries = 5;

  [[nodiscard]] std::uint32_t wrong() const { return wrong_; }
  // After a restart the pause begins anew.
  void restore(std::uint32_t wrong, Steady now) {
    wrong_ = wrong;
    last_ = now;
  }
  [[nodiscard]] std::chrono::seconds wait(Steady now) const {
    if (wrong_ < free_tries) return std::chrono::seconds{0};
    const auto pause = std::chrono::seconds{30} * (1U << std::min(wrong_ - free_tries, 5U));
    const auto until = last_ + std::min<Steady>(pause, std::chrono::minutes{15});
    return std::chrono::ceil<std::chrono::seconds>(std::max(until - now, Steady{0}));
  }
  void failed(Steady now) {
    ++wrong_;
    last_ = now;
  }
  void passed() { wrong_ = 0; }

 private:
  std::uint32_t wrong_ = 0;
  Steady last_{};
};

}  // namespace eb::scanner
