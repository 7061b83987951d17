#include "audit/name_order.hpp"

#include "common/badge/transliterate.hpp"

namespace eb::audit {

std::string name_order(const std::string& name) {
  std::string key;
  for (const auto& word : badge::mrz_words(name)) {
    if (!key.empty()) key += ' ';
    for (const auto& letter : word) key += letter.front();
  }
  return key.empty() ? "~" + name : key + " " + name;
}

}  // namespace eb::audit
