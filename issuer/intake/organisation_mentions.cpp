#include <algorithm>
#include <string>

#include "issuer/intake/house_slots.hpp"
#include "issuer/intake/mentions.hpp"
#include "issuer/intake/names.hpp"
#include "issuer/intake/organisation_words.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

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

bool names_no_role(const std::vector<Word>& words, std::size_t from, std::size_t to) {
  return std::none_of(words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to),
                      [](const Word& word) { return is_function_word(word.text) || is_title_word(word.text); });
}

// "acudirán", "parteciperà", "interverranno": the future of Spanish and Italian ends a name, and is told by its accent.
bool is_future(std::string_view word) {
  for (const std::string_view ending : {"r\xC3\xA1", "r\xC3\xA1n", "r\xC3\xA0", "ranno", "remos", "remo", "eront", "iront"})
    if (word.size() > ending.size() && word.ends_with(ending)) return true;
  return false;
}

// How the names of houses go on: some in small letters ("Office central de lutte"), others only over words such as "of".
class NameEnd {
 public:
  NameEnd(const std::vector<Word>& words, std::size_t from) : words_(words), from_(from), to_(from + 1) {
    static const WordSet flowing(flowing_organisations);
    flows_ = flowing.contains(words[from].folded);
  }

  std::size_t find() {
    for (std::size_t at = from_; at < words_.size() && at - from_ < 16;) {
      if (at > from_ && !belongs(at)) break;
      const auto next = at + 1;
      // "Pingbird Sp. z o.o.", "Netz ohne Hass e. V.": a company's name ends with its form.
      if (const auto form = next < words_.size() && may_have_form(at) ? corporate_form(words_, next) : 0; form != 0)
        return next + form;
      if (stops_after(words_[at])) return is_country_of(at) ? next + 1 : without_place();
      at = next;
    }
    return without_place();
  }

 private:
  // Takes words_[at] in, if it is part of the name or can stand in the middle of it.
  bool belongs(std::size_t at) {
    static const WordSet pronouns("i|i d|i m|i ll|i ve|we|he|she|they|my|ich|wir|je|j|nous|io|ik|wij|yo");
    const auto& word = words_[at];
    if (word.sentence != words_[from_].sentence || word.has_digit() || word.text.find('@') != std::string_view::npos)
      return false;
    const bool connects = connectors().contains(word.folded) || word.text == "&" || word.text == "+";
    if (word.capital) {
      if (pronouns.contains(word.folded)) return false;
      if (!connects && ends().contains(word.folded) && word.text.size() > 3) return false;
      if (!connects || word.text.size() > 2) to_ = at + 1;
      return true;
    }
    if (connects) {
      flows_ = flows_ || (looks_like_organisation(words_[from_].text) && leads_on(word.folded));
      return true;
    }
    if (!flows_ || ends().contains(word.folded) || is_future(word.text) || begins_person(at) || sends_somebody(words_, at))
      return false;
    to_ = at + 1;
    return true;
  }

  // "délègue le lieutenant Beat Zurbriggen"
  [[nodiscard]] bool begins_person(std::size_t at) const {
    const auto& word = words_[at];
    return is_title_word(word.text) && !looks_like_organisation(word.text) && at + 1 < words_.size() &&
           words_[at + 1].sentence == word.sentence && words_[at + 1].capital;
  }

  // Behind these the names of the Romance languages and of Dutch go on in small letters.
  static bool leads_on(std::string_view folded) {
    static const WordSet leading("de|des|du|d|pour|contre|sur|di|dei|degli|delle|della|dell|per|del|para|voor|van");
    return leading.contains(folded);
  }

  // "the Ministry of Justice, Denmark will send"
  [[nodiscard]] bool is_country_of(std::size_t at) const {
    static const WordSet countries(
        "austria|belgium|bulgaria|croatia|cyprus|czechia|denmark|estonia|finland|france|germany|greece|hungary|ireland|"
        "italy|"
        "latvia|lithuania|luxembourg|malta|netherlands|poland|portugal|romania|slovakia|slovenia|spain|sweden|norway|"
        "iceland|"
        "switzerland|serbia|albania|usa|uk");
    const auto country = at + 1;
    return words_[at].after == ',' && country < words_.size() && words_[country].sentence == words_[from_].sentence &&
           countries.contains(words_[country].folded) && words_[country].after == 0 && sends_somebody(words_, country + 1);
  }

  [[nodiscard]] bool may_have_form(std::size_t at) const {
    const char mark = words_[at].after;
    return words_[at + 1].sentence == words_[from_].sentence && (mark == 0 || mark == 'n' || mark == ',' || mark == '.');
  }

  [[nodiscard]] bool stops_after(const Word& word) const {
    const auto at = static_cast<std::size_t>(&word - words_.data());
    const bool bilingual = word.after == '/' && at + 1 < words_.size() && words_[at + 1].capital;
    return ends_phrase(word.after) && !bilingual;
  }

  // "das Landeskriminalamt Niederelbe in Brüssel": where all of them go is no part of anybody's name.
  [[nodiscard]] std::size_t without_place() const {
    static const WordSet places("brussels|bruxelles|brussel|bruselas|berlaymont");
    static const WordSet in("in|a|en|te|nach|naar|to");
    if (to_ - from_ > 2 && places.contains(words_[to_ - 1].folded) && in.contains(words_[to_ - 2].folded)) return to_ - 2;
    return to_;
  }

  const std::vector<Word>& words_;
  std::size_t from_, to_;  // to_: behind the last word that surely belongs
  bool flows_ = false;
};

// "... dass die Staatspolizei durch Herrn Oskars Lejnieks vertreten wird": the verb stands at the end.
bool represented_by_person(const std::vector<Word>& words, std::size_t to, const std::vector<PersonMention>& people) {
  static constexpr std::string_view represented =
      "represented|represente|representee|representes|representad|rappresentat|"
      "vertegenwoordigd|vertreten";
  static const WordSet by("by|par|durch|von|vom|da|dal|dalla|dall|door|por");
  for (const auto& person : people) {
    if (person.from <= to || words[person.from].sentence != words[to - 1].sentence) continue;
    const auto before = words[person.from - 1].folded;
    if (!by.contains(before) && !(before == "l" || before == "il" || before == "den" || before == "de")) return false;
    std::string rest;
    for (auto at = to; at < words.size() && words[at].sentence == words[to - 1].sentence; ++at)
      rest += words[at].folded + ' ';
    return says(rest, represented, true);
  }
  return false;
}

// A verbal note begins with its author, who seldom is the one who comes.
bool presents_compliments(const std::vector<Word>& words, std::size_t to) {
  static constexpr std::string_view compliments =
      "presents its compliments|presents her compliments|presente ses compliments|begrusst|entbietet|beehrt sich|presenta i "
      "suoi|"
      "porge i suoi|betuigt|biedt|presenta sus|saluda|saluta";
  return starts_with_any(folded_words(words, to, to + 4), compliments);
}

// "the Agency hereby nominates", "la Direction y sera représentée"
bool acts_for_people(const std::vector<Word>& words, std::size_t to) {
  static const WordSet adverbs(
      "y|s|also|hereby|gladly|therefore|now|kindly|again|aussi|egalement|donc|hiermit|daher|auch|gern|gerne|anche|pertanto|"
      "quindi|vi|ci|hierbij|ook|graag|daarom|tambien|por|tanto|se|si|zich");
  static const WordSet verbs(after_represented);
  auto verb = to;
  while (verb < words.size() && verb - to < 2 && !words[verb].capital && adverbs.contains(words[verb].folded)) ++verb;
  for (std::size_t length = 1; length <= 4 && verb + length <= words.size(); ++length)
    if (verbs.contains(folded_words(words, verb, verb + length))) return true;
  return false;
}

// What the words in front say: 3 it is represented, 2 or 1 it may be, 0 nothing.
int weight_in_front(const std::vector<Word>& words, std::size_t from, bool& recognised) {
  const auto near = [&](std::size_t count) { return words[from].sentence == words[from - count].sentence; };
  static const WordSet before(before_represented);
  static const WordSet firm(
      "representing|represent|represents|to "
      "represent|represente|representera|representerai|representerons|representons|vertrete|"
      "vertritt|vertreten|rappresento|rappresentero|rappresentiamo|rappresenteremo|vertegenwoordig|vertegenwoordigen|"
      "representamos|"
      "representare|representaremos|"
      "represento|representatives of|representative of|seitens|in rappresentanza|officers of|chez");
  static const WordSet articles("die|das|dem|den|our|unser|unsere|unseren|notre|nostra|nostro|onze|nuestra|nuestro");
  std::size_t start = from;
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
  if (stands_behind_mandate(words, start)) return 3;
  int weight = recognised ? 1 : 0;
  for (auto anchor = start; anchor <= from; ++anchor)
    for (std::size_t length = 1; length <= 4 && length <= anchor && near(from - anchor + length); ++length) {
      const auto phrase = folded_words(words, anchor - length, anchor);
      if (firm.contains(phrase)) return 3;
      if (before.contains(phrase)) weight = std::max(weight, recognised ? 2 : 1);
    }
  return weight;
}

class OrganisationFinder {
 public:
  OrganisationFinder(std::string_view passage, const std::vector<Word>& words, const std::vector<Span>& spans,
                     const std::vector<PersonMention>& people)
      : passage_(passage), words_(words), spans_(spans), people_(people) {}

  std::vector<OrganisationMention> run() {
    std::vector<OrganisationMention> found;
    for (std::size_t at = 0; at < words_.size();) {
      OrganisationMention mention{at, at + 1, 0};
      if (may_begin(at) && settle(mention)) {
        found.push_back(mention);
        at = behind_abbreviation(mention.to);
      } else {
        ++at;
      }
    }
    return found;
  }

 private:
  [[nodiscard]] bool may_begin(std::size_t at) const {
    const auto& word = words_[at];
    return word.capital && !word.folded.empty() && !word.has_digit() && word.text.find('@') == std::string_view::npos &&
           !connectors().contains(word.folded) &&
           std::none_of(people_.begin(), people_.end(), [&](const PersonMention& p) { return at >= p.from && at < p.to; });
  }

  // The end and the weight of what begins there; false when it is no organisation.
  bool settle(OrganisationMention& mention) const {
    static const WordSet may_start(
        "european|internet|eu|belgian|irish|swedish|finnish|danish|polish|hungarian|lithuanian|latvian|"
        "estonian|slovak|slovenian|czech|bulgarian|romanian|greek|cypriot|maltese|portuguese|austrian|"
        "croatian|british|american|uk|us|deutsche|deutsches|french|german|italian|dutch|spanish|english|"
        "communications|public|policy|research|legal|strategy|executive|marketing|operations|compliance|"
        "deutschen|deutscher|deutsche|deutsch|sekretariat|secretariat|malta|latvia|estonia|cyprus|baltic|icelandic|"
        "norwegian|swiss|serbian|albanian|turkish");
    static const WordSet no_names(not_names);
    const auto from = mention.from;
    const auto& word = words_[from];
    mention.to = organisation_end(words_, from);
    for (const auto& person : people_)  // "der Verband Hans Weber an": a name ends it
      if (person.from > from && person.from < mention.to) mention.to = person.from;
    if (word.before == '(') mention.to = std::max(mention.to, bracket_end(from));
    bool recognised = looks_like_organisation(written(passage_, words_, from, mention.to));
    const bool named_so = looks_like_organisation(word.text);
    if (!named_so && (is_function_word(word.text) || (is_title_word(word.text) && !recognised))) return false;
    const bool starts =
        may_start.contains(word.folded) && mention.to > from + 1;  // "Deutsche Welle"; "Cyprus participants" no
    if (no_names.contains(word.folded) && !named_so && !starts) return false;
    mention.weight = weight(mention, recognised);
    return mention.weight > 0 || behind_name(mention);
  }

  // "(Ministry of Public Safety, Denmark)": all of a bracket that holds nothing but words in capitals; 0 when it holds more.
  [[nodiscard]] std::size_t bracket_end(std::size_t from) const {
    for (auto at = from; at < words_.size() && at < from + 10; ++at) {
      const auto& word = words_[at];
      const bool fact = std::any_of(spans_.begin(), spans_.end(), [&](const Span& s) { return at >= s.from && at < s.to; });
      if (fact || word.has_digit() || (!word.capital && !connectors().contains(word.folded))) return 0;
      if (word.after == ')') return at + 1;
      if (word.after != 0 && word.after != ',' && word.after != 'n') return 0;
    }
    return 0;
  }

  [[nodiscard]] int weight(const OrganisationMention& mention, bool& recognised) const {
    if (presents_compliments(words_, mention.to)) return recognised ? 1 : 0;
    const auto slot = house_slot(words_, spans_, mention.from, mention.to, person_before(mention.from));
    if (slot == Slot::stated || acts_for_people(words_, mention.to)) return 3;
    const auto behind = behind_abbreviation(mention.to);
    if (behind != mention.to && (sends_somebody(words_, behind) || acts_for_people(words_, behind))) return 3;
    auto weight = weight_in_front(words_, mention.from, recognised);
    if (slot == Slot::named) weight = std::max(weight, 2);
    if (recognised && represented_by_person(words_, mention.to, people_)) weight = 3;
    return weight;
  }

  // "Institute for Child Safety Online (ICSO) will send": behind the bracket, or `at`.
  [[nodiscard]] std::size_t behind_abbreviation(std::size_t at) const {
    if (at >= words_.size() || words_[at].before != '(' || words_[at].after != ')') return at;
    const auto& text = words_[at].text;
    const auto capitals = std::count_if(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return capitals >= 2 && text.size() <= 12 ? at + 1 : at;
  }

  [[nodiscard]] std::optional<std::size_t> person_before(std::size_t at) const {
    std::optional<std::size_t> end;
    for (const auto& person : people_)
      if (person.to <= at && !person.single) end = person.to;
    return end;
  }

  // The point of "B.V.," is part of the word.
  [[nodiscard]] char mark_behind(const Word& word) const {
    const bool point = word.after == '.' && word.end + 1 < passage_.size() && passage_[word.end] == '.';
    return point ? passage_[word.end + 1] : word.after;
  }

  // "Hans Weber, ZITiS, ...": what stands between the commas behind a name, or in brackets.
  [[nodiscard]] bool behind_name(const OrganisationMention& mention) const {
    const auto mark = mark_behind(words_[mention.to - 1]);
    return (mark == ',' || mark == ')' || mark == ';' || mark == '-') && names_no_role(words_, mention.from, mention.to) &&
           script_of(words_[mention.from].text) == Script::latin && person_before(mention.from) == mention.from;
  }

  std::string_view passage_;
  const std::vector<Word>& words_;
  const std::vector<Span>& spans_;
  const std::vector<PersonMention>& people_;
};

}  // namespace

std::size_t organisation_end(const std::vector<Word>& words, std::size_t from) {
  return NameEnd(words, from).find();
}

std::vector<OrganisationMention> organisations_in(std::string_view passage, const std::vector<Word>& words,
                                                  const std::vector<Span>& spans, const std::vector<PersonMention>& people) {
  return OrganisationFinder(passage, words, spans, people).run();
}

}  // namespace eb::issuer::intake
