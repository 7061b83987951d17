#include <catch2/catch.hpp>

#include "common/badge/badge.hpp"
#include "common/base/text.hpp"
#include "common/codec/cose.hpp"
#include "tests/unit/badge/badge_fixture.hpp"

using namespace eb;
using namespace eb::badge;
using namespace eb::badge::test;
using crypto::Algorithm;

namespace {

std::string last_step(const Inspection& inspection) {
  REQUIRE_FALSE(inspection.steps.empty());
  for (std::size_t i = 0; i + 1 < inspection.steps.size(); ++i) CHECK(inspection.steps[i].passed);
  CHECK(inspection.steps.back().passed == !inspection.failure);
  return inspection.steps.back().name;
}

}  // namespace

TEST_CASE("inspect: every step of a good badge, and no secret") {
  const auto& key = key_of(Algorithm::es256);
  const auto claims = sample_claims();
  const auto inspection = inspect_badge(make_badge(key, claims).value(), codec::KeySet({trusted(key.public_key())}), during);
  CHECK_FALSE(inspection.failure);
  std::string names;
  for (const auto& step : inspection.steps) names += step.name + " ";
  CHECK(names == "prefix base45 cose key validity algorithm signature claims ");
  CHECK(inspection.event == claims.event);
  CHECK(inspection.not_before == claims.not_before);
  CHECK(inspection.expires == claims.expires);
  CHECK(inspection.kid == key.public_key().kid());
  CHECK(inspection.algorithm == "ES256");
  CHECK(inspection.number == badge_number(claims.secret));
  for (const auto& step : inspection.steps) CHECK(step.detail.find("a0a1a2") == std::string::npos);
}

TEST_CASE("inspect: the step that fails is named, and the reason is verify's") {
  const auto& key = key_of(Algorithm::es256);
  const std::string good = make_badge(key, sample_claims()).value();
  auto revoked = trusted(key.public_key());
  revoked.revoked_at = at(key_from);
  auto bad_signature = cose_of(good);
  bad_signature.back() ^= 1;
  auto other_algorithm = cose_of(good);
  other_algorithm[5] = 0x27;  // -8
  const codec::KeySet keys({trusted(key.public_key())});
  struct Row {
    std::string step;
    std::string text;
    codec::KeySet keys;
    Millis now;
  };
  const std::vector<Row> rows{
      {"prefix", "HC1:ABC", keys, during},
      {"base45", good + "a", keys, during},
      {"base45", "EB1:" + std::string(300, '0'), keys, during},
      {"cose", "EB1:000", keys, during},
      {"key", good, codec::KeySet(), during},
      {"validity", good, codec::KeySet({revoked}), during},
      {"validity", good, keys, Millis(std::chrono::seconds(key_until + 1))},
      {"algorithm", badge_text(other_algorithm), keys, during},
      {"signature", badge_text(bad_signature), keys, during},
      {"claims", badge_text(codec::make_sign1(key, as_bytes("x"), {}).value()), keys, during},
  };
  for (const auto& row : rows) {
    CAPTURE(row.step, row.text);
    const auto inspection = inspect_badge(row.text, row.keys, row.now);
    CHECK(last_step(inspection) == row.step);
    const auto verified = verify_badge(row.text, row.keys, row.now);
    REQUIRE_FALSE(verified);
    CHECK(inspection.failure == verified.error());
    CHECK_FALSE(inspection.number);
  }
}
