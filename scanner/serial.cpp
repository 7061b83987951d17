#include "scanner/serial.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/text.hpp"
#include "scanner/scan.hpp"

namespace eb::scanner {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::uint8_t stx = 0x02, etx = 0x03, eot = 0x04, lf = 0x0A, cr = 0x0D, gs = 0x1D, del = 0x7F;
constexpr std::string_view badge_mark = "EB1:";
constexpr milliseconds retry_every{500};

// An open port that lets others in again when it closes: a terminal may outlive this program's hold on it.
class Port {
 public:
  explicit Port(os::Fd fd) : fd_(std::move(fd)) {}
  ~Port() {
    if (fd_.open()) ::ioctl(fd_.get(), TIOCNXCL);
  }
  Port(Port&&) noexcept = default;
  Port& operator=(Port&&) = delete;
  [[nodiscard]] int get() const { return fd_.get(); }

 private:
  os::Fd fd_;
};

bool make_raw(int fd) {
  termios settings{};
  if (::tcgetattr(fd, &settings) != 0) return false;
  ::cfmakeraw(&settings);
  settings.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | CRTSCTS);
  settings.c_cflag |= CLOCAL | CREAD;
  settings.c_cc[VMIN] = 1;  // else a read would give 0 for "nothing yet", as for "unplugged"
  settings.c_cc[VTIME] = 0;
  return ::cfsetspeed(&settings, B115200) == 0 && ::tcsetattr(fd, TCSANOW, &settings) == 0;
}

Result<Port> open_port(const std::filesystem::path& device) {
  os::Fd fd(::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!fd.open()) return os::os_failure(device, "cannot be opened");
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return os::os_failure(device, "cannot be looked at");
  if (!S_ISCHR(info.st_mode) || ::isatty(fd.get()) != 1)
    return fail(ErrorCode::invalid_argument, printable(device.string()) + " is no serial port: name one like /dev/ttyACM0");
  // TIOCEXCL does not keep the superuser out; flock() keeps out whoever asks.
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return os::os_failure(device, "is held by another program");
  if (::ioctl(fd.get(), TIOCEXCL) != 0) return os::os_failure(device, "cannot be held alone");
  Port port(std::move(fd));
  if (!make_raw(port.get())) return os::os_failure(device, "cannot be set to 115200 baud");
  ::tcflush(port.get(), TCIFLUSH);
  return port;
}

struct WipedBuffer {
  std::array<std::uint8_t, max_scanned_text> bytes{};
  ~WipedBuffer() { wipe(bytes); }
};

}  // namespace

LineAssembler::LineAssembler() {
  text_.reserve(max_scanned_text);
}

bool LineAssembler::looks_like_badge() const {
  return !junk_ && std::string_view(text_).starts_with(badge_mark);
}

void LineAssembler::take(std::uint8_t byte) {
  const bool first = !begun_;
  begun_ = true;
  if (first && byte == stx) return;
  if (byte == gs || byte == eot) {
    closed_ = true;
  } else if (closed_ || byte < ' ' || byte == del || text_.size() == max_scanned_text) {
    junk_ = true;
    wipe(text_);
  } else if (!junk_) {
    text_.push_back(static_cast<char>(byte));
  }
}

void LineAssembler::end(const OnLine& on_line) {
  std::string line;
  if (junk_)
    ++dropped_;
  else
    line = text_;
  wipe(text_);
  begun_ = closed_ = junk_ = false;
  if (!line.empty()) on_line(std::move(line));
}

void LineAssembler::feed(BytesView bytes, const OnLine& on_line) {
  for (const auto byte : bytes) {
    if (byte == cr || byte == lf || byte == etx)
      end(on_line);
    else
      take(byte);
  }
}

std::optional<milliseconds> LineAssembler::patience() const {
  if (!begun_) return std::nullopt;
  return looks_like_badge() ? badge_silence : line_silence;
}

void LineAssembler::silent(const OnLine& on_line) {
  if (!begun_) return;
  if (!looks_like_badge()) junk_ = true;
  end(on_line);
}

SerialReader::SerialReader(std::filesystem::path device, OnLine on_line, OnChange on_change)
    : device_(std::move(device)),
      on_line_(std::move(on_line)),
      on_change_(std::move(on_change)),
      stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!stop_.open()) broken_invariant("no descriptor to stop the serial reader with");
  thread_ = std::thread([this] { run(); });
}

SerialReader::~SerialReader() {
  stopping_ = true;
  if (::eventfd_write(stop_.get(), 1) != 0) broken_invariant("the serial reader cannot be told to stop");
  thread_.join();
}

std::string SerialReader::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

void SerialReader::tell(bool connected, std::string trouble) {
  {
    const std::lock_guard lock(mutex_);
    trouble_ = std::move(trouble);
  }
  if (told_ == connected) return;
  told_ = connected;
  on_change_(connected);
}

bool SerialReader::stop_asked(milliseconds patience) const {
  pollfd stop{stop_.get(), POLLIN, 0};
  ::poll(&stop, 1, static_cast<int>(patience.count()));
  return stopping_;
}

void SerialReader::run() {
  do {
    Status status;
    if (auto port = open_port(device_); port) {
      tell(true, "");
      status = read_lines(port->get());
      if (status) return;
    } else {
      status = tl::unexpected<Error>(port.error());
    }
    tell(false, status.error().message);
  } while (!stop_asked(retry_every));
}

// False when the device is gone.
bool SerialReader::read_some(int port, LineAssembler& lines) {
  WipedBuffer buffer;
  const ssize_t got = ::read(port, buffer.bytes.data(), buffer.bytes.size());
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  // A buffer may hold many short lines: once the reader is to stop they are not worth waiting for.
  lines.feed(BytesView(buffer.bytes).first(static_cast<std::size_t>(got)), [this](std::string line) {
    if (!stopping_) on_line_(std::move(line));
  });
  return got > 0;
}

// Until the reader is to stop, or with an error until the device is gone.
Status SerialReader::read_lines(int port) {
  const auto gone = [this] { return fail(ErrorCode::io, printable(device_.string()) + " was unplugged"); };
  LineAssembler lines;
  auto heard = steady_clock::now();
  std::uint64_t counted = 0;
  while (!stopping_) {
    int wait = -1;
    if (const auto patience = lines.patience()) {
      const auto left = std::chrono::ceil<milliseconds>(heard + *patience - steady_clock::now());
      wait = static_cast<int>(std::max(left, milliseconds{0}).count());
    }
    std::array<pollfd, 2> watched{{{port, POLLIN, 0}, {stop_.get(), POLLIN, 0}}};
    const int ready = ::poll(watched.data(), watched.size(), wait);
    if (ready < 0 && errno != EINTR) return os::os_failure(device_, "cannot be watched");
    // What is there to be read goes before silence: this thread may have been busy for longer than that.
    if (ready > 0 && (watched[0].revents & POLLIN) != 0) {
      if (!read_some(port, lines)) return gone();
      heard = steady_clock::now();
    } else if (ready > 0 && watched[0].revents != 0) {
      return gone();
    } else if (ready == 0) {
      lines.silent(on_line_);
    }
    dropped_ += lines.dropped() - std::exchange(counted, lines.dropped());
  }
  return {};
}

}  // namespace eb::scanner
