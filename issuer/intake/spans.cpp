#include "issuer/intake/spans.hpp"

#include <algorithm>

#include "issuer/intake/clean.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

// Of a document's number: digits, letters without accents, and the signs that some of them have.
bool is_number_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '/' || c == '.';
  });
}
bool is_series(std::string_view text) {
  return !text.empty() && text.size() <= 4 && std::all_of(text.begin(), text.end(), is_capital);
}

std::optional<Cue> cue_of(Sense sense) {
  switch (sense) {
    case Sense::birth: return Cue::birth;
    case Sense::expiry:
    case Sense::valid: return Cue::expiry;
    case Sense::until: return Cue::until;
    case Sense::issue: return Cue::issue;
    case Sense::id: return Cue::document;
    case Sense::number: return Cue::number;
    case Sense::email: return Cue::email;
    case Sense::decoy: return Cue::decoy;
    default: return std::nullopt;
  }
}

// Words that are labels in a form and something else in a sentence.
bool misleads(const std::vector<Word>& words, std::size_t at, std::size_t length) {
  static const WordSet never(
      "n|d o b|contact|mail|mails|nie|piece|kaart|ref|reference|a|serie|series|fino|electronic|contacts|"
      "electronique|posta|correo|elektronische|through|thru");
  if (length != 1) return false;
  const auto& word = words[at];
  const bool date_follows = at + 1 < words.size() && (words[at + 1].folded == "le" || words[at + 1].has_digit());
  if (word.folded == "ne" || word.folded == "nee") return word.text.find('\xC3') == std::string_view::npos && !date_follows;
  if (word.folded == "to") return at == 0 || !words[at - 1].has_digit();
  if (word.folded == "n" || word.folded == "nie") return !(at + 1 < words.size() && words[at + 1].has_digit());
  return never.contains(word.folded);
}

// Telephone, fax, orders, registers: what their numbers are is no document.
bool is_decoy_word(const Word& word) {
  static const WordSet decoys(
      "tel|telephone|phone|mobile|fax|gsm|telefon|telefono|telefoon|handy|mobil|cell|movil|cellulare|portable|uid|vat|order|"
      "invoice|iban|bic|room|box|bp|po|zimmer|cp|cap|plz|ust|offer|ticket|booking|flight|case|file|c");
  const bool elided = word.text.ends_with('\'') || word.text.ends_with("\xE2\x80\x99");  // "c'est le 12AB34567"
  return !elided && decoys.contains(word.folded);
}

// "PA L11K0022X": short for the document, where a whole number follows.
bool is_document_short(const Word& word, const Word& next) {
  static const WordSet shorts("pa|rp|id|pp|ppt|dni|nie|ci|cni|bi|cc|td|nif|ak|ek");
  return shorts.contains(word.folded) && next.has_digit() && std::any_of(next.text.begin(), next.text.end(), is_capital);
}

class Finder {
 public:
  Finder(std::string_view passage, const std::vector<Word>& words) : passage_(passage), words_(words) {}

  std::vector<Span> run() {
    for (std::size_t at = 0; at < words_.size();) {
      Span span;
      span.from = at;
      span.to = at + 1;
      if (email(span) || phone(span) || date(span) || cue(span) || number(span)) {
        at = std::max(span.to, at + 1);
        spans_.push_back(span);
      } else {
        ++at;
      }
    }
    return std::move(spans_);
  }

 private:
  // "ana (at) gil.example" is three words.
  bool email(Span& span) {
    span.kind = Span::Kind::email;
    const auto& word = words_[span.from];
    if (word.text.find('@') != std::string_view::npos) return !clean_email(word.text).empty();
    if (span.from + 2 >= words_.size() || words_[span.from + 1].folded != "at" || words_[span.from + 1].before != '(')
      return false;
    span.to = span.from + 3;
    return !clean_email(written(passage_, words_, span.from, span.to)).empty();
  }

  bool phone(Span& span) {
    const auto& word = words_[span.from];
    const bool plus =
        word.text.front() == '+' || (word.begin > 0 && passage_[word.begin - 1] == '+') || word.text.starts_with("00");
    if (!plus || digits_in(word.text) == 0 || (word.text.starts_with("00") && word.text.size() != 4)) return false;
    span.kind = Span::Kind::phone;
    const auto dialled = [](const Word& next) {
      return next.has_digit() && next.text.find_first_not_of("0123456789-./") == std::string_view::npos;
    };
    while (span.to < words_.size() && span.to - span.from < 8 && dialled(words_[span.to]) &&
           words_[span.to - 1].after != ',' && words_[span.to - 1].after != 'n')
      ++span.to;
    return true;
  }

  bool date(Span& span) {
    const auto& word = words_[span.from];
    const bool may_begin = is_digit(word.text.front()) || word.text.size() >= 3;
    if (!may_begin) return false;
    const auto length = scan_date(passage_.substr(word.begin), span.date);
    if (length == 0) return false;
    // "14 May 1980 / 14 ..." is no month.
    if (span.date.kind == DateKind::partial &&
        (span.date.month > 12 ||
         (span.date.month != 0 && passage_.substr(word.begin, length).find(" / ") != std::string_view::npos)))
      return false;
    const auto end = word.begin + length;
    while (span.to < words_.size() && words_[span.to].begin < end) ++span.to;
    // "19780817" and "2019" are dates only where something says so; a date that ends inside a word is none.
    if (words_[span.to - 1].end > end &&
        words_[span.to - 1].text.find_first_of("0123456789", end - words_[span.to - 1].begin) != std::string_view::npos)
      return false;
    const bool bare = length == word.text.size() && digits_in(word.text) == length && (length == 8 || length == 4);
    if (bare && !(last_cue_ == Cue::birth || last_cue_ == Cue::expiry || last_cue_ == Cue::until)) return false;
    span.kind = Span::Kind::date;
    last_cue_ = Cue::number;
    return true;
  }

  bool cue(Span& span) {
    for (std::size_t length = std::min(longest_phrase, words_.size() - span.from); length > 0; --length) {
      const auto sense = sense_of(folded_words(words_, span.from, span.from + length));
      auto found = sense ? cue_of(*sense) : std::nullopt;
      if (!found && length == 1 && is_decoy_word(words_[span.from])) found = Cue::decoy;
      if (!found || misleads(words_, span.from, length)) continue;
      span.to = span.from + length;
      span.kind = Span::Kind::cue;
      span.cue = *found;
      last_cue_ = *found;
      return true;
    }
    if (span.from + 1 < words_.size() && is_document_short(words_[span.from], words_[span.from + 1])) {
      span.kind = Span::Kind::cue;
      span.cue = last_cue_ = Cue::document;
      return true;
    }
    static const WordSet since("from|since|vom|von|ab|du|depuis|dal|dall|van|vanaf|sinds|desde|del|seit");
    if (words_[span.from].capital || !since.contains(words_[span.from].folded) || span.from + 1 >= words_.size() ||
        !words_[span.from + 1].has_digit())
      return false;
    span.kind = Span::Kind::cue;
    span.cue = Cue::since;
    return true;
  }

  // "AM 681519", "62350379 1 ZE2", "592-1234567-88", "YA4991824"
  bool number(Span& span) {
    const auto& first = words_[span.from];
    const bool digits = first.has_digit() && is_number_text(first.text);
    const bool series = is_series(first.text) && (first.after == 0 || first.after == 'n') &&
                        !is_document_short(first, words_[std::min(span.from + 1, words_.size() - 1)]) &&
                        span.from + 1 < words_.size() && digits_in(words_[span.from + 1].text) >= 3 &&
                        is_number_text(words_[span.from + 1].text);
    if (!digits && !series) return false;
    while (span.to < words_.size() && span.to - span.from < 6 && continues(span.to, span)) ++span.to;
    std::size_t signs = 0;
    for (auto i = span.from; i < span.to; ++i) signs += digits_in(words_[i].text);
    span.kind = Span::Kind::number;
    // Dutch and Luxembourg documents may have a single digit.
    const bool mixed = signs > 0 && first.text.size() >= 7 && std::all_of(first.text.begin(), first.text.end(), [](char c) {
                         return is_digit(c) || is_capital(c);
                       });
    return signs >= 3 || mixed;
  }

  bool continues(std::size_t at, const Span& span) {
    const auto& before = words_[at - 1];
    if (before.after != 0 && !(before.after == 'n' && at == span.from + 1 && !before.has_digit())) return false;
    const auto& word = words_[at];
    if (word.before != 0 && word.before != 'n') return false;
    if (is_series(word.text)) return word.text.size() <= 3 && !sense_of(word.folded) && before.has_digit();
    DateReading ignored;
    const bool is_date = scan_date(passage_.substr(word.begin), ignored) > 4;
    return word.has_digit() && is_number_text(word.text) && !is_date &&
           std::none_of(word.text.begin(), word.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  std::string_view passage_;
  const std::vector<Word>& words_;
  std::vector<Span> spans_;
  Cue last_cue_ = Cue::number;
};

}  // namespace

std::vector<Span> spans_in(std::string_view passage, const std::vector<Word>& words) {
  return Finder(passage, words).run();
}

}  // namespace eb::issuer::intake
