#include <fstream>

#include <catch2/catch.hpp>

#include "common/os/files.hpp"
#include "tests/unit/os/pty_child.hpp"
#include "tests/unit/store/temp_dir.hpp"

using namespace eb;
namespace fs = std::filesystem;

namespace {

fs::path secret_file(const TempDir& folder, std::string_view content, fs::perms perms = fs::perms::owner_read) {
  const auto path = folder / "secret";
  fs::remove(path);
  std::ofstream(path, std::ios::binary) << content;
  fs::permissions(path, perms);
  return path;
}

std::string told(const Result<SecretBytes>& result) {
  return result ? "got " + std::string(result->text()) : "error " + std::string(error_name(result.error().code));
}

os::SecretSource prompt(bool confirm = false) {
  return {"", "", "passphrase of officer alice", confirm};
}

}  // namespace

TEST_CASE("the first line of a secret file, without its end") {
  const TempDir folder;
  CHECK(told(os::read_secret_file(secret_file(folder, "open sesame"))) == "got open sesame");
  CHECK(told(os::read_secret_file(secret_file(folder, "open sesame\nsecond"))) == "got open sesame");
  CHECK(told(os::read_secret_file(secret_file(folder, " spaces kept \r\n"))) == "got  spaces kept ");
  CHECK(os::read_secret_file(secret_file(folder, std::string(1024, 'x')))->size() == 1024);
}

TEST_CASE("a secret file that is empty, too long or not a file is refused") {
  const TempDir folder;
  const auto code = [](const fs::path& path) { return os::read_secret_file(path).error().code; };
  CHECK(code(secret_file(folder, "")) == ErrorCode::invalid_argument);
  CHECK(code(secret_file(folder, "\nsecond")) == ErrorCode::invalid_argument);
  CHECK(code(secret_file(folder, std::string(1025, 'x'))) == ErrorCode::too_large);
  CHECK(code(secret_file(folder, std::string(5000, '\n'))) == ErrorCode::too_large);
  CHECK(code(folder / "none") == ErrorCode::not_found);
  CHECK(code(folder.path()) == ErrorCode::io);
  CHECK(code("/dev/zero") == ErrorCode::io);
}

TEST_CASE("a secret file that group or others may touch is refused") {
  const TempDir folder;
  for (const auto more : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write, fs::perms::others_exec}) {
    const auto read = os::read_secret_file(secret_file(folder, "open sesame", fs::perms::owner_read | more));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::not_allowed);
    CHECK(read.error().message.find("sesame") == std::string::npos);
  }
}

TEST_CASE("a file named on the command line goes before a credential of systemd") {
  const TempDir folder;
  ::setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
  std::ofstream(folder / "badge-root") << "from systemd\n";
  const auto file = secret_file(folder, "from file");
  CHECK(told(os::obtain_secret({file.string(), "badge-root", "x"})) == "got from file");
  CHECK(told(os::obtain_secret({"", "badge-root", "x"})) == "got from systemd");
  CHECK(told(os::obtain_secret({(folder / "none").string(), "badge-root", "x"})) == "error not_found");
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_CASE("a prompt shows nothing of what is typed, and gives the echo back") {
  test::PtyChild child([] { return told(os::obtain_secret(prompt())); });
  REQUIRE(child.shows("passphrase of officer alice: "));
  CHECK_FALSE(child.echoes());
  child.type("open sesame\n");
  CHECK(child.answer() == "got open sesame");
  CHECK(child.echoes());
  CHECK(child.screen().find("sesame") == std::string::npos);
}

TEST_CASE("a new secret is asked for twice") {
  for (const bool same : {true, false}) {
    test::PtyChild child([] { return told(os::obtain_secret(prompt(true))); });
    REQUIRE(child.shows("alice: "));
    child.type("open sesame\n");
    REQUIRE(child.shows("again: "));
    child.type(same ? "open sesame\n" : "open sesamf\n");
    CHECK(child.answer() == (same ? "got open sesame" : "error usage"));
  }
}

TEST_CASE("nothing typed, or the end of the input, is no secret") {
  for (const auto* typed : {"\n", "\x04"}) {
    test::PtyChild child([] { return told(os::obtain_secret(prompt())); });
    REQUIRE(child.shows("alice: "));
    child.type(typed);
    CHECK(child.answer() == "error usage");
    CHECK(child.echoes());
  }
}

TEST_CASE("Ctrl-C at a prompt ends the program and gives the echo back") {
  test::PtyChild child([] { return told(os::obtain_secret(prompt())); });
  REQUIRE(child.shows("alice: "));
  child.type("open\x03");
  CHECK(child.answer().empty());
  CHECK(child.ended_by_signal() == SIGINT);
  CHECK(child.echoes());
}

TEST_CASE("without a terminal the message says how to give the secret") {
  test::PtyChild child([] {
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    const auto secret = os::obtain_secret({"", "badge-root", "passphrase of the root key"});
    return secret ? std::string("got one") : secret.error().message;
  });
  CHECK(child.answer().find("--passphrase-file") != std::string::npos);
}

TEST_CASE("a secret with an option of its own and no credential is asked for by that option") {
  test::PtyChild child([] {
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    const auto secret = os::obtain_secret({"", "", "new PIN of alice", true, "--pin-file"});
    return secret ? std::string("got one") : secret.error().message;
  });
  CHECK(child.answer() == "the new PIN of alice is needed: give --pin-file FILE or run it on a terminal");
}
