#include "keys/key_store.hpp"

#include <fstream>

#include "tests/unit/crypto/softhsm.hpp"
#include "tests/unit/store/temp_dir.hpp"

using namespace eb;
using crypto::Algorithm;
using keys::KeyPlace;
namespace fs = std::filesystem;

namespace {

constexpr fs::perms others = fs::perms::group_all | fs::perms::others_all;

template <class T>
ErrorCode code_of(const Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().code;
}

}  // namespace

TEST_CASE("a key file is made once, for its owner alone, and opens with its passphrase") {
  const TempDir folder;
  const KeyPlace place{"root.pem"};
  CHECK_FALSE(place.is_token());
  const auto made = keys::create_key(place, folder.path(), Algorithm::eddsa, as_bytes("secret words"));
  REQUIRE(made);
  CHECK((fs::status(folder / "root.pem").permissions() & others) == fs::perms::none);
  const auto opened = keys::open_key(place, folder.path(), as_bytes("secret words"));
  REQUIRE(opened);
  CHECK((*opened)->public_key() == (*made)->public_key());
  CHECK((*made)->public_key().verify(as_bytes("m"), (*opened)->sign(as_bytes("m")).value()));
  CHECK(code_of(keys::open_key(place, folder.path(), as_bytes("secret word"))) == ErrorCode::decrypt_failed);
  CHECK(code_of(keys::create_key(place, folder.path(), Algorithm::eddsa, as_bytes("other"))) == ErrorCode::already_exists);
  const KeyPlace absolute{(folder / "root.pem").string()};
  CHECK(keys::open_key(absolute, "/nowhere", as_bytes("secret words")));
}

TEST_CASE("a key file that others can read is refused, whatever the passphrase") {
  const TempDir folder;
  const KeyPlace place{"root.pem"};
  REQUIRE(keys::create_key(place, folder.path(), Algorithm::es256, as_bytes("p")));
  for (const auto more : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write}) {
    fs::permissions(folder / "root.pem", fs::perms::owner_read | fs::perms::owner_write | more);
    CHECK(code_of(keys::open_key(place, folder.path(), as_bytes("p"))) == ErrorCode::not_allowed);
  }
  fs::permissions(folder / "root.pem", fs::perms::owner_read);
  CHECK(keys::open_key(place, folder.path(), as_bytes("p")));
}

TEST_CASE("missing, damaged and unprotected key files are refused") {
  const TempDir folder;
  CHECK(code_of(keys::open_key({"none.pem"}, folder.path(), as_bytes("p"))) == ErrorCode::not_found);
  CHECK(code_of(keys::open_key({"."}, folder.path(), as_bytes("p"))) == ErrorCode::io);
  std::ofstream(folder / "junk.pem") << "junk";
  fs::permissions(folder / "junk.pem", fs::perms::owner_read);
  const auto junk = keys::open_key({"junk.pem"}, folder.path(), as_bytes("p"));
  CHECK(code_of(junk) == ErrorCode::malformed);
  CHECK(junk.error().message.find("junk.pem") != std::string::npos);
  CHECK(code_of(keys::create_key({"bare.pem"}, folder.path(), Algorithm::eddsa, {})) == ErrorCode::invalid_argument);
  CHECK_FALSE(fs::exists(folder / "bare.pem"));
}

TEST_CASE("a key in a token is named by a PKCS#11 address") {
  const test::SoftHsm hsm;
  const TempDir folder;
  const KeyPlace place{"pkcs11:token=office%20token;object=badge-1?module-path=" + std::string(test::SoftHsm::module)};
  CHECK(place.is_token());
  const auto pin = as_bytes(test::SoftHsm::pin);
  std::optional<crypto::PublicKey> made;
  {
    const auto signer = keys::create_key(place, folder.path(), Algorithm::es256, pin);
    REQUIRE(signer);
    made = (*signer)->public_key();
    CHECK(code_of(keys::create_key(place, folder.path(), Algorithm::es256, pin)) == ErrorCode::already_exists);
  }
  CHECK(code_of(keys::open_key(place, folder.path(), as_bytes("0000"))) == ErrorCode::decrypt_failed);
  const auto signer = keys::open_key(place, folder.path(), pin);
  REQUIRE(signer);
  CHECK((*signer)->public_key() == *made);
  CHECK(made->verify(as_bytes("m"), (*signer)->sign(as_bytes("m")).value()));
}

TEST_CASE("addresses of tokens are read strictly") {
  const std::string module = "?module-path=/none.so";
  const std::vector<std::string> bad{"pkcs11:",
                                     "pkcs11:token=a;object=b",
                                     "pkcs11:token=a;object=b?pin-value=1",
                                     "pkcs11:token=a" + module,
                                     "pkcs11:object=b" + module,
                                     "pkcs11:token=;object=b" + module,
                                     "pkcs11:token=a;token=b;object=c" + module,
                                     "pkcs11:token=a;object=b;id=c" + module,
                                     "pkcs11:token=a;object=b" + module + "&pin-value=1234",
                                     "pkcs11:token=a;object=b" + module + "%",
                                     "pkcs11:token=%4;object=b" + module,
                                     "pkcs11:token=%zz;object=b" + module,
                                     "pkcs11:token=a%00;object=b" + module};
  for (const auto& text : bad) CHECK(code_of(keys::open_key({text}, "/", as_bytes("1234"))) == ErrorCode::usage);
  CHECK(code_of(keys::open_key({"pkcs11:object=b;token=a%3b" + module}, "/", as_bytes("1234"))) == ErrorCode::not_found);
}
