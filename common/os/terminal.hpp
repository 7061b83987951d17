// What programs print. Rules: lower case after the program's name, what is wrong, where, what to do next; never a secret,
// never a stack trace; untrusted text through eb::printable(); colours only on a terminal and never with NO_COLOR.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/error.hpp"

namespace eb::os {

// Exit codes of all programs (design §6).
enum class Exit : int { done = 0, refused = 1, usage = 2, could_not = 3, guard_must_act = 4 };
[[nodiscard]] Exit exit_for(ErrorCode code);

// "PROGRAM: message" on standard error.
void print_error(std::string_view program, std::string_view message);
void print_warning(std::string_view program, std::string_view message);

enum class Colour { red, yellow, green, bold };
[[nodiscard]] bool colours_on_stdout();
[[nodiscard]] std::string coloured(std::string_view text, Colour colour);     // unchanged when colours are off

// A progress bar on standard error, only when that is a terminal and the work takes longer than a second.
class Progress {
 public:
  Progress(std::string what, std::uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void advance(std::uint64_t steps = 1);

 private:
  void draw();
  std::string what_;
  std::uint64_t total_, done_ = 0, drawn_ = 0;
  std::int64_t started_ms_ = 0, last_ms_ = 0;
  bool terminal_ = false;
};

}  // namespace eb::os
