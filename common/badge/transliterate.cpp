#include "common/badge/transliterate.hpp"

#include <algorithm>
#include <optional>

#include "common/badge/mrz.hpp"
#include "common/base/text.hpp"

namespace eb::badge {
namespace {

using table::Language;

// A code point, Greek ones as unaccented capitals with their marks beside them.
struct Symbol {
  char32_t letter = 0;
  bool accent = false;
  bool diaeresis = false;
};

constexpr char32_t grave = 0x300, acute = 0x301, diaeresis = 0x308, perispomeni = 0x342;
constexpr char32_t teh_marbuta = 0x629, shadda = 0x651;

// Takes the first code point off `text`; nothing for a byte that is not UTF-8.
std::optional<char32_t> take_code_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const auto bytes = text.substr(0, length);
  if (bytes.size() < length || !is_utf8(bytes)) {
    text.remove_prefix(1);
    return std::nullopt;
  }
  char32_t value = length == 1 ? lead : lead & (0x7FU >> length);
  for (const char c : bytes.substr(1)) value = (value << 6) | (static_cast<unsigned char>(c) & 0x3FU);
  text.remove_prefix(length);
  return value;
}

bool is_greek(char32_t c) {
  return c >= 0x370 && c <= 0x3FF;
}
bool is_mark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x653 && c <= 0x655);
}
bool is_separator(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == '-' || c == ',' || c == 0xA0 || c == 0x60C || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || (c >= 0x2010 && c <= 0x2015) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x2212 || c == 0x3000;
}
// Tatweel and the vowel signs of Arabic are "not encoded" (§6 C).
bool is_unwritten(char32_t c) {
  return c == 0x640 || (c >= 0x64B && c <= 0x650) || c == 0x652 || c == 0x670;
}

Symbol symbol_of(char32_t c) {
  if (!is_greek(c)) return {c};
  for (const auto& row : table::greek_accents())
    if (row.letter == c) return {row.capital, row.accent, row.diaeresis};
  if (c == U'ς') return {U'Σ'};
  return {c >= U'α' && c <= U'ω' ? c - 0x20 : c};
}

void add_mark(Symbol& base, char32_t mark, bool adjacent) {
  if (is_greek(base.letter)) {
    base.accent = base.accent || mark == grave || mark == acute || mark == perispomeni;
    base.diaeresis = base.diaeresis || mark == diaeresis;
    return;
  }
  if (!adjacent) return;
  for (const auto& row : table::compositions()) {
    if (row.base != base.letter || row.mark != mark) continue;
    base.letter = row.whole;
    return;
  }
}

std::vector<std::vector<Symbol>> split(std::string_view utf8) {
  std::vector<std::vector<Symbol>> words(1);
  bool adjacent = false;
  while (!utf8.empty()) {
    const auto c = take_code_point(utf8);
    if (!c || is_unwritten(*c)) continue;
    if (is_mark(*c)) {
      if (!words.back().empty()) add_mark(words.back().back(), *c, adjacent);
      adjacent = false;
    } else if (is_separator(*c)) {
      if (!words.back().empty()) words.emplace_back();
      adjacent = false;
    } else {
      words.back().push_back(symbol_of(*c));
      adjacent = true;
    }
  }
  return words;
}

Letter forms_of(std::string_view joined) {
  Letter out;
  for (;;) {
    const auto bar = joined.find('|');
    out.push_back(joined.substr(0, bar));
    if (bar == std::string_view::npos) return out;
    joined.remove_prefix(bar + 1);
  }
}

Letter look_up(std::span<const table::Row> rows, char32_t c) {
  for (const auto& row : rows)
    if (row.letters.find(c) != std::u32string_view::npos) return forms_of(row.forms);
  return {};
}

Letter ascii_letter(char32_t c) {
  static constexpr std::string_view printed = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const char upper = static_cast<char>(c >= 'a' && c <= 'z' ? c - 0x20 : c);
  const auto at = printed.find(upper);
  if (at == std::string_view::npos) return {};
  return {printed.substr(at, 1)};
}

// The language is known only when the text has a letter that no other of these languages writes.
Language language_of(const std::vector<std::vector<Symbol>>& words) {
  for (const auto& row : table::cyrillic_telltales())
    for (const auto& word : words)
      for (const auto& symbol : word)
        if (row.letters.find(symbol.letter) != std::u32string_view::npos) return row.language;
  return Language::other;
}

Letter cyrillic_letter(char32_t c, bool first, Language language) {
  Letter forms = look_up(table::cyrillic(), c);
  for (const auto& row : table::cyrillic_exceptions()) {
    if (row.language != language || (row.first_only && !first) || row.letters.find(c) == std::u32string_view::npos) continue;
    std::erase(forms, row.form);
    forms.insert(forms.begin(), row.form);
  }
  return forms;
}

// One word of symbols, read from left to right.
class WordReader {
 public:
  WordReader(const std::vector<Symbol>& symbols, Language language) : symbols_(symbols), language_(language) {}

  [[nodiscard]] Word read() {
    while (at_ < symbols_.size()) {
      Letter letter = next();
      if (!letter.empty()) out_.push_back(std::move(letter));
    }
    return std::move(out_);
  }

 private:
  Letter next() {
    const char32_t c = symbols_[at_].letter;
    if (is_greek(c)) return greek();
    ++at_;
    if (c < 0x80) return ascii_letter(c);
    if (c >= 0x400 && c <= 0x4FF) return cyrillic_letter(c, at_ == 1, language_);
    if (c == teh_marbuta) return at_ == symbols_.size() ? Letter{"XAH", "XTA"} : Letter{"XTA", "XAH"};
    if (c == shadda) return doubled();
    if (c >= 0x600 && c <= 0x6FF) return look_up(table::arabic(), c);
    return look_up(table::latin(), c);
  }

  // §6 C note 3: the letter before is repeated; a state may also leave it single.
  Letter doubled() {
    if (out_.empty()) return {};
    Letter again = out_.back();
    again.emplace_back();
    return again;
  }

  [[nodiscard]] char32_t peek(std::size_t ahead) const {
    return at_ + ahead < symbols_.size() ? symbols_[at_ + ahead].letter : 0;
  }

  // ELOT 743: some letters are read together with their neighbours.
  Letter greek() {
    const std::size_t here = at_;
    const char32_t c = peek(0);
    const char32_t following = peek(1);
    const bool edge = here == 0 || here + 2 == symbols_.size();
    at_ += (c == U'Μ' && following == U'Π') || (c == U'Ν' && following == U'Τ') || (c == U'Γ' && following == U'Κ') ? 2 : 1;
    if (c == U'Μ' && following == U'Π') return edge ? Letter{"B", "MP"} : Letter{"MP", "B"};
    if (c == U'Ν' && following == U'Τ') return {"NT", "D"};
    if (c == U'Γ' && following == U'Κ') return {"GK", "G"};
    if (c == U'Γ' && (following == U'Γ' || following == U'Ξ' || following == U'Χ')) return {"N", "G"};
    if (c == U'Υ' && here > 0 && !symbols_[here].diaeresis && !symbols_[here - 1].accent) {
      const char32_t before = symbols_[here - 1].letter;
      if (before == U'Ο') return {"U", "Y"};
      if (before == U'Α' || before == U'Ε' || before == U'Η') return voiced(following) ? Letter{"V", "F"} : Letter{"F", "V"};
    }
    return look_up(table::greek(), c);
  }

  static bool voiced(char32_t c) {
    return c != 0 && std::u32string_view(U"ΑΕΗΙΟΥΩΒΓΔΖΛΜΝΡ").find(c) != std::u32string_view::npos;
  }

  const std::vector<Symbol>& symbols_;
  Language language_;
  std::size_t at_ = 0;
  Word out_;
};

}  // namespace

std::vector<Word> mrz_words(std::string_view utf8) {
  const auto words = split(utf8);
  const Language language = language_of(words);
  std::vector<Word> out;
  for (const auto& symbols : words) {
    Word word = WordReader(symbols, language).read();
    const auto written = [](const Letter& letter) { return !letter.front().empty(); };
    if (std::any_of(word.begin(), word.end(), written)) out.push_back(std::move(word));
  }
  return out;
}

std::string mrz_transliterate(std::string_view utf8) {
  std::string out;
  for (const auto& word : mrz_words(utf8)) {
    if (!out.empty()) out += ' ';
    for (const auto& letter : word) out += letter.front();
  }
  return out;
}

}  // namespace eb::badge
