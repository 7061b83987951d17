// A hand-held reader on a serial port (USB CDC or a real one): what it sends, as lines, while it comes and goes.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/os/fd.hpp"

namespace eb::scanner {

using OnLine = std::function<void(std::string line)>;  // the line may hold a badge secret: wipe() it after use

// From bytes, split and joined anyhow, to lines. A line ends with CR, LF, CRLF or ETX; an STX in front and a GS or EOT behind are
// taken off, and empty lines left out. A line with any other control byte, or of more than max_scanned_text bytes, is no code: it
// is dropped up to its end. Keeps no clock: the caller says when it was silent.
class LineAssembler {
 public:
  static constexpr std::chrono::milliseconds badge_silence{200};  // some readers send no line end
  static constexpr std::chrono::milliseconds line_silence{2000};

  LineAssembler();
  ~LineAssembler() { wipe(text_); }
  LineAssembler(const LineAssembler&) = delete;
  LineAssembler& operator=(const LineAssembler&) = delete;

  void feed(BytesView bytes, const OnLine& on_line);
  // How long no byte may come before silent() is to be called; nothing while no line has begun.
  [[nodiscard]] std::optional<std::chrono::milliseconds> patience() const;
  // A text that begins as a badge is complete now; anything else is dropped, lest the next code be joined to it.
  void silent(const OnLine& on_line);
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }  // lines

 private:
  [[nodiscard]] bool looks_like_badge() const;
  void take(std::uint8_t byte);
  void end(const OnLine& on_line);
  std::string text_;     // never grows beyond what is reserved: growing would leave copies behind
  bool begun_ = false;   // a byte of the line came
  bool closed_ = false;  // GS or EOT came: only the end may follow
  bool junk_ = false;
  std::uint64_t dropped_ = 0;
};

// Reads a device in a thread of its own, alone (TIOCEXCL and flock), raw, 115200 baud 8N1. A device that is missing, unplugged or
// held by another program is tried again every half second, and a line that was cut by that is dropped.
class SerialReader {
 public:
  using OnChange = std::function<void(bool connected)>;
  // Both are called from the reader's thread, and must not destroy the reader. on_change is first called with how it stands at the
  // start, then with every change. What was sent before the device was opened is not read.
  SerialReader(std::filesystem::path device, OnLine on_line, OnChange on_change);
  // Ends within a second, if on_line and on_change do.
  ~SerialReader();
  SerialReader(const SerialReader&) = delete;
  SerialReader& operator=(const SerialReader&) = delete;

  [[nodiscard]] std::string trouble() const;                        // why it is not connected; empty while it is
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }  // lines that were no code

 private:
  void run();
  void tell(bool connected, std::string trouble);
  [[nodiscard]] bool stop_asked(std::chrono::milliseconds patience) const;
  [[nodiscard]] Status read_lines(int port);
  [[nodiscard]] bool read_some(int port, LineAssembler& lines);

  std::filesystem::path device_;
  OnLine on_line_;
  OnChange on_change_;
  os::Fd stop_;  // an eventfd
  std::atomic<bool> stopping_ = false;
  std::atomic<std::uint64_t> dropped_ = 0;
  std::optional<bool> told_;
  mutable std::mutex mutex_;
  std::string trouble_;
  std::thread thread_;  // the last member: it uses all the others
};

}  // namespace eb::scanner
