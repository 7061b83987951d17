#include <catch2/catch.hpp>

#include "common/badge/decide.hpp"
#include "tests/unit/badge/badge_fixture.hpp"

using namespace eb;
using namespace eb::badge;

namespace {

using Outcome = tl::expected<VerifiedBadge, Reason>;

constexpr auto ms = std::chrono::milliseconds(1);
const Seconds morning = test::sample_claims().not_before;
const Seconds evening = test::sample_claims().expires;

const Outcome& good_badge() {
  static const Outcome badge = [] {
    const auto& key = test::key_of(crypto::Algorithm::es256);
    const codec::KeySet keys({test::trusted(key.public_key())});
    return verify_badge(make_badge(key, test::sample_claims()).value(), keys, test::during);
  }();
  return badge;
}

}  // namespace

TEST_CASE("a situation in which nothing is filled in is refused") {
  Situation s;
  CHECK(decide(s) == Decision{Verdict::deny, Reason::log_unavailable, std::nullopt});
  s.gate = GateCondition::fit;
  CHECK(decide(s) == Decision{Verdict::deny, Reason::malformed, std::nullopt});
}

TEST_CASE("missing pieces and values outside their enumerations never admit") {
  Record record;
  record.id.expiry = Date{std::chrono::year{2020}, std::chrono::January, std::chrono::day{1}};
  Policy policy;
  policy.openings = {{morning, evening}};
  Situation s;
  s.gate = GateCondition::fit;
  s.badge = &good_badge();
  s.event = "EUIF-2015";
  s.list = ListStatus::active;
  s.record_state = RecordState::opens;
  s.record = &record;
  s.id = {IdMethod::mrz, IdFinding::matches, std::nullopt};
  s.policy = &policy;
  s.now = test::during;
  REQUIRE(decide(s).reason == Reason::admitted);
  const auto with = [&s](auto change) {
    Situation changed = s;
    change(changed);
    return decide(changed);
  };

  CHECK(with([](auto& x) { x.policy = nullptr; }).reason == Reason::door_closed);
  CHECK(with([](auto& x) { x.gate = static_cast<GateCondition>(99); }).reason == Reason::log_unavailable);
  CHECK(with([](auto& x) { x.list = static_cast<ListStatus>(99); }).reason == Reason::not_on_list);
  CHECK(with([](auto& x) { x.record_state = static_cast<RecordState>(99); }).reason == Reason::record_mismatch);
  CHECK(with([](auto& x) { x.id.method = static_cast<IdMethod>(99); }).reason == Reason::id_required);
  CHECK(with([](auto& x) { x.id.finding = static_cast<IdFinding>(99); }).reason == Reason::id_required);
  CHECK(with([](auto& x) { x.presence.state = static_cast<Presence::State>(99); }).reason == Reason::already_inside);
  CHECK(with([](auto& x) { x.event.clear(); }).reason == Reason::wrong_event);

  Policy odd = policy;
  odd.id_mode = static_cast<IdMode>(99);
  CHECK(with([&](auto& x) { x.policy = &odd; }).reason == Reason::id_required);
  odd = policy;
  odd.reentry = static_cast<Reentry>(99);
  s.presence.state = Presence::State::left;
  CHECK(with([&](auto& x) { x.policy = &odd; }).reason == Reason::already_inside);
}

TEST_CASE("a failed verification keeps only the reasons of verification") {
  for (const auto reason : {Reason::admitted, Reason::exit_recorded, Reason::log_unavailable, Reason::wrong_event}) {
    const Outcome outcome(tl::unexpect, reason);
    Situation s;
    s.gate = GateCondition::fit;
    s.badge = &outcome;
    CHECK(decide(s).reason == Reason::malformed);
  }
}

TEST_CASE("the day on which a document expires is the day of the event's place") {
  Record record;
  record.id.expiry = Date{std::chrono::year{2015}, std::chrono::July, std::chrono::day{24}};
  Policy policy;
  policy.openings = {{morning, evening}};
  policy.id_mode = IdMode::visual;
  Situation s;
  s.gate = GateCondition::fit;
  s.badge = &good_badge();
  s.event = "EUIF-2015";
  s.list = ListStatus::active;
  s.record_state = RecordState::opens;
  s.record = &record;
  s.policy = &policy;
  s.now = evening - ms;  // 24 July, 15:00 UTC
  CHECK(decide(s).reason == Reason::id_required);
  policy.utc_offset = std::chrono::hours{10};
  CHECK(decide(s) == Decision{Verdict::deny, Reason::id_expired, IdField::expiry});
  policy.id_mode = IdMode::none;
  CHECK(decide(s).reason == Reason::admitted);
}

TEST_CASE("the gate's own condition") {
  const Millis now = test::during;
  const Seconds second = to_seconds(now);
  GateFacts good;
  good.log_writable = good.has_list = true;
  good.list_issued = second;
  good.list_valid_until = second;
  good.last_entry = now;
  CHECK(gate_condition(good, now) == GateCondition::fit);
  CHECK(gate_condition(good, now + std::chrono::milliseconds(999)) == GateCondition::fit);
  CHECK(gate_condition(good, now + std::chrono::seconds(1)) == GateCondition::list_expired);
  CHECK(gate_condition(good, now - ms) == GateCondition::clock_rollback);

  GateFacts facts = good;
  facts.last_entry = now + ms;
  CHECK(gate_condition(facts, now) == GateCondition::clock_rollback);
  facts.rehearsal = true;
  CHECK(gate_condition(facts, now) == GateCondition::fit);
  CHECK(gate_condition(facts, now + std::chrono::seconds(1)) == GateCondition::list_expired);
  facts.last_entry.reset();
  facts.has_list = false;
  CHECK(gate_condition(facts, now) == GateCondition::no_list);
  facts.log_writable = false;
  CHECK(gate_condition(facts, now) == GateCondition::log_unavailable);
  CHECK(gate_condition({}, now) == GateCondition::log_unavailable);
}
