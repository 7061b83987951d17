// The reader's port is a pseudo-terminal behind a symbolic link, as udev names a device that comes and goes.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>

#include <condition_variable>
#include <future>

#include <catch2/catch.hpp>

#include "scanner/scan.hpp"
#include "scanner/serial.hpp"
#include "tests/unit/store/temp_dir.hpp"

using namespace eb;
using namespace eb::scanner;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

// All lines of `text` when it comes in pieces of `step` bytes.
Lines assembled(std::string_view text, std::size_t step, std::uint64_t dropped = 0) {
  LineAssembler assembler;
  Lines lines;
  for (std::size_t at = 0; at < text.size(); at += step)
    assembler.feed(as_bytes(text.substr(at, step)), [&](std::string line) { lines.push_back(std::move(line)); });
  CHECK(assembler.dropped() == dropped);
  return lines;
}

class Pty {
 public:
  Pty() : master_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (!master_.open() || ::grantpt(master_.get()) != 0 || ::unlockpt(master_.get()) != 0) std::abort();
    name_ = ::ptsname(master_.get());
  }
  void send(std::string_view text) const {
    while (!text.empty()) {
      const auto sent = ::write(master_.get(), text.data(), text.size());
      REQUIRE(sent > 0);
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void plug_in(const fs::path& link) const {
    const auto beside = link.string() + ".new";
    fs::create_symlink(name_, beside);
    fs::rename(beside, link);
  }
  [[nodiscard]] int master() const { return master_.get(); }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  os::Fd master_;
  std::string name_;
};

// What a reader told, and waiting for it: as long as it takes, but not for ever.
class Heard {
 public:
  OnLine on_line() {
    return [this](std::string line) { note([&] { lines_.push_back(std::move(line)); }); };
  }
  SerialReader::OnChange on_change() {
    return [this](bool connected) { note([&] { changes_.push_back(connected); }); };
  }
  [[nodiscard]] bool changes(const std::vector<bool>& wanted) {
    return until([&] { return changes_ == wanted; });
  }
  [[nodiscard]] bool lines(const Lines& wanted) {
    return until([&] { return lines_ == wanted; });
  }
  [[nodiscard]] bool last_line(const std::string& wanted) {
    return until([&] { return !lines_.empty() && lines_.back() == wanted; });
  }
  [[nodiscard]] Lines so_far() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  template <class Work>
  void note(const Work& work) {
    const std::lock_guard lock(mutex_);
    work();
    changed_.notify_all();
  }
  template <class Condition>
  bool until(const Condition& condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 10s, condition);
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  Lines lines_;
  std::vector<bool> changes_;
};

template <class Condition>
bool eventually(const Condition& condition) {
  for (int i = 0; i < 1000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

}  // namespace

TEST_CASE("lines are the same however they are cut") {
  const std::string text =
      "EB1:ONE\rEB1:TWO\nEB1:THREE\r\n\r\n\n\rID X12 345\r\n\x02"
      "EB1:FOUR\x03\x02"
      "EB1:FIVE\x03\r\n"
      "EB1:SIX\x1d\rEB1:SEVEN\x04\n\x02"
      "EB1:EIGHT\x1d\x04\x03\r\x02\r"
      "caf\xc3\xa9\r";
  const Lines wanted{"EB1:ONE",  "EB1:TWO", "EB1:THREE", "ID X12 345", "EB1:FOUR",
                     "EB1:FIVE", "EB1:SIX", "EB1:SEVEN", "EB1:EIGHT",  "caf\xc3\xa9"};
  for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, text.size()})
    CHECK(assembled(text, step) == wanted);
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    LineAssembler assembler;
    Lines lines;
    const OnLine keep = [&](std::string line) { lines.push_back(std::move(line)); };
    assembler.feed(as_bytes(std::string_view(text).substr(0, cut)), keep);
    assembler.feed(as_bytes(std::string_view(text).substr(cut)), keep);
    CHECK(lines == wanted);
  }
}

TEST_CASE("a line with a control byte is dropped whole, and the next one is heard") {
  for (int byte = 0; byte < 0x80; ++byte) {
    if ((byte >= 0x20 && byte < 0x7F) || byte == '\r' || byte == '\n' || byte == 0x03) continue;
    INFO(byte);
    const std::string control(1, static_cast<char>(byte));
    CHECK(assembled("EB1:A" + control + "B\rEB1:NEXT\r", 1, 1) == Lines{"EB1:NEXT"});
    CHECK(assembled("EB1:A" + control + "B\rEB1:NEXT\r", 100, 1) == Lines{"EB1:NEXT"});
  }
  CHECK(assembled("\x02\x02"
                  "EB1:A\rEB1:NEXT\r",
                  1, 1) == Lines{"EB1:NEXT"});
}

TEST_CASE("a line of 4096 bytes is the longest") {
  const std::string longest(max_scanned_text, 'A');
  CHECK(assembled(longest + "\rEB1:NEXT\r", 1000) == Lines{longest, "EB1:NEXT"});
  CHECK(assembled(longest + "A\rEB1:NEXT\r", 1000, 1) == Lines{"EB1:NEXT"});
  CHECK(assembled("\x02" + longest +
                      "\x1d\x03"
                      "EB1:NEXT\r",
                  1000) == Lines{longest, "EB1:NEXT"});
}

TEST_CASE("a megabyte of junk, and then a line") {
  std::string junk(1 << 20, 'x');
  CHECK(assembled(junk + "\rEB1:NEXT\r", 4096, 1) == Lines{"EB1:NEXT"});
  for (std::size_t i = 0; i < junk.size(); ++i) junk[i] = static_cast<char>(i * 7919 >> 3);
  Lines lines;
  LineAssembler assembler;
  const OnLine keep = [&](std::string line) { lines.push_back(std::move(line)); };
  assembler.feed(as_bytes(junk + "\rEB1:NEXT\r"), keep);
  CHECK(assembler.dropped() > 0);
  REQUIRE_FALSE(lines.empty());
  CHECK(lines.back() == "EB1:NEXT");
  for (const auto& line : lines) CHECK(line.size() <= max_scanned_text);
}

TEST_CASE("silence completes a badge without a line end, and drops anything else") {
  LineAssembler assembler;
  Lines lines;
  const OnLine keep = [&](std::string line) { lines.push_back(std::move(line)); };
  const auto feed = [&](std::string_view text) { assembler.feed(as_bytes(text), keep); };
  CHECK_FALSE(assembler.patience());
  assembler.silent(keep);
  feed("EB1");
  CHECK(assembler.patience() == 2000ms);
  feed(":ABC");
  CHECK(assembler.patience() == 200ms);
  CHECK(lines.empty());
  assembler.silent(keep);
  CHECK(lines == Lines{"EB1:ABC"});
  CHECK_FALSE(assembler.patience());
  feed("\r\n");  // its end, late
  CHECK_FALSE(assembler.patience());
  feed(
      "\x02"
      "EB1:DEF");
  CHECK(assembler.patience() == 200ms);
  assembler.silent(keep);
  CHECK(lines == Lines{"EB1:ABC", "EB1:DEF"});
  CHECK(assembler.dropped() == 0);

  feed("P<UTOERIK");
  CHECK(assembler.patience() == 2000ms);
  assembler.silent(keep);
  CHECK(assembler.dropped() == 1);
  feed("EB1:A\x01");  // junk, whatever it begins with
  CHECK(assembler.patience() == 2000ms);
  assembler.silent(keep);
  CHECK(assembler.dropped() == 2);
  feed(std::string(5000, 'A'));
  assembler.silent(keep);
  CHECK(assembler.dropped() == 3);
  feed("\x02");
  CHECK(assembler.patience() == 2000ms);
  assembler.silent(keep);
  feed("EB1:NEXT\r");
  CHECK(lines == Lines{"EB1:ABC", "EB1:DEF", "EB1:NEXT"});
}

TEST_CASE("a reader that is plugged in is heard, raw and at the usual speed") {
  const TempDir dir;
  const Pty pty;
  pty.plug_in(dir / "reader");
  Heard heard;
  const SerialReader reader(dir / "reader", heard.on_line(), heard.on_change());
  REQUIRE(heard.changes({true}));
  CHECK(reader.trouble().empty());
  termios settings{};
  REQUIRE(::tcgetattr(pty.master(), &settings) == 0);
  CHECK((settings.c_lflag & (ECHO | ICANON | ISIG | IEXTEN)) == 0);
  CHECK((settings.c_iflag & (ICRNL | INLCR | IXON | ISTRIP)) == 0);
  CHECK((settings.c_cflag & (CSIZE | PARENB | CSTOPB)) == CS8);
  CHECK(::cfgetispeed(&settings) == B115200);
  pty.send("EB1:ONE\rEB1:TWO\r\nID X1234567\n");
  CHECK(heard.lines({"EB1:ONE", "EB1:TWO", "ID X1234567"}));
  pty.send("EB1:NO-END");
  CHECK(heard.lines({"EB1:ONE", "EB1:TWO", "ID X1234567", "EB1:NO-END"}));
  pty.send("HALF");
  CHECK(eventually([&] { return reader.dropped() == 1; }));
  pty.send("EB1:NEXT\r");
  CHECK(heard.last_line("EB1:NEXT"));
  CHECK(heard.changes({true}));
}

TEST_CASE("a megabyte of junk through the port does not stop the reader") {
  const TempDir dir;
  const Pty pty;
  pty.plug_in(dir / "reader");
  Heard heard;
  const SerialReader reader(dir / "reader", heard.on_line(), heard.on_change());
  REQUIRE(heard.changes({true}));
  pty.send(std::string(1 << 20, '\x01') + "\rEB1:FIRST\r");
  CHECK(heard.last_line("EB1:FIRST"));
  std::string junk;
  while (junk.size() < 1 << 20) junk += "\x01junk\r\n";
  pty.send(junk + "EB1:SECOND\r");
  CHECK(heard.lines({"EB1:FIRST", "EB1:SECOND"}));
  CHECK(heard.changes({true}));
}

TEST_CASE("a reader that is unplugged and plugged in again goes on, without the half line") {
  const TempDir dir;
  Heard heard;
  auto first = std::make_unique<Pty>();
  first->plug_in(dir / "reader");
  const SerialReader reader(dir / "reader", heard.on_line(), heard.on_change());
  REQUIRE(heard.changes({true}));
  first->send("EB1:ONE\rHALF");
  REQUIRE(heard.lines({"EB1:ONE"}));
  first.reset();
  REQUIRE(heard.changes({true, false}));
  CHECK_FALSE(reader.trouble().empty());
  const Pty second;
  second.plug_in(dir / "reader");
  REQUIRE(heard.changes({true, false, true}));
  CHECK(reader.trouble().empty());
  second.send("EB1:TWO\r");
  CHECK(heard.lines({"EB1:ONE", "EB1:TWO"}));
}

TEST_CASE("a reader that is missing at the start is waited for") {
  const TempDir dir;
  Heard heard;
  const SerialReader reader(dir / "reader", heard.on_line(), heard.on_change());
  REQUIRE(heard.changes({false}));
  CHECK(reader.trouble().find("reader cannot be opened") != std::string::npos);
  const Pty pty;
  pty.plug_in(dir / "reader");
  REQUIRE(heard.changes({false, true}));
  pty.send("EB1:ONE\r");
  CHECK(heard.lines({"EB1:ONE"}));
}

TEST_CASE("what is no serial port is not read, and the trouble says so") {
  const TempDir dir;
  fs::create_directory(dir / "folder");
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0600) == 0);
  const int file = ::open((dir / "file").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  REQUIRE(::write(file, "EB1:ONE\r", 8) == 8);
  ::close(file);
  for (const auto& path : {dir / "file", dir / "fifo", dir / "folder", fs::path("/dev/null"), fs::path("/dev/zero")}) {
    INFO(path);
    Heard heard;
    const SerialReader reader(path, heard.on_line(), heard.on_change());
    REQUIRE(heard.changes({false}));
    CHECK(reader.trouble().find(path.string()) != std::string::npos);
    CHECK(heard.so_far().empty());
  }
}

TEST_CASE("a port is held by one program, and given back") {
  const TempDir dir;
  const Pty pty;
  pty.plug_in(dir / "reader");
  Heard first, second;
  auto holder = std::make_unique<SerialReader>(dir / "reader", first.on_line(), first.on_change());
  REQUIRE(first.changes({true}));
  const os::Fd other(::open(pty.name().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  int exclusive = 0;
  if (other.open())  // the superuser is let in nevertheless
    CHECK((::ioctl(other.get(), TIOCGEXCL, &exclusive) == 0 && exclusive == 1));
  else
    CHECK(errno == EBUSY);
  const SerialReader waiter(dir / "reader", second.on_line(), second.on_change());
  REQUIRE(second.changes({false}));
  pty.send("EB1:ONE\r");
  CHECK(first.lines({"EB1:ONE"}));
  holder.reset();
  REQUIRE(second.changes({false, true}));
  pty.send("EB1:TWO\r");
  CHECK(second.lines({"EB1:TWO"}));
}

TEST_CASE("a reader stops while it waits for a device, for a line or for the rest of one") {
  const TempDir dir;
  const Pty pty;
  for (const auto* sent : {"", "half", "none"}) {
    INFO(sent);
    if (std::string_view(sent) != "none") pty.plug_in(dir / "reader");
    Heard heard;
    auto reader = std::make_unique<SerialReader>(std::string_view(sent) != "none" ? dir / "reader" : dir / "none",
                                                 heard.on_line(), heard.on_change());
    REQUIRE(heard.changes({std::string_view(sent) != "none"}));
    pty.send(sent);
    auto stopped = std::async(std::launch::async, [&] { reader.reset(); });
    CHECK(stopped.wait_for(10s) == std::future_status::ready);
  }
}

TEST_CASE("a reader that is to stop does not wait for lines that came before") {
  const TempDir dir;
  const Pty pty;
  pty.plug_in(dir / "reader");
  Heard heard;
  std::atomic<int> taken = 0;
  auto reader = std::make_unique<SerialReader>(
      dir / "reader",
      [&](const std::string&) {
        ++taken;
        std::this_thread::sleep_for(50ms);
      },
      heard.on_change());
  REQUIRE(heard.changes({true}));
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "x\r";
  pty.send(many);
  REQUIRE(eventually([&] { return taken > 0; }));
  reader.reset();
  CHECK(taken < 1000);
}
