#include "issuer/intake/same_house.hpp"

#include "common/base/text.hpp"
#include "issuer/intake/phrases.hpp"
#include "issuer/intake/unicode.hpp"
#include "issuer/intake/vocabulary.hpp"

namespace eb::issuer::intake {
namespace {

bool says_same(std::string_view cell) {
  cell = trim(cell);
  if (cell.empty() || cell.size() > 24) return false;
  for (const std::string_view mark :
       {"\"", "''", "-\"-", "- \" -", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE3\x80\x83", "\xE2\x80\xB3"})
    if (cell == mark) return true;
  static const WordSet same(same_as_above);
  return same.contains(fold_words(cell));
}

}  // namespace

void SameHouse::settle(Draft& draft, std::string_view cell) {
  if (!last_.empty() && says_same(cell)) draft.organisation = last_;
  last_ = draft.organisation;
}

}  // namespace eb::issuer::intake
