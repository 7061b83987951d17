#include <catch2/catch.hpp>

#include "common/log/act.hpp"

using namespace eb;

namespace {

log::Act approval() {
  log::Act act;
  act.event = "EUIF-2015";
  act.index = 7;
  act.time = parse_rfc3339("2015-07-09T10:00:00Z").value();
  act.act = "approve";
  act.by = "alice";
  act.registration = "R-0001";
  act.digest = crypto::sha256(as_bytes("form"));
  return act;
}

}  // namespace

TEST_CASE("an act has one spelling and comes back") {
  const auto key = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  auto act = approval();
  act.detail = "because \"so\"\n";
  REQUIRE(log::sign_act(act, key));
  const auto line = log::act_line(act);
  CHECK(line.starts_with(R"({"event":"EUIF-2015","index":7,"time":"2015-07-09T10:00:00.000Z","act":"approve","by":"alice",)"
                         R"("registration":"R-0001","badge":null,"digest":")"));
  const auto parsed = log::parse_act(line).value();
  CHECK(log::act_line(parsed) == line);
  CHECK(parsed.detail == act.detail);
  CHECK(log::verify_act(parsed, key.public_key()));
  CHECK(log::act_signing_input(act) == "badge office act v1\n" + line.substr(0, line.find(",\"signature\":")));
  for (std::size_t i = 0; i < line.size(); ++i) {
    CHECK_FALSE(log::parse_act(line.substr(0, i)));
    auto changed = line;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    if (const auto other = log::parse_act(changed)) {
      CHECK(log::act_line(*other) == changed);
      CHECK_FALSE(log::verify_act(*other, key.public_key()));
    }
  }
}

TEST_CASE("a signature holds for this act by this key alone") {
  const auto key = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  const auto other = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  auto act = approval();
  CHECK_FALSE(log::verify_act(act, key.public_key()));
  REQUIRE(log::sign_act(act, key));
  CHECK_FALSE(log::verify_act(act, other.public_key()));
  auto moved = act;
  moved.index = 8;
  CHECK_FALSE(log::verify_act(moved, key.public_key()));
  auto replayed = act;
  replayed.event = "EUIF-2016";
  CHECK_FALSE(log::verify_act(replayed, key.public_key()));
}

TEST_CASE("acts are signed with Ed25519") {
  const auto p256 = crypto::PrivateKey::generate(crypto::Algorithm::es256).value();
  auto act = approval();
  CHECK(log::sign_act(act, p256).error().code == ErrorCode::key_unfit);
  act.signature = p256.sign(as_bytes(log::act_signing_input(act))).value();
  CHECK_FALSE(log::verify_act(act, p256.public_key()));
}
