#include "issuer/intake/labels.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <vector>

#include "issuer/intake/label_words.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

using Senses = std::bitset<static_cast<std::size_t>(Sense::count)>;
std::size_t bit(Sense sense) {
  return static_cast<std::size_t>(sense);
}

struct Understood {
  Senses senses;
  std::size_t known = 0, unknown = 0;  // words
  Sense first = Sense::filler;         // of the first word that is not a filler
  bool says_name = false;              // the word itself, not "participant"
  bool names_of = false;               // it begins with "name of"
};

// Which passport or card it is: words that say nothing where no document is meant.
bool qualifies_document(std::string_view word) {
  static const WordSet words(
      "police|diplomatic|biometric|electronic|foreign|belgian|british|uk|irish|french|german|italian|dutch|spanish|"
      "portuguese|swedish|danish|finnish|polish|greek|austrian|czech|slovak|hungarian|romanian|bulgarian|croatian|"
      "slovenian|estonian|latvian|lithuanian|maltese|cypriot|us|american|swiss|norwegian|"
      "diplomatique|biometrique|belge|francais|francaise|allemand|allemande|italien|italienne|neerlandais|neerlandaise|"
      "espagnol|espagnole|luxembourgeois|luxembourgeoise|suisse|"
      "diplomatischer|belgischer|deutscher|osterreichischer|franzosischer|italienischer|niederlandischer|spanischer|"
      "luxemburgischer|schweizer|polizeilicher|"
      "diplomatico|biometrico|belga|francese|tedesco|tedesca|italiano|italiana|olandese|spagnolo|spagnola|svizzero|"
      "diplomatiek|belgisch|belgische|nederlands|nederlandse|frans|franse|duits|duitse|italiaans|italiaanse|spaans|spaanse|"
      "luxemburgs|luxemburgse|espanol|espanola|frances|francesa|aleman|alemana|neerlandes");
  return words.contains(word);
}

// A marked label may hold words that say nothing elsewhere; a header may hold many that nobody knows.
enum class Words : std::uint8_t { of_labels, of_marked_labels, of_headers };

Understood understand(std::string_view folded, Words which) {
  static const WordSet name_words("name|names|fullname|nom|noms|nome|naam|nombre|nombres");
  const auto words = split_words(folded);
  Understood out;
  static const WordSet of_words("of|du|de|des|d|der|della|dell|del|di|van");
  out.names_of = words.size() > 2 && name_words.contains(words[0]) && of_words.contains(words[1]);
  std::size_t qualifiers = 0;
  for (std::size_t i = 0; i < words.size();) {
    std::optional<Sense> sense;
    std::size_t taken = std::min(longest_phrase, words.size() - i);
    for (; taken > 0; --taken) {
      const auto phrase =
          std::string_view(words[i].data(), static_cast<std::size_t>(words[i + taken - 1].data() - words[i].data()) +
                                                words[i + taken - 1].size());
      sense = sense_of(phrase);
      if (!sense && which == Words::of_marked_labels) sense = label_sense(phrase);
      if (sense) break;
    }
    // "Participant 2"
    const bool ordinal =
        !sense && words[i].size() <= 2 && words[i].find_first_not_of("0123456789") == std::string_view::npos;
    if (ordinal && out.first == Sense::name) {
      ++i;
      continue;
    }
    if (sense) {
      if (out.first == Sense::filler) out.first = *sense;
      out.senses.set(bit(*sense));
      out.known += taken;
      out.says_name = out.says_name || (taken == 1 && name_words.contains(words[i]));
    } else if (qualifies_document(words[i])) {
      ++qualifiers;
    } else {
      ++out.unknown;
      if (which != Words::of_headers) break;  // a label has no other words
    }
    i += std::max<std::size_t>(taken, 1);
  }
  (out.senses[bit(Sense::id)] ? out.known : out.unknown) += qualifiers;
  return out;
}

std::optional<Field> name_field(const Senses& has) {
  const bool parts = has[bit(Sense::given)] || has[bit(Sense::surname)] || has[bit(Sense::name)];
  if (has[bit(Sense::particle)] && !parts) return Field::particle;
  if (has[bit(Sense::given)] && (has[bit(Sense::surname)] || has[bit(Sense::name)])) return Field::name;
  if (has[bit(Sense::surname)] && has[bit(Sense::name)]) return Field::name;
  if (has[bit(Sense::surname)]) return Field::surname;
  if (has[bit(Sense::given)]) return Field::given;
  if (has[bit(Sense::name)]) return Field::name;
  return std::nullopt;
}

// The order of these rules is their meaning: "date of issue of the passport" is no passport number.
std::optional<Field> field_of(const Understood& header) {
  const auto& has = header.senses;
  if (has[bit(Sense::decoy)]) return Field::ignored;
  // "Valid passport" is one, "Passport valid" asks for how long.
  const bool asks_until = has[bit(Sense::until)] || has[bit(Sense::date)] || !has[bit(Sense::id)] ||
                          (header.first == Sense::id && !has[bit(Sense::number)]);
  const bool expires = has[bit(Sense::expiry)] || (has[bit(Sense::valid)] && asks_until);
  if (expires && has[bit(Sense::expiry)] && has[bit(Sense::id)] && has[bit(Sense::number)] && header.first == Sense::id)
    return Field::id_and_expiry;
  if (expires) return Field::id_expiry;
  if (has[bit(Sense::issue)]) return has[bit(Sense::place)] || has[bit(Sense::org)] ? Field::ignored : Field::issue_date;
  if (has[bit(Sense::birth)]) return has[bit(Sense::place)] && !has[bit(Sense::date)] ? Field::ignored : Field::birth_date;
  if (has[bit(Sense::lang)]) return Field::language;
  const auto names = name_field(has);
  const bool name_first = header.first == Sense::name || header.first == Sense::surname || header.first == Sense::given;
  // "Grade, nom et prénom", "Title and full name": titles in front of a name are no part of it.
  const bool titled = has[bit(Sense::rank)] && (header.says_name || has[bit(Sense::surname)] || has[bit(Sense::given)]);
  if (titled && !has[bit(Sense::other)] && !has[bit(Sense::id)]) return names;
  if (has[bit(Sense::other)] || has[bit(Sense::rank)]) {
    if (names && name_first) return names;
    return header.first == Sense::org ? Field::organisation : Field::ignored;
  }
  if (has[bit(Sense::email)]) return Field::email;
  if (names && has[bit(Sense::id)] && name_first) return names;
  if (has[bit(Sense::id)])
    return (has[bit(Sense::type)] && !has[bit(Sense::number)]) || has[bit(Sense::place)] ? Field::ignored : Field::id_number;
  if (has[bit(Sense::address)]) return Field::ignored;
  if (has[bit(Sense::org)]) return Field::organisation;
  if (has[bit(Sense::type)] || has[bit(Sense::number)] || has[bit(Sense::place)]) return Field::ignored;
  // "Nom du service", "Name of service": not of a person.
  const bool of_part = has[bit(Sense::dept)] && header.names_of;
  if (names && !of_part) return names;
  if (has[bit(Sense::dept)]) return Field::department;
  if (has[bit(Sense::date)]) return Field::ignored;
  return std::nullopt;
}

std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) out.push_back(c);
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

bool is_name_part(Field field) {
  return field == Field::name || field == Field::surname || field == Field::given;
}

// "Naam / Nom": both halves say the same. "Name / Organisation" says two things at once, so nothing can be trusted.
std::optional<Field> agree(std::optional<Field> left, std::optional<Field> right) {
  if (!left || *left == Field::ignored) return right ? right : left;
  if (!right || *right == Field::ignored || *left == *right) return left;
  if (is_name_part(*left) && is_name_part(*right)) return Field::name;
  const auto pair = [&](Field a, Field b) { return (*left == a && *right == b) || (*left == b && *right == a); };
  if (pair(Field::id_number, Field::id_expiry)) return Field::id_and_expiry;
  if (pair(Field::organisation, Field::department)) return Field::organisation;
  if (pair(Field::issue_date, Field::id_expiry)) return Field::id_expiry;  // the later of two dates
  return std::nullopt;
}

std::optional<Field> classify(std::string_view text, Words which) {
  if (text.size() > 300) return std::nullopt;
  std::string storage;
  std::string_view plain = text;
  if (text.find('(') != std::string_view::npos || text.find('[') != std::string_view::npos)
    plain = storage = without_brackets(text);
  auto folded = fold_words(plain);
  if (folded.empty() && plain.size() != text.size()) {
    plain = text;
    folded = fold_words(plain);
  }
  const auto slash = std::min(plain.find('/'), plain.find('|'));
  if (slash != std::string_view::npos) {
    const auto left = classify(plain.substr(0, slash), which);
    const auto right = classify(plain.substr(slash + 1), which);
    if (left || right) return agree(left, right);
  }
  const auto words = static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) + 1;
  const bool strict = which != Words::of_headers;
  if (folded.empty() || words > (which == Words::of_labels ? 8U : which == Words::of_marked_labels ? 11U : 16U))
    return std::nullopt;
  if (const auto field = which == Words::of_marked_labels ? label_phrase(folded) : std::nullopt) return field;
  const auto header = understand(folded, which);
  if (header.unknown > (strict ? 0U : 6U) || header.unknown > header.known) return std::nullopt;
  return field_of(header);
}

}  // namespace

std::optional<Field> header_field(std::string_view text) {
  const auto field = marked_label_field(text);
  if (field) return field;
  // A column of its own says until when the document is valid.
  static const WordSet until("until|till|bis|jusqu au|jusqu a|jusque|tot|tot en met|hasta|fino al|fino a|sino al");
  return until.contains(fold_words(text)) ? Field::id_expiry : classify(text, Words::of_headers);
}

std::optional<Field> label_field(std::string_view text) {
  return classify(text, Words::of_labels);
}

std::optional<Field> marked_label_field(std::string_view text) {
  return classify(text, Words::of_marked_labels);
}

bool is_wanted(Field field) {
  return field != Field::issue_date && field != Field::ignored;
}

}  // namespace eb::issuer::intake
