// Passphrases: from a file, a systemd credential or a prompt. Nothing here copies a secret into memory that is not wiped.
#include <poll.h>
#include <termios.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>

#include "common/os/fd.hpp"
#include "common/os/files.hpp"

namespace eb::os {
namespace {

constexpr std::size_t max_secret = 1024;
constexpr std::size_t max_secret_file = 4096;

Result<SecretBytes> first_line(const SecretBytes& content, const std::string& where) {
  const auto text = content.text();
  auto line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return fail(ErrorCode::invalid_argument, where + " has an empty first line: it must hold the secret");
  if (line.size() > max_secret)
    return fail(ErrorCode::too_large, where + " has a first line of more than " + std::to_string(max_secret) + " bytes");
  return SecretBytes(to_bytes(as_bytes(line)));
}

volatile std::sig_atomic_t caught_signal = 0;
extern "C" void note_signal(int number) {
  caught_signal = number;
}

// Takes the echo away from the terminal; gives it back however the prompt ends, a signal included.
class SilentTerminal {
 public:
  SilentTerminal() {
    caught_signal = 0;
    sigset_t ours;
    sigemptyset(&ours);
    for (const int number : signals) sigaddset(&ours, number);
    sigprocmask(SIG_BLOCK, &ours, &before_mask_);
    struct sigaction action {};
    action.sa_handler = note_signal;  // without SA_RESTART: the read returns
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &action, &before_actions_[i]);
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
    silent_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~SilentTerminal() {
    if (silent_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &before_actions_[i], nullptr);
    if (caught_signal != 0) std::raise(caught_signal);
    sigprocmask(SIG_SETMASK, &before_mask_, nullptr);  // it takes effect here, with the terminal as it was
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  [[nodiscard]] bool silent() const { return silent_; }
  // Waits for something to read; false when a signal ends the prompt. The signals are let in only while waiting: one that came
  // just before would otherwise be noted and then slept over.
  [[nodiscard]] bool wait_for_input() const {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (caught_signal == 0) {
      if (::ppoll(&input, 1, nullptr, &before_mask_) > 0) return caught_signal == 0;
      if (errno != EINTR) return false;
    }
    return false;
  }

 private:
  static constexpr std::array signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
  std::array<struct sigaction, signals.size()> before_actions_{};
  sigset_t before_mask_{};
  termios before_{};
  bool silent_ = false;
};

void say(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

Result<SecretBytes> ask(const std::string& what, const std::string& option) {
  const SilentTerminal terminal;
  if (!terminal.silent())
    return fail(ErrorCode::io, "the terminal cannot hide what is typed: give the " + what + " with " + option);
  say(what + ": ");
  SecretBytes typed(max_secret);
  std::size_t size = 0;
  std::uint8_t byte = 0;
  while (terminal.wait_for_input()) {
    const ssize_t got = ::read(STDIN_FILENO, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || byte == '\n') break;
    if (size == max_secret) {
      say("\n");
      return fail(ErrorCode::too_large, "the " + what + " is longer than " + std::to_string(max_secret) + " bytes");
    }
    typed.writable()[size++] = byte;
  }
  say("\n");
  if (size == 0) return fail(ErrorCode::usage, "no " + what + " was typed");
  return SecretBytes(to_bytes(typed.view().first(size)));
}

}  // namespace

Result<SecretBytes> read_secret_file(const std::filesystem::path& path) {
  EB_TRY(content, read_private_file(path, max_secret_file));
  return first_line(content, printable(path.string()));
}

Result<SecretBytes> obtain_secret(const SecretSource& source) {
  if (!source.file.empty()) return read_secret_file(source.file);
  const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
  if (credentials != nullptr && !source.credential.empty()) {
    const auto path = std::filesystem::path(credentials) / source.credential;
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
      // systemd guards its credentials by their directory; their access list shows as group bits.
      EB_TRY(content, read_file(path, max_secret_file));
      return first_line(SecretBytes(std::move(content)), printable(path.string()));
    }
  }
  if (::isatty(STDIN_FILENO) != 1)
    return fail(ErrorCode::usage,
                "the " + source.what + " is needed: give " + source.option + " FILE" +
                    (source.credential.empty() ? "" : ", the systemd credential " + source.credential + ",") +
                    " or run it on a terminal");
  EB_TRY(typed, ask(source.what, source.option));
  if (!source.confirm) return typed;
  EB_TRY(again, ask(source.what + " again", source.option));
  if (!equal_constant_time(typed.view(), again.view()))
    return fail(ErrorCode::usage, "the two entries of the " + source.what + " differ: nothing was changed, try again");
  return typed;
}

}  // namespace eb::os
