// A child process whose standard input and error are a terminal of its own, driven by the test.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>

namespace eb::test {

class PtyChild {
 public:
  // `work` runs in the child; what it returns is written to `answer()`.
  explicit PtyChild(const std::function<std::string()>& work) {
    master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) std::abort();
    const std::string name = ::ptsname(master_);
    slave_ = ::open(name.c_str(), O_RDWR | O_NOCTTY);  // kept open: its settings are looked at
    int ends[2];
    if (slave_ < 0 || ::pipe(ends) != 0) std::abort();
    pid_ = ::fork();
    if (pid_ < 0) std::abort();
    if (pid_ == 0) {
      for (const int number : {SIGINT, SIGTERM, SIGABRT, SIGSEGV}) std::signal(number, SIG_DFL);  // Catch2 has its own
      ::setsid();
      ::ioctl(slave_, TIOCSCTTY, 0);
      ::dup2(slave_, STDIN_FILENO);
      ::dup2(slave_, STDERR_FILENO);
      const std::string answer = work();
      const bool told = ::write(ends[1], answer.data(), answer.size()) == static_cast<ssize_t>(answer.size());
      ::_exit(told ? 0 : 1);
    }
    ::close(ends[1]);
    answer_ = ends[0];
  }
  ~PtyChild() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
    ::close(master_);
    ::close(slave_);
    ::close(answer_);
  }
  PtyChild(const PtyChild&) = delete;
  PtyChild& operator=(const PtyChild&) = delete;

  // Waits until the child has shown `wanted`; false after five seconds.
  bool shows(const std::string& wanted) {
    while (screen_.find(wanted, seen_) == std::string::npos) {
      pollfd readable{master_, POLLIN, 0};
      char buffer[256];
      if (::poll(&readable, 1, 5000) != 1) return false;
      const auto got = ::read(master_, buffer, sizeof buffer);
      if (got <= 0) return false;
      screen_.append(buffer, static_cast<std::size_t>(got));
    }
    seen_ = screen_.find(wanted, seen_) + wanted.size();
    return true;
  }
  void type(const std::string& text) const {
    if (::write(master_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
  }
  [[nodiscard]] bool echoes() const {
    termios settings{};
    return ::tcgetattr(slave_, &settings) == 0 && (settings.c_lflag & ECHO) != 0;
  }
  // What the work returned; waits for the end of the child.
  std::string answer() {
    std::string text;
    char buffer[256];
    for (ssize_t got = 0; (got = ::read(answer_, buffer, sizeof buffer)) > 0;)
      text.append(buffer, static_cast<std::size_t>(got));
    ::waitpid(pid_, &status_, 0);
    pid_ = -1;
    return text;
  }
  [[nodiscard]] const std::string& screen() const { return screen_; }
  [[nodiscard]] int ended_by_signal() const { return WIFSIGNALED(status_) ? WTERMSIG(status_) : 0; }

 private:
  int master_ = -1, slave_ = -1, answer_ = -1;
  pid_t pid_ = -1;
  int status_ = 0;
  std::string screen_;
  std::size_t seen_ = 0;
};

}  // namespace eb::test
