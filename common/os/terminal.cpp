// Rules for everything printed: see terminal.hpp.
#include "common/os/terminal.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

namespace eb::os {
namespace {

std::int64_t milliseconds() {
  using namespace std::chrono;
  return duration_cast<std::chrono::milliseconds>(steady_clock::now().time_since_epoch()).count();
}

bool colours_on(int fd) {
  const char* off = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  return ::isatty(fd) == 1 && (off == nullptr || *off == '\0') && (kind == nullptr || std::string_view(kind) != "dumb");
}

}  // namespace

Exit exit_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
    case ErrorCode::invalid_argument: return Exit::usage;
    case ErrorCode::not_allowed:
    case ErrorCode::signature_invalid:
    case ErrorCode::rollback:
    case ErrorCode::expired:
    case ErrorCode::render: return Exit::refused;
    default: return Exit::could_not;
  }
}

void print_error(std::string_view program, std::string_view message) {
  std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(program.size()), program.data(), static_cast<int>(message.size()),
               message.data());
}

void print_warning(std::string_view program, std::string_view message) {
  std::fprintf(stderr, "%.*s: warning: %.*s\n", static_cast<int>(program.size()), program.data(),
               static_cast<int>(message.size()), message.data());
}

bool colours_on_stdout() {
  return colours_on(STDOUT_FILENO);
}

std::string coloured(std::string_view text, Colour colour) {
  if (!colours_on_stdout()) return std::string(text);
  const char* code = colour == Colour::red      ? "1;31"
                     : colour == Colour::yellow ? "1;33"
                     : colour == Colour::green  ? "1;32"
                                                : "1";
  return std::string("\x1B[") + code + "m" + std::string(text) + "\x1B[0m";
}

Progress::Progress(std::string what, std::uint64_t total)
    : what_(std::move(what)),
      total_(total),
      started_ms_(milliseconds()),
      last_ms_(started_ms_),
      terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (drawn_ > 0) std::fprintf(stderr, "\r\x1B[K");
}

void Progress::advance(std::uint64_t steps) {
  done_ += steps;
  if (!terminal_) return;
  const auto now = milliseconds();
  if (now - started_ms_ < 1000 || now - last_ms_ < 100) return;
  last_ms_ = now;
  draw();
}

void Progress::draw() {
  constexpr std::uint64_t width = 30;
  const auto filled = total_ == 0 ? 0 : std::min(width, done_ * width / total_);
  const std::string bar = std::string(filled, '#') + std::string(width - filled, '.');
  std::fprintf(stderr, "\r%s [%s] %llu of %llu\x1B[K", what_.c_str(), bar.c_str(), static_cast<unsigned long long>(done_),
               static_cast<unsigned long long>(total_));
  ++drawn_;
}

}  // namespace eb::os
