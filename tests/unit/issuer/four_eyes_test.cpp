// Property: whatever officers do in whatever order, a badge comes into being only after two different vetters approved the
// registration in its present form, with no edit, rejection or reopening since. The oracle keeps the history as a list and
// searches it; it shares nothing with the state it judges.
#include <random>
#include <set>

#include "tests/unit/issuer/acts.hpp"

using namespace eb;
using namespace eb::issuer;
using eb::issuer::test::Acts;
using eb::issuer::test::form;

namespace {

struct Event {
  std::string what, officer, id;
  std::uint8_t revision;
};

// Approvers of the present form since the last act that voids approvals.
std::set<std::string> let_through(const std::vector<Event>& history, const std::string& id, std::uint8_t revision) {
  std::set<std::string> officers;
  for (const auto& event : history) {
    if (event.id != id) continue;
    if (event.what == "approve" && event.revision == revision) officers.insert(event.officer);
    if (event.what == "edit" || event.what == "reject" || event.what == "reopen") officers.clear();
  }
  return officers;
}

}  // namespace

TEST_CASE("no sequence of officers' acts gives a badge that two vetters did not let through in its present form") {
  std::mt19937 random(20150724);
  Acts office;  // one office for all sequences: each uses registrations of its own
  office.officer("ann", "registrar,vetter,issuer");
  office.officer("bea", "vetter");
  office.officer("cem", "registrar,vetter,issuer");
  const std::vector<std::string> officers{"ann", "bea", "cem"};
  const std::vector<std::string> acts{"edit",   "approve", "approve", "approve", "approve",
                                      "reject", "reopen",  "issue",   "issue",   "reissue"};
  int badges = 0;
  int refused = 0;
  int next_badge = 0;
  for (int sequence = 0; sequence < 150; ++sequence) {
    std::vector<Event> history;
    std::map<std::string, std::uint8_t> revision;
    for (int step = 0; step < 40; ++step) {
      const auto id = "R-" + std::to_string(sequence) + (random() % 2 == 0 ? "-a" : "-b");
      const auto what = acts[random() % acts.size()];
      const auto officer = officers[random() % officers.size()];
      // Now and then an officer approves, or issues, a form that is no longer the present one.
      auto shown = revision[id];
      if (random() % 10 == 0 && shown > 0) --shown;
      if (what == "issue" || what == "reissue") {
        const auto number = "BADGE-" + std::to_string(next_badge++);
        const bool done = office.issue(officer, id, form(shown), number, what).has_value();
        done ? ++badges : ++refused;
        if (done) {
          CHECK(shown == revision[id]);
          CHECK(let_through(history, id, shown).size() >= 2);
        }
        continue;
      }
      if (what == "edit") {
        if (office.vote(officer, what, id, form(static_cast<std::uint8_t>(revision[id] + 1)))) {
          ++revision[id];
          history.push_back({what, officer, id, revision[id]});
        }
      } else if (office.vote(officer, what, id, form(shown))) {
        history.push_back({what, officer, id, shown});
      }
    }
    for (const auto* suffix : {"-a", "-b"}) {
      const auto vetting = office.state.vetting("R-" + std::to_string(sequence) + suffix);
      if (vetting.badge) CHECK(office.state.badges().at(*vetting.badge).state == BadgeState::active);
    }
  }
  // The test is only worth something when both happen often.
  CHECK(badges > 50);
  CHECK(refused > 500);
}
