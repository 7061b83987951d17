#include "issuer/intake/clean.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <vector>

#include "common/base/text.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::string_view placeholder_words =
    "n a|na|n d|nd|n r|k a|s o|tbc|tba|tbd|t b c|t b d|t b a|to follow|follows|will follow|pending|none|nil|null|nan|"
    "no|nobody|unknown|not known|not available|not applicable|not yet known|not yet available|missing|open|idem|ditto|"
    "later|to come|on request|x|xx|xxx|xxxx|see above|a confirmer|a venir|a suivre|suivra|suit|neant|aucun|aucune|"
    "inconnu|inconnue|non disponible|a preciser|a communiquer|a determiner|non communique|sans objet|a completer|"
    "en attente|folgt|wird nachgereicht|nachzureichen|nachreichung|unbekannt|keine|keine angabe|keine angaben|entfallt|"
    "noch offen|noch unbekannt|nicht bekannt|nicht verfugbar|wird noch mitgeteilt|offen|steht noch nicht fest|"
    "da confermare|da definire|da comunicare|seguira|segue|non noto|non nota|nessuno|nessuna|sconosciuto|da precisare|"
    "in attesa|nog te bepalen|nog te bevestigen|volgt|onbekend|n v t|nvt|nog onbekend|geen|niet beschikbaar|"
    "nader te bepalen|ntb|n t b|por confirmar|pendiente|a confirmar|se enviara|no disponible|desconocido|desconocida|"
    "ninguno|ninguna|por determinar|se comunicara|no consta|sin determinar|pendiente de confirmar|da inviare|"
    "wird nachgeliefert|nachgereicht|sera communique|sera communiquee";
const WordSet& placeholders() {
  static const WordSet words(placeholder_words);
  return words;
}
// Beginnings that mean the same with anything after them.
constexpr std::string_view placeholder_starts =
    "to be confirmed|to be announced|to be determined|to be provided|to be completed|to be communicated|to be sent|"
    "to be supplied|to be advised|to be decided|to be nominated|will be sent|will be communicated|will be provided|"
    "will follow|to follow|not yet|still to be|tbc |tba |tbd |wird noch|wird nach|folgt |sera communiqu|a confirmer|"
    "da confermare|nog te be|por confirmar|pendiente de|n a |not available|not known";

// Three letters or digits, or 0 when the text does not begin with three.
constexpr unsigned beginnings = 36 * 36 * 36;
unsigned beginning_of(std::string_view text) {
  if (text.size() < 3) return 0;
  unsigned value = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const char c = text[i];
    const unsigned digit = is_digit(c)              ? static_cast<unsigned>(c - '0')
                           : (c >= 'a' && c <= 'z') ? static_cast<unsigned>(c - 'a') + 10
                           : (c >= 'A' && c <= 'Z') ? static_cast<unsigned>(c - 'A') + 10
                                                    : beginnings;
    if (digit == beginnings) return 0;
    value = value * 36 + digit;
  }
  return value;
}

// Nearly every value of a list is told from a placeholder by its first three letters.
bool cannot_be_placeholder(std::string_view text) {
  static const auto possible = [] {
    std::bitset<beginnings> made;
    for_each_word(placeholder_words, [&](std::string_view word) { made.set(beginning_of(word)); });
    for_each_word(placeholder_starts, [&](std::string_view word) { made.set(beginning_of(word)); });
    return made;
  }();
  const auto beginning = beginning_of(text);
  return beginning != 0 && !possible[beginning];
}

// " (at) " and its relatives, where no sign stands.
std::string with_at_sign(std::string_view text) {
  std::string plain(text);
  if (plain.find('@') != std::string::npos) return plain;
  for (const auto* spelled : {" (at) ", "(at)", " [at] ", "[at]", " {at} ", "(AT)", "[AT]", " (a) ", "&#64;"})
    if (const auto at = plain.find(spelled); at != std::string::npos) return plain.replace(at, std::strlen(spelled), "@");
  return plain;
}

bool is_address_char(char c) {
  return is_letter(c) || is_digit(c) || std::strchr("!#$%&'*+-/=?^_`{|}~.", c) != nullptr;
}

// Words for the document, which stand in front of its number.
bool is_document_word(std::string_view word) {
  static const WordSet words(
      "passport|passports|passeport|reisepass|pass|passaporto|paspoort|pasaporte|id|card|identity|identite|carte|d|de|"
      "personalausweis|ausweis|carta|identita|identiteitskaart|tarjeta|dni|nie|documento|document|dokument|no|nr|n|num|"
      "number|numero|nummer|cni|eu|national|nationale|serie|series|identidad|di|und|the|of|ppt|pp|is|identification|"
      "kaart|idcard|nazionale|nacional|o");
  const auto key = fold_words(word);
  const auto parts = split_words(key);
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return words.contains(part); });
}

bool is_number_word(std::string_view word) {
  static const WordSet words("no|nr|n|num|nro|number|numero|nummer|n o");
  return words.contains(fold_words(word));
}

// "PP", "EU", "ID": a word for the document, or the letters of its series.
bool is_short_capitals(std::string_view word) {
  return word.size() <= 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Whether words[at] ends the number before it: a remark such as "valid until 2020", or lower-case words with no digit after them.
bool ends_number(const std::vector<std::string_view>& words, std::size_t at) {
  const auto word = words[at];
  if (std::any_of(word.begin(), word.end(), is_digit) || !std::any_of(word.begin(), word.end(), is_letter)) return false;
  const auto key = fold_words(word);
  const auto sense = sense_of(key);
  const bool is_remark = sense == Sense::expiry || sense == Sense::valid || sense == Sense::issue || sense == Sense::birth;
  if (is_remark && key.size() >= 3) return true;
  if (std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
  const bool digits_follow =
      std::any_of(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end(),
                  [](std::string_view later) { return std::any_of(later.begin(), later.end(), is_digit); });
  return !digits_follow && (key.size() >= 3 || sense.has_value());
}

// Words for the document in front, remarks in brackets and whatever follows a comma go.
class NumberWords {
 public:
  explicit NumberWords(std::string_view text) : words_(split_words(text)) {}

  std::string number() {
    for (std::size_t at = 0; at < words_.size(); ++at) {
      if (in_brackets(words_[at]) || is_in_front(at)) continue;
      if (!out_.empty() && ends_number(words_, at)) break;
      if (take(words_[at])) break;
    }
    return std::any_of(out_.begin(), out_.end(), is_digit) ? out_ : std::string();
  }

 private:
  // "(AB123456)" is the number itself; anything else in brackets is a remark.
  bool in_brackets(std::string_view word) {
    if (word.front() == '(' || word.front() == '[') ++depth_;
    const bool inside = depth_ > 0;
    if (inside && (word.back() == ')' || word.back() == ']' || word.back() == ',')) --depth_;
    return inside && (!out_.empty() || std::none_of(word.begin(), word.end(), is_digit));
  }

  bool is_in_front(std::size_t at) {
    const auto word = words_[at];
    if (!out_.empty() || !is_document_word(word)) return false;
    const bool number_follows = at + 1 < words_.size() && (is_number_word(words_[at + 1]) || words_[at + 1].front() == ':');
    const bool belongs = is_short_capitals(word) && !number_follows && !(labelled_ && is_number_word(word));
    labelled_ = !belongs;
    return !belongs;
  }

  // True when the number ends with this word.
  bool take(std::string_view piece) {
    while (!piece.empty() && std::strchr("([#:.", piece.front()) != nullptr) piece.remove_prefix(1);
    if (const auto colon = piece.find(':');
        out_.empty() && colon != std::string_view::npos && is_document_word(piece.substr(0, colon)))
      piece.remove_prefix(colon + 1);
    const bool ends = !piece.empty() && (piece.back() == ',' || piece.back() == ';');
    while (!piece.empty() && std::strchr(")],;.:", piece.back()) != nullptr) piece.remove_suffix(1);
    if (piece.empty()) return ends;
    if (!out_.empty()) out_.push_back(' ');
    out_ += piece;
    return ends;
  }

  std::vector<std::string_view> words_;
  std::string out_;
  int depth_ = 0;
  bool labelled_ = false;  // the word before was one for the document
};

std::string without_remarks(std::string_view text) {
  return NumberWords(text).number();
}

}  // namespace

bool is_placeholder(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() > 80 || cannot_be_placeholder(text)) return false;
  if (std::none_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c); })) return true;
  if (text.find('@') != std::string_view::npos || is_digit(text.back())) return false;
  const auto folded = fold_words(text);
  if (cannot_be_placeholder(folded)) return false;
  return placeholders().contains(folded) || starts_with_any(folded, placeholder_starts);
}

std::string clean_email(std::string_view text) {
  const auto plain = with_at_sign(text);
  for (auto at = plain.find('@'); at != std::string::npos; at = plain.find('@', at + 1)) {
    std::size_t from = at;
    while (from > 0 && is_address_char(plain[from - 1])) --from;
    std::size_t to = at + 1;
    while (to < plain.size() && (is_letter(plain[to]) || is_digit(plain[to]) || plain[to] == '-' || plain[to] == '.')) ++to;
    while (to > at + 1 && (plain[to - 1] == '.' || plain[to - 1] == '-')) --to;
    auto local = std::string_view(plain).substr(from, at - from);
    while (!local.empty() && (local.front() == '.' || local.front() == '\'' || local.front() == '=')) local.remove_prefix(1);
    const auto domain = std::string_view(plain).substr(at + 1, to - at - 1);
    // A letter of another alphabet, or with an accent, passes for the right one at a glance: no address is taken from that.
    if (!is_ascii(local) || !is_ascii(domain)) continue;
    if (!local.empty() && domain.find('.') != std::string_view::npos && domain.front() != '.' &&
        domain.find("..") == std::string_view::npos)
      return std::string(local) + '@' + std::string(domain);
  }
  return {};
}

std::string clean_organisation(std::string_view text) {
  if (is_placeholder(text)) return {};
  const bool one_word = text.find(' ') == std::string_view::npos;
  const auto point = text.rfind('.');
  const bool is_domain = one_word && point != std::string_view::npos && point > 0 && point + 2 < text.size() &&
                         std::all_of(text.begin(), text.end(),
                                     [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '-'; });
  const bool is_address = one_word && text.find('@') != std::string_view::npos && !clean_email(text).empty();
  if (is_domain || is_address) return {};
  return std::string(text);
}

std::string clean_id_number(std::string_view text) {
  const auto plain = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
  const bool has_digit = std::any_of(text.begin(), text.end(), is_digit);
  if (!has_digit) return {};
  if (std::all_of(text.begin(), text.end(), is_digit)) return std::string(text);
  const auto digits_then = [&](std::string_view tail) {
    return text.size() > tail.size() && text.ends_with(tail) &&
           std::all_of(text.begin(), text.end() - static_cast<std::ptrdiff_t>(tail.size()), is_digit);
  };
  for (const auto* zeros : {".0", ",0", ".00", ",00"})
    if (digits_then(zeros)) return std::string(text.substr(0, text.size() - std::strlen(zeros)));
  const auto exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos && exponent > 0 && exponent + 2 < text.size() &&
      (text[exponent + 1] == '+' || text[exponent + 1] == '-') &&
      text.substr(0, exponent).find_first_not_of("0123456789.,") == std::string_view::npos &&
      text.substr(exponent + 2).find_first_not_of("0123456789") == std::string_view::npos)
    return {};
  if (std::all_of(text.begin(), text.end(), plain)) return std::string(text);

  if (has_foreign_letters(text)) {
    // Remarks may have them; the number itself may not: it would look like another one and not be the same.
    const auto number = without_remarks(text);
    return has_foreign_letters(number) ? std::string() : number;
  }
  return without_remarks(text);
}

std::string_view clean_language(std::string_view text) {
  struct Language {
    std::string_view start, code;
  };
  static constexpr Language names[] = {
      {"english", "EN"},         {"anglais", "EN"},      {"englisch", "EN"},    {"inglese", "EN"},
      {"engels", "EN"},          {"ingles", "EN"},       {"french", "FR"},      {"francais", "FR"},
      {"franzosisch", "FR"},     {"franzoesisch", "FR"}, {"francese", "FR"},    {"frans", "FR"},
      {"frances", "FR"},         {"german", "DE"},       {"allemand", "DE"},    {"deutsch", "DE"},
      {"tedesco", "DE"},         {"tedesca", "DE"},      {"duits", "DE"},       {"aleman", "DE"},
      {"italian", "IT"},         {"italien", "IT"},      {"italiaans", "IT"},   {"italiano", "IT"},
      {"italiana", "IT"},        {"dutch", "NL"},        {"neerlandais", "NL"}, {"niederlandisch", "NL"},
      {"niederlaendisch", "NL"}, {"olandese", "NL"},     {"nederlands", "NL"},  {"neerlandes", "NL"},
      {"holandes", "NL"},        {"flamand", "NL"},      {"flemish", "NL"},     {"vlaams", "NL"},
      {"spanish", "ES"},         {"espagnol", "ES"},     {"spanisch", "ES"},    {"spagnol", "ES"},
      {"spaans", "ES"},          {"espanol", "ES"},      {"castellano", "ES"}};
  static constexpr std::array<std::string_view, 6> codes{"en", "fr", "de", "it", "nl", "es"};
  if (text.empty()) return {};
  const auto folded = fold_words(text);
  const auto words = split_words(folded);
  for (const auto word : words)
    for (const auto& name : names)
      if (word.starts_with(name.start)) return name.code;
  // Two letters count where they are all there is, so that Spanish "de" or French "en" in a sentence is not a language.
  if (words.size() > 3) return {};
  for (const auto word : words)
    for (std::size_t i = 0; i < codes.size(); ++i) {
      constexpr std::array<std::string_view, 6> upper{"EN", "FR", "DE", "IT", "NL", "ES"};
      if (word == codes.at(i) && (words.size() == 1 || text.find(upper.at(i)) != std::string_view::npos)) return upper.at(i);
    }
  for (const auto& [three, code] : {std::pair<std::string_view, std::string_view>{"eng", "EN"},
                                    {"fra", "FR"},
                                    {"fre", "FR"},
                                    {"ger", "DE"},
                                    {"deu", "DE"},
                                    {"ita", "IT"},
                                    {"nld", "NL"},
                                    {"dut", "NL"},
                                    {"ned", "NL"},
                                    {"spa", "ES"},
                                    {"esp", "ES"},
                                    {"all", "DE"},
                                    {"ang", "EN"},
                                    {"uk", "EN"},
                                    {"gb", "EN"}})
    if (words.size() == 1 && folded == three) return code;
  return {};
}

}  // namespace eb::issuer::intake
