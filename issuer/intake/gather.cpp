#include "issuer/intake/gather.hpp"

#include <algorithm>
#include <array>

#include "issuer/intake/clean.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_people = 2'000;
constexpr std::size_t max_looked_back = 200;  // people compared with a name

constexpr std::array values_of_people{Field::email,      Field::organisation, Field::department,
                                      Field::birth_date, Field::id_number,    Field::id_expiry};

std::size_t bit(Field field) {
  return static_cast<std::size_t>(field);
}
bool is_name(Field field) {
  return field == Field::name || field == Field::surname || field == Field::given;
}
// All words of one among those of the other: "Price" and "Bronwen Price". "B. Price" has an initial for one of them.
bool words_meet(const std::string& a, const std::string& b) {
  const auto few = split_words(a.size() < b.size() ? a : b);
  const auto many = split_words(a.size() < b.size() ? b : a);
  std::size_t whole = 0;
  return std::all_of(few.begin(), few.end(),
                     [&](std::string_view word) {
                       const bool initial = word.size() == 1;
                       whole += initial ? 0U : 1U;
                       return std::any_of(many.begin(), many.end(), [&](std::string_view other) {
                         return initial ? other.starts_with(word) : other == word;
                       });
                     }) &&
         whole > 0;
}

bool is_blank(const Draft& draft) {
  return draft.full_name().empty() && draft.language.empty() &&
         std::none_of(values_of_people.begin(), values_of_people.end(), [&](Field field) { return draft.has(field); });
}

std::string cleaned_key(std::string_view text) {
  std::string clean;
  clean_text(text, clean);
  return name_key(clean_name(clean));
}

}  // namespace

bool Gatherer::has_person() const {
  return seen_.any();
}

Draft* Gatherer::known(std::string_view name) {
  const auto key = cleaned_key(name);
  if (key.empty()) return nullptr;
  if (const auto current = name_key(draft_.full_name()); !current.empty() && words_meet(current, key)) return &draft_;
  std::size_t looked = 0;
  for (auto person = people_.rbegin(); person != people_.rend() && looked < max_looked_back; ++person, ++looked)
    if (const auto other = name_key(person->full_name()); !other.empty() && words_meet(other, key)) return &*person;
  return nullptr;
}

void Gatherer::name(std::string_view text, bool wanted) {
  if (signed_off_) return;
  focus_.reset();
  if (auto* person = known(text)) {
    const bool is_open = person == &draft_;
    const auto at = is_open ? 0 : static_cast<std::size_t>(person - people_.data());
    // Who was named in between and is to be registered must not be forgotten.
    const bool keeps =
        !is_open && !waiting_.empty() && waiting_wanted_ && !words_meet(cleaned_key(waiting_), cleaned_key(text));
    if (keeps) {
      flush();
      adopt();
    }
    waiting_.clear();
    if (is_open) return;
    // Facts that follow belong to somebody who was named before.
    flush();
    focus_ = at;
    focus_stays_ = true;
    return;
  }
  // "Ms Ana Gil ... Ms Gil": the fuller name stays.
  if (const auto key = cleaned_key(text); !waiting_.empty() && words_meet(cleaned_key(waiting_), key)) {
    waiting_wanted_ = waiting_wanted_ || wanted;
    if (cleaned_key(waiting_).size() < key.size()) waiting_ = text;
    return;
  }
  if (!waiting_.empty() && waiting_wanted_) {
    // Two people are named before the facts of either: the first one has none.
    flush();
    adopt();
    flush();
  }
  waiting_ = text;
  just_said_ = true;
  waiting_organisation_.clear();
  waiting_wanted_ = wanted;
  waiting_changes_ = false;
}

bool Gatherer::knows(std::string_view part_of_name) {
  const auto key = cleaned_key(part_of_name);
  return !key.empty() && (known(part_of_name) != nullptr || words_meet(cleaned_key(waiting_), key));
}

// "Ana's details:", "Ana was born ...": facts follow of somebody who was named before.
void Gatherer::about(std::string_view part_of_name) {
  const auto key = cleaned_key(part_of_name);
  if (signed_off_ || key.empty()) return;
  if (!waiting_.empty() && words_meet(cleaned_key(waiting_), key)) {
    // Their own facts begin, whoever had the ones before.
    focus_.reset();
    flush();
    adopt();
    return;
  }
  if (known(part_of_name) != nullptr) name(part_of_name, false);
}

void Gatherer::back_to(std::string_view surname) {
  const auto* person = known(surname);
  focus_.reset();
  focus_stays_ = false;
  if (person != nullptr && person != &draft_) focus_ = static_cast<std::size_t>(person - people_.data());
}

void Gatherer::adopt() {
  draft_.set(Field::name, waiting_);
  if (!waiting_organisation_.empty()) draft_.set(Field::organisation, waiting_organisation_);
  if (!draft_.name.empty()) seen_.set(bit(Field::name));
  wanted_ = waiting_wanted_;
  named_by_label_ = false;
  waiting_.clear();
  waiting_organisation_.clear();
  waiting_wanted_ = waiting_changes_ = false;
}

void Gatherer::fact(Field field, std::string_view value, bool cued) {
  if (field == Field::issue_date) {
    draft_.set(field, value);
    return;
  }
  if (signed_off_) {
    if (!cued || field == Field::email || draft_.has(field)) return;
    take(field, value);
    return;
  }
  if (focus_ && (cued || focus_stays_)) {
    if (!people_[*focus_].has(field)) people_[*focus_].set(field, value);
    return;
  }
  const bool opens = cued || field != Field::id_number;  // "CA 94025" makes nobody of "Menlo Park"
  if (!waiting_.empty() && opens) {
    if (!draft_.full_name().empty() || seen_[bit(field)] || (gap_ && has_person())) flush();
    adopt();
  } else if (!has_person() && !cued && field != Field::email) {
    return;  // a number or a date of nobody
  }
  take(field, value);
}

// A second name; or the label that began this person, after a blank line.
bool Gatherer::labelled_again(Field field) const {
  if (!has_person()) return false;
  // "Cognome: Gil, Nome: Ana": the name beside one part of it is the other part.
  const bool one_part = draft_.name.empty() && draft_.surname.empty() != draft_.given.empty() && !gap_;
  if (is_name(field)) return seen_[bit(field)] || (!draft_.full_name().empty() && field == Field::name && !one_part);
  return seen_[bit(field)] && gap_ && first_label_ == field;
}

void Gatherer::label(Field field, std::string_view value) {
  if (!is_wanted(field)) {
    draft_.set(field, value);
    return;
  }
  if (is_name(field)) {
    // "Mr A is replaced by: Surname: B": both are records.
    if (waiting_changes_ && !value.empty() && !words_meet(cleaned_key(waiting_), cleaned_key(value))) {
      flush();
      adopt();
      flush();
    }
    waiting_.clear();
    if (field == Field::name && !value.empty() && has_person() && !draft_.name.empty() && known(value) == &draft_ &&
        !named_by_label_) {
      draft_.set(Field::name, value);
      named_by_label_ = true;
      return;
    }
  }
  if (focus_ && !is_name(field)) {
    if (!people_[*focus_].has(field)) people_[*focus_].set(field, value);
    return;
  }
  focus_.reset();
  const bool others = field == Field::email || field == Field::organisation || field == Field::department;
  if (signed_off_ && others) return;  // of a signature
  if (labelled_again(field)) flush();
  if (!waiting_.empty()) {
    if (!draft_.full_name().empty() || seen_[bit(field)]) flush();
    adopt();
  }
  if (!has_person()) first_label_ = field;
  if (is_name(field)) named_by_label_ = true;
  if (field == Field::organisation && house_beside_ && draft_.set(field, value)) house_beside_ = false;
  if (is_name(field)) signed_off_ = false;
  take(field, value);
}

void Gatherer::take(Field field, std::string_view value) {
  const bool second = seen_[bit(field)] && draft_.has(field);
  if (second && field == Field::id_number) {
    std::string clean;
    std::string old_key;
    std::string new_key;
    clean_text(value, clean);
    fold_letters(clean_id_number(clean), new_key);
    fold_letters(draft_.id_number, old_key);
    second_document_ = second_document_ || new_key != old_key;
  }
  seen_.set(bit(field));
  gap_ = false;
  if (second || (second_document_ && field == Field::id_expiry)) return;
  draft_.set(field, value);
}

void Gatherer::organisation_beside(std::string_view text) {
  if (signed_off_) return;
  if (!waiting_.empty()) {
    if (waiting_organisation_.empty()) waiting_organisation_ = text;
  } else if (has_person() && draft_.organisation.empty() && !is_blank(draft_)) {
    draft_.set(Field::organisation, text);
    seen_.set(bit(Field::organisation));
    house_beside_ = true;
  }
}

void Gatherer::same_organisation() {
  if (!people_.empty()) label(Field::organisation, std::string(people_.back().organisation));
}

void Gatherer::language(std::string_view code, bool for_all) {
  if (focus_ && !for_all) {
    if (people_[*focus_].language.empty()) people_[*focus_].language = code;
    return;
  }
  if (for_all && people_.empty() && !has_person() && waiting_.empty()) language_of_all_ = code;
  if (for_all) {
    for (auto& person : people_)
      if (person.language.empty()) person.language = code;
  }
  if (!waiting_.empty() && !for_all) {
    if (!draft_.full_name().empty()) flush();
    adopt();
  }
  if (has_person()) {
    if (draft_.language.empty()) draft_.language = code;
  } else if (!people_.empty() && people_.back().language.empty()) {
    people_.back().language = code;
  } else if (people_.empty()) {
    draft_.language = code;  // said before the person is named
  }
}

bool Gatherer::language_of(std::string_view name, std::string_view code) {
  const auto key = cleaned_key(name);
  if (key.empty()) return false;
  if (!waiting_.empty() && words_meet(cleaned_key(waiting_), key)) {
    focus_.reset();
    language(code, false);
    return true;
  }
  auto* person = known(name);
  if (person == nullptr) return false;
  if (person->language.empty()) person->language = code;
  return true;
}

void Gatherer::myself(std::string_view name) {
  if (signed_off_) return;
  own_ = true;
  // "I was born on ... My name is Ana Gil."
  const bool told = waiting_.empty() && has_person() && draft_.full_name().empty() && !focus_;
  if (!name.empty() && told && known(name) == nullptr) {
    draft_.set(Field::name, name);
    seen_.set(bit(Field::name));
    return;
  }
  if (!name.empty()) this->name(name, true);
}

void Gatherer::changed(std::string_view name) {
  if (auto* person = known(name)) {
    if (person == &draft_) wanted_ = true;
    return;
  }
  this->name(name, true);
  waiting_changes_ = !waiting_.empty();
}

void Gatherer::sign_off() {
  if (signed_off_) return;
  if (!waiting_.empty() && waiting_wanted_) {
    flush();
    adopt();
  }
  waiting_.clear();
  signed_off_ = true;
}

void Gatherer::next_letter() {
  sign_off();
  flush();
  signed_off_ = own_ = false;
  gap_ = true;
}

void Gatherer::complete(Draft draft) {
  flush();
  // "Ms Gil is withdrawn. In her place comes:" and a table: she is a record, too.
  if (waiting_changes_) {
    adopt();
    flush();
  }
  waiting_.clear();
  cut_ = cut_ || people_.size() >= max_people;
  if (people_.size() < max_people) people_.push_back(std::move(draft));
}

// A name and something more about them, or a date of birth or document of somebody who is not named.
void Gatherer::flush() {
  draft_.own = own_;
  const bool named = !draft_.full_name().empty() || seen_[bit(Field::name)] || seen_[bit(Field::surname)];
  // Offers and questions have numbers and dates, too, but neither a name nor a birth.
  const bool document = seen_[bit(Field::id_number)] || seen_[bit(Field::id_and_expiry)];
  const bool whose = own_ || change_ || first_label_;
  const bool told = named || (seen_[bit(Field::birth_date)] && document) ||
                    (whose && (seen_[bit(Field::birth_date)] || document)) ||
                    ((own_ || change_) && seen_[bit(Field::id_expiry)]) || (own_ && change_ && !draft_.language.empty());
  // A form that nobody filled in asks for people and has none.
  const bool enough =
      (!is_blank(draft_) || own_ || change_) && (seen_.count() >= 2 || own_ || change_ || (wanted_ && named));
  const bool placed = people_.size() < max_people;
  cut_ = cut_ || (told && enough && !placed);
  if (told && enough && placed) people_.push_back(std::move(draft_));
  draft_ = Draft{};
  seen_.reset();
  first_label_.reset();
  second_document_ = named_by_label_ = house_beside_ = wanted_ = false;
  focus_.reset();
}

std::vector<Draft> Gatherer::finish() {
  sign_off();
  flush();
  for (auto& person : people_)
    if (person.language.empty()) person.language = language_of_all_;
  language_of_all_ = {};
  return std::move(people_);
}

}  // namespace eb::issuer::intake
