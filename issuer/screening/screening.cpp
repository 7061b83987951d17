#include "issuer/screening/screening.hpp"

#include <algorithm>

#include "common/badge/id_data.hpp"

namespace eb::issuer::screening {
namespace {

// Dates that one slip makes of this one: a digit, or day and month exchanged. Written 1978-03-04; some are no days at all.
std::vector<std::string> slips_of(const std::string& date) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < date.size(); ++i) {
    if (date[i] == '-') continue;
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto other = date;
      other[i] = digit;
      if (digit != date[i]) out.push_back(std::move(other));
    }
  }
  auto turned = date.substr(0, 5) + date.substr(8, 2) + "-" + date.substr(5, 2);
  if (turned != date && std::find(out.begin(), out.end(), turned) == out.end()) out.push_back(std::move(turned));
  return out;
}

std::string written(const std::optional<Date>& date) {
  return date ? format_date(*date) : std::string();
}

}  // namespace

std::string_view reason_name(Reason reason) {
  switch (reason) {
    case Reason::document: return "document";
    case Reason::name_and_birth: return "name_and_birth";
    case Reason::name_and_near_birth: return "name_and_near_birth";
    case Reason::name_alone: return "name_alone";
  }
  broken_invariant("an unknown reason of a hit");
}

bool People::add(const std::string& label, const Registration& person) {
  auto forms = name_forms(person.name);
  const auto document = badge::normal_number(person.id_number);
  if (forms.key.empty() && document.empty()) return false;
  const auto at = people_.size();
  if (!document.empty()) by_document_.emplace(document, at);
  if (!forms.key.empty() && person.birth_date) by_birth_.emplace(format_date(*person.birth_date), at);
  if (!forms.key.empty()) by_name_.emplace(forms.key, at);
  people_.push_back({label, person.name, person.birth_date, std::move(forms)});
  return true;
}

void People::add_hit(std::map<std::size_t, Hit>& hits, std::size_t known, const Registration& person, Reason reason,
                     unsigned percent) const {
  const auto& one = people_[known];
  hits.try_emplace(known, Hit{person.id, one.label, one.name, written(one.birth), reason, percent});
}

void People::look_near(std::map<std::size_t, Hit>& hits, const Registration& person, const NameForms& forms) const {
  const auto look = [&](const std::string& birth, Reason reason, unsigned least) {
    const auto [begin, end] = by_birth_.equal_range(birth);
    for (auto at = begin; at != end; ++at)
      if (const auto percent = name_likeness(forms, people_[at->second].forms); percent >= least)
        add_hit(hits, at->second, person, reason, percent);
  };
  const auto birth = format_date(*person.birth_date);
  look(birth, Reason::name_and_birth, like_same_birth);
  for (const auto& slip : slips_of(birth)) look(slip, Reason::name_and_near_birth, like_near_birth);
}

std::vector<Hit> People::like(const Registration& person) const {
  std::map<std::size_t, Hit> hits;
  if (const auto document = badge::normal_number(person.id_number); !document.empty()) {
    const auto [begin, end] = by_document_.equal_range(document);
    for (auto at = begin; at != end; ++at) add_hit(hits, at->second, person, Reason::document, 100);
  }
  const auto forms = name_forms(person.name);
  if (person.birth_date && !forms.key.empty()) look_near(hits, person, forms);
  if (!forms.key.empty()) {
    const auto [begin, end] = by_name_.equal_range(forms.key);
    for (auto at = begin; at != end; ++at)
      if (!person.birth_date || !people_[at->second].birth)
        add_hit(hits, at->second, person, Reason::name_alone, name_likeness(forms, people_[at->second].forms));
  }
  std::vector<Hit> out;
  for (auto& [known, hit] : hits) out.push_back(std::move(hit));
  return out;
}

}  // namespace eb::issuer::screening
