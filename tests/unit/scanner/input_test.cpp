#include <catch2/catch.hpp>

#include <cstdio>

#include "common/badge/mrz.hpp"
#include "common/base/text.hpp"
#include "scanner/input.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::test;
using badge::Reason;

namespace {

struct Reader {
  World world;
  Delegate* anna = nullptr;
  std::unique_ptr<Door> door;
  std::vector<Reason> told;
  std::unique_ptr<scanner::ReaderSession> session;

  Reader() {
    anna = &world.invite("Anna Schmidt", "X1234567");
    door = std::make_unique<Door>(world.ready_gate("north"), morning);
    session = std::make_unique<scanner::ReaderSession>(
        door->scanner, scanner::ScanRequest{}, [this](const scanner::ScanResult& r) { told.push_back(r.decision.reason); });
  }
  std::vector<Reason> lines(const std::vector<std::string>& all) {
    told.clear();
    for (const auto& line : all) REQUIRE(session->line(line));
    session->end();
    return told;
  }
};

// TD1: three lines of 30.
std::vector<std::string> td1() {
  const std::string number = "X1234567<";
  std::string one = "I<UTO" + number + badge::mrz_check_digit(number);
  one.resize(30, '<');
  std::string two =
      std::string("740812") + badge::mrz_check_digit("740812") + "F200415" + badge::mrz_check_digit("200415") + "UTO";
  two.resize(29, '<');
  two += badge::mrz_check_digit(one.substr(5, 25) + two.substr(0, 7) + two.substr(8, 7) + two.substr(18, 11));
  std::string three = "SCHMIDT<<ANNA";
  three.resize(30, '<');
  return {one, two, three};
}

}  // namespace

TEST_CASE("a reader's lines: badge, then the document by its number") {
  Reader reader;
  CHECK(reader.lines({reader.anna->text, "ID X7654321", "ID X1234567"}) ==
        std::vector<Reason>{Reason::id_required, Reason::id_mismatch, Reason::admitted});
  const auto entries = reader.door->entries();
  REQUIRE(entries.size() == 4);
  CHECK(entries[1].kind == log::Kind::scan);
  CHECK(entries[2].kind == log::Kind::confirm);
  CHECK(entries[2].ref == 1U);
  CHECK(entries[3].kind == log::Kind::confirm);
  CHECK(entries[3].ref == 1U);
  CHECK(entries[3].id_check == badge::IdMethod::number);
  const auto late = reader.session->line("ID X1234567");
  REQUIRE_FALSE(late);
  CHECK(late.error().code == ErrorCode::usage);
}

TEST_CASE("a reader's lines: the zone line by line, cut short, or broken by the next badge") {
  const auto zone = td1();
  {
    Reader reader;
    CHECK(reader.lines({reader.anna->text, zone[0], zone[1], zone[2]}) ==
          std::vector<Reason>{Reason::id_required, Reason::admitted});
    CHECK(reader.door->entries().back().id_check == badge::IdMethod::mrz);
  }
  {
    Reader reader;  // without line ends
    CHECK(reader.lines({reader.anna->text, zone[0] + zone[1] + zone[2]}) ==
          std::vector<Reason>{Reason::id_required, Reason::admitted});
  }
  {
    Reader reader;  // what has another shape is the next code, however long
    CHECK(reader.lines({reader.anna->text, "https://example.eu/" + std::string(90, 'a')}).back() == Reason::foreign_code);
  }
  {
    Reader reader;  // end of input in the middle
    CHECK(reader.lines({reader.anna->text, zone[0], zone[1]}).back() != Reason::admitted);
  }
  {
    Reader reader;
    const auto told = reader.lines({reader.anna->text, zone[0], reader.anna->text});
    REQUIRE(told.size() == 3);
    CHECK(told[1] != Reason::admitted);
    CHECK(told[2] == Reason::id_required);
  }
}

TEST_CASE("a reader's lines: a new badge ends the wait of the one before") {
  Reader reader;
  auto& bruno = reader.world.invite("Bruno Rossi", "Y1");
  REQUIRE(reader.world.load(reader.door->gate, reader.world.list({.sequence = 2}), morning));
  CHECK(reader.lines({reader.anna->text, bruno.text, "ID X1234567", "ID Y1", "https://example.eu", ""}) ==
        std::vector<Reason>{Reason::id_required, Reason::id_required, Reason::id_mismatch, Reason::admitted,
                            Reason::foreign_code});
  CHECK(reader.door->entries().back().kind == log::Kind::scan);
}

TEST_CASE("lines are bounded") {
  std::string input = "one\r\n" + std::string(1 << 20, 'x') + "\n\nlast";
  auto* stream = fmemopen(input.data(), input.size(), "r");
  REQUIRE(stream != nullptr);
  CHECK(scanner::read_bounded_line(stream) == "one");
  CHECK(scanner::read_bounded_line(stream) == std::string(scanner::max_scanned_text, 'x'));
  CHECK(scanner::read_bounded_line(stream) == "");
  CHECK(scanner::read_bounded_line(stream) == "last");
  CHECK_FALSE(scanner::read_bounded_line(stream));
  std::fclose(stream);
}

TEST_CASE("an argument is a text unless it names a picture") {
  TempDir dir;
  const auto text = scanner::read_argument("https://example.eu/");
  REQUIRE(text);
  CHECK(text->text == "https://example.eu/");
  CHECK(scanner::read_argument(std::string(5000, 'a'))->text.size() == scanner::max_scanned_text);
  CHECK(scanner::read_argument(dir.path().string())->text == dir.path().string());
  const auto no_picture = (dir.path() / "notes.txt").string();
  spill(no_picture, as_bytes("hello"));
  CHECK(scanner::read_argument(no_picture)->text == no_picture);  // asked, and refused, like any foreign code
  CHECK(scanner::read_argument((dir.path() / "none.PNG").string()).error().code == ErrorCode::not_found);
  CHECK(scanner::read_argument("https://example.eu/cat.png")->text == "https://example.eu/cat.png");

  const auto error = [&](BytesView content) {
    const auto path = dir.path() / "file.png";
    spill(path, content);
    const auto result = scanner::read_argument(path.string());
    REQUIRE_FALSE(result);
    return result.error().code;
  };
  CHECK(error(as_bytes("EB1:TEXT")) == ErrorCode::unsupported);
  CHECK(error({}) == ErrorCode::unsupported);
  const auto png = *from_hex(  // one black pixel
      "89504e470d0a1a0a0000000d494844520000000100000001080000000036f3a8f30000000a49444154789c63600000000200014894e1330000000"
      "049454e44"
      "ae426082");
  const auto one = error(png);
  CHECK((one == ErrorCode::no_code || one == ErrorCode::malformed));
  CHECK(error(BytesView(png).first(30)) == ErrorCode::malformed);
}
