#include "audit/present.hpp"

#include <algorithm>
#include <map>

#include "audit/inside_book.hpp"
#include "audit/local_clock.hpp"
#include "audit/name_order.hpp"
#include "audit/words.hpp"
#include "common/base/text.hpp"

namespace eb::audit {
namespace {

void sort_people(std::vector<PersonInside>& people) {
  std::map<std::string, std::string> keys;  // by badge
  for (const auto& person : people) keys.emplace(person.badge, name_order(person.name));
  std::sort(people.begin(), people.end(), [&](const PersonInside& a, const PersonInside& b) {
    const auto &one = keys.at(a.badge), &other = keys.at(b.badge);
    return one != other ? one < other : a.badge < b.badge;
  });
}

// Of two badges of one registration that are both inside, one line: the badge admitted last.
void add(std::vector<PersonInside>& people, std::map<std::string, std::size_t>& by_registration, PersonInside person,
         const std::string& registration) {
  const auto [found, is_new] = by_registration.try_emplace(registration, people.size());
  if (registration.empty() || is_new) return people.push_back(std::move(person));
  auto& known = people[found->second];
  if (known.since < person.since) std::swap(known, person);
  known.besides.insert(known.besides.end(), person.besides.begin(), person.besides.end());
  known.besides.push_back(person.badge);
}

void list_people(PresentReport& report, const GateSet& gates, const InsideBook& book, const OfficeBook* office) {
  std::map<std::string, std::size_t> by_registration;
  std::uint64_t strangers = 0;
  for (const auto& [key, stay] : book.stays()) {
    if (!stay.inside) continue;
    PersonInside person{std::string(key.view()), {}, {}, gates.gates[stay.gate].label, stay.since, {}};
    const auto* badge = office != nullptr ? office->by_number(person.badge) : nullptr;
    if (badge != nullptr) {
      person.name = badge->record.name;
      person.organisation = badge->record.organisation;
    } else if (office != nullptr) {
      ++strangers;
    }
    add(report.people, by_registration, std::move(person), badge != nullptr ? badge->registration : std::string());
  }
  sort_people(report.people);
  if (strangers > 0)
    report.warnings.push_back(counted(strangers, "badge is", "badges are") +
                              " not known to this office: listed by number, without a name");
}

void note_gates(PresentReport& report, const GateSet& gates) {
  LocalClock clock(report.zone);
  for (const auto& gate : gates.gates) {
    const auto& survey = gate.survey;
    const bool closed = survey.last_kind == log::Kind::stop;
    report.gates.push_back({gate.label, survey.last, closed});
    if (!survey.last)
      report.warnings.push_back("gate " + printable(gate.label) + ": its export has no entry, nothing is known of it");
    else if (*survey.last < report.at)
      report.warnings.push_back("gate " + printable(gate.label) + " is known only until " + clock.text(*survey.last) +
                                (closed ? ", when it was stopped" : ""));
    if (survey.undone_later > 0)
      report.remarks.push_back("gate " + printable(gate.label) + ": " +
                               counted(survey.undone_later, "entry was", "entries were") +
                               " undone after this time; the list is as it was known at this time");
  }
}

}  // namespace

PresentReport list_present(const GateSet& gates, Millis at, const OfficeBook* office) {
  PresentReport report;
  report.at = at;
  report.warnings = gates.warnings;
  report.remarks = gates.remarks;
  report.complete = gates.complete;
  report.proved = gates.verifies();
  const auto* list = gates.newest_list();
  report.zone = LocalClock(list != nullptr ? list->policy.time_zone : "UTC").zone();
  note_gates(report, gates);
  InsideBook book;
  const auto read = for_each_by_time(gates.directories(), at, [&](const TimedEntry& timed) -> Status {
    if (!gates.gates[timed.gate].survey.undoings.counts(timed.entry.index)) return {};
    if (book.feed(timed.gate, timed.entry, timed.at).step == InsideBook::Step::left_elsewhere) ++report.left_elsewhere;
    return {};
  });
  if (!read) {
    report.complete = false;
    report.warnings.push_back("not every export was read to its end: " + read.error().message);
  }
  list_people(report, gates, book, office);
  return report;
}

}  // namespace eb::audit
