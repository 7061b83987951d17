#include "issuer/intake/events.hpp"

#include <algorithm>

#include "issuer/intake/passage.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

// First words of sentences with facts about the writer.
std::vector<std::size_t> own_sentences(const Passage& passage) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < passage.words.size(); ++at) {
    const auto sentence = passage.words[at].sentence;
    const bool begins = at == 0 || passage.words[at - 1].sentence != sentence;
    if (begins && passage.has_fact_in(sentence) && !passage.has_person_in(sentence) &&
        says(passage.sentences[sentence], facts_of_mine))
      found.push_back(at);
  }
  return found;
}

// Words that begin a sentence in which facts follow and are nobody's whole name: "Ana was born on ...".
std::vector<std::size_t> parts_of_names(const Passage& passage) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at + 1 < passage.words.size(); ++at) {
    const auto& word = passage.words[at];
    const bool begins = at == 0 || passage.words[at - 1].sentence != word.sentence;
    const bool named = std::any_of(passage.people.begin(), passage.people.end(),
                                   [&](const PersonMention& person) { return at >= person.from && at < person.to; });
    if (begins && !named && word.capital && word.text.size() > 2 && passage.has_fact_in(word.sentence)) found.push_back(at);
  }
  return found;
}

// Sentences that change something of somebody, who may have been named before.
void add_references(const Passage& passage, std::vector<Event>& events) {
  for (std::size_t at = 0; at < passage.words.size(); ++at) {
    const auto sentence = passage.words[at].sentence;
    const bool begins = at == 0 || passage.words[at - 1].sentence != sentence;
    const auto& tone = passage.tones[sentence];
    if (begins && (tone.changes || tone.replaces || tone.leaves)) events.push_back({at, EventKind::refers_back, sentence});
  }
}

// "The former was born ..., the latter ...": words that stand for one of two, not in front of a noun ("the second passport").
void add_ordinals(const Passage& passage, std::vector<Event>& events) {
  static const WordSet first(first_of_two), second(second_of_two), verbs(behind_ordinal);
  const auto& words = passage.words;
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (std::size_t length = 1; length <= 3 && at + length <= words.size(); ++length) {
      const auto phrase = folded_words(words, at, at + length);
      const bool is_first = first.contains(phrase);
      if (!is_first && !second.contains(phrase)) continue;
      const auto next = at + length;
      const char mark = words[next - 1].after;
      const bool stands_alone = mark == ',' || mark == '(' || mark == ':' || next == words.size();
      if (stands_alone || verbs.contains(words[next].folded)) events.push_back({at, EventKind::ordinal, is_first ? 0U : 1U});
    }
  }
}

}  // namespace

std::vector<Event> events_of(const Passage& passage, const std::vector<LanguageWish>& wishes) {
  std::vector<Event> events;
  add_references(passage, events);
  add_ordinals(passage, events);
  for (std::size_t i = 0; i < passage.sentences.size(); ++i)
    if (const auto at = passage.writer_in(i)) events.push_back({*at, EventKind::writer, *at});
  for (const auto at : own_sentences(passage)) events.push_back({at, EventKind::facts_of_writer, at});
  for (const auto at : parts_of_names(passage)) events.push_back({at, EventKind::part_of_name, at});
  for (std::size_t i = 0; i < passage.people.size(); ++i) events.push_back({passage.people[i].from, EventKind::person, i});
  for (std::size_t i = 0; i < passage.organisations.size(); ++i)
    events.push_back({passage.organisations[i].from, EventKind::organisation, i});
  for (std::size_t i = 0; i < passage.facts.size(); ++i) events.push_back({passage.facts[i].from, EventKind::fact, i});
  for (std::size_t i = 0; i < wishes.size(); ++i) events.push_back({wishes[i].at, EventKind::wish, i});
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
  return events;
}

}  // namespace eb::issuer::intake
