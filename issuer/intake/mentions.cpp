#include "issuer/intake/mentions.hpp"

#include <algorithm>
#include <string>

#include "issuer/intake/names.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

const WordSet& no_names() {
  static const WordSet words(not_names);
  return words;
}
const WordSet& particles() {
  static const WordSet words(name_particles);
  return words;
}
const WordSet& connectors() {
  static const WordSet words(organisation_connectors);
  return words;
}
const WordSet& ends() {
  static const WordSet words(ends_organisation);
  return words;
}

bool ends_phrase(char sign) {
  return sign != 0 && sign != 'n' && sign != '"';
}

bool is_roman_or_initial(const Word& word) {
  return word.text.size() == 1 && word.after == '.';
}

// A word that can be part of a person's name.
bool can_be_name(const Word& word) {
  if (!word.capital || word.folded.empty()) return false;
  if (!word.marked_up && (word.has_digit() || word.text.find_first_of("@/") != std::string_view::npos)) return false;
  if (is_roman_or_initial(word)) return true;
  return !no_names().contains(word.folded) && !looks_like_organisation(word.text);
}

bool is_corporate_form(const Word& word) {
  static const WordSet forms(
      "inc|ltd|llc|gmbh|ag|sa|sas|srl|spa|bv|nv|plc|corp|ab|oy|oyj|aps|as|kft|zrt|sl|sarl|s r l|s a|b v|s l|"
      "n v|s p a|sia|uab|doo|ou|limited|a s|s r o|sro|d o o|e v|ev|kg|co|sprl|bvba|vzw|asbl");
  // "Ong" is a surname, too.
  return forms.contains(word.folded) || word.text == "ONG" || word.text == "NGO" || word.text == "NRO";
}

// In front of the house that somebody works for, however it is called: "lavoro per Provider Uniti Italia".
bool works_for(std::string_view phrase) {
  static const WordSet phrases(
      "work for|works for|working for|work at|works at|working at|employed by|employed at|serving at|serving with|"
      "travaille pour|travaille chez|travaillant pour|en poste a|en poste au|en fonction a|en fonction au|employe par|"
      "employee par|"
      "arbeite bei|arbeite fur|arbeitet bei|arbeitet fur|tatig bei|tatig fur|beschaftigt bei|angestellt bei|"
      "lavoro per|lavoro presso|lavora per|lavora presso|in servizio presso|presta servizio presso|presto servizio presso|"
      "impiegato presso|impiegata presso|dipendente di|dipendente del|dipendente della|"
      "werk bij|werk voor|werkt bij|werkt voor|werkzaam bij|in dienst bij|in dienst van|"
      "trabajo en|trabajo para|trabaja en|trabaja para|destinado en|destinada en|presto servicio en|presta servicio en|"
      "presto servicios en|presta servicios en|empleado de|empleada de|empleado en|empleada en");
  return phrases.contains(phrase);
}

bool stands_behind_work(const std::vector<Word>& words, std::size_t at) {
  std::size_t end = at;
  for (std::size_t skipped = 0; skipped < 3; ++skipped, --end) {
    for (std::size_t length = 2; length <= 3 && length <= end; ++length) {
      if (words[end - length].sentence == words[at].sentence && works_for(folded_words(words, end - length, end)))
        return true;
    }
    if (end == 0 || !connectors().contains(words[end - 1].folded)) break;
  }
  return false;
}

// Forms that begin with a small letter: "Netzhilfe gGmbH", "Veilig Online vzw", "Kinderhilfe e.V."
bool is_small_form(const Word& word) {
  static const WordSet forms(
      "ggmbh|gug|gag|vzw|ivzw|asbl|aisbl|e v|v z w|a s b l|bvba|sprl|onlus|s r l|s p a|s r o|d o o|a s");
  return forms.contains(word.folded);
}

class PersonFinder {
 public:
  PersonFinder(const std::vector<Word>& words, const std::vector<Span>& spans) : words_(words), taken_(words.size(), false) {
    for (const auto& span : spans) {
      if (span.kind == Span::Kind::cue && span.to == span.from + 1 && words[span.from].capital && span.cue != Cue::birth &&
          span.cue != Cue::expiry && span.cue != Cue::document)
        continue;
      for (auto i = span.from; i < span.to; ++i) taken_[i] = true;
    }
  }

  std::vector<PersonMention> run() {
    std::vector<PersonMention> found;
    for (std::size_t at = 0; at < words_.size();) {
      PersonMention person;
      if (words_[at].capital && !taken_[at] && !is_title_word(words_[at].text) && stands_behind_work(words_, at)) {
        at = organisation_end(words_, at);
        continue;
      }
      if (!inverted_at(at, person) && !person_at(at, person)) {
        at = std::max(at + 1, after_organisation(at));
        continue;
      }
      found.push_back(person);
      at = person.to;
    }
    return found;
  }

 private:
  // "Ministry of Digital Affairs" holds no Digital Affairs. A form of address in it begins a person.
  [[nodiscard]] std::size_t after_organisation(std::size_t at) const {
    const auto& word = words_[at];
    if (!word.capital || taken_[at] || is_title_word(word.text) || !looks_like_organisation(word.text)) return at;
    const auto end = organisation_end(words_, at);
    for (auto i = at + 1; i < end; ++i)
      if (sure_title(i) && words_[i].capital) return i;
    return end;
  }

  // "MARKOU, Ilias -": a surname in front of a line, a comma, given names, and a mark or the end.
  bool inverted_at(std::size_t at, PersonMention& person) const {
    if (at != 0) return false;
    std::size_t i = 0;
    while (i < words_.size() && i < 4 && !taken_[i] && (can_be_name(words_[i]) || is_particle(i)) && words_[i].after == 0)
      ++i;
    const bool one =
        i == 0 || std::all_of(words_.begin(),
                              words_.begin() + static_cast<std::ptrdiff_t>(i + 1 < words_.size() ? i + 1 : i), in_capitals);
    if (i >= words_.size() || taken_[i] || !one || !can_be_name(words_[i]) || words_[i].after != ',') return false;
    const auto given = i + 1;
    for (i = given; i < words_.size() && i < given + 3 && !taken_[i] && can_be_name(words_[i]); ++i)
      if (words_[i].after != 0) {
        ++i;
        break;
      }
    const bool closed = i > given && (i == words_.size() || (words_[i - 1].after != 0 && words_[i - 1].after != 'n'));
    if (!closed || i == words_.size()) return false;  // a whole line is read elsewhere
    person.from = 0;
    person.to = i;
    return true;
  }
  static bool in_capitals(const Word& word) {
    return word.text.size() > 1 &&
           std::none_of(word.text.begin(), word.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  bool person_at(std::size_t at, PersonMention& person) {
    if (taken_[at]) return false;
    auto i = at;
    while (i < words_.size() && !taken_[i] && is_title_word(words_[i].text) && i - at < 6) {
      const bool doubtful = !sure_title(i);
      if (doubtful && i == at && !(i + 1 < words_.size() && is_title_word(words_[i + 1].text))) {
        // "Chief Anna Roe": the title is part of the phrase, and clean_name() removes it.
        if (words_[i].folded == "d" || words_[i].folded == "don") person.titled = words_[i].after == '.' || person.titled;
      } else {
        person.titled = true;
      }
      ++i;
      if (words_[i - 1].after == ',' || words_[i - 1].after == ';' || words_[i - 1].after == ')') return false;
    }
    if (i >= words_.size()) return false;
    const auto first = i;
    std::size_t capitals = 0;
    for (; i < words_.size() && !taken_[i] && i - first < 8; ++i) {
      if (i > first && words_[i].capital && sure_title(i)) break;
      if (is_particle(i)) {
        if (i == first && !particle_starts(i)) break;
      } else if (i == first && capital_particle_starts(i)) {
        ++capitals;
      } else if (can_be_name(words_[i]) || (i > first && words_[i].capital && particles().contains(words_[i].folded))) {
        capitals += is_roman_or_initial(words_[i]) ? 0U : 1U;
      } else {
        break;
      }
      if (stops_after(words_[i])) {
        ++i;
        break;
      }
    }
    while (i > first && !words_[i - 1].capital) --i;
    if (i == first || !shorten_before_company(first, i)) return false;
    capitals = 0;
    for (auto word = first; word < i; ++word)
      capitals += words_[word].capital && !is_roman_or_initial(words_[word]) ? 1U : 0U;
    // "Transport Safety Agency": what goes on as an organisation is none of its people.
    const bool goes_on =
        i < words_.size() && !stops_after(words_[i - 1]) && words_[i].capital && looks_like_organisation(words_[i].text);
    if (goes_on && !person.titled) return false;
    if (capitals == 0 || (capitals < 2 && !person.titled)) return false;
    if (person.titled && first == at) person.titled = false;
    if (capitals < 2 && first == at) return false;
    person.from = at;
    person.to = i;
    const auto is_capital = [](const Word& word) { return word.capital; };
    person.single = capitals < 2 && std::count_if(words_.begin() + static_cast<std::ptrdiff_t>(first),
                                                  words_.begin() + static_cast<std::ptrdiff_t>(i), is_capital) == 1;
    return true;
  }

  // "Daan Smit van Flitsnet B.V.": the name ends before the company; a company alone is nobody.
  bool shorten_before_company(std::size_t first, std::size_t& to) const {
    for (auto at = first; at < to; ++at) {
      if (!is_corporate_form(words_[at])) continue;
      while (at > first && !particles().contains(words_[at].folded)) --at;
      while (at > first && !words_[at - 1].capital) --at;
      to = at;
      return to > first;
    }
    return true;
  }

  static bool stops_after(const Word& word) {
    if (word.after == '.') return !is_roman_or_initial(word) && word.text.size() > 2;
    return ends_phrase(word.after);
  }

  [[nodiscard]] bool sure_title(std::size_t at) const {
    static const WordSet sure(
        "mr|mrs|ms|miss|dr|prof|mme|mlle|monsieur|madame|mademoiselle|herr|herrn|frau|sig|sigra|signor|signora|dott|dottssa|"
        "dottore|dottoressa|avv|ing|dhr|mevr|mevrouw|mw|heer|meneer|drs|sr|sra|srta|senor|senora|dª|da|dna|m|d|lt|col|cap|"
        "capt|insp|inspector|captain|major|ten|maj|cte|mag|mgr|sgt|supt|professor|cpt|kpt|gen|kom|don");
    const auto& word = words_[at];
    if (!sure.contains(word.folded)) return false;
    if (word.folded == "m" || word.folded == "d" || word.folded == "da" || word.folded == "don")
      return word.capital && (word.folded == "don" || word.after == '.' || word.text.size() > 1);
    return true;
  }

  [[nodiscard]] bool is_particle(std::size_t at) const {
    return !words_[at].capital && particles().contains(words_[at].folded) && at + 1 < words_.size() &&
           (words_[at + 1].capital || particles().contains(words_[at + 1].folded)) && words_[at].after == 0;
  }
  // "van der Berg Anna" and "de Vries": a particle begins a name only where a title stands before it.
  [[nodiscard]] bool particle_starts(std::size_t at) const {
    return at > 0 && sure_title(at - 1) && words_[at].folded != "e";
  }

  // "LO PRESTI Tommaso", "Della Valentina Ruggero": a capital particle in front of at least two more parts of a name. At the
  // start of a sentence it may be an article, so there only where all of it is in capitals or the name is all of the line.
  [[nodiscard]] bool capital_particle_starts(std::size_t at) const {
    const auto& word = words_[at];
    if (!word.capital || word.after != 0 || word.text.size() < 2 || !particles().contains(word.folded)) return false;
    const bool article = word.text.size() < 3 && !in_capitals(word) && at > 0 && !sure_title(at - 1);
    if (article || at + 2 >= words_.size() || !can_be_name(words_[at + 1]) || is_title_word(words_[at + 1].text) ||
        words_[at + 1].after != 0)
      return false;
    if (taken_[at + 1] || taken_[at + 2] || !can_be_name(words_[at + 2])) return false;
    if (at > 0 && sure_title(at - 1)) return true;
    if (in_capitals(word) && in_capitals(words_[at + 1])) return true;
    return at == 0 && (at + 3 == words_.size() || (words_[at + 2].after != 0 && words_[at + 2].after != 'n'));
  }

  const std::vector<Word>& words_;
  std::vector<bool> taken_;
};

bool names_no_role(const std::vector<Word>& words, std::size_t from, std::size_t to) {
  return std::none_of(words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to),
                      [](const Word& word) { return is_function_word(word.text) || is_title_word(word.text); });
}

// In which direction and how firmly the words around say that people come from there.
int weight_of(const std::vector<Word>& words, std::size_t from, std::size_t to, bool recognised) {
  const auto near = [&](std::size_t count) { return words[from].sentence == words[from - count].sentence; };
  static const WordSet before(before_represented);
  static const WordSet firm(
      "on behalf of|in behalf of|representing|represent|represents|to represent|work for|works for|working for|employed by|"
      "au nom de|au nom du|pour le compte de|pour le compte du|represente|representera|vertrete|vertritt|im namen des|"
      "im namen der|im auftrag des|im auftrag der|per conto di|per conto del|per conto della|a nome del|a nome della|"
      "rappresento|namens|vertegenwoordig|en nombre de|en nombre del|en representacion de|en representacion del|represento|"
      "representatives of|representative of|por parte de|por parte del|work at|seitens|in rappresentanza|officers of|"
      "travaille chez|lavoro per|lavoro presso|lavoriamo per|lavoriamo presso|lavoriamo entrambi per|trabajamos "
      "para|trabajamos en|"
      "trabajamos los dos para|travaillons pour|travaillons chez|travaillons tous deux pour|arbeiten fur|arbeiten bei|"
      "arbeiten beide fur|arbeiten beide bei|werken voor|werken bij|werken beiden voor|werken allebei voor|"
      "trabajo en|trabajo para|ik werk bij|werk bij|werk voor|arbeite bei|chez");
  std::size_t start = from;
  static const WordSet articles("die|das|dem|den|our|unser|unsere|unseren|notre|nostra|nostro|onze|nuestra|nuestro");
  while (start > 0 && from - start < 2 && !words[start - 1].has_digit() &&
         (connectors().contains(words[start - 1].folded) || articles.contains(words[start - 1].folded)))
    --start;
  // "for the association Jeunesse et Écrans": a small word that says what it is.
  const auto is_noun = [&](std::size_t at) {
    const auto sense = words[at].capital ? std::nullopt : sense_of(words[at].folded);
    return sense == Sense::org || sense == Sense::dept;
  };
  if (start > 0 && start == from && is_noun(start - 1) && near(1)) {
    recognised = true;
    --start;
    while (start > 0 && from - start < 4 && connectors().contains(words[start - 1].folded)) --start;
  }
  int weight = recognised ? 1 : 0;
  for (auto anchor = start; anchor <= from; ++anchor) {
    for (std::size_t length = 1; length <= 4 && length <= anchor && near(from - anchor + length); ++length) {
      const auto phrase = folded_words(words, anchor - length, anchor);
      if (firm.contains(phrase) || works_for(phrase)) return 3;
      if (before.contains(phrase)) weight = std::max(weight, recognised ? 2 : 1);
    }
  }
  // "the Agency hereby nominates", "la Direction y sera représentée"
  static const WordSet adverbs(
      "y|s|also|hereby|gladly|therefore|now|kindly|again|aussi|egalement|donc|hiermit|daher|auch|gern|gerne|anche|pertanto|"
      "quindi|vi|ci|hierbij|ook|graag|daarom|tambien|por|tanto|se|si|zich");
  auto verb = to;
  while (verb < words.size() && verb - to < 2 && !words[verb].capital && adverbs.contains(words[verb].folded)) ++verb;
  const auto tail = folded_words(words, verb, std::min(verb + 4, words.size())) + ' ';
  bool subject = false;
  for_each_word(after_represented, [&](std::string_view phrase) {
    subject = subject || (tail.starts_with(phrase) && tail[phrase.size()] == ' ');
  });
  return subject ? 3 : weight;
}

}  // namespace

std::vector<PersonMention> people_in(const std::vector<Word>& words, const std::vector<Span>& spans) {
  return PersonFinder(words, spans).run();
}

std::size_t organisation_end(const std::vector<Word>& words, std::size_t from) {
  static const WordSet flowing(flowing_organisations);
  const bool flows = flowing.contains(words[from].folded);
  std::size_t to = from + 1;  // after the last word that surely belongs
  for (std::size_t at = from; at < words.size() && at - from < 16; ++at) {
    const auto& word = words[at];
    if (at > from) {
      if (word.sentence != words[from].sentence && !is_corporate_form(word)) break;
      const bool connects = connectors().contains(word.folded);
      if (word.has_digit() || word.text.find('@') != std::string_view::npos) break;
      if (!word.capital && !connects && !is_small_form(word) && (!flows || ends().contains(word.folded))) break;
      static const WordSet pronouns("i|i d|i m|i ll|i ve|we|he|she|they|my|ich|wir|je|j|nous|io|ik|wij|yo");
      if (word.capital && !connects && ends().contains(word.folded) && word.text.size() > 3) break;
      // "Nätkoll AB in Malmö": a company's name ends with its form.
      if (!word.capital && !word.folded.empty() && words[at - 1].capital && at - 1 > from &&
          is_corporate_form(words[at - 1]))
        break;
      if (word.capital && pronouns.contains(word.folded)) break;
      if (!connects || (word.capital && word.text.size() > 2)) to = at + 1;
    }
    const bool inc = at + 1 < words.size() && is_corporate_form(words[at + 1]) && word.after == ',';
    const bool bilingual = word.after == '/' && at + 1 < words.size() && words[at + 1].capital;
    if (ends_phrase(word.after) && !inc && !bilingual &&
        !(word.after == '.' && at + 1 < words.size() && is_corporate_form(words[at + 1])))
      break;
  }
  return to;
}

std::vector<OrganisationMention> organisations_in(std::string_view passage, const std::vector<Word>& words,
                                                  const std::vector<PersonMention>& people) {
  std::vector<OrganisationMention> found;
  const auto in_person = [&](std::size_t at) {
    return std::any_of(people.begin(), people.end(), [&](const PersonMention& p) { return at >= p.from && at < p.to; });
  };
  for (std::size_t at = 0; at < words.size();) {
    const auto& word = words[at];
    if (!word.capital || word.folded.empty() || word.has_digit() || in_person(at) ||
        word.text.find('@') != std::string_view::npos || connectors().contains(word.folded)) {
      ++at;
      continue;
    }
    const auto to = organisation_end(words, at);
    const auto text = written(passage, words, at, to);
    const bool recognised = looks_like_organisation(text);
    static const WordSet may_start(
        "european|internet|eu|belgian|irish|swedish|finnish|danish|polish|hungarian|lithuanian|latvian|"
        "estonian|slovak|slovenian|czech|bulgarian|romanian|greek|cypriot|maltese|portuguese|austrian|"
        "croatian|british|american|uk|us|deutsche|deutsches|french|german|italian|dutch|spanish|english|"
        "sekretariat|secretariat|malta|latvia|estonia");
    const bool role = is_function_word(word.text) && !looks_like_organisation(word.text);
    if (role || (no_names().contains(word.folded) && !looks_like_organisation(word.text) &&
                 !(recognised && may_start.contains(word.folded)))) {
      ++at;
      continue;
    }
    const int weight = weight_of(words, at, to, recognised);
    // "Hans Weber, ZITiS, ...": what stands between the commas behind a name.
    const char mark = words[to - 1].after;
    const bool behind_name =
        weight == 0 && (mark == ',' || mark == ')' || mark == ';' || mark == '-') && names_no_role(words, at, to) &&
        std::any_of(people.begin(), people.end(), [&](const PersonMention& p) { return p.to == at && !p.single; });
    if (weight > 0 || behind_name) found.push_back({at, to, weight});
    at = weight > 0 || behind_name ? to : at + 1;
  }
  return found;
}

}  // namespace eb::issuer::intake
