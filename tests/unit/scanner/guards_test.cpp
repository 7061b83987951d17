#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "scanner/guards.hpp"
#include "tests/unit/scanner/world.hpp"

using namespace eb;
using namespace eb::scanner;
using eb::test::slurp;
using eb::test::spill;
using eb::test::TempDir;
namespace fs = std::filesystem;

namespace {

SecretBytes pin(std::string_view digits) {
  return SecretBytes(to_bytes(as_bytes(digits)));
}
ErrorCode code(const Status& status) {
  REQUIRE_FALSE(status);
  return status.error().code;
}
GuardBook book_in(const TempDir& dir) {
  auto book = GuardBook::read(dir.path());
  REQUIRE(book);
  return std::move(*book);
}
std::string names(const GuardBook& book) {
  std::string out;
  for (const auto& guard : book.guards()) out += guard.name + ":" + std::string(role_name(guard.role)) + " ";
  return out;
}
fs::path guards_file(const TempDir& dir) {
  return dir.path() / file::guards;
}
void rewrite(const TempDir& dir, const std::string& content) {
  spill(guards_file(dir), as_bytes(content));
  fs::permissions(guards_file(dir), fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace

TEST_CASE("without a file nobody is set up, and no PIN is right") {
  const TempDir dir;
  const auto book = book_in(dir);
  CHECK(book.empty());
  CHECK(book.find("jan") == nullptr);
  CHECK(code(book.verify("jan", "482915")) == ErrorCode::not_allowed);
  CHECK(code(book.verify("", "")) == ErrorCode::not_allowed);
}

TEST_CASE("guards are added, sign in with their PIN alone, get a new one and are removed") {
  const TempDir dir;
  REQUIRE(add_guard(dir.path(), {"jan", GuardRole::guard}, pin("482915")));
  REQUIRE(add_guard(dir.path(), {"Mia.D", GuardRole::supervisor}, pin("730274011993")));
  auto book = book_in(dir);
  CHECK(names(book) == "jan:guard Mia.D:supervisor ");
  CHECK(book.find("jan")->role == GuardRole::guard);
  CHECK(book.find("mia.d") == nullptr);
  CHECK(book.verify("jan", "482915"));
  CHECK(book.verify("Mia.D", "730274011993"));
  for (const auto* wrong : {"482916", "48291", "4829150", "", "730274011993"})
    CHECK(code(book.verify("jan", wrong)) == ErrorCode::not_allowed);

  REQUIRE(set_pin(dir.path(), "jan", pin("194857")));
  book = book_in(dir);
  CHECK(code(book.verify("jan", "482915")) == ErrorCode::not_allowed);
  CHECK(book.verify("jan", "194857"));
  CHECK(book.verify("Mia.D", "730274011993"));

  REQUIRE(remove_guard(dir.path(), "jan"));
  book = book_in(dir);
  CHECK(names(book) == "Mia.D:supervisor ");
  CHECK(code(book.verify("jan", "194857")) == ErrorCode::not_allowed);
  CHECK(book.verify("Mia.D", "730274011993"));
  REQUIRE(remove_guard(dir.path(), "Mia.D"));
  CHECK(book_in(dir).empty());
}

TEST_CASE("an unknown name and a wrong PIN are told alike") {
  const TempDir dir;
  REQUIRE(add_guard(dir.path(), {"jan", GuardRole::guard}, pin("482915")));
  const auto book = book_in(dir);
  const auto wrong = book.verify("jan", "482916");
  // The PIN of the one whose hash is computed in the place of an unknown name's.
  const auto unknown = book.verify("joe", "482915");
  REQUIRE_FALSE(wrong);
  REQUIRE_FALSE(unknown);
  CHECK(wrong.error().message == "wrong name or PIN");
  CHECK(unknown.error().message == wrong.error().message);
  CHECK(unknown.error().code == wrong.error().code);
}

TEST_CASE("weak PINs are refused, and nothing is written") {
  const TempDir dir;
  for (const auto* weak :
       {"", "12345", "48291", "4829150284756", "48291a", "482 915", "482915\n", "-82915", "111111", "000000000000", "123456",
        "654321", "3456789", "987654321", "567890", "789012", "210987", "\xd9\xa4\xd9\xa8\xd9\xa2"}) {
    INFO(weak);
    CHECK(code(check_pin(weak)) == ErrorCode::invalid_argument);
    CHECK(code(add_guard(dir.path(), {"jan", GuardRole::guard}, pin(weak))) == ErrorCode::invalid_argument);
  }
  CHECK_FALSE(fs::exists(guards_file(dir)));
  for (const auto* fine : {"482915", "112233", "123457", "121212", "135791", "482915028475"}) {
    INFO(fine);
    CHECK(check_pin(fine));
  }
  REQUIRE(add_guard(dir.path(), {"jan", GuardRole::guard}, pin("482915")));
  CHECK(code(set_pin(dir.path(), "jan", pin("222222"))) == ErrorCode::invalid_argument);
  CHECK(book_in(dir).verify("jan", "482915"));
}

TEST_CASE("names that cannot be, that are taken or that nobody has are refused") {
  const TempDir dir;
  REQUIRE(add_guard(dir.path(), {"jan", GuardRole::guard}, pin("482915")));
  const auto before = slurp(guards_file(dir));
  for (const auto* name : {"", "jan peeters", "j\xc3\xa4n", "../jan", "a/b", "\x1b[2J", "abcdefghijklmnopqrstuvwxyz0123456"})
    CHECK(code(add_guard(dir.path(), {name, GuardRole::guard}, pin("482915"))) == ErrorCode::invalid_argument);
  CHECK(code(add_guard(dir.path(), {"jan", GuardRole::supervisor}, pin("730274"))) == ErrorCode::already_exists);
  CHECK(code(set_pin(dir.path(), "joe", pin("730274"))) == ErrorCode::not_found);
  CHECK(code(remove_guard(dir.path(), "joe")) == ErrorCode::not_found);
  CHECK(slurp(guards_file(dir)) == before);
}

TEST_CASE("the file holds no PIN, a salt of its own for each, and only its owner can read it") {
  const TempDir dir;
  REQUIRE(add_guard(dir.path(), {"jan", GuardRole::guard}, pin("482915")));
  REQUIRE(add_guard(dir.path(), {"joe", GuardRole::guard}, pin("482915")));
  const auto content = slurp(guards_file(dir));
  CHECK(content.find("482915") == std::string::npos);
  const auto json = nlohmann::json::parse(content);
  CHECK(json["version"] == 1);
  CHECK(json["guards"][0]["salt"] != json["guards"][1]["salt"]);
  CHECK(json["guards"][0]["hash"] != json["guards"][1]["hash"]);
  CHECK(json["guards"][0]["n"] == 32768);
  for (const auto& entry : fs::directory_iterator(dir.path()))
    CHECK((entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("a hash of another program is understood") {
  // hashlib.scrypt(b"482915", salt=bytes(range(16)), n=2**15, r=8, p=1, maxmem=2**26, dklen=32) of Python 3.11
  const TempDir dir;
  rewrite(
      dir,
      R"({"version":1,"guards":[{"name":"jan","role":"guard","salt":"000102030405060708090a0b0c0d0e0f","n":32768,"r":8,"p":1,)"
      R"("hash":"c5c7f22d5e126d1360601c3d6ce40e2109d8e186880edc86b2048a1ced32c65c"}]})"
      "\n");
  CHECK(book_in(dir).verify("jan", "482915"));
}

TEST_CASE("a damaged file lets nobody sign in, and is not written over") {
  const TempDir dir;
  REQUIRE(add_guard(dir.path(), {"jan", GuardRole::guard}, pin("482915")));
  REQUIRE(add_guard(dir.path(), {"mia", GuardRole::supervisor}, pin("730274")));
  const auto good = slurp(guards_file(dir));
  const auto changed = [&](std::string_view from, std::string_view to) {
    auto text = good;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
  };
  const auto hash_at = good.find("\"hash\":\"") + 8;
  auto upper = good;
  upper.replace(hash_at, 64, std::string(64, 'A'));
  const std::vector<std::string> damaged{"",
                                         "{}",
                                         "null",
                                         "[]",
                                         "\xff",
                                         "guards",
                                         R"({"version":1})",
                                         R"({"version":1,"guards":{}})",
                                         good.substr(0, good.size() / 2),
                                         good.substr(0, good.size() - 1),
                                         good + "\n",
                                         good + good,
                                         " " + good,
                                         std::string(100'000, '['),
                                         std::string(40'000, '['),
                                         changed("\"version\":1", "\"version\":2"),
                                         changed("\"version\":1", "\"version\":1.0"),
                                         changed("\"version\":1", "\"version\":1,\"more\":0"),
                                         changed("\"jan\"", "\"mia\""),
                                         changed("\"jan\"", "\"j n\""),
                                         changed("\"jan\"", "null"),
                                         changed("\"jan\"", "\"\\u006aan\""),
                                         changed("\"guard\"", "\"boss\""),
                                         changed("\"role\":\"guard\",", ""),
                                         changed("\"n\":32768", "\"n\":16384"),
                                         changed("\"n\":32768", "\"n\":262144"),
                                         changed("\"n\":32768", "\"n\":40000"),
                                         changed("\"n\":32768", "\"n\":-32768"),
                                         changed("\"n\":32768", "\"n\":1e300"),
                                         changed("\"n\":32768", "\"n\":9223372036854775808"),
                                         changed("\"n\":32768", "\"n\":\"32768\""),
                                         changed("\"r\":8", "\"r\":16"),
                                         changed("\"r\":8", "\"r\":4294967304"),
                                         changed("\"p\":1", "\"p\":1000000"),
                                         changed("\"p\":1", "\"p\":0"),
                                         changed("\"salt\":\"", "\"salt\":\"00"),
                                         changed("\"hash\":\"", "\"hash\":\"00"),
                                         changed("\"hash\":\"", "\"hash\":\"zz"),
                                         upper};
  for (const auto& content : damaged) {
    INFO(content.substr(0, 400));
    rewrite(dir, content);
    const auto book = GuardBook::read(dir.path());
    REQUIRE_FALSE(book);
    CHECK(book.error().code == ErrorCode::integrity);
    CHECK(code(remove_guard(dir.path(), "jan")) == ErrorCode::integrity);
    CHECK(slurp(guards_file(dir)) == content);
  }
  CHECK(code(add_guard(dir.path(), {"joe", GuardRole::guard}, pin("482915"))) == ErrorCode::integrity);
  rewrite(dir, changed("\"n\":32768", "\"n\":131072"));
  CHECK(GuardBook::read(dir.path()));  // the greatest cost that may stand there
  rewrite(dir, good);
  CHECK(book_in(dir).verify("mia", "730274"));
}

TEST_CASE("a file that others can read, or that is none, lets nobody sign in") {
  const TempDir dir;
  REQUIRE(add_guard(dir.path(), {"jan", GuardRole::guard}, pin("482915")));
  fs::permissions(guards_file(dir), fs::perms::group_read, fs::perm_options::add);
  auto book = GuardBook::read(dir.path());
  REQUIRE_FALSE(book);
  CHECK(book.error().code == ErrorCode::not_allowed);
  fs::remove(guards_file(dir));
  fs::create_directory(guards_file(dir));
  book = GuardBook::read(dir.path());
  REQUIRE_FALSE(book);
  CHECK(book.error().code == ErrorCode::io);
}

TEST_CASE("no more than a hundred guards are kept") {
  const TempDir dir;
  auto json = nlohmann::ordered_json{{"version", 1}, {"guards", nlohmann::ordered_json::array()}};
  for (std::size_t i = 0; i < max_guards; ++i)
    json["guards"].push_back({{"name", "g" + std::to_string(i)},
                              {"role", "guard"},
                              {"salt", std::string(32, '0')},
                              {"n", 32768},
                              {"r", 8},
                              {"p", 1},
                              {"hash", std::string(64, '0')}});
  rewrite(dir, json.dump() + "\n");
  CHECK(book_in(dir).guards().size() == max_guards);
  CHECK(code(add_guard(dir.path(), {"one.more", GuardRole::guard}, pin("482915"))) == ErrorCode::too_large);
  REQUIRE(remove_guard(dir.path(), "g7"));
  CHECK(add_guard(dir.path(), {"one.more", GuardRole::guard}, pin("482915")));
}
