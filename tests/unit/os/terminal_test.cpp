#include "common/os/terminal.hpp"

#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/unit/os/pty_child.hpp"

using namespace eb;

TEST_CASE("exit codes: refused, wrong usage, could not work") {
  CHECK(os::exit_for(ErrorCode::signature_invalid) == os::Exit::refused);
  CHECK(os::exit_for(ErrorCode::malformed) == os::Exit::refused);
  CHECK(os::exit_for(ErrorCode::integrity) == os::Exit::refused);
  CHECK(os::exit_for(ErrorCode::rollback) == os::Exit::refused);
  CHECK(os::exit_for(ErrorCode::not_allowed) == os::Exit::refused);
  CHECK(os::exit_for(ErrorCode::usage) == os::Exit::usage);
  CHECK(os::exit_for(ErrorCode::invalid_argument) == os::Exit::usage);
  CHECK(os::exit_for(ErrorCode::io) == os::Exit::could_not);
  CHECK(os::exit_for(ErrorCode::storage) == os::Exit::could_not);
  CHECK(os::exit_for(ErrorCode::crypto) == os::Exit::could_not);
  CHECK(os::exit_for(ErrorCode::decrypt_failed) == os::Exit::could_not);
  CHECK(os::exit_for(ErrorCode::not_found) == os::Exit::could_not);
}

TEST_CASE("every error code has an exit code") {
  for (std::uint16_t code = 1; code <= static_cast<std::uint16_t>(ErrorCode::no_code); ++code)
    CHECK(os::exit_for(static_cast<ErrorCode>(code)) != os::Exit::done);
}

TEST_CASE("colours only on a terminal and never with NO_COLOR") {
  const auto shown = [](bool on_terminal, const char* no_color, const char* term) {
    test::PtyChild child([&] {
      ::dup2(on_terminal ? STDERR_FILENO : ::open("/dev/null", O_WRONLY), STDOUT_FILENO);
      no_color != nullptr ? ::setenv("NO_COLOR", no_color, 1) : ::unsetenv("NO_COLOR");
      ::setenv("TERM", term, 1);
      return os::coloured("admit", os::Colour::green);
    });
    return child.answer();
  };
  CHECK(shown(true, nullptr, "xterm") == "\x1b[32madmit\x1b[0m");
  CHECK(shown(true, "", "xterm") == "\x1b[32madmit\x1b[0m");
  CHECK(shown(true, "1", "xterm") == "admit");
  CHECK(shown(true, nullptr, "dumb") == "admit");
  CHECK(shown(false, nullptr, "xterm") == "admit");
}

TEST_CASE("a progress bar appears after a second of work and is wiped") {
  test::PtyChild child([] {
    os::Progress progress("reading", 10);
    progress.advance(3);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    progress.advance(2);
    return std::string("done");
  });
  CHECK(child.shows("reading ["));
  CHECK(child.shows(" 50 %"));
  CHECK(child.shows("\r\x1b[K"));
  CHECK(child.answer() == "done");
}

TEST_CASE("short work and work without a terminal show no bar") {
  test::PtyChild child([] {
    {
      os::Progress quick("quick", 10);
      quick.advance(10);
    }
    const int terminal = ::dup(STDERR_FILENO);
    ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
    {
      os::Progress hidden("hidden", 2);
      std::this_thread::sleep_for(std::chrono::milliseconds(1100));
      hidden.advance();
    }
    ::dup2(terminal, STDERR_FILENO);
    os::print_error("badge-audit", "the end");
    os::print_warning("badge-audit", "clock");
    return std::string();
  });
  CHECK(child.shows("badge-audit: the end\r\n"));
  CHECK(child.shows("badge-audit: warning: clock\r\n"));
  CHECK(child.screen().starts_with("badge-audit: the end"));
}
