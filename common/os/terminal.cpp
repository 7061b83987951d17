#include "common/os/terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace eb::os {
namespace {

constexpr std::int64_t patience_ms = 1000;
constexpr std::int64_t redraw_ms = 100;
constexpr std::uint64_t bar_width = 30;

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void put_line(std::string_view program, std::string_view mark, std::string_view message) {
  std::string line(program);
  line.append(": ").append(mark).append(message).append("\n");
  std::fputs(line.c_str(), stderr);
}

}  // namespace

Exit exit_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
    case ErrorCode::usage: return Exit::usage;
    case ErrorCode::decrypt_failed:
    case ErrorCode::not_found:
    case ErrorCode::io:
    case ErrorCode::storage:
    case ErrorCode::crypto:
    case ErrorCode::no_code:
    case ErrorCode::render: return Exit::could_not;
    case ErrorCode::malformed:
    case ErrorCode::too_large:
    case ErrorCode::signature_invalid:
    case ErrorCode::key_unknown:
    case ErrorCode::key_unfit:
    case ErrorCode::already_exists:
    case ErrorCode::integrity:
    case ErrorCode::rollback:
    case ErrorCode::not_allowed:
    case ErrorCode::unsupported:
    case ErrorCode::expired:
    case ErrorCode::not_now:
    case ErrorCode::try_later: return Exit::refused;
  }
  broken_invariant("an error code without an exit code");
}

void print_error(std::string_view program, std::string_view message) {
  put_line(program, "", message);
}

void print_warning(std::string_view program, std::string_view message) {
  put_line(program, "warning: ", message);
}

bool colours_on_stdout() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if (no_color != nullptr && *no_color != '\0') return false;
  if (term == nullptr || std::string_view(term) == "dumb") return false;
  return ::isatty(STDOUT_FILENO) == 1;
}

std::string coloured(std::string_view text, Colour colour) {
  if (!colours_on_stdout()) return std::string(text);
  const std::string_view code = colour == Colour::red      ? "31"
                                : colour == Colour::yellow ? "33"
                                : colour == Colour::green  ? "32"
                                                           : "1";
  std::string out("\x1b[");
  out.append(code).append("m").append(text).append("\x1b[0m");
  return out;
}

Progress::Progress(std::string what, std::uint64_t total)
    : what_(std::move(what)), total_(total), started_ms_(steady_ms()), terminal_(::isatty(STDERR_FILENO) == 1) {
  last_ms_ = started_ms_;
}

Progress::~Progress() {
  if (drawn_ > 0) std::fputs("\r\x1b[K", stderr);
}

void Progress::advance(std::uint64_t steps) {
  done_ += steps;
  if (!terminal_) return;
  const auto now_ms = steady_ms();
  if (now_ms - started_ms_ < patience_ms || now_ms - last_ms_ < redraw_ms) return;
  last_ms_ = now_ms;
  draw();
}

void Progress::draw() {
  ++drawn_;
  std::string line = "\r" + what_ + " ";
  if (total_ == 0) {
    line += std::to_string(done_);
  } else {
    const auto done = std::min(done_, total_);
    const auto part = static_cast<double>(done) / static_cast<double>(total_);
    const auto filled = static_cast<std::size_t>(part * static_cast<double>(bar_width));
    line.append("[").append(filled, '#').append(bar_width - filled, ' ').append("] ");
    line += std::to_string(static_cast<int>(part * 100)) + " %";
  }
  std::fputs((line + "\x1b[K").c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace eb::os
