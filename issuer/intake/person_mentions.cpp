#include "issuer/intake/mentions.hpp"

#include <algorithm>

#include "issuer/intake/house_slots.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

const WordSet& particles() {
  static const WordSet words(name_particles);
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
  static const WordSet no_names(not_names);
  if (!word.capital || word.folded.empty()) return false;
  if (!word.marked_up && (word.has_digit() || word.text.find_first_of("@/") != std::string_view::npos)) return false;
  if (is_roman_or_initial(word)) return true;
  return !no_names.contains(word.folded) && !looks_like_organisation(word.text);
}

class PersonFinder {
 public:
  PersonFinder(const std::vector<Word>& words, const std::vector<Span>& spans)
      : words_(words), spans_(spans), taken_(words.size(), false) {
    for (const auto& span : spans) {
      if (span.kind == Span::Kind::cue && span.to == span.from + 1 && words[span.from].capital && span.cue != Cue::birth &&
          span.cue != Cue::expiry && span.cue != Cue::document && span.cue != Cue::number)
        continue;
      for (auto i = span.from; i < span.to; ++i) taken_[i] = true;
    }
  }

  std::vector<PersonMention> run() {
    std::vector<PersonMention> found;
    for (std::size_t at = 0; at < words_.size();) {
      PersonMention person;
      if (const auto to = house_at(at, found); to != at) {
        at = to;
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
  // The end of a house that a place in the sentence shows, or `at`. One word alone is nobody's name in any case.
  [[nodiscard]] std::size_t house_at(std::size_t at, const std::vector<PersonMention>& found) const {
    if (!words_[at].capital || taken_[at]) return at;
    const auto to = organisation_end(words_, at);
    if (to < at + 2) return at;
    if (is_company(at, to) || repeats_in_other_alphabet(at, found)) return to;
    const auto before = found.empty() ? std::nullopt : std::optional(found.back().to);
    return house_slot(words_, spans_, at, to, before) == Slot::none ? at : to;
  }

  // "Ms Velislava Stoykova (Велислава Стойкова)" is one person.
  [[nodiscard]] bool repeats_in_other_alphabet(std::size_t at, const std::vector<PersonMention>& found) const {
    return !found.empty() && found.back().to == at && words_[at].before == '(' &&
           script_of(words_[at].text) != script_of(words_[at - 1].text);
  }

  // "Sécurité Web Luxembourg asbl", but not "Daan Smit van Flitsnet B.V." or "Mr Jory Pascoe of Kernow Ltd"
  [[nodiscard]] bool is_company(std::size_t from, std::size_t to) const {
    static const WordSet whose("of|from|at|with|bei|vom|chez|dalla|presso");
    bool named = false;
    for (auto at = from + 1; at < to; ++at) {
      named = named || looks_like_organisation(words_[at - 1].text);
      if (at - from >= 2 && !named && !words_[at].capital && whose.contains(words_[at].folded)) return false;
      if (particles().contains(words_[at].folded) && !words_[at].capital && corporate_form(words_, at) == 0) return false;
      if (corporate_form(words_, at) == to - at) return true;
    }
    return false;
  }

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
    while (i < words_.size() && !taken_[i] && is_title(i) && i - at < 6) {
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
        if ((i == first && !particle_starts(i)) || (capitals >= 2 && joins_people(i))) break;
      } else if (i == first && capital_particle_starts(i)) {
        ++capitals;
      } else if (can_be_name(words_[i]) ||
                 (i > first && words_[i].capital && (particles().contains(words_[i].folded) || is_short_surname(i)))) {
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
    if (to < words_.size() && words_[to - 1].after != '.' && words_[to - 1].after != ';' &&
        corporate_form(words_, to) != 0) {
      // "Geert Lauwers van Telecom Vlaanderen NV", but "Netz Hilfe gGmbH"
      auto at = to;
      while (at > first && (words_[at - 1].capital || !particles().contains(words_[at - 1].folded))) --at;
      if (at < first + 3) return false;
      to = at - 1;
      return true;
    }
    for (auto at = first; at < to; ++at) {
      if (corporate_form(words_, at) == 0) continue;
      while (at > first && !particles().contains(words_[at].folded)) --at;
      while (at > first && !words_[at - 1].capital) --at;
      to = at;
      return to > first;
    }
    return true;
  }

  // "Vasconcelos de Sá", though "sa" is a word of French.
  [[nodiscard]] bool is_short_surname(std::size_t at) const {
    const auto& word = words_[at];
    return is_particle(at - 1) && word.folded.size() <= 3 && word.folded.size() < word.text.size();
  }

  // "di" in small letters is no engineer.
  [[nodiscard]] bool is_title(std::size_t at) const {
    return is_title_word(words_[at].text) && (words_[at].capital || !particles().contains(words_[at].folded));
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
  // "Calogero Lo Presti e Filomena Amodeo" are two; "João Silva e Sousa" is one.
  [[nodiscard]] bool joins_people(std::size_t at) const {
    static const WordSet conjunctions("e|y|i|und|en");
    return conjunctions.contains(words_[at].folded) && at + 2 < words_.size() && can_be_name(words_[at + 1]) &&
           words_[at + 1].after == 0 && can_be_name(words_[at + 2]) && !taken_[at + 1] && !taken_[at + 2];
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
  const std::vector<Span>& spans_;
  std::vector<bool> taken_;
};

}  // namespace

std::vector<PersonMention> people_in(const std::vector<Word>& words, const std::vector<Span>& spans) {
  return PersonFinder(words, spans).run();
}

}  // namespace eb::issuer::intake
