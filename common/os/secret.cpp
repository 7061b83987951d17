// Passphrases and PINs: from a file that only its owner reads, from systemd, or typed without echo.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "common/base/text.hpp"
#include "common/os/files.hpp"

namespace eb::os {
namespace {

constexpr std::size_t max_secret_file = 4096;

SecretBytes first_line(const SecretBytes& content) {
  auto text = content.text();
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return SecretBytes(to_bytes(as_bytes(text)));
}

// Echo off while it lives.
class Silence {
 public:
  explicit Silence(int fd) : fd_(fd), changed_(::tcgetattr(fd, &before_) == 0) {
    if (!changed_) return;
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;
    ::tcsetattr(fd_, TCSAFLUSH, &silent);
  }
  ~Silence() {
    if (changed_) ::tcsetattr(fd_, TCSAFLUSH, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int fd_;
  termios before_{};
  bool changed_;
};

Result<SecretBytes> ask(const std::string& prompt) {
  std::fprintf(stderr, "%s: ", prompt.c_str());
  std::fflush(stderr);
  const Silence silence(STDIN_FILENO);
  SecretBytes typed(std::size_t{1024});
  std::size_t size = 0;
  while (size < typed.size()) {
    const auto count = ::read(STDIN_FILENO, typed.writable().data() + size, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0 || typed.view()[size] == '\n') break;
    ++size;
  }
  return SecretBytes(to_bytes(typed.view().first(size)));
}

Result<SecretBytes> prompt_for(const SecretSource& source) {
  EB_TRY(typed, ask(source.what));
  if (typed.empty()) return fail(ErrorCode::usage, "no " + source.what + " was given");
  if (source.confirm) {
    EB_TRY(again, ask(source.what + ", again"));
    if (!equal_constant_time(typed.view(), again.view()))
      return fail(ErrorCode::usage, "the two passphrases differ: start again");
  }
  return typed;
}

}  // namespace

Result<SecretBytes> read_secret_file(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0)
    return fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                "cannot read the passphrase file " + printable(path.string()) + ": " + std::strerror(errno));
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(ErrorCode::not_allowed, "the passphrase file " + printable(path.string()) +
                                            " can be read by others: chmod 600 it, and change the passphrase");
  EB_TRY(content, read_file(path, max_secret_file));
  auto line = first_line(SecretBytes(std::move(content)));
  if (line.empty()) return fail(ErrorCode::usage, "the passphrase file " + printable(path.string()) + " is empty");
  return line;
}

Result<SecretBytes> obtain_secret(const SecretSource& source) {
  if (!source.file.empty()) return read_secret_file(source.file);
  if (const char* directory = std::getenv("CREDENTIALS_DIRECTORY"); directory != nullptr && !source.credential.empty()) {
    const auto path = std::filesystem::path(directory) / source.credential;
    std::error_code error;
    if (std::filesystem::exists(path, error)) return read_secret_file(path);
  }
  if (::isatty(STDIN_FILENO) != 1)
    return fail(ErrorCode::usage,
                "the " + source.what + " is needed: give a passphrase file (see --help) or run this on a terminal");
  return prompt_for(source);
}

}  // namespace eb::os
