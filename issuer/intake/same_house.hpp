// "idem", "ditto" or a mark in a table: the house of the person before.
#pragma once

#include <string>
#include <string_view>

#include "issuer/intake/assess.hpp"

namespace eb::issuer::intake {

class SameHouse {
 public:
  // `cell` is what the table says of the house of this person.
  void settle(Draft& draft, std::string_view cell);

 private:
  std::string last_;
};

}  // namespace eb::issuer::intake
