// Which languages a passage asks for, clause by clause, and where in its order.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eb::issuer::intake {

struct Passage;

struct LanguageWish {
  std::string_view code;
  std::size_t at = 0;                // the word behind which it is known whose it is
  std::string clause;                // folded
  std::vector<std::size_t> persons;  // of the passage's people: those whom the clause names
  bool everyone = false;             // "all three would like ..."
};
[[nodiscard]] std::vector<LanguageWish> wishes_in(const Passage& passage);

}  // namespace eb::issuer::intake
