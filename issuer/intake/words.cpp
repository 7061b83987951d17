#include "issuer/intake/words.hpp"

#include <algorithm>

#include <unicode/uchar.h>

#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A sign that never belongs to a word when it stands at its edge; its ASCII likeness, or 0.
char edge_sign(char32_t c) {
  switch (c) {
    case ',':
    case ';':
    case ':':
    case '(':
    case ')':
    case '=':
    case '/':
    case '|': return static_cast<char>(c);
    case '.':
    case '!': return '.';
    case '?': return '?';
    case '[':
    case '{':
    case '<': return '(';
    case ']':
    case '}':
    case '>': return ')';
    case '-':
    case '*':
    case 0x2022:
    case 0x2013:
    case 0x2014:
    case 0xB7:
    case 0x25AA:
    case 0x25CF: return '-';
    case '"':
    case '_':
    case '\'':
    case '#':
    case 0xAB:
    case 0xBB:
    case 0xBF:
    case 0xA1:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x2018:
    case 0x2019: return '"';
    case 0xFF08: return '(';
    case 0xFF09: return ')';
    default: return 0;
  }
}

// Signs inside a run without white space at which it falls apart: "Roma,IT", "DOB:12.3.1970", "Nom=Roy", "(x)y".
bool splits(std::string_view passage, std::size_t at) {
  const char c = passage[at];
  if (c == '(' || c == ')' || c == ';' || c == '|' || c == '=' || c == '<' || c == '>') return true;
  if (c == ':') return true;
  if (c != ',' || at + 1 >= passage.size() || at == 0) return c == ',';
  return !is_digit(passage[at - 1]) || !is_digit(passage[at + 1]);
}

// A tag of HTML in plain text is kept, so it belongs to the word that it stands at: "<b>Lang</b>". An address in brackets is none.
std::size_t tag_length(std::string_view text) {
  if (text.size() < 3 || text[0] != '<') return 0;
  const auto name = text[1] == '/' ? 2U : 1U;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto end = text.substr(0, 200).find('>');
  if (end == std::string_view::npos || !letter(text[name])) return 0;
  const auto inside = text.substr(name, end - name);
  const auto name_end = std::min(inside.find_first_of(" /="), inside.size());
  const bool plain = std::all_of(inside.begin(), inside.begin() + static_cast<std::ptrdiff_t>(name_end),
                                 [&](char c) { return letter(c) || (c >= '1' && c <= '6'); });
  return plain && inside.find_first_of("@<\n") == std::string_view::npos ? end + 1 : 0;
}

// "l'", "dell'", "d'", "jusqu'" in front of a word, small as articles are; its length with the apostrophe, or 0.
std::size_t elided(std::string_view word) {
  static const WordSet articles("l|d|dell|all|dall|nell|sull|un|qu|jusqu|j|m|s|n|c|quell|dev");
  for (std::size_t at = 1; at < word.size() && at < 7; ++at) {
    const auto point = code_point_at(word, at);
    if (point.value != '\'' && point.value != 0x2019) continue;
    const auto front = word.substr(0, at);
    const bool small = std::all_of(front.begin(), front.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const bool small_follows =
        at + point.length < word.size() && word[at + point.length] >= 'a' && word[at + point.length] <= 'z';
    const bool l = front == "L" || front == "J" || (front.size() == 1 && small_follows && front != "O");
    if (at + point.length >= word.size() || !(l || (small && articles.contains(front)))) return 0;
    return at + point.length;
  }
  return 0;
}

// A full stop ends a sentence unless an abbreviation or an ordinal stands before it.
bool is_abbreviation(const Word& word) {
  static const WordSet known(
      "mr|mrs|ms|dr|prof|st|no|nr|n|num|art|sig|sigra|dott|ing|avv|geom|ten|col|cap|magg|gen|lt|maj|capt|sgt|insp|supt|mag|"
      "dipl|geb|bzw|ca|tel|fax|sr|sra|srta|d|da|m|mme|mlle|me|dhr|mevr|drs|mw|cte|sra|jan|feb|febr|mar|apr|jun|jul|aug|"
      "sep|sept|oct|okt|nov|dec|dez|janv|fevr|avr|juil|genn|febb|gen|giu|lug|ago|set|ott|dic|ene|abr|mrt|inc|ltd|co|corp|"
      "exp|vgl|str|av|ave|al|etc|approx|ref|doc|cert|p|a|i|o|b|sc|kom|asp|mjr|kpt|nt|hr|fr|ir|lic|licdo|dna|excmo|cdr|cmdr|"
      "dep|dept|min|univ|abt|ref|und|ppt|pass|ident");
  // "Ich melde Frau Gil an." is a whole sentence.
  static const WordSet words("an|ab|zu|it|us|me|so|up|on|in|op|af|te|mee");
  if (!word.capital && words.contains(word.folded)) return false;
  if (word.text.size() <= 2 && !word.has_digit()) return true;
  if (std::all_of(word.text.begin(), word.text.end(), is_digit)) return word.text.size() <= 2;
  return known.contains(word.folded);
}

class Splitter {
 public:
  explicit Splitter(std::string_view passage) : passage_(passage) {}

  std::vector<Word> run() {
    words_.reserve(std::min(passage_.size() / 6 + 2, max_words));
    while (at_ < passage_.size() && words_.size() < max_words) {
      const auto point = code_point_at(passage_, at_);
      if (is_space(point.value)) {
        space(point);
      } else if (const char sign = edge_sign(point.value); sign != 0 && !starts_word()) {
        mark(sign);
        at_ += point.length;
      } else if (point.value == 0xB0) {
        at_ += point.length;  // "°3.5.1970": born
      } else {
        word();
      }
    }
    return std::move(words_);
  }

 private:
  // An apostrophe or a sign that is the first character of a word: 't Hooft, +32.
  [[nodiscard]] bool starts_word() const {
    if (tag_length(passage_.substr(at_)) != 0) return true;
    return passage_[at_] == '\'' && at_ + 2 < passage_.size() && passage_[at_ + 1] != ' ' && passage_[at_ + 2] == ' ';
  }

  void space(const CodePoint& point) {
    if (point.value == '\n' && !words_.empty() && words_.back().after == 0) words_.back().after = 'n';
    if (point.value == '\n' && before_ == 0) before_ = 'n';
    if (point.value == '\t') mark('|');  // of a table
    spaced_ = true;
    at_ += point.length;
  }

  void mark(char sign) {
    // A hyphen between blanks separates; one at the edge of a word is a bullet or a typing mistake.
    if (!words_.empty() && (words_.back().after == 0 || words_.back().after == 'n')) words_.back().after = sign;
    if (sign == '?' || (sign == '.' && !words_.empty() && !is_abbreviation(words_.back()))) full_stop_ = true;
    if (before_ == 0 || before_ == 'n' || sign == '(') before_ = sign;
  }

  void word() {
    std::size_t end = at_;
    bool marked_up = false;
    while (end < passage_.size() && end - at_ < 400) {
      if (const auto tag = tag_length(passage_.substr(end)); tag != 0) {
        end += tag;
        marked_up = true;
        continue;
      }
      const auto point = code_point_at(passage_, end);
      if (is_space(point.value) || (end > at_ && !marked_up && splits(passage_, end))) break;
      end += point.length;
    }
    auto text = passage_.substr(at_, end - at_);
    if (const auto length = elided(text); length != 0) {
      push(text.substr(0, length));
      at_ += length;
      return;
    }
    while (text.size() > 1) {
      std::size_t last = text.size() - 1;
      while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
      if (edge_sign(code_point_at(text, last).value) == 0 || (marked_up && text[last] == '>')) break;
      text.remove_suffix(text.size() - last);
    }
    push(text);
    words_.back().marked_up = marked_up;
    at_ += text.size();
  }

  void push(std::string_view text) {
    Word word;
    word.text = text;
    word.folded = fold_words(text);
    word.begin = static_cast<std::size_t>(text.data() - passage_.data());
    word.end = word.begin + text.size();
    word.before = before_;
    word.capital = begins_like_name(text);
    // Nobody writes sentences of that length; whatever looks at one stays fast.
    if (words_.size() - sentence_start_ > 250) full_stop_ = true;
    if (full_stop_ && (word.capital || word.has_digit() || before_ == '-' || words_.size() - sentence_start_ > 250)) {
      ++sentence_;
      sentence_start_ = words_.size();
    }
    full_stop_ = false;
    word.sentence = sentence_;
    words_.push_back(std::move(word));
    before_ = 0;
    spaced_ = false;
  }

  std::string_view passage_;
  std::vector<Word> words_;
  std::size_t at_ = 0, sentence_ = 0, sentence_start_ = 0;
  char before_ = 0;
  bool full_stop_ = false, spaced_ = false;
};

}  // namespace

bool Word::has_digit() const {
  return std::any_of(text.begin(), text.end(), is_digit);
}

std::vector<Word> words_of(std::string_view passage) {
  return Splitter(passage).run();
}

std::string folded_words(const std::vector<Word>& words, std::size_t from, std::size_t to) {
  std::string out;
  for (auto i = from; i < std::min(to, words.size()); ++i) {
    if (words[i].folded.empty()) continue;
    if (!out.empty()) out.push_back(' ');
    out += words[i].folded;
  }
  return out;
}

std::string_view written(std::string_view passage, const std::vector<Word>& words, std::size_t from, std::size_t to) {
  if (from >= to || to > words.size()) return {};
  return passage.substr(words[from].begin, words[to - 1].end - words[from].begin);
}

bool begins_like_name(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    if (const auto tag = tag_length(word.substr(at)); tag != 0) {
      at += tag;
      continue;
    }
    const auto point = code_point_at(word, at);
    const auto value = static_cast<UChar32>(point.value);
    // Signs that nobody sees may stand in front of the first letter, put there by somebody who means ill.
    const bool unseen = u_charType(value) == U_FORMAT_CHAR || u_charType(value) == U_CONTROL_CHAR;
    if (value != '\'' && value != '"' && !unseen) return u_isalpha(value) != 0 && u_islower(value) == 0;
    at += point.length;
  }
  return false;
}

}  // namespace eb::issuer::intake
