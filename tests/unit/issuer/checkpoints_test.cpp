// What the log of acts may say of gates' checkpoints, and what it may not.
#include "tests/unit/issuer/acts.hpp"

using namespace eb;
using namespace eb::issuer;
using namespace eb::issuer::test;

namespace {

Sha256 root_of(std::uint8_t log, std::uint8_t size) {
  return crypto::sha256(Bytes{log, size});
}

class Gates : public Acts {
 public:
  Gates() { enrol("north"); }
  void enrol(const std::string& name) {
    const auto key = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
    const auto agreement = crypto::AgreementKey::generate().value();
    log::Act act;
    act.act = "gate-enrol";
    act.detail = name + " " + to_base64(key.public_key().spki()) + " " + to_base64(agreement.public_point());
    REQUIRE(by("root", act));
  }
  Status show(std::uint8_t size, const std::string& standing, std::uint8_t log = 0, const std::string& gate = "north") {
    return record(gate + " " + std::to_string(size) + " " + to_base64(root_of(log, size).view()) + " " + standing);
  }
  Status record(const std::string& detail) {
    log::Act act;
    act.act = "checkpoint";
    act.digest = form(1);
    act.detail = detail;
    return by("", act);
  }
  std::string standings() const {
    std::string out;
    for (const auto& seen : state.checkpoints().at("north"))
      out += std::to_string(seen.size) + std::string(checkpoint_standing_name(seen.standing)).substr(0, 3) + " ";
    return out;
  }
};

}  // namespace

TEST_CASE("checkpoints are seen, cosigned, and what was seen before becomes consistent") {
  Gates gates;
  REQUIRE(gates.show(5, "cosigned"));
  REQUIRE(gates.show(7, "seen"));
  REQUIRE(gates.show(9, "seen"));
  CHECK(gates.standings() == "5cos 7see 9see ");
  REQUIRE(gates.show(9, "cosigned"));
  CHECK(gates.standings() == "5cos 7con 9cos ");
  REQUIRE(gates.show(6, "consistent"));
  CHECK(gates.standings() == "5cos 6con 7con 9cos ");
  CHECK(gates.state.checkpoints().at("north").back().root == root_of(0, 9));
}

TEST_CASE("one line of checkpoints only: no second root of a size, nothing smaller is cosigned") {
  Gates gates;
  REQUIRE(gates.show(5, "cosigned"));
  REQUIRE(gates.show(9, "seen"));
  CHECK(gates.show(9, "cosigned", 1).error().code == ErrorCode::not_allowed);
  CHECK(gates.show(5, "consistent", 1).error().code == ErrorCode::not_allowed);
  CHECK(gates.show(9, "seen").error().code == ErrorCode::not_allowed);
  CHECK(gates.show(5, "cosigned").error().code == ErrorCode::not_allowed);
  CHECK(gates.show(7, "cosigned").error().code == ErrorCode::not_allowed);
  CHECK(gates.show(7, "seen").error().code == ErrorCode::not_allowed);
  CHECK(gates.show(10, "consistent").error().code == ErrorCode::not_allowed);
  CHECK(gates.standings() == "5cos 9see ");
}

TEST_CASE("checkpoints are of enrolled gates, each with a line of its own") {
  Gates gates;
  CHECK(gates.show(5, "seen", 0, "south").error().code == ErrorCode::not_allowed);
  CHECK_FALSE(gates.state.checkpoints().contains("south"));
  gates.enrol("south");
  REQUIRE(gates.show(5, "cosigned"));
  REQUIRE(gates.show(2, "cosigned", 1, "south"));
  log::Act remove;
  remove.act = "gate-remove";
  remove.detail = "north";
  REQUIRE(gates.by("root", remove));
  CHECK(gates.show(9, "seen").error().code == ErrorCode::not_allowed);
  CHECK(gates.standings() == "5cos ");
}

TEST_CASE("a checkpoint act in another form is malformed") {
  Gates gates;
  const auto root = to_base64(root_of(0, 5).view());
  const std::string detail =
      GENERATE_COPY(std::string(), "north", "north 5 " + root, "north 5 " + root + " seen more", "north x " + root + " seen",
                    "north -5 " + root + " seen", "north 5 AAAA seen", "north 5 " + root + " signed", " 5 " + root + " Seen");
  CHECK(gates.record(detail).error().code == ErrorCode::malformed);
  log::Act act;
  act.act = "checkpoint";
  act.detail = "north 5 " + root + " seen";
  CHECK(gates.by("", act).error().code == ErrorCode::malformed);  // names no note
}

TEST_CASE("a witness key is named once, and is an Ed25519 key") {
  Gates gates;
  const auto name = [&](crypto::Algorithm algorithm) {
    log::Act act;
    act.act = "witness-key";
    act.detail = to_base64(crypto::PrivateKey::generate(algorithm)->public_key().spki());
    return gates.by("", act);
  };
  CHECK_FALSE(gates.state.witness_key());
  CHECK(name(crypto::Algorithm::es256).error().code == ErrorCode::key_unfit);
  REQUIRE(name(crypto::Algorithm::eddsa));
  CHECK(gates.state.witness_key());
  CHECK(name(crypto::Algorithm::eddsa).error().code == ErrorCode::already_exists);
}
