#include <malloc.h>

#include <csignal>
#include <memory>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/os/files.hpp"
#include "scanner/cli/cli.hpp"
#include "scanner/door_server.hpp"
#include "scanner/preflight.hpp"
#include "scanner/serial.hpp"

namespace eb::scanner {
namespace {

constexpr const char* serve_examples = R"help(Examples:
  badge-scanner --gate north serve                                 then open http://127.0.0.1:8480/
  badge-scanner --gate north serve --serial /dev/ttyACM0           with a reader that is no keyboard
  badge-scanner --gate north serve --rehearse-at 2015-07-24T10:00:00+02:00
It goes on until Ctrl-C or SIGTERM.)help";

struct ServeArguments {
  std::uint16_t port = 8480;
  std::string rehearse_at, serial;
};

ShowFilter::Steady steady_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

// What a frame is worked on in, some megabytes, is kept for the next frame. Given back to the system and fetched again it was a
// thousand page faults a frame, and more than half of the frame's time.
void keep_working_memory() {
  constexpr int largest = 32 << 20;  // that the C library takes; a frame of 1920 x 1920, doubled, is half of it
  mallopt(M_MMAP_THRESHOLD, largest);
  mallopt(M_TRIM_THRESHOLD, 4 * largest);
  mallopt(M_ARENA_MAX, 1);
}

// Blocked before any thread is made, so that only the waiting below takes them.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// Ticks once a second until a stop signal comes.
void run_until_stopped(Desk& desk, const sigset_t& signals) {
  const timespec second{1, 0};
  while (sigtimedwait(&signals, nullptr, &second) < 0) desk.tick();
}

std::unique_ptr<SerialReader> open_serial(const std::string& path, Desk& desk) {
  if (path.empty()) return nullptr;
  desk.serial(SerialState::lost);
  return std::make_unique<SerialReader>(
      path,
      [&desk](std::string text) {
        if (auto taken = desk.line(std::move(text), Source::serial); !taken)
          os::print_warning(program, "the serial reader: " + taken.error().message);
      },
      [&desk](bool connected) { desk.serial(connected ? SerialState::connected : SerialState::lost); });
}

Result<int> run_serve(const Cli& cli, const ServeArguments& given) {
  keep_working_memory();
  const auto signals = block_stop_signals();
  EB_TRY(gate, open_gate(cli));
  std::optional<Millis> rehearse_at;
  if (!given.rehearse_at.empty()) {
    EB_TRY(time, time_for(gate, given.rehearse_at));
    rehearse_at = time;
  }
  Desk desk(Scanner(std::move(gate), os::now, rehearse_at), steady_now);
  EB_TRY(server, web::Server::start(door_page(desk, given.port)));
  desk.start();
  const auto serial = open_serial(given.serial, desk);
  const auto url = "http://127.0.0.1:" + std::to_string(server.port()) + "/";
  if (cli.json)
    fmt::print("{}\n", nlohmann::json{{"url", url}, {"port", server.port()}}.dump());
  else
    fmt::print("door page of gate {} on {}{}\n", desk.gate().name(), url,
               rehearse_at ? ": a rehearsal, nobody is admitted" : "");
  static_cast<void>(std::fflush(stdout));
  run_until_stopped(desk, signals);
  desk.stop();
  return 0;
}

}  // namespace

void add_serve_command(CLI::App& app, Cli& cli) {
  auto given = std::make_shared<ServeArguments>();
  auto* serve = app.add_subcommand("serve", "the door page, on this machine only");
  serve->footer(serve_examples);
  serve->add_option("--port", given->port, "port on 127.0.0.1; 0: any free one")->capture_default_str()->type_name("N");
  serve->add_option("--serial", given->serial, "device of a serial 2D reader")->type_name("DEVICE");
  serve->add_option("--rehearse-at", given->rehearse_at, "pretend this time; logged apart, never counts")->type_name("TIME");
  serve->callback([&cli, given] { cli.run = [&cli, given] { return run_serve(cli, *given); }; });
}

}  // namespace eb::scanner
