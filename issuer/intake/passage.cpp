#include "issuer/intake/passage.hpp"

#include <algorithm>

#include "issuer/intake/phrases.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {

namespace {

// "pour tout complément d'information", "eventuelle weitere Änderungen": what may come is no change that is asked for.
std::string without_offers(std::string_view folded) {
  static const WordSet whatever(of_whatever);
  static const WordSet more(
      "further|other|autre|autres|weitere|weiterer|weiteren|ulteriore|ulteriori|altra|altro|verdere|andere|"
      "otra|otro|possible|necessary|nouvelle|nouveau");
  std::string out;
  const auto words = split_words(folded);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (whatever.contains(words[at])) {
      while (at + 2 < words.size() && (more.contains(words[at + 1]) || whatever.contains(words[at + 1]))) ++at;
      if (++at < words.size()) continue;
      break;
    }
    if (!out.empty()) out += ' ';
    out += words[at];
  }
  return out;
}

}  // namespace

Tone tone_of(std::string_view folded, bool question) {
  static constexpr std::string_view polite =
      "please|could you|would you|can you|merci de|pourriez vous|pouvez vous|veuillez|bitte|konnten sie|konnen sie|potete|"
      "potreste|per favore|cortesemente|gelieve|kunt u|kan u|wilt u|podrian|pueden|por favor|rogamos";
  const bool asks_only = (question && !says(folded, polite)) || says(folded, of_disclaimers) ||
                         // "If anything has to be corrected, please tell me."
                         (starts_with_any(folded, begins_condition) && !starts_with_any(folded, as_far_as_possible));
  Tone tone;
  tone.changes = !asks_only && says(without_offers(folded), asks_change, true) && !says(folded, comes_later, true) &&
                 !says(folded, of_newsletters, true) && !says(folded, of_mailings, true);
  tone.completes = !asks_only && says(folded, of_earlier_letter, true) && !says(folded, comes_later, true);
  tone.replaces = !asks_only && says(folded, asks_replacement);
  tone.leaves = says(folded, does_not_come, true);
  tone.stays = says(folded, stays_as_is, true);
  tone.registers = says(folded, registers, true) && !(question && says(folded, asks_receipt));
  return tone;
}

Value::Value(std::string_view value, std::optional<Field> label)
    : text(value), words(words_of(value)), spans(spans_in(value, words)), facts(facts_in(value, words, spans, label)) {}

Passage::Passage(std::string_view passage)
    : Value(passage, std::nullopt),
      people(people_in(words, spans)),
      organisations(organisations_in(passage, words, spans, people)) {
  for (const auto& word : words) {
    if (word.sentence >= sentences.size()) sentences.resize(word.sentence + 1);
    auto& sentence = sentences[word.sentence];
    if (word.folded.empty()) continue;
    if (!sentence.empty()) sentence += ' ';
    sentence += word.folded;
  }
  for (std::size_t i = 0; i < sentences.size(); ++i) tones.push_back(tone_of(sentences[i], is_question(i)));
  for (std::size_t i = 0; i < sentences.size(); ++i) tones[i].changes = tones[i].changes && !is_foot_of_list(i);
}

bool Passage::has_fact_in(std::size_t sentence) const {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) { return words[fact.from].sentence == sentence; });
}

std::optional<std::size_t> Passage::writer_in(std::size_t sentence) const {
  const auto& tone = tones[sentence];
  if (tone.changes || tone.replaces || tone.leaves || !tone.registers || !has_person_in(sentence)) return std::nullopt;
  if (!says(sentences[sentence], writer_with_others)) return std::nullopt;
  // "Together with my colleague I nominate Ms Gil" registers neither of them.
  static constexpr std::string_view self =
      "and i|me and|myself|moi|und ich|ich und|mich|me stesso|me stessa|e io|ed io|io e|e me|mijzelf|mezelf|en ik|ik en|mij|"
      "y un servidor|y una servidora|und meine wenigkeit|et votre serviteur|y yo|yo y|a mi mismo|a mi misma|y a mi";
  if (!says(sentences[sentence], about_myself) && !says(sentences[sentence], self)) return std::nullopt;
  static const WordSet phrases(writer_with_others);
  for (std::size_t at = 0; at < words.size(); ++at)
    for (std::size_t length = 1; length <= 5 && at + length <= words.size(); ++length)
      if (words[at].sentence == sentence && phrases.contains(folded_words(words, at, at + length))) return at;
  return std::nullopt;
}

bool Passage::is_question(std::size_t sentence) const {
  return std::any_of(words.begin(), words.end(),
                     [&](const Word& word) { return word.sentence == sentence && word.after == '?'; });
}

bool Passage::has_person_in(std::size_t sentence) const {
  return std::any_of(people.begin(), people.end(),
                     [&](const PersonMention& person) { return words[person.from].sentence == sentence; });
}

bool Passage::is_foot_of_list(std::size_t sentence) const {
  if (says(sentences[sentence], of_newsletters, true)) return true;
  const auto begin = std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.sentence == sentence; });
  const auto end = std::find_if(begin, words.end(), [&](const Word& word) { return word.sentence != sentence; });
  if (begin == end || end - begin > 8 || has_person_in(sentence)) return false;
  const bool address = std::any_of(begin, end, [](const Word& word) {
    return word.text.find('@') != std::string_view::npos || word.text.starts_with("http") || word.text.starts_with("www.");
  });
  static constexpr std::string_view leave =
      "unsubscribe|opt out|abmelden|austragen|abbestellen|newsletter|desabonnement|desinscription|se desabonner|se "
      "desinscrire|"
      "disiscriviti|disiscrizione|cancellati|annulla iscrizione|uitschrijven|afmelden|darse de baja|baja|cancelar "
      "suscripcion";
  return address && starts_with_any(sentences[sentence], leave);
}

std::string Passage::clause_of(std::size_t word) const {
  auto from = word;
  while (from > 0 && words[from - 1].sentence == words[word].sentence && words[from - 1].after != ';') --from;
  auto to = word + 1;
  while (to < words.size() && words[to].sentence == words[word].sentence && words[to - 1].after != ';') ++to;
  return folded_words(words, from, to);
}

bool Passage::follows(std::size_t from, const WordSet& phrases) const {
  static const WordSet between(
      "the|our|my|a|an|mr|ms|mrs|le|la|l|notre|mon|der|die|den|unser|unsere|unseren|il|lo|nostro|"
      "de|onze|mijn|el|nuestro|nuestra|colleague|collegue|kollege|kollegin|collega|colega|following|"
      "officer|expert|delegate|m|mme|herr|herrn|frau|dott|del|dal|dalla|von|of");
  for (std::size_t skipped = 0; skipped < 4; ++skipped) {
    const auto end = from - skipped;
    for (std::size_t length = 1; length <= 4 && length <= end; ++length) {
      if (words[end - length].sentence != words[from].sentence) break;
      if (phrases.contains(folded_words(words, end - length, end))) return true;
    }
    if (end == 0 || !between.contains(words[end - 1].folded)) break;
  }
  return false;
}

}  // namespace eb::issuer::intake
