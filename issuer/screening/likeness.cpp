#include "issuer/screening/likeness.hpp"

#include <algorithm>
#include <array>

#include "common/badge/transliterate.hpp"

namespace eb::issuer::screening {
namespace {

constexpr std::size_t max_words = 16;
constexpr std::size_t max_letters = 40;
constexpr std::size_t whole = 4;  // a letter of a pair; one of a word without a partner is a quarter

bool is_passed_over(std::string_view word) {
  static constexpr std::array<std::string_view, 48> particles{
      "AF", "AL",  "AV", "BEN", "BIN",  "D",   "DA",   "DAS",  "DE", "DEL", "DELLA", "DEN", "DER", "DES", "DHR", "DI",
      "DO", "DOS", "DR", "DU",  "E",    "EL",  "FRAU", "HERR", "I",  "IBN", "ING",   "LA",  "LE",  "LES", "MME", "MLLE",
      "MR", "MRS", "MS", "OF",  "PROF", "SIG", "SR",   "SRA",  "TE", "TEN", "TER",   "VAN", "VOM", "VON", "Y",   "ZU"};
  return std::find(particles.begin(), particles.end(), word) != particles.end();
}

// What a special letter is spelt as by those who have none: AE, OE, UE and what stands for them become one letter.
std::string plain_spelling(const std::string& word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> digraphs{
      {{"UXX", "U"}, {"NXX", "N"}, {"AE", "A"}, {"OE", "O"}, {"UE", "U"}, {"AA", "A"}, {"SS", "S"}}};
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const auto rest = std::string_view(word).substr(at);
    const auto* const found =
        std::find_if(digraphs.begin(), digraphs.end(), [&](const auto& pair) { return rest.starts_with(pair.first); });
    out += found == digraphs.end() ? rest.substr(0, 1) : found->second;
    at += found == digraphs.end() ? 1 : found->first.size();
  }
  return out;
}

// The letters by one choice of their forms: the first, which a document prints, or the last, which people write.
std::string spelt(const badge::Word& word, bool first) {
  std::string out;
  for (const auto& letter : word) out += first ? letter.front() : letter.back();
  return out.substr(0, max_letters);
}

// Damerau-Levenshtein, in which no two exchanges overlap.
std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, max_letters + 1>, max_letters + 1> d{};
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

struct Pair {
  std::size_t a = 0, b = 0, differs = 0, letters = 0;
};

Pair compare(const NameForms& a, std::size_t i, const NameForms& b, std::size_t j) {
  Pair best{i, j, max_letters, 1};
  for (const auto& one : a.words[i].spellings)
    for (const auto& other : b.words[j].spellings) {
      const Pair pair{i, j, distance(one, other), std::max(one.size(), other.size())};
      if (pair.differs * best.letters < best.differs * pair.letters) best = pair;
    }
  return best;
}

}  // namespace

NameForms name_forms(std::string_view name) {
  NameForms out;
  std::vector<std::string> keys;
  for (const auto& word : badge::mrz_words(name)) {
    const auto printed = spelt(word, true);
    if (printed.empty() || is_passed_over(printed) || out.words.size() == max_words) continue;
    NameForms::Word forms{{printed}};
    for (auto& other : {spelt(word, false), plain_spelling(printed)})
      if (!other.empty() && std::find(forms.spellings.begin(), forms.spellings.end(), other) == forms.spellings.end())
        forms.spellings.push_back(other);
    keys.push_back(plain_spelling(printed));
    out.words.push_back(std::move(forms));
  }
  std::sort(keys.begin(), keys.end());
  for (const auto& key : keys) out.key += (out.key.empty() ? "" : " ") + key;
  return out;
}

unsigned name_likeness(const NameForms& a, const NameForms& b) {
  if (a.words.empty() || b.words.empty()) return 0;
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < a.words.size(); ++i)
    for (std::size_t j = 0; j < b.words.size(); ++j) pairs.push_back(compare(a, i, b, j));
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& x, const Pair& y) { return x.differs * y.letters < y.differs * x.letters; });
  unsigned used_a = 0, used_b = 0;
  std::size_t differs = 0, letters = 0, partners = 0;
  for (const auto& pair : pairs) {
    const bool taken = (used_a >> pair.a & 1U) != 0 || (used_b >> pair.b & 1U) != 0;
    if (taken || pair.differs * 2 >= pair.letters) continue;
    used_a |= 1U << pair.a;
    used_b |= 1U << pair.b;
    differs += whole * pair.differs;
    letters += whole * pair.letters;
    ++partners;
  }
  if (partners < std::min({std::size_t{2}, a.words.size(), b.words.size()})) return 0;
  const auto alone = [&](const NameForms& name, unsigned used) {
    for (std::size_t i = 0; i < name.words.size(); ++i) {
      if ((used >> i & 1U) != 0) continue;
      differs += name.words[i].spellings.front().size();
      letters += name.words[i].spellings.front().size();
    }
  };
  alone(a, used_a);
  alone(b, used_b);
  return static_cast<unsigned>(100 * (letters - differs) / letters);
}

}  // namespace eb::issuer::screening
