// What the sentences of a letter say: who is meant, for whom they come, what is asked for.
#include <algorithm>

#include "common/base/text.hpp"
#include "issuer/intake/clean.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/passage.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/sender_house.hpp"
#include "issuer/intake/text_people.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_wishes = 200;  // of people who are not known yet

// "Division" and "Ministry" alone name none.
bool is_generic(std::string_view text) {
  static const WordSet words(
      "division|department|ministry|service|agency|office|directorate|organisation|organization|institution|police|company|"
      "authority|unit|government|council|union|secretariat|centre|center|administration|ministere|direction|police|agence|"
      "autorite|administration|delegation|behorde|ministerium|polizei|dienststelle|abteilung|referat|haus|amt|ministero|"
      "direzione|ufficio|ente|polizia|ministerie|dienst|afdeling|politie|instelling|ministerio|direccion|policia|entidad|"
      "gabinete|secretaria|segreteria|servizio|servicio|prefecture|parquet|commission|court|bureau|cabinet|technologies|"
      "estado|etat|stato|staat|governo|gobierno|regierung|regering|gouvernement|parlament|parlement|parlamento|questura|"
      "botschaft|ambassade|ambasciata|embajada|association|verein|associazione|asociacion|vereniging|"
      "stelle|dni|internet|network|media|border|security|justice|interior|state|federal|republic|national|board|group|"
      "organisatie");
  return words.contains(fold_words(text));
}

// In front of those whom the letter is for.
constexpr std::string_view addressees =
    "for the attention of|attention |attn |to the attention of|a l attention d|a l intention d|zu handen|zh d|z hd|z h |"
    "an das |an die |alla cortese attenzione|alla c a|all attenzione|spett le|spettabile|ter attentie|t a v |"
    "a la atencion|a atencion de|att ";

std::string_view without_point(std::string_view text) {
  static const WordSet keep("inc|corp|co");
  if (!text.ends_with('.')) return text;
  const auto last = text.substr(text.rfind(' ') + 1);
  const bool initials = last.find('.') + 1 < last.size() || last.size() == 2;  // "o.o.", "V."
  return initials || keep.contains(fold_words(last)) ? text : text.substr(0, text.size() - 1);
}

// As written, with the point that belongs to "Inc." and "S.L.".
std::string_view organisation_text(const Passage& passage, const OrganisationMention& mention) {
  const auto& last = passage.words[mention.to - 1];
  const auto begin = passage.words[mention.from].begin;
  const bool point = last.end < passage.text.size() && passage.text[last.end] == '.';
  return without_point(passage.text.substr(begin, last.end + (point ? 1U : 0U) - begin));
}

// "Grace Doolin's: born 23/05/1984"
std::string_view without_genitive(std::string_view name) {
  for (const std::string_view mark : {"'s", "\xE2\x80\x99s"})
    if (name.ends_with(mark)) name.remove_suffix(mark.size());
  return name;
}

// Of a name with its titles the name: "M. Roy" is "Roy".
std::string_view bare_name(const Passage& passage, const PersonMention& person) {
  auto from = person.from;
  while (from + 1 < person.to && (is_title_word(passage.words[from].text) || passage.words[from].text.size() == 1)) ++from;
  return passage.of(from, person.to);
}

}  // namespace

bool can_be_represented(std::string_view text) {
  static const WordSet weak(
      "european commission|commission|eu internet forum|internet forum|eu|forum|european union|commission europeenne|"
      "europaische kommission|europese commissie|comision europea|commissione europea|"
      "directorate general migration and home affairs|ue|forum de l ue|forum|forum internet|internetforum|eu internetforum|"
      "foro|foro de internet|foro de la ue|union europeenne|europaische union|unione europea|europese unie|union europea|"
      "forum dell ue|ec|commission of the european union|dg home|berlaymont|"
      "foro|foro ue|foro ue internet|foro de internet|foro de internet de la ue|forum ue|forum ue internet|forum eu|"
      "eu internetforum|eu internet forum secretariat|internetforum|forum internet|secretariat du forum|secretaria del foro|"
      "segreteria del forum|sekretariat des forums|secretariaat|forum secretariat|commissione|comision|kommission|unione "
      "europea|union europea|union europeenne|europaische union|europese unie|bruxelles|bruselas|brussel|brussels|"
      "directorate general migration and home affairs");
  // Who sends the invitations.
  static constexpr std::string_view inviting =
      "directorate general migration|dg migration|direction generale migration|direction generale de la migration|"
      "generaldirektion migration|direzione generale migrazione|direzione generale della migrazione|"
      "directoraat generaal migratie|direccion general de migracion";
  auto folded = fold_words(text);
  if (folded.starts_with("the ")) folded.erase(0, 4);
  return !weak.contains(folded) && !starts_with_any(folded, inviting) && !is_generic(folded);
}

void LetterReader::name_in(const Passage& passage, std::size_t index) {
  const auto& person = passage.people[index];
  const auto text = without_genitive(passage.of(person.from, person.to));
  if (person.single) {
    const auto surname = bare_name(passage, person);
    if (surname_only_.empty() && !gather_.signed_off() && !gather_.knows(surname)) surname_only_ = std::string(surname);
    return gather_.back_to(text);
  }
  const auto& sentence = passage.sentence_of(person.from);
  const auto& tone = passage.tone_at(person.from);
  const bool facts = passage.has_fact_in(passage.words[person.from].sentence);
  list_name(passage, index);
  static const WordSet sources(told_by);
  if (!facts && passage.follows(person.from, sources)) return;
  if (!facts) remember(passage, index, tone.stays);
  const bool moves = tone.changes || tone.replaces || (tone.leaves && !facts);
  if (moves || tone.stays) {
    const auto clause = passage.clause_of(person.from);
    const auto own = tone_of(clause, passage.is_question(passage.words[person.from].sentence));
    const bool moves_itself = own.changes || own.replaces || own.leaves;
    if (own.stays && !moves_itself) return;
    // "Ms Moro cannot come; Mr Lai will": only the first one changes.
    if (clause != sentence && !tone.replaces && !facts && !moves_itself && moves) return;
  }
  static const WordSet own_name(before_own_name), delegate(before_delegate), house(before_represented);
  if (passage.follows(person.from, own_name) && !moves) {
    if (says(sentence, about_myself) || voices_[voice_].own || facts) return gather_.myself(text);
    return gather_.name(text, false);
  }
  if (moves) {
    name_leaves_ = name_leaves_ || tone.replaces || tone.leaves;
    return gather_.changed(text);
  }
  gather_.name(text, tone.registers &&
                         (passage.follows(person.from, delegate) ||
                          (passage.writer_in(passage.words[person.from].sentence) && !passage.follows(person.from, house))));
}

// "from Tuzla" is a town; "from Pingbird" the house that the sender's address is of.
bool LetterReader::may_be_place(const Passage& passage, const OrganisationMention& house) const {
  static const WordSet from("from|aus|da|uit|de|di|in|a");
  const auto text = passage.of(house.from, house.to);
  const bool acronym = std::none_of(text.begin() + 1, text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return house.to == house.from + 1 && house.from > 0 && from.contains(passage.words[house.from - 1].folded) && !acronym &&
         !looks_like_organisation(text) && !domain_names(voices_[voice_].sender.address, text);
}

// Beside a person's name: "Ana Gil, Ministry ...", "Ana Gil (Ministry ...)", "Ana Gil from ...".
void LetterReader::organisation_in(const Passage& passage, std::size_t index) {
  const auto& organisation = passage.organisations[index];
  for (const auto& person : passage.people) {
    if (person.to > organisation.from || passage.words[person.to - 1].sentence != passage.words[organisation.from].sentence)
      continue;
    const auto gap = organisation.from - person.to;
    const char mark = passage.words[person.to - 1].after;
    const auto between = folded_words(passage.words, person.to, organisation.from);
    static const WordSet joins(between_person_and_organisation);
    const bool beside =
        gap == 0 ? mark == ',' || mark == '(' || mark == '-' || mark == 'n' || mark == ';' || mark == '/' || mark == '|'
                 : joins.contains(between);
    const bool remark = gap <= 12 && mark == ',' && passage.words[organisation.from].before != ',' &&
                        passage.follows(organisation.from, joins) &&
                        std::none_of(passage.facts.begin(), passage.facts.end(), [&](const Fact& fact) {
                          return fact.from >= person.to && fact.from < organisation.from;
                        });
    // "our Director of Research" is a function.
    if (remark && !beside && !names_house(organisation_text(passage, organisation)) &&
        std::any_of(passage.words.begin() + static_cast<std::ptrdiff_t>(person.to),
                    passage.words.begin() + static_cast<std::ptrdiff_t>(organisation.from),
                    [](const Word& word) { return word.capital && is_function_word(word.text); }))
      continue;
    // "Secretario de Estado" is a function.
    if (remark && !beside && is_generic(organisation_text(passage, organisation))) continue;
    if (may_be_place(passage, organisation)) return;
    if (beside || remark) return gather_.organisation_beside(organisation_text(passage, organisation));
  }
  // Alone between commas in a line about one person.
  const auto& words = passage.words;
  const char before = words[organisation.from].before;
  const char after = words[organisation.to - 1].after;
  const bool alone = (before == ',' || before == ';' || before == '|' || before == '-') && after != 0 && after != '"';
  const bool recognised = looks_like_organisation(passage.of(organisation.from, organisation.to));
  if (alone && recognised && passage.facts.size() >= 2)
    gather_.organisation_beside(organisation_text(passage, organisation));
}

void LetterReader::fact_in(const Passage& passage, std::size_t index) {
  const auto& fact = passage.facts[index];
  const auto asked = passage.words[fact.from].sentence;
  if (passage.is_question(asked) && says(passage.sentences[asked], asks_what_is_enough)) return;
  if (fact.field == Field::email) {
    const auto sentence = passage.words[fact.from].sentence;
    if (passage.is_foot_of_list(sentence)) return;
    const bool only_fact = std::none_of(passage.facts.begin(), passage.facts.end(), [&](const Fact& other) {
      return other.field != Field::email && passage.words[other.from].sentence == sentence;
    });
    if (only_fact && says(passage.sentences[sentence], address_for_questions) && !passage.has_person_in(sentence) &&
        !says(passage.sentences[sentence], address_of_person))
      return;
  }
  about_its_turn(passage, index);
  gather_.fact(fact.field, fact.value, fact.cued);
}

void LetterReader::list_name(const Passage& passage, std::size_t index) {
  const auto& person = passage.people[index];
  const auto sentence = passage.words[person.from].sentence;
  if (listed_in_passage_ != passages_ || listed_in_sentence_ != sentence) listed_.clear();
  listed_in_passage_ = passages_;
  listed_in_sentence_ = sentence;
  listed_.emplace_back(passage.of(person.from, person.to));
}

// "The former", "the second": of two.
void LetterReader::about_listed(std::size_t rank) {
  if (listed_.size() != 2 || gather_.signed_off()) return;
  const auto& name = listed_[rank];
  if (gather_.knows(name)) return gather_.about(name);
  gather_.name(name, false);
}

// "Their addresses are a@x and b@x, respectively": each is of the next of those who were named.
void LetterReader::about_its_turn(const Passage& passage, std::size_t index) {
  const auto& fact = passage.facts[index];
  const auto sentence = passage.words[fact.from].sentence;
  if (listed_.size() < 2 || !says(passage.sentences[sentence], one_by_one)) return;
  const auto is_alike = [&](const Fact& other) {
    return other.field == fact.field && passage.words[other.from].sentence == sentence;
  };
  if (static_cast<std::size_t>(std::count_if(passage.facts.begin(), passage.facts.end(), is_alike)) != listed_.size())
    return;
  const auto rank =
      std::count_if(passage.facts.begin(), passage.facts.begin() + static_cast<std::ptrdiff_t>(index), is_alike);
  const auto& name = listed_[static_cast<std::size_t>(rank)];
  if (gather_.knows(name)) return gather_.about(name);
  gather_.name(name, false);
}

void LetterReader::language_wish(const Passage& passage, const LanguageWish& wish) {
  if (wish.everyone) return gather_.language(wish.code, true);
  bool found = false;
  for (const auto index : wish.persons) {
    const auto name = bare_name(passage, passage.people[index]);
    if (gather_.language_of(name, wish.code)) {
      found = true;
    } else if (wishes_.size() < max_wishes) {
      wishes_.push_back({std::string(name), wish.code});
    }
  }
  // Who is named but not known is none of those who are.
  if (found || (!wish.persons.empty() && (gather_.knows_several() || gather_.knows_nobody()))) return;
  const auto& sender = voices_[voice_].sender.name;
  if (says(wish.clause, wish_of_mine) && looks_like_person(sender) && gather_.language_of(sender, wish.code)) return;
  gather_.language(wish.code, false);
}

void LetterReader::represented(const Passage& passage) {
  auto& voice = voices_[voice_];
  if (gather_.signed_off() || passage.words.empty()) return;
  const bool addressed = starts_with_any(passage.sentences.front(), addressees);
  for (const auto& organisation : passage.organisations) {
    if (addressed && passage.words[organisation.from].sentence == 0) continue;
    const auto text = organisation_text(passage, organisation);
    if (organisation.weight <= voice.weight || !can_be_represented(text)) continue;
    if (organisation.weight < 3 && may_be_place(passage, organisation)) continue;
    voice.organisation = std::string(text);
    voice.weight = organisation.weight;
  }
}

// A department or a town stands in every signature; only a house of its own says who is represented, or one that the sender's
// address is of.
void LetterReader::signature_line(std::string_view line) {
  auto& voice = voices_[voice_];
  if (voice.weight > 0 || line.size() > 160) return;
  // "Vidstream Holdings, 12 Harbor Steps"
  const auto head = trim(line.substr(0, std::min(line.find_first_of(",|"), line.size())));
  for (const auto text : {line, head})
    if (voice.signature.empty() && is_house_of_sender(text)) voice.signature = std::string(text);
  static constexpr std::string_view in_its_name =
      "behalf of|au nom|pour le compte|im namen|im auftrag|per conto|a nome|in rappresentanza|namens|en nombre|por parte|"
      "en representacion";
  if (!names_house(line) && !says(fold_words(line), in_its_name)) return;
  const Passage passage(line);
  for (const auto& organisation : passage.organisations) {
    const auto text = organisation_text(passage, organisation);
    if ((!names_house(text) && organisation.weight < 3) || !can_be_represented(text)) continue;
    voice.signature = std::string(text);
    // "Cyber Crime Division, Hellenic Police" is one name.
    const bool whole = line.find_first_of("0123456789|@") == std::string_view::npos && passage.organisations.size() == 2 &&
                       passage.organisations[0].from == 0 && passage.organisations[1].to == passage.words.size();
    if (whole) voice.signature = std::string(line);
    return;
  }
}

// "Young Voices Online" below the name of fiona@youngvoices.example.
bool LetterReader::is_house_of_sender(std::string_view text) const {
  const auto& sender = voices_[voice_].sender;
  const auto words = words_of(text);
  const auto all_capital = std::all_of(words.begin(), words.end(), [](const Word& word) {
    return (word.capital || word.text.size() <= 3) && !word.has_digit() && (word.after == 0 || word.after == '.');
  });
  if (!all_capital || words.empty() || words.size() > 8 || same_words(text, sender.name)) return false;
  const auto& first = words.front().text;
  return !is_function_word(first) && !is_title_word(first) && domain_names(sender.address, text);
}

void LetterReader::listen_to(std::size_t voice) {
  if (voice == voice_) return;
  take_people();
  label_waits_.reset();
  voice_ = voice;
  gather_.next_letter();
}

// A letter that only announces somebody gives way to the one below it that has the data.
void LetterReader::take_people() {
  for (auto& draft : gather_.finish()) {
    const bool few = found_.size() <= 200;
    const auto announced = !few ? found_.end() : std::find_if(found_.begin(), found_.end(), [&](const Found& found) {
      return found.voice != voice_ && found.draft.id_number.empty() && found.draft.birth_date.kind == DateKind::none &&
             same_words(found.draft.full_name(), draft.full_name());
    });
    if (announced == found_.end()) {
      found_.push_back({std::move(draft), voice_});
    } else if (!draft.id_number.empty() || draft.birth_date.kind != DateKind::none) {
      if (draft.organisation.empty()) draft.organisation = announced->draft.organisation;
      if (draft.language.empty()) draft.language = announced->draft.language;
      *announced = {std::move(draft), voice_};
    }
  }
}

// Whom the people of a letter come from when nothing is said beside their names; nothing when nobody says.
const std::string* LetterReader::house_of(std::size_t voice) {
  for (const auto from : {voice, std::size_t{0}})
    if (voices_[from].weight >= 2) return &voices_[from].organisation;
  if (!named_in_subject().organisation.empty()) return &named_in_subject().organisation;
  for (const auto from : {voice, std::size_t{0}}) {
    if (!voices_[from].signature.empty()) return &voices_[from].signature;
    if (voices_[from].weight == 1) return &voices_[from].organisation;
  }
  return nullptr;
}

void LetterReader::settle_organisations() {
  for (auto& [draft, voice] : found_) {
    if (!draft.organisation.empty() || !draft.department.empty()) continue;
    if (const auto* house = house_of(voice)) draft.set(Field::organisation, *house);
  }
}

}  // namespace eb::issuer::intake
