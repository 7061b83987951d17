// The order of names in a list for people.
#pragma once

#include <string>

namespace eb::audit {

// What to sort by: the name in Latin capitals without accents, then as it is written; without any Latin letter, last.
[[nodiscard]] std::string name_order(const std::string& name);

}  // namespace eb::audit
