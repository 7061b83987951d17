// What a letter says of an earlier registration: who is corrected, withdrawn or replaced.
#include <algorithm>

#include "issuer/intake/names.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/passage.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/text_people.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

bool is_part(const Draft& draft) {
  return draft.id_number.empty() || draft.birth_date.kind == DateKind::none || draft.id_expiry.kind == DateKind::none;
}

// One or two things about somebody who was registered without them.
bool is_little(const Draft& draft) {
  const int told = (draft.id_number.empty() ? 0 : 1) + (draft.birth_date.kind == DateKind::none ? 0 : 1) +
                   (draft.id_expiry.kind == DateKind::none ? 0 : 1);
  return told >= 1 && told <= 2 && draft.email.empty();
}

bool is_part_of(std::string_view few, std::string_view many) {
  const auto folded = ' ' + fold_words(many) + ' ';
  return folded.find(' ' + fold_words(few) + ' ') != std::string::npos;
}

}  // namespace

// What whole sentences say of the letter: that it is about its writer, that it changes something.
void LetterReader::sentences(const Passage& passage) {
  for (std::size_t i = 0; i < passage.sentences.size(); ++i) advertises_ = advertises_ || passage.is_foot_of_list(i);
  if (gather_.signed_off()) return;
  for (std::size_t i = 0; i < passage.sentences.size(); ++i) {
    const auto& sentence = passage.sentences[i];
    const bool change = passage.tones[i].changes;
    voices_[voice_].first_person = voices_[voice_].first_person || says(sentence, first_person);
    voices_[voice_].of_others = voices_[voice_].of_others || says(sentence, somebody_else);
    asks_change_ = asks_change_ || change;
    changes_own_ = changes_own_ || (change && says(sentence, of_the_writer) && !passage.has_person_in(i));
    completes_ = completes_ || passage.tones[i].completes;
    if (change || passage.tones[i].completes) gather_.expect_change();
    if (says(sentence, as_promised)) {
      announced_ = true;
      gather_.expect_change();
    }
    if (says(sentence, replaces_writer)) writer_leaves_ = name_leaves_ = true;
    if (!says(sentence, about_myself)) continue;
    // "my colleague", "I would like to register Ms Gil": somebody else.
    voices_[voice_].own = true;
    gather_.myself({});
  }
}

// Whom a later sentence may mean without naming them again.
void LetterReader::remember(const Passage& passage, std::size_t index, bool stays) {
  const auto& person = passage.people[index];
  if (gather_.signed_off() || looks_like_organisation(passage.of(person.from, person.to))) return;
  const auto sentence = passage.words[person.from].sentence;
  if (named_in_passage_ != passages_ || named_in_sentence_ != sentence) named_.clear();
  named_in_passage_ = passages_;
  named_in_sentence_ = sentence;
  named_.push_back({std::string(passage.of(person.from, person.to)), stays});
}

// "Ms Ana Gil has to stay in Porto. Kindly take her off the list.", "In her place comes Mr Roy": who was named is meant.
void LetterReader::refers_back(const Passage& passage, std::size_t sentence) {
  if (named_.empty() || gather_.signed_off()) return;
  const auto& tone = passage.tones[sentence];
  const auto& text = passage.sentences[sentence];
  // "His assistant will not attend" says nothing of him.
  if (says(text, of_companion) && !tone.changes && !tone.replaces) return;
  const bool pronoun = says(text, of_somebody_named);
  if (!pronoun && (says(text, of_the_writer) || !(tone.changes || tone.leaves))) return;
  std::vector<std::string_view> surnames;
  std::size_t whole = 0;
  for (const auto& person : passage.people) {
    if (passage.words[person.from].sentence != sentence) continue;
    if (!person.single) ++whole;
    if (person.single) surnames.push_back(passage.of(person.from, person.to));
  }
  if (whole > 1 || (whole == 1 && !(tone.replaces && pronoun))) return;
  for (const auto& [name, stays] : named_) {
    const bool meant =
        surnames.empty() || std::any_of(surnames.begin(), surnames.end(),
                                        [&name = name](std::string_view surname) { return is_part_of(surname, name); });
    if (!meant || (stays && !pronoun)) continue;
    gather_.changed(name);
    name_leaves_ = true;
  }
}

// "Frau Lindner has a new card. Its number: ...": who is meant by a change that stands in a sentence without a name.
std::string LetterReader::somebody_named() {
  if (!named_in_subject().name.empty()) return named_in_subject().name;
  if (changes_own_ || voices_.front().own) return {};
  if (!surname_only_.empty()) return surname_only_;
  return named_.size() == 1 && !named_.front().stays ? named_.front().name : std::string();
}

// One record for each person added, changed or withdrawn; letters quoted below repeat what was said before.
void LetterReader::settle_change(LetterPeople& out) {
  // What was missing comes alone; whoever sends all of it registers.
  const bool part = std::any_of(found_.begin(), found_.end(), [](const Found& found) { return is_part(found.draft); });
  const bool little = std::all_of(found_.begin(), found_.end(), [](const Found& found) { return is_little(found.draft); });
  if (!found_.empty() && little && announced_) completes_ = true;
  out.change = subject_changes_ || asks_change_ || name_leaves_ || (completes_ && part);
  const bool outer = std::any_of(found_.begin(), found_.end(), [](const Found& found) { return found.voice == 0; });
  for (auto& [draft, voice] : found_) {
    // Of several people only the one with the sender's name is the writer.
    if (found_.size() > 1 && !same_words(draft.full_name(), voices_[voice].sender.name) && !draft.full_name().empty())
      draft.own = false;
    if (out.change && outer && voice != 0) continue;
    if (out.change && draft.full_name().empty()) draft.set(Field::name, somebody_named());
    if (out.change && draft.full_name().empty()) draft.own = true;
    complete_own(draft, voices_[voice].sender);
    out.people.push_back(std::move(draft));
  }
  if (writer_leaves_ && !out.people.empty()) {
    Draft writer;
    writer.own = true;
    complete_own(writer, voices_.front().sender);
    const bool known = std::any_of(out.people.begin(), out.people.end(),
                                   [&](const Draft& draft) { return same_words(draft.full_name(), writer.full_name()); });
    if (!known && !writer.full_name().empty()) out.people.insert(out.people.begin(), std::move(writer));
  }
  if (!out.people.empty() || !(asks_change_ || subject_changes_)) return;
  Draft only;
  const auto name = somebody_named();
  only.own = name.empty();
  if (!name.empty()) only.set(Field::name, name);
  // A newsletter's or an office's own name is nobody's.
  if (only.own && !voices_.front().own && !looks_like_person(voices_.front().sender.name)) return;
  complete_own(only, voices_.front().sender);
  if (only.full_name().empty()) return;
  out.guessed_only = only.own || name == surname_only_;
  out.people.push_back(std::move(only));
}

}  // namespace eb::issuer::intake
