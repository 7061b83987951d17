#include "issuer/intake/assess.hpp"

#include <algorithm>
#include <utility>

#include "issuer/intake/clean.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

// MurmurHash64A's mixing; two inputs that meet only cause a `duplicate` flag for a person to look at.
std::uint64_t hash_of(std::string_view text) {
  constexpr std::uint64_t m = 0xC6A4A7935BD1E995U;
  std::uint64_t h = 0x9E3779B97F4A7C15U ^ (text.size() * m);
  const auto mix = [&](std::uint64_t k) {
    k *= m;
    k ^= k >> 47;
    h = (h ^ (k * m)) * m;
  };
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    word = (word << 8) | static_cast<unsigned char>(text[i]);
    if (i % 8 == 7) {
      mix(word);
      word = 0;
    }
  }
  mix(word);
  h ^= h >> 47;
  h *= m;
  return h ^ (h >> 47);
}

// "12 AB 345 / 03.04.2020" in one cell: the date is the expiry, what stands around it the number.
bool set_both(Draft& draft, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    DateReading reading;
    const bool starts = at == 0 || std::string_view(" ,;/-(:").find(text[at - 1]) != std::string_view::npos;
    const auto length = starts ? scan_date(text.substr(at), reading) : 0;
    if (length == 0 || reading.kind == DateKind::partial) continue;
    draft.id_expiry = reading;
    draft.own_order = combine(draft.own_order, reading.evidence);
    draft.id_number = clean_id_number(text.substr(0, at == 0 ? 0 : text.find_last_not_of(" ,;/-(:", at - 1) + 1));
    if (draft.id_number.empty()) draft.id_number = clean_id_number(text.substr(at + length));
    return true;
  }
  draft.id_number = clean_id_number(text);
  return !draft.id_number.empty();
}

// A shifted row or a wrong column: no document is numbered 15.04.2020 or 15 April 2020. Digits alone may be a number, and so may
// a Roman month: C01X0006H is a German one.
bool is_written_date(std::string_view text) {
  DateReading reading;
  if (scan_date(text, reading) != text.size()) return false;
  if (reading.kind != DateKind::exact && reading.kind != DateKind::numeric) return false;
  const bool has_letters =
      std::any_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  return has_letters ? split_words(text).size() >= 3 && text.size() > 10
                     : text.find_first_of("./-") != std::string_view::npos;
}

// "04.04.2012 / 03.04.2022" under "Issued / valid until"
DateReading end_of_range(std::string_view text) {
  for (const std::string_view mark : {" / ", " - ", " \xE2\x80\x93 "}) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos || read_date(text.substr(0, at), DateUse::expiry).kind == DateKind::none) continue;
    return read_date(text.substr(at + mark.size()), DateUse::expiry);
  }
  return {};
}

bool set_date(Draft& draft, DateReading& into, std::string_view text, DateUse use) {
  auto reading = read_date(text, use);
  if (reading.kind == DateKind::none && use == DateUse::expiry) reading = end_of_range(text);
  if (reading.kind == DateKind::none) return false;
  into = reading;
  draft.own_order = combine(draft.own_order, reading.evidence);
  return true;
}

bool set_text(Draft& draft, Field field, std::string text) {
  (field == Field::name      ? draft.name
   : field == Field::surname ? draft.surname
   : field == Field::given   ? draft.given
                             : draft.organisation) = std::move(text);
  return true;
}

}  // namespace

bool Draft::set(Field field, std::string_view raw) {
  if (!is_wanted(field) && field != Field::issue_date) return false;
  std::string text;
  const bool is_hostile = clean_text(raw, text);
  if (text.empty() && !is_hostile) return false;
  if (field == Field::issue_date) {
    own_order = combine(own_order, read_date(text, DateUse::birth).evidence);
    return false;
  }
  const bool is_text =
      field == Field::name || field == Field::surname || field == Field::given || field == Field::organisation;
  hostile = hostile || is_hostile || (is_text && mixes_scripts(text));
  if (is_placeholder(text)) return false;
  // Word for word: somebody must look at it.
  if (is_hostile && is_text && has_header_line(raw)) return set_text(*this, field, std::move(text));
  switch (field) {
    case Field::name:
      name = clean_name(text);
      hostile = hostile || could_act(name);  // "Mr =Ana Gil": what may act stood behind the title
      return !name.empty();
    case Field::surname: surname = clean_name_part(text); return !surname.empty();
    case Field::given: given = clean_name_part(text); return !given.empty();
    case Field::particle: particle = clean_name_part(text); return !particle.empty();
    case Field::email: email = clean_email(text); return !email.empty();
    case Field::organisation: organisation = clean_organisation(text); return !organisation.empty();
    case Field::department: department = clean_organisation(text); return !department.empty();
    case Field::birth_date: return set_date(*this, birth_date, text, DateUse::birth);
    case Field::id_number:
      id_number = is_written_date(text) ? std::string() : clean_id_number(text);
      return !id_number.empty();
    case Field::id_expiry: return set_date(*this, id_expiry, text, DateUse::expiry);
    case Field::id_and_expiry: return set_both(*this, text);
    case Field::language: language = clean_language(text); return !language.empty();
    case Field::issue_date:
    case Field::ignored: break;
  }
  return false;
}

bool Draft::has(Field field) const {
  switch (field) {
    case Field::name: return !name.empty() || (!surname.empty() && !given.empty());
    case Field::surname: return !surname.empty();
    case Field::given: return !given.empty();
    case Field::particle: return !particle.empty();
    case Field::email: return !email.empty();
    case Field::organisation: return !organisation.empty();
    case Field::department: return !department.empty();
    case Field::birth_date: return birth_date.kind != DateKind::none;
    case Field::id_number: return !id_number.empty();
    case Field::id_expiry: return id_expiry.kind != DateKind::none;
    case Field::id_and_expiry: return !id_number.empty() || id_expiry.kind != DateKind::none;
    case Field::language: return !language.empty();
    case Field::issue_date:
    case Field::ignored: break;
  }
  return false;
}

std::string Draft::full_name() const {
  if (!name.empty() && given.empty() && surname.empty()) return name;
  if (surname.empty() && given.empty()) return {};
  // A label "Name" beside one for the given name means the surname.
  auto family = surname.empty() ? name : surname;
  if (!particle.empty() && !family.empty()) family.insert(0, particle + ' ');
  if (given.empty() && !name.empty()) {
    // "Nombre" beside "Apellidos" is the given name, unless it is the whole.
    const auto whole = ' ' + name_key(name) + ' ';
    return whole.find(' ' + name_key(surname) + ' ') == std::string::npos ? name + ' ' + surname : name;
  }
  if (given.empty()) return family;
  if (given == family) return given;
  return family.empty() ? given : latin_words(given + ' ' + family);
}

bool SeenSet::insert(std::uint64_t hash) {
  if (hash == 0) hash = 1;  // zero marks an empty slot
  if ((used_ + 1) * 2 > slots_.size()) grow();
  auto at = hash & (slots_.size() - 1);
  while (slots_[at] != 0) {
    if (slots_[at] == hash) return true;
    at = (at + 1) & (slots_.size() - 1);
  }
  slots_[at] = hash;
  ++used_;
  return false;
}

void SeenSet::grow() {
  const auto old = std::exchange(slots_, std::vector<std::uint64_t>(slots_.size() * 2));
  used_ = 0;
  for (const auto hash : old)
    if (hash != 0) insert(hash);
}

bool Assessor::seen_before(const Registration& person) {
  bool seen = false;
  scratch_.clear();
  fold_letters(person.id_number, scratch_);
  if (!scratch_.empty()) seen = documents_.insert(hash_of(scratch_));
  if (person.name.empty() || !person.birth_date) return seen;
  const auto& birth = *person.birth_date;
  scratch_ = name_key(person.name);
  scratch_ += '\n';
  scratch_ +=
      std::to_string(static_cast<int>(birth.year()) * 10000 + static_cast<int>(static_cast<unsigned>(birth.month())) * 100 +
                     static_cast<int>(static_cast<unsigned>(birth.day())));
  return people_.insert(hash_of(scratch_)) || seen;
}

void Assessor::remember(const Registration& earlier) {
  (void)seen_before(earlier);
}

bool Assessor::repeats(const Registration& person) {
  return seen_before(person);
}

// Under 16 or over 110 on the day of the event, or born after it.
bool Assessor::is_implausible(Date birth) const {
  int age = static_cast<int>(event_day_.year()) - static_cast<int>(birth.year());
  const bool had_birthday = std::pair(event_day_.month(), event_day_.day()) >= std::pair(birth.month(), birth.day());
  if (!had_birthday) --age;
  return age < 16 || age > 110;
}

Registration Assessor::finish(Draft&& draft, OrderContext dates, const Arrival& arrival, std::string_view source) {
  dates.own = draft.own_order;
  if (dates.stated == Order::unknown) dates.stated = draft.stated_order;
  const auto birth = resolve(draft.birth_date, DateUse::birth, dates);
  const auto expiry = resolve(draft.id_expiry, DateUse::expiry, dates);

  Registration person;
  person.source.reserve(source.size() + 1 + draft.part.size());
  person.source.append(source).append("#").append(draft.part);
  person.name = draft.full_name();
  person.email = std::move(draft.email);
  person.organisation = std::move(draft.organisation.empty() ? draft.department : draft.organisation);
  person.birth_date = birth.date;
  person.id_number = std::move(draft.id_number);
  person.id_expiry = expiry.date;
  person.language = draft.language;

  const bool implausible = birth.impossible || (birth.date && is_implausible(*birth.date));
  const bool repeated = seen_before(person);
  const bool complete_it = !draft.change_request;  // a change need not repeat what stays
  const auto add = [&](bool applies, const char* code) {
    if (applies) person.problems.emplace_back(code);
  };
  add(birth.ambiguous, "ambiguous_birth_date");
  add(expiry.ambiguous, "ambiguous_id_expiry");
  add(draft.change_request, "change_request");
  add(complete_it && repeated, "duplicate");
  add(draft.hostile, "hostile_text");
  add(expiry.date && *expiry.date < event_day_, "id_expired_at_event");
  add(implausible, "implausible_birth_date");
  add(arrival && *arrival >= deadline_, "late_registration");
  add(complete_it && !birth.date && !birth.ambiguous && !implausible, "missing_birth_date");
  add(complete_it && person.email.empty(), "missing_email");
  add(complete_it && !expiry.date && !expiry.ambiguous, "missing_id_expiry");
  add(complete_it && person.id_number.empty(), "missing_id_number");
  add(complete_it && person.name.empty(), "missing_name");
  add(complete_it && person.organisation.empty(), "missing_organisation");
  return person;
}

Registration Assessor::unreadable(std::string source) {
  Registration nobody;
  nobody.source = std::move(source);
  nobody.problems = {"unreadable"};
  return nobody;
}

}  // namespace eb::issuer::intake
