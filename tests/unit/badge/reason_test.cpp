#include <catch2/catch.hpp>

#include <set>

#include "common/badge/reason.hpp"

using namespace eb::badge;

namespace {

std::vector<Reason> all_reasons() {
  std::vector<Reason> out;
  for (unsigned i = 1; i <= reason_count; ++i) out.push_back(static_cast<Reason>(i));
  return out;
}

}  // namespace

TEST_CASE("reasons and their numbers are contracts") {
  // Stored logs hold these: the order is the order of decide().
  const std::vector<std::pair<std::string_view, Verdict>> table{
      {"log_unavailable", Verdict::deny}, {"no_list", Verdict::deny},       {"list_expired", Verdict::deny},
      {"clock_rollback", Verdict::deny},  {"several_codes", Verdict::deny}, {"foreign_code", Verdict::deny},
      {"malformed", Verdict::deny},       {"key_unknown", Verdict::deny},   {"key_not_valid", Verdict::deny},
      {"key_revoked", Verdict::deny},     {"alg_mismatch", Verdict::deny},  {"bad_signature", Verdict::deny},
      {"wrong_event", Verdict::deny},     {"not_yet_valid", Verdict::deny}, {"expired", Verdict::deny},
      {"revoked", Verdict::deny},         {"superseded", Verdict::deny},    {"not_on_list", Verdict::deny},
      {"record_mismatch", Verdict::deny}, {"door_closed", Verdict::deny},   {"wrong_zone", Verdict::deny},
      {"id_expired", Verdict::deny},      {"id_misread", Verdict::check},   {"id_mismatch", Verdict::deny},
      {"already_inside", Verdict::check}, {"id_required", Verdict::check},  {"admitted", Verdict::admit},
      {"exit_recorded", Verdict::admit},  {"not_inside", Verdict::check},
  };
  REQUIRE(table.size() == reason_count);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto reason = static_cast<Reason>(i + 1);
    INFO(table[i].first);
    CHECK(reason_name(reason) == table[i].first);
    CHECK(reason_from(table[i].first) == reason);
    CHECK(verdict_of(reason) == table[i].second);
  }
}

TEST_CASE("names that are not exactly a reason or verdict are refused") {
  for (const auto* name : {"", "Admitted", "admitted ", "id", "none"}) CHECK_FALSE(reason_from(name));
  for (const auto* name : {"", "ADMIT", "allow", "admit "}) CHECK_FALSE(verdict_from(name));
  for (const auto verdict : {Verdict::admit, Verdict::check, Verdict::deny})
    CHECK(verdict_from(verdict_name(verdict)) == verdict);
}

TEST_CASE("every reason says what to do, in one plain sentence") {
  for (const auto reason : all_reasons()) {
    const auto advice = reason_advice(reason);
    INFO(reason_name(reason));
    CHECK(advice.size() > 15);
    CHECK(advice.size() < 140);
    CHECK(advice.find('_') == std::string_view::npos);
    CHECK(advice.find('\n') == std::string_view::npos);
    CHECK((advice.front() >= 'a' && advice.front() <= 'z'));
  }
  // Nobody learns from the words at the door which key check failed.
  const std::set<std::string_view> key_advice{reason_advice(Reason::key_unknown), reason_advice(Reason::key_not_valid),
                                              reason_advice(Reason::key_revoked), reason_advice(Reason::alg_mismatch)};
  CHECK(key_advice.size() == 1);
}
