#include "tests/unit/issuer/acts.hpp"

using namespace eb;
using namespace eb::issuer;
using eb::issuer::test::Acts;
using eb::issuer::test::form;

namespace {
ErrorCode code_of(const Status& status) {
  return status ? ErrorCode{} : status.error().code;
}
}  // namespace

TEST_CASE("two different vetters, then one badge") {
  Acts office;
  office.officer("ann", "vetter,issuer");
  office.officer("bea", "vetter");
  REQUIRE(office.vote("ann", "approve", "R-0001", form(1)));
  CHECK(code_of(office.issue("ann", "R-0001", form(1), "AAAA")) == ErrorCode::not_allowed);
  CHECK(code_of(office.vote("ann", "approve", "R-0001", form(1))) == ErrorCode::not_allowed);  // the same officer twice
  REQUIRE(office.vote("bea", "approve", "R-0001", form(1)));
  CHECK(code_of(office.issue("ann", "R-0001", form(2), "AAAA")) == ErrorCode::not_allowed);  // another form
  REQUIRE(office.issue("ann", "R-0001", form(1), "AAAA"));
  CHECK(code_of(office.issue("ann", "R-0001", form(1), "BBBB")) == ErrorCode::not_allowed);  // a second badge
  CHECK(office.state.badges().at("AAAA").state == BadgeState::active);
}

TEST_CASE("roles are asked for every act") {
  Acts office;
  office.officer("reg", "registrar");
  office.officer("vet", "vetter");
  office.officer("iss", "issuer");
  office.officer("aud", "auditor");
  for (const auto* name : {"reg", "iss", "aud"}) {
    CHECK(code_of(office.vote(name, "approve", "R-0001", form(1))) == ErrorCode::not_allowed);
    CHECK(code_of(office.vote(name, "reject", "R-0001", form(1))) == ErrorCode::not_allowed);
  }
  for (const auto* name : {"vet", "iss", "aud"})
    CHECK(code_of(office.vote(name, "edit", "R-0001", form(1))) == ErrorCode::not_allowed);
  for (const auto* name : {"reg", "vet", "aud"})
    CHECK(code_of(office.issue(name, "R-0001", form(1), "AAAA")) == ErrorCode::not_allowed);
}

TEST_CASE("an edit, a rejection and a reopening void approvals and revoke the badge") {
  for (const auto* what : {"edit", "reject", "reopen"}) {
    Acts office;
    office.officer("ann", "registrar,vetter,issuer");
    office.officer("bea", "vetter");
    REQUIRE(office.vote("ann", "approve", "R-0001", form(1)));
    REQUIRE(office.vote("bea", "approve", "R-0001", form(1)));
    REQUIRE(office.issue("ann", "R-0001", form(1), "AAAA"));
    REQUIRE(office.vote("ann", what, "R-0001", form(1)));
    CHECK(office.state.badges().at("AAAA").state == BadgeState::revoked);
    CHECK(office.state.approvers("R-0001", form(1)).empty());
    CHECK(code_of(office.issue("ann", "R-0001", form(1), "BBBB")) == ErrorCode::not_allowed);
    CHECK(code_of(office.issue("ann", "R-0001", form(1), "BBBB", "reissue")) == ErrorCode::not_allowed);
  }
}

TEST_CASE("a rejected registration must be reopened before it is approved") {
  Acts office;
  office.officer("ann", "vetter");
  REQUIRE(office.vote("ann", "reject", "R-0001", form(1)));
  CHECK(code_of(office.vote("ann", "approve", "R-0001", form(1))) == ErrorCode::not_allowed);
  REQUIRE(office.vote("ann", "reopen", "R-0001", form(1)));
  CHECK(office.vote("ann", "approve", "R-0001", form(1)));
}

TEST_CASE("after a revocation only reissue gives a badge, and it supersedes") {
  Acts office;
  office.officer("ann", "vetter,issuer");
  office.officer("bea", "vetter");
  REQUIRE(office.vote("ann", "approve", "R-0001", form(1)));
  REQUIRE(office.vote("bea", "approve", "R-0001", form(1)));
  CHECK(code_of(office.issue("ann", "R-0001", form(1), "AAAA", "reissue")) == ErrorCode::not_allowed);  // nothing to replace
  REQUIRE(office.issue("ann", "R-0001", form(1), "AAAA"));
  log::Act revoke;
  revoke.act = "revoke";
  revoke.badge = "AAAA";
  CHECK(code_of(office.by("ann", revoke)) == ErrorCode::usage);  // no reason
  revoke.detail = "lost";
  REQUIRE(office.by("ann", revoke));
  CHECK(code_of(office.by("ann", revoke)) == ErrorCode::not_allowed);  // twice
  CHECK(code_of(office.issue("ann", "R-0001", form(1), "BBBB")) == ErrorCode::not_allowed);
  REQUIRE(office.issue("ann", "R-0001", form(1), "BBBB", "reissue"));
  REQUIRE(office.issue("ann", "R-0001", form(1), "CCCC", "reissue"));
  CHECK(office.state.badges().at("AAAA").state == BadgeState::revoked);
  CHECK(office.state.badges().at("BBBB").state == BadgeState::superseded);
  CHECK(office.state.badges().at("CCCC").state == BadgeState::active);
}

TEST_CASE("a disabled officer can do nothing and approvals no longer count") {
  Acts office;
  office.officer("ann", "vetter,issuer");
  office.officer("bea", "vetter");
  REQUIRE(office.vote("ann", "approve", "R-0001", form(1)));
  REQUIRE(office.vote("bea", "approve", "R-0001", form(1)));
  log::Act disable;
  disable.act = "officer-disable";
  disable.detail = "bea";
  REQUIRE(office.by("root", disable));
  CHECK(code_of(office.issue("ann", "R-0001", form(1), "AAAA")) == ErrorCode::not_allowed);
  CHECK(code_of(office.vote("bea", "approve", "R-0002", form(1))) == ErrorCode::not_allowed);
}

TEST_CASE("nobody can sign as somebody else, at another place, or as the root") {
  Acts office;
  office.officer("ann", "vetter");
  office.officer("bea", "vetter");
  log::Act act;
  act.act = "approve";
  act.registration = "R-0001";
  act.digest = form(1);
  office.prepare(act);
  act.by = "bea";
  REQUIRE(log::sign_act(act, office.key("ann")));
  CHECK(code_of(office.state.apply(act)) == ErrorCode::signature_invalid);

  act.by = "ann";
  REQUIRE(log::sign_act(act, office.key("ann")));
  auto moved = act;
  moved.index += 1;
  CHECK(code_of(office.state.apply(moved)) == ErrorCode::integrity);
  auto other_event = act;
  other_event.event = "TEST-2";
  CHECK(code_of(office.state.apply(other_event)) == ErrorCode::integrity);
  auto other_form = act;
  other_form.digest = form(2);
  CHECK(code_of(office.state.apply(other_form)) == ErrorCode::signature_invalid);
  auto unsigned_act = act;
  unsigned_act.by.reset();
  unsigned_act.signature.reset();
  CHECK(code_of(office.state.apply(unsigned_act)) == ErrorCode::not_allowed);
  CHECK(office.state.apply(act));

  log::Act officer;
  officer.act = "officer-add";
  officer.detail = "eve vetter " + to_base64(office.key("ann").public_key().spki());
  CHECK(code_of(office.by("ann", officer)) == ErrorCode::not_allowed);      // not the root
  CHECK(code_of(office.by("root", officer)) == ErrorCode::already_exists);  // one key under two names
}

TEST_CASE("what is not known is refused, and nothing has changed after a refusal") {
  Acts office;
  office.officer("ann", "vetter");
  const auto before = office.state.next_index();
  log::Act act;
  act.act = "open-the-door";
  CHECK(code_of(office.by("ann", act)) == ErrorCode::integrity);
  act.act = "door-list";
  act.detail = "0";
  CHECK(code_of(office.by("", act)) == ErrorCode::malformed);
  act.detail = "1";
  CHECK(office.by("", act));
  CHECK(code_of(office.by("", act)) == ErrorCode::malformed);  // the number must rise
  CHECK(office.state.next_index() == before + 1);
}

TEST_CASE("a badge keeps the form that two vetters had approved, whoever leaves later") {
  Acts office;
  office.officer("ann", "vetter,issuer");
  office.officer("bea", "vetter");
  REQUIRE(office.vote("ann", "approve", "R-0001", form(1)));
  REQUIRE(office.vote("bea", "approve", "R-0001", form(1)));
  REQUIRE(office.issue("ann", "R-0001", form(1), "AAAA"));
  log::Act disable;
  disable.act = "officer-disable";
  disable.detail = "bea";
  REQUIRE(office.by("root", disable));
  CHECK(office.state.badges().at("AAAA").form == form(1));
  CHECK(office.state.badges().at("AAAA").state == BadgeState::active);
}

TEST_CASE("the newest trust-list act names the list in force, and its number rises") {
  Acts office;
  CHECK_FALSE(office.state.trust_list().has_value());
  log::Act act;
  act.act = "trust-list";
  act.detail = "4";
  CHECK(code_of(office.by("root", act)) == ErrorCode::malformed);  // names no list
  act.digest = form(7);
  REQUIRE(office.by("root", act));
  CHECK(office.state.trust_list()->sequence == 4);
  CHECK(office.state.trust_list()->digest == form(7));
  for (const auto* number : {"4", "3", "", "5x"}) {
    act.detail = number;
    CHECK(code_of(office.by("root", act)) == ErrorCode::malformed);
  }
  CHECK(office.state.trust_list()->sequence == 4);
}

TEST_CASE("a checkpoint must cover every act that somebody signed") {
  Acts office;
  CHECK(office.state.signed_size() == 1);
  log::Act import;
  import.act = "import";
  REQUIRE(office.by("", import));
  CHECK(office.state.signed_size() == 1);
  office.officer("ann", "vetter");
  CHECK(office.state.signed_size() == office.state.next_index());
}
