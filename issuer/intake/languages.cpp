#include "issuer/intake/languages.hpp"

#include <algorithm>
#include <array>

#include "issuer/intake/clean.hpp"
#include "issuer/intake/passage.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

struct Range {
  std::size_t from = 0, to = 0;  // words
};

struct Mention {
  std::size_t word = 0;
  std::string_view code;
};

class WishFinder {
 public:
  explicit WishFinder(const Passage& passage) : passage_(passage), words_(passage.words) {}

  std::vector<LanguageWish> run() {
    std::vector<bool> speaks;  // of the sentences
    for (const auto& sentence : passage_.sentences)
      speaks.push_back(says(sentence, about_language, true) || says(sentence, language_is_fine));
    for (std::size_t at = 0; at < words_.size(); ++at)
      if (const auto code = speaks[words_[at].sentence] ? code_at(at) : std::string_view();
          !code.empty() && !of_a_country(at) && !in_name_of_house(at) && !is_denied(at))
        mentions_.push_back({at, code});
    std::vector<LanguageWish> wishes;
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      const auto clause = clause_of(i);
      const bool first = i == 0 || mentions_[i - 1].word < clause.from;
      const auto code = first ? code_in(clause) : std::string_view();
      if (!code.empty() && asks(clause)) wishes.push_back(wish(code, clause));
    }
    return wishes;
  }

 private:
  [[nodiscard]] std::string_view code_at(std::size_t at) const {
    static constexpr std::array<std::string_view, 6> codes{"EN", "FR", "DE", "IT", "NL", "ES"};
    const auto& text = words_[at].text;
    if (text.find('@') != std::string_view::npos) return {};
    if (text.size() > 4 || std::find(codes.begin(), codes.end(), text) != codes.end()) return clean_language(text);
    return {};
  }

  // "German citizen", "Polizia Italiana"
  [[nodiscard]] bool of_a_country(std::size_t at) const {
    static constexpr std::string_view nouns =
        "citizen|national|nationalit|passport|identity|embassy|police|ministry|republic|delegation|staatsang|staatsburg|"
        "pass|"
        "reisepass|polizei|botschaft|bundes|ausweis|personalausweis|passeport|carte|ambassade|ministere|gendarmerie|"
        "passaporto|"
        "carta|polizia|ministero|cittadin|nazionalit|ambasciata|paspoort|identiteitskaart|politie|ministerie|nationaliteit|"
        "pasaporte|policia|ministerio|nacionalidad|embajada|ciudadan";
    const auto is_noun = [&](std::size_t word) {
      return words_[word].sentence == words_[at].sentence && starts_with_any(words_[word].folded, nouns);
    };
    return (at > 0 && words_[at - 1].after == 0 && is_noun(at - 1)) ||
           (at + 1 < words_.size() && words_[at].after == 0 && is_noun(at + 1));
  }

  // "Vlaamse Federatie van Hostingbedrijven"
  [[nodiscard]] bool in_name_of_house(std::size_t at) const {
    if (is_beside_interpretation(at)) return false;
    return std::any_of(passage_.organisations.begin(), passage_.organisations.end(), [&](const OrganisationMention& house) {
      return house.to > house.from + 1 && at >= house.from && at < house.to;
    });
  }

  // "not English", "rather than French"
  [[nodiscard]] bool is_denied(std::size_t at) const {
    static const WordSet denials(
        "and not in|and not into|und nicht ins|und nicht auf|et non en|non en|e non in|non al|en niet in|y no en|y no "
        "al|not|not in|not into|nor|instead of|rather than|nicht|nicht ins|nicht auf|statt|anstatt|pas|pas en|et non|au "
        "lieu "
        "de|"
        "plutot que|non|non in|invece di|piuttosto che|anziche|niet|niet in het|in plaats van|no|no en|no al|en lugar de|"
        "en vez de|no english|no french");
    for (std::size_t length = 1; length <= 3 && length <= at; ++length)
      if (denials.contains(folded_words(words_, at - length, at))) return true;
    return false;
  }

  [[nodiscard]] bool separates(char mark) const {
    return mark == ',' || mark == ';' || mark == '(' || mark == ')' || mark == '|';
  }
  [[nodiscard]] bool contrasts(std::size_t at) const {
    static const WordSet words(
        "but|while|whereas|mais|tandis|alors|aber|wahrend|hingegen|dagegen|mentre|invece|ma|terwijl|maar|mientras|pero");
    return words.contains(words_[at].folded);
  }
  // Between the words at - 1 and at.
  [[nodiscard]] bool breaks(std::size_t at) const {
    return words_[at - 1].sentence != words_[at].sentence || separates(words_[at - 1].after) || words_[at].before == '(' ||
           contrasts(at);
  }
  [[nodiscard]] Range clause_at(std::size_t word) const {
    Range clause{word, word + 1};
    while (clause.from > 0 && !breaks(clause.from)) --clause.from;
    while (clause.to < words_.size() && !breaks(clause.to)) ++clause.to;
    return clause;
  }
  [[nodiscard]] std::string text(const Range& range) const { return folded_words(words_, range.from, range.to); }

  [[nodiscard]] bool begins_person(std::size_t from, std::size_t to) const {
    return std::any_of(passage_.people.begin(), passage_.people.end(),
                       [&](const PersonMention& person) { return person.from >= from && person.from < to; });
  }
  // Somebody else begins: "... French and Mr Roy German".
  [[nodiscard]] bool begins_somebody(std::size_t from, std::size_t to) const {
    static const WordSet pronouns(
        "i|he|she|my|je|j|il|elle|mon|ma|moi|ich|er|sie|mein|meine|io|lui|lei|egli|mio|mia|ik|hij|zij|ze|mijn|yo|ella|mi|"
        "colleague|collegue|kollege|kollegin|collega|colega");
    return begins_person(from, to) ||
           std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(from), words_.begin() + static_cast<std::ptrdiff_t>(to),
                       [](const Word& word) { return pronouns.contains(word.folded); });
  }
  // The last "and" between two mentions behind which somebody else begins.
  [[nodiscard]] std::optional<std::size_t> and_between(std::size_t from, std::size_t to) const {
    static const WordSet ands("and|et|und|e|ed|en|y|sowie");
    for (auto at = to; at-- > from + 1;)
      if (ands.contains(words_[at].folded) && begins_somebody(at, to)) return at;
    return std::nullopt;
  }

  [[nodiscard]] Range clause_of(std::size_t mention) const {
    auto clause = clause_at(mentions_[mention].word);
    if (mention > 0 && mentions_[mention - 1].word >= clause.from)
      if (const auto at = and_between(mentions_[mention - 1].word, mentions_[mention].word)) clause.from = *at;
    if (mention + 1 < mentions_.size() && mentions_[mention + 1].word < clause.to)
      if (const auto at = and_between(mentions_[mention].word, mentions_[mention + 1].word)) clause.to = *at;
    return clause;
  }

  // "into French", "French interpretation"
  [[nodiscard]] bool is_beside_interpretation(std::size_t at) const {
    static const WordSet into("into|to|in|en|vers|ins|nach|auf|verso|naar|het|al|hacia");
    return (at > 0 &&
            (into.contains(words_[at - 1].folded) || starts_with_any(words_[at - 1].folded, interpretation_words))) ||
           (at + 1 < words_.size() && starts_with_any(words_[at + 1].folded, interpretation_words));
  }

  // The one language of a clause; of several the one beside the interpretation; empty for none or several.
  [[nodiscard]] std::string_view code_in(const Range& clause) const {
    const auto only = [&](bool beside) {
      std::string_view found;
      for (const auto& mention : mentions_) {
        if (mention.word < clause.from || mention.word >= clause.to) continue;
        if (mention.code == found || (beside && !is_beside_interpretation(mention.word))) continue;
        if (!found.empty()) return std::string_view();
        found = mention.code;
      }
      return found;
    };
    const auto code = only(false);
    return code.empty() ? only(true) : code;
  }

  [[nodiscard]] bool has_mention(const Range& range) const {
    return std::any_of(mentions_.begin(), mentions_.end(),
                       [&](const Mention& mention) { return mention.word >= range.from && mention.word < range.to; });
  }
  [[nodiscard]] bool has_other_mention(const Range& clause) const {
    const auto sentence = words_[clause.from].sentence;
    return std::any_of(mentions_.begin(), mentions_.end(), [&](const Mention& mention) {
      return words_[mention.word].sentence == sentence && (mention.word < clause.from || mention.word >= clause.to);
    });
  }

  [[nodiscard]] bool asks(const Range& clause) const {
    const auto said = text(clause);
    if (says(said, language_is_fine)) return true;
    if (says(said, no_interpretation, true)) return false;
    if (says(said, about_language, true)) return says(said, interpretation_words, true) || !is_declined_behind(clause);
    const auto& sentence = passage_.sentence_of(clause.from);
    if (!has_other_mention(clause) && says(sentence, about_language, true) && !says(sentence, no_interpretation, true))
      return true;
    return asked_before(clause);
  }

  // "I speak a little French but do not need interpretation."
  [[nodiscard]] bool is_declined_behind(const Range& clause) const {
    for (auto at = clause.to; at < words_.size() && words_[at].sentence == words_[clause.from].sentence;) {
      const auto next = clause_at(at);
      if (has_mention(next) || begins_person(next.from, next.to)) return false;
      if (says(text(next), no_interpretation, true)) return true;
      at = next.to;
    }
    return false;
  }

  // "Ms Gil needs interpretation into French, Mr Lang none, Mr Roy into German": what a clause before asks holds here, too.
  [[nodiscard]] bool asked_before(const Range& clause) const {
    for (auto from = clause.from; from > 0 && words_[from - 1].sentence == words_[clause.from].sentence;) {
      const Range before{clause_at(from - 1).from, from};
      const auto said = text(before);
      if (says(said, about_language, true) && !says(said, no_interpretation, true)) return true;
      if (has_mention(before)) return false;
      from = before.from;
    }
    return false;
  }

  // "Ms Gil, Mr Roy and Mr Lang would like ...": names in front of the clause, with nothing else between the commas.
  [[nodiscard]] std::size_t names_from(std::size_t from) const {
    static const WordSet between("and|et|und|e|ed|en|y|sowie|as|well|both");
    const auto belongs = [&](std::size_t at) {
      return between.contains(words_[at].folded) ||
             std::any_of(passage_.people.begin(), passage_.people.end(),
                         [&](const PersonMention& person) { return at >= person.from && at < person.to; });
    };
    const bool named = std::any_of(passage_.people.begin(), passage_.people.end(), [&](const PersonMention& person) {
      return person.from >= from && person.from <= from + 2;
    });
    if (!named) return from;
    auto first = from;
    while (first > 0 && words_[first - 1].sentence == words_[from].sentence && words_[first - 1].after != ';' &&
           belongs(first - 1))
      --first;
    return first;
  }

  [[nodiscard]] LanguageWish wish(std::string_view code, const Range& clause) const {
    LanguageWish wish{code, clause.to - 1, text(clause), {}, false};
    const auto sentence = words_[clause.from].sentence;
    const auto from = names_from(clause.from);
    for (std::size_t i = 0; i < passage_.people.size(); ++i)
      if (passage_.people[i].from >= from && passage_.people[i].from < clause.to) wish.persons.push_back(i);
    const bool facts = std::any_of(passage_.facts.begin(), passage_.facts.end(),
                                   [&](const Fact& fact) { return fact.from >= clause.from && fact.from < clause.to; });
    // "We would like ... for our delegate" means one where the sentence names one.
    const bool alone = !passage_.has_person_in(sentence) && !passage_.has_fact_in(sentence);
    wish.everyone = wish.persons.empty() && !facts && says(wish.clause, alone ? all_of_them : all_by_number) &&
                    !says(wish.clause, for_one);
    if (wish.persons.empty() && !wish.everyone) wish.at = named_later(clause, wish.at);
    return wish;
  }

  // "With interpretation into French, Ms Ana Gil ...": nobody stands in front of it in its sentence.
  [[nodiscard]] std::size_t named_later(const Range& clause, std::size_t at) const {
    const auto sentence = words_[clause.from].sentence;
    if (begins_somebody(clause.from, clause.to)) return at;
    for (const auto& person : passage_.people) {
      if (words_[person.from].sentence != sentence || person.single) continue;
      return person.from < clause.from ? at : std::max(at, person.to - 1);
    }
    return at;
  }

  const Passage& passage_;
  const std::vector<Word>& words_;
  std::vector<Mention> mentions_;
};

}  // namespace

std::vector<LanguageWish> wishes_in(const Passage& passage) {
  return WishFinder(passage).run();
}

}  // namespace eb::issuer::intake
