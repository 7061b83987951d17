// The labelled lines of a letter: whose value is what.
#include <algorithm>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/label_lines.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/passage.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/text_people.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

bool is_as_is(Field field) {
  return field == Field::name || field == Field::surname || field == Field::given || field == Field::particle ||
         field == Field::organisation || field == Field::department || field == Field::language || field == Field::email;
}

// "Second person", "Kollegin": a label of somebody.
bool names_people(std::string_view label) {
  static constexpr std::string_view people =
      "colleague|collegue|kolleg|collega|companer|teilnehmer|particip|attendee|delegat|delegue|delegad|partecip|deelnem|"
      "person|persona|asistente|gast|guest|invite|ospite|second|zweit|deuxieme|tweede|segund|vertret|represent|"
      "rappresent|vertegenwoordig|substitut|replace|ersatz|remplac|sostitut|vervang|sustitut|mr|mrs|ms|herr|frau|mme|sig|"
      "dhr|mevr|sr|sra|name|nom|naam|nombre|nome|we|wir|nous|register|anmeld|inscri|iscriv|aanmeld";
  return says(fold_words(label), people, true);
}

// "Ana Gil (Web Trust)", "Ana Gil, Web Trust": what stands behind a name, up to the next mark.
std::string_view behind_name(std::string_view value) {
  const auto mark = value.find_first_of("(,;");
  if (mark == std::string_view::npos || mark == 0) return {};
  const auto rest = value.substr(mark + 1);
  return trim(rest.substr(0, rest.find_first_of(value[mark] == '(' ? ")" : ",;(")));
}

// Nothing else can stand behind it: a house is taken as it is, other facts of a name need a digit or a mark in front of them.
bool stands_alone(Field field, std::string_view value) {
  if (field == Field::organisation) return true;
  if (field == Field::email) return value.find(' ') == std::string_view::npos && !clean_email(value).empty();
  const bool name = field == Field::name || field == Field::surname || field == Field::given;
  return name && value.find_first_of("0123456789@,;(") == std::string_view::npos;
}

}  // namespace

// "Line manager: Brendan Toal" between labelled lines: an answer to a question that nobody here asks, so its value is neither a
// person nor anything else of somebody. Only what stands for a house is understood.
bool LetterReader::unknown_label(const Thread& thread, std::size_t at, std::string_view line) {
  const auto colon = line.find(':');
  if (colon > 30 || colon + 2 >= line.size() || !gather_.has_person()) return false;  // npos is above 30, too
  const auto label = trim(line.substr(0, colon));
  const auto value = trim(line.substr(colon + 1));
  if (label.empty() || value.size() > 60 || std::count(label.begin(), label.end(), ' ') > 2) return false;
  if (!after_form_ || names_people(label)) return false;
  auto next = at + 1;  // others may stand in between, but no blank line
  while (next < thread.lines.size() && next - at < 4 && !thread.lines[next].text.empty() &&
         labelled_line(thread.lines[next].text).parts.empty())
    ++next;
  if (next >= thread.lines.size() || labelled_line(thread.lines[next].text).parts.empty()) return false;
  if (looks_like_organisation(label)) form_value(Field::organisation, value);
  // The label of somebody else to be registered is one that is understood, or a word for people.
  return Value(value, std::nullopt).facts.empty();
}

void LetterReader::form_line(std::string_view line, const LabelledLine& form) {
  label_waits_.reset();
  const auto label = fold_words(line.substr(0, line.find(':')));
  if (form.parts.size() == 1 && form.parts[0].field == Field::organisation && says(label, all_of_them) &&
      !form.parts[0].value.empty()) {
    voices_[voice_].organisation = std::string(form.parts[0].value);
    voices_[voice_].weight = 3;
    return;
  }
  if (!form.head.empty()) prose(form.head, true);
  // "numero: CA 50117BN" below words about a document.
  static const WordSet number("number|numero|nummer|nr|no|n|num");
  const bool lone_number = form.parts.size() == 1 && form.head.empty() && number.contains(label);
  for (const auto& part : form.parts)
    form_value(lone_number && part.field == Field::ignored ? Field::id_number : part.field, part.value);
  if (!form.parts.empty() && form.parts.back().value.empty() && is_wanted(form.parts.back().field)) {
    label_waits_ = form.parts.back().field;
  }
}

// The value of a label may go on with other facts: "PA1230987, valid until 20.10.2017".
void LetterReader::form_value(Field field, std::string_view value) {
  // A line to write on, or "*Name:* Ana" of a text that was bold.
  value = trim(value);
  while (!value.empty() && (value.front() == '_' || value.front() == '*')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '_' || value.back() == '*')) value.remove_suffix(1);
  value = trim(value);
  std::string clean;
  clean_text(value, clean);
  // Said in front of all people, it holds for those who have none of their own.
  if (field == Field::organisation && !gather_.has_person() && !is_placeholder(clean) && voices_[voice_].weight < 3) {
    voices_[voice_].organisation = clean;
    voices_[voice_].weight = 3;
  }
  const bool same = field == Field::organisation && says(fold_words(value), same_as_above) && value.size() < 40;
  if (same) {
    if (!found_.empty() || gather_.has_person()) gather_.same_organisation();
    return;
  }
  if (value.empty() || is_placeholder(clean)) {
    // A name that is still to come is not that of the writer.
    voices_[voice_].of_others = voices_[voice_].of_others || field == Field::name || field == Field::surname;
    return gather_.label(field, value);
  }
  if (stands_alone(field, value)) return gather_.label(field, value);
  const Value read(value, field);
  // "(e-mail: ana@gil.example). She was born ...": an address is known by itself, and a sentence may go on behind it.
  const bool has_address = field == Field::email && std::any_of(read.facts.begin(), read.facts.end(),
                                                                [](const Fact& fact) { return fact.field == Field::email; });
  if (is_as_is(field) && !has_address) {
    auto end = value.size();
    for (const auto& fact : read.facts) {
      if (!fact.cued || fact.field == Field::email || fact.from == 0 || field == Field::organisation) continue;
      // Its words begin behind the last comma or bracket in front of it.
      const auto mark = value.substr(0, read.words[fact.from].begin).find_first_of(",;(");
      end = std::min(end, mark == std::string_view::npos ? end : mark);
    }
    gather_.label(field, trim(value.substr(0, end)));
    if (field == Field::name) house_beside(behind_name(value));
    if (end == value.size()) return;
    for (const auto& fact : read.facts)
      if (read.words[fact.from].begin >= end) gather_.fact(fact.field, fact.value, fact.cued);
    return;
  }
  bool given = false;
  for (const auto& fact : read.facts) {
    const bool is_it = fact.field == field || (field == Field::id_and_expiry && fact.field == Field::id_number);
    if (is_it && !given) {
      gather_.label(fact.field, fact.value);
      given = true;
    } else {
      gather_.fact(fact.field, fact.value, fact.cued);
    }
  }
  if (!given) gather_.label(field, value);
}

void LetterReader::house_beside(std::string_view text) {
  static const WordSet same(same_as_above);
  if (same.contains(fold_words(text))) return gather_.same_organisation();
  if (names_house(text) && text.find_first_of("0123456789@") == std::string_view::npos) gather_.organisation_beside(text);
}

// The line below a label that stood alone.
void LetterReader::waiting_value(std::string_view line) {
  const auto field = *label_waits_;
  const bool name = field == Field::name;
  if (lone_label(line)) return;
  std::string clean;
  clean_text(line, clean);
  if (name && !is_placeholder(clean) && !looks_like_person(clean)) return;
  if (line.size() > 200) return;
  // "Date of birth:", and below the empty form: "Failure to answer will close your account on 30/06/2015."
  const bool is_text = is_as_is(field) || field == Field::id_and_expiry;
  if (const Value read(line, field); !is_text && !read.facts.empty() && read.facts.front().from > 4) return;
  label_waits_.reset();
  form_value(field, line);
}

}  // namespace eb::issuer::intake
