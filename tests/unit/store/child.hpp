// A child process that does its work, says so, and waits to be killed: what a power switch or `kill -9` leaves behind.
#pragma once

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>

class Child {
 public:
  // `work` writes to the descriptor whatever the parent should read; the child then waits for ever.
  explicit Child(const std::function<void(int descriptor)>& work) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    pid_ = ::fork();
    if (pid_ < 0) std::abort();
    if (pid_ == 0) {
      ::close(ends[0]);
      work(ends[1]);
      ::close(ends[1]);
      for (;;) ::pause();
    }
    ::close(ends[1]);
    from_child_ = ends[0];
  }
  ~Child() {
    kill_now();
    ::close(from_child_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Waits for one byte or the end of the work.
  bool read_byte() const {
    char byte = 0;
    return ::read(from_child_, &byte, 1) == 1;
  }
  void kill_now() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_ = -1;
  int from_child_ = -1;
};

inline void write_byte(int descriptor) {
  const char byte = '.';
  if (::write(descriptor, &byte, 1) != 1) ::_exit(1);
}
