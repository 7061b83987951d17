#include "issuer/intake/sender_house.hpp"

#include <algorithm>
#include <string>

#include "issuer/intake/phrases.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t telling = 5;  // letters of a word that does not stand in a domain by accident

// What the labels of a domain may be of: the words one after another, and their first letters.
struct HouseLetters {
  std::string joined, initials;
  std::string_view longest;

  explicit HouseLetters(const std::vector<std::string_view>& words) {
    static const WordSet small(organisation_connectors);
    for (const auto word : words) {
      if (small.contains(word)) continue;
      joined += word;
      initials += word.front();
      if (word.size() > longest.size()) longest = word;
    }
  }
  [[nodiscard]] bool spell(std::string_view label) const {
    if (label.size() < 3 || joined.empty()) return false;
    if (label == joined || (initials.size() >= 3 && label == initials)) return true;
    if (label.size() >= telling && joined.find(label) != std::string::npos) return true;
    return longest.size() >= telling && label.find(longest) != std::string_view::npos;
  }
};

}  // namespace

bool domain_names(std::string_view address, std::string_view house) {
  const auto at = address.rfind('@');
  if (at == std::string_view::npos) return false;
  static const WordSet of_all("www|mail|com|org|net|gov|gouv|gob|gub|europa|int|edu|info|example|bund|online");
  const auto words = fold_words(house);
  const HouseLetters letters(split_words(words));
  auto domain = address.substr(at + 1);
  domain = domain.substr(0, std::min(domain.rfind('.'), domain.size()));
  while (!domain.empty()) {
    const auto end = std::min(domain.find('.'), domain.size());
    std::string label;
    fold_letters(domain.substr(0, end), label);  // without hyphens
    if (!of_all.contains(label) && letters.spell(label)) return true;
    domain.remove_prefix(std::min(end + 1, domain.size()));
  }
  return false;
}

}  // namespace eb::issuer::intake
