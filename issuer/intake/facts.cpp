#include "issuer/intake/facts.hpp"

#include <algorithm>

#include "issuer/intake/mentions.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_reach = 25;  // words between a cue and its value

using Kind = Span::Kind;

std::optional<Cue> cue_of(Field field) {
  switch (field) {
    case Field::birth_date: return Cue::birth;
    case Field::id_expiry: return Cue::expiry;
    case Field::issue_date: return Cue::issue;
    case Field::id_number:
    case Field::id_and_expiry: return Cue::document;
    case Field::ignored: return Cue::decoy;
    default: return std::nullopt;
  }
}

bool of_date(Cue cue) {
  return cue == Cue::birth || cue == Cue::expiry || cue == Cue::until || cue == Cue::issue || cue == Cue::since;
}

class Linker {
 public:
  Linker(std::string_view passage, const std::vector<Word>& words, const std::vector<Span>& spans,
         std::optional<Field> label)
      : passage_(passage), words_(words), spans_(spans), used_(spans.size(), false) {
    if (label) label_ = cue_of(*label);
  }

  std::vector<Fact> run() {
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      switch (spans_[i].kind) {
        case Kind::email: add(Field::email, i, true); break;
        case Kind::date: date(i); break;
        case Kind::number: number(i); break;
        case Kind::phone: label_.reset(); break;
        case Kind::cue: break;
      }
    }
    unlimited();
    return std::move(facts_);
  }

 private:
  void add(Field field, std::size_t i, bool cued) {
    const auto sentence = words_[spans_[i].from].sentence;
    // "... says 12/10/2017 when it should be 12/10/2018": the later value is the right one.
    if (!facts_.empty() && field == facts_.back().field && words_[facts_.back().from].sentence == sentence && is_right(i))
      facts_.pop_back();
    if (field != Field::email && field != Field::issue_date && is_wrong(i)) {
      corrected_ = {field, sentence};
      return;
    }
    const auto& span = spans_[i];
    facts_.push_back({field, written(passage_, words_, span.from, span.to), span.from, span.to, cued});
  }

  [[nodiscard]] bool is_right(std::size_t i) const {
    const auto from = spans_[i].from;
    return says(folded_words(words_, from - std::min<std::size_t>(from, 5), from), right_value);
  }

  [[nodiscard]] bool is_wrong(std::size_t i) const {
    const auto from = spans_[i].from;
    static const WordSet phrases(wrong_value), instead(instead_of);
    static const WordSet articles("the|le|la|der|die|das|den|il|lo|het|de|el");
    if (follows(from, phrases)) return true;
    if (from > 0 && articles.contains(words_[from - 1].folded) && follows(from - 1, phrases)) return true;
    // "statt Reisepass C1X2Y3", "where it said ID card 123"
    const bool announced = i > 0 && spans_[i - 1].kind == Kind::cue && spans_[i - 1].to == from;
    if (announced && follows(spans_[i - 1].from, instead)) return true;
    return is_called_wrong(i);
  }

  // "... and not 21 August", "instead of 12ZZ45010"
  [[nodiscard]] bool follows(std::size_t from, const WordSet& phrases) const {
    for (std::size_t length = 1; length <= 4 && length <= from; ++length) {
      if (words_[from - length].sentence != words_[from].sentence) return false;
      const bool ends = length == 1 && words_[from - 1].after == '.';
      if (!ends && phrases.contains(folded_words(words_, from - length, from))) return true;
    }
    return false;
  }

  // "The passport EK 1234567 has been cancelled; ... ID card CCD 765432": wrong where another value of its kind follows.
  [[nodiscard]] bool is_called_wrong(std::size_t i) const {
    const auto next = std::find_if(spans_.begin() + static_cast<std::ptrdiff_t>(i) + 1, spans_.end(),
                                   [&](const Span& span) { return span.kind == spans_[i].kind; });
    if (next == spans_.end()) return false;
    auto to = spans_[i].to;
    while (to < next->from && to - spans_[i].to < 7 && words_[to].sentence == words_[spans_[i].from].sentence) ++to;
    return says(folded_words(words_, spans_[i].to, to), called_wrong);
  }

  // The right value takes the place of the wrong one, whose words announced both: "Statt A muss es B heißen".
  [[nodiscard]] std::optional<Field> corrected_in(std::size_t i) const {
    if (!corrected_ || corrected_->sentence != words_[spans_[i].from].sentence) return std::nullopt;
    return corrected_->field;
  }

  // The last unused cue before the value that can be meant for it. Another value in between ends the search.
  std::optional<std::size_t> cue_before(std::size_t i, bool dates) const {
    for (std::size_t at = i; at-- > 0;) {
      const auto& span = spans_[at];
      if (spans_[i].from - span.to > max_reach || words_[spans_[i].from].sentence > words_[span.from].sentence + 1) break;
      if (span.kind != Kind::cue) {
        const bool pair = span.kind == Kind::date && !dates;  // a number may stand behind a date of its own
        if (pair || (dates && (span.kind == Kind::number || span.kind == Kind::phone || span.kind == Kind::email))) {
          if (dates || pair) continue;
        }
        break;
      }
      if (used_[at]) continue;
      // "del 4 de mayo: nació el 3 de junio de 1970": a word like "from" is of what stands behind it.
      if (span.cue == Cue::since && span.to != spans_[i].from) continue;
      // "Ministry of Public Order, AE 654321": a word for other numbers counts only right in front of one.
      const bool near = spans_[i].from - span.to <= 3 && (at + 1 == i || spans_[at + 1].kind == Kind::cue);
      if (span.cue == Cue::decoy && !near) continue;
      if (dates ? of_date(span.cue) : !of_date(span.cue)) return at;
    }
    return std::nullopt;
  }

  // "(date of birth)" or "- passport" directly behind the value.
  std::optional<std::size_t> cue_behind(std::size_t i, bool dates) const {
    const auto to = spans_[i].to;
    const char mark = words_[to - 1].after;
    const bool joined = mark == '(' || mark == '-' || (to < words_.size() && words_[to].before == '(');
    if (!joined) return std::nullopt;
    for (std::size_t at = i + 1; at < spans_.size() && spans_[at].kind == Kind::cue && spans_[at].from <= to + 2; ++at)
      if (!used_[at] && (dates ? of_date(spans_[at].cue) : spans_[at].cue == Cue::document)) {
        // "(expires 05/28/2020)" has a value of its own.
        const bool closes = words_[spans_[at].to - 1].after == ')' || at + 1 >= spans_.size() ||
                            spans_[at + 1].kind == Kind::cue || words_[spans_[at].to - 1].after == ',';
        if (closes) return at;
      }
    return std::nullopt;
  }

  // No mark between the value and the word at `to`.
  [[nodiscard]] bool flows_to(std::size_t i, std::size_t to) const {
    for (auto at = spans_[i].to - 1; at < to; ++at)
      if (words_[at].after != 0 && words_[at].after != 'n') return false;
    return words_[spans_[i].from].begin > 0 && words_[to].begin > words_[spans_[i].to - 1].end;
  }

  // "Ich bin am 18. Februar 1976 in Kassel geboren."
  [[nodiscard]] std::optional<std::size_t> verb_behind(std::size_t i) const {
    const auto next = i + 1;
    if (next >= spans_.size() || spans_[next].kind != Kind::cue) return std::nullopt;
    // "dat op 19 mei 2013 is afgegeven", "der am 3.5.2019 abläuft"
    const bool of_document = (spans_[next].cue == Cue::issue || spans_[next].cue == Cue::expiry) &&
                             flows_to(i, spans_[next].from) && spans_[i].date.kind == DateKind::exact &&
                             !spans_[i].date.short_year && spans_[i].date.year >= 2005;
    if (spans_[next].cue != Cue::birth && !of_document) return std::nullopt;
    if (words_[spans_[next].from].sentence != words_[spans_[i].from].sentence || spans_[next].from - spans_[i].to > 5)
      return std::nullopt;
    const bool has_own =
        next + 1 < spans_.size() && spans_[next + 1].kind == Kind::date && spans_[next + 1].from - spans_[next].to <= 3;
    // "ausgestellt wurde und am 18. Mai 2023 abläuft": the next date begins anew.
    static const WordSet and_words("and|und|et|e|ed|en|y|dat|der|die|which|qui|che|que");
    const bool anew = of_document && has_own &&
                      std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(spans_[next].to),
                                  words_.begin() + static_cast<std::ptrdiff_t>(spans_[next + 1].from),
                                  [](const Word& word) { return and_words.contains(word.folded); });
    return has_own && !anew ? std::nullopt : std::optional(next);
  }

  void date(std::size_t i) {
    auto at = cue_before(i, true);
    if (!at) at = cue_behind(i, true);
    if (!at && !label_) at = verb_behind(i);
    std::optional<Cue> cue = at ? std::optional(spans_[*at].cue) : std::nullopt;
    if (!cue && label_ && of_date(*label_)) cue = label_;
    if (!cue && label_ == Cue::document && after_number_) cue = expiry_follows(i) ? Cue::issue : Cue::until;
    if (at) used_[*at] = true;
    label_.reset();
    if (!cue && is_right(i) && !facts_.empty() && words_[facts_.back().from].sentence == words_[spans_[i].from].sentence &&
        (facts_.back().field == Field::birth_date || facts_.back().field == Field::id_expiry))
      return add(facts_.back().field, i, true);
    if (const auto field = corrected_in(i); !cue && field && *field != Field::id_number) return add(*field, i, true);
    if (!cue) return uncued_date(i);
    if (*cue == Cue::until && at) mark_validity(*at);
    if (*cue == Cue::since) return add(Field::issue_date, i, true);
    const auto field = *cue == Cue::birth ? Field::birth_date : *cue == Cue::issue ? Field::issue_date : Field::id_expiry;
    if (field == Field::id_expiry && ranges_to_next(i)) return add(Field::issue_date, i, true);
    if (field == Field::issue_date && ranges_to_next(i)) label_ = Cue::expiry;
    add(field, i, true);
  }

  // "C4711AB22 (02.05.2010), expires 01.05.2020"
  [[nodiscard]] bool expiry_follows(std::size_t i) const {
    for (auto at = i + 1; at + 1 < spans_.size(); ++at) {
      const bool announces = spans_[at].kind == Kind::cue && (spans_[at].cue == Cue::expiry || spans_[at].cue == Cue::until);
      if (announces && spans_[at + 1].kind == Kind::date) return true;
    }
    return false;
  }

  // "valid from 1.2.2010 until ...": the cue for valid is used up with the one for until.
  void mark_validity(std::size_t at) {
    if (at > 0 && spans_[at - 1].kind == Kind::cue && spans_[at - 1].cue == Cue::expiry) used_[at - 1] = true;
  }

  // "01.02.2010 - 31.01.2020", "04.04.2012 / 03.04.2022": the second date is the end.
  bool ranges_to_next(std::size_t i) {
    if (i + 1 >= spans_.size()) return false;
    auto next = i + 1;
    if (spans_[next].kind == Kind::cue && spans_[next].cue == Cue::until && next + 1 < spans_.size()) ++next;
    if (spans_[next].kind != Kind::date || spans_[next].from - spans_[i].to > 1) return false;
    const char mark = words_[spans_[i].to - 1].after;
    const bool dash = mark == '-' || mark == '/' || next != i + 1;
    if (dash) label_ = Cue::expiry;
    return dash;
  }

  // Nobody registers who is younger than ten; nobody sends a document that ran out before 2010.
  void uncued_date(std::size_t i) {
    const auto& date = spans_[i].date;
    if (date.kind != DateKind::exact && date.kind != DateKind::numeric) return;
    const int year = date.short_year ? (date.year >= 30 ? 1900 : 2000) + date.year : date.year;
    if (year == 2015 && !isolated(i)) return;
    if (year < 2006) add(Field::birth_date, i, false);
    if (year >= 2010) add(Field::id_expiry, i, false);
  }

  // Alone between commas, brackets or the ends of a line.
  [[nodiscard]] bool isolated(std::size_t i) const {
    const auto& span = spans_[i];
    const char before = words_[span.from].before;
    const char after = words_[span.to - 1].after;
    const auto separates = [](char c) { return c != 0 && c != '"' && c != ':'; };
    return (span.from == 0 || separates(before)) && (span.to == words_.size() || separates(after));
  }

  void number(std::size_t i) {
    const auto at = cue_before(i, false);
    auto cue = at ? std::optional(spans_[*at].cue) : label_;
    const bool from_label = !at && label_.has_value();
    if (!cue || *cue == Cue::email) {
      if (const auto behind = cue_behind(i, false)) {
        used_[*behind] = true;
        cue = Cue::document;
      }
    }
    const bool decoy = decoy_before(i, at);
    if (at) used_[*at] = true;
    after_number_ = true;
    if (!from_label) label_.reset();
    if (from_label) label_ = *label_ == Cue::document ? label_ : std::nullopt;
    if (decoy || (cue && (*cue == Cue::decoy || of_date(*cue)))) return;
    if (cue == Cue::document || cue == Cue::number)
      return add(Field::id_number, i, cue == Cue::document || isolated(i) || said(i));
    if (!cue && corrected_in(i) == Field::id_number && said(i)) return add(Field::id_number, i, true);
    if (isolated(i) && letters_and_digits(i) >= 6) add(Field::id_number, i, false);
  }

  [[nodiscard]] bool begins_unlimited(std::size_t at) const {
    if (words_[at].capital) return false;
    return starts_with_any(
        folded_words(words_, at, at + 3),
        "unlimited|indefinite|does not expire|never expires|no expiry|without expiry|illimite|sans limite|"
        "n expire pas|unbefristet|unbegrenzt|lauft nicht ab|illimitat|senza scadenza|non scade|onbeperkt|"
        "onbepaald|verloopt niet|vervalt niet|ilimitad|indefinid|sin caducidad|no caduca|sin vencimiento");
  }

  // "Her passport is valid indefinitely": an expiry without a date, in a sentence that has none.
  void unlimited() {
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      const auto& span = spans_[i];
      if (span.kind != Kind::cue || used_[i] || (span.cue != Cue::expiry && span.cue != Cue::document)) continue;
      const auto sentence = words_[span.from].sentence;
      auto at = span.from;
      while (at < words_.size() && words_[at].sentence == sentence && !begins_unlimited(at)) ++at;
      const bool dated = std::any_of(facts_.begin(), facts_.end(), [&](const Fact& fact) {
        return fact.field == Field::id_expiry && words_[fact.from].sentence == sentence;
      });
      if (at == words_.size() || words_[at].sentence != sentence || dated) continue;
      const auto to = std::min(at + 3, words_.size());
      facts_.push_back({Field::id_expiry, written(passage_, words_, at, to), at, to, true});
    }
    std::stable_sort(facts_.begin(), facts_.end(), [](const Fact& a, const Fact& b) { return a.from < b.from; });
  }

  // "the right number is X": a number word and a verb.
  [[nodiscard]] bool said(std::size_t i) const { return letters_and_digits(i) >= 5; }

  [[nodiscard]] bool decoy_before(std::size_t i, std::optional<std::size_t> at) const {
    if (at && spans_[*at].cue == Cue::decoy) return true;
    if (!at || spans_[*at].cue != Cue::number || *at == 0) return false;
    const auto& earlier = spans_[*at - 1];
    return earlier.kind == Kind::cue && earlier.cue == Cue::decoy && spans_[i].from - earlier.to < 4;
  }

  [[nodiscard]] std::size_t letters_and_digits(std::size_t i) const {
    std::size_t count = 0;
    for (auto word = spans_[i].from; word < spans_[i].to; ++word) count += words_[word].folded.size();
    return count;
  }

  std::string_view passage_;
  const std::vector<Word>& words_;
  const std::vector<Span>& spans_;
  std::vector<bool> used_;
  std::vector<Fact> facts_;
  struct Corrected {
    Field field;
    std::size_t sentence;
  };
  std::optional<Corrected> corrected_;  // what the last wrong value was
  std::optional<Cue> label_;
  bool after_number_ = false;
};

}  // namespace

std::vector<Fact> facts_in(std::string_view passage, const std::vector<Word>& words, const std::vector<Span>& spans,
                           std::optional<Field> label) {
  return Linker(passage, words, spans, label).run();
}

}  // namespace eb::issuer::intake
