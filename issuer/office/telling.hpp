// What tells who a delegate is: the values of a registration in the spellings that people and programs use. For reasons, which stay
// in the log of acts, and for files that an erasure should have reached.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "issuer/registration.hpp"

namespace eb::issuer {

class TellingValues {
 public:
  explicit TellingValues(const Registration& registration);
  // Typed by people: the name, any word of it from four letters on, address, number or birth date, in any case and transliteration.
  [[nodiscard]] bool in_sentence(std::string_view text) const;
  // Written by programs: the name, address or number as they stand, in UTF-8 or UTF-16, in small or capital Latin letters.
  [[nodiscard]] bool in_file(BytesView content) const;
  // The name of a file or folder that somebody gave.
  [[nodiscard]] bool in_path(std::string_view path) const;

 private:
  std::vector<std::string> whole_;  // lower case
  std::vector<std::string> dates_;
  std::vector<std::string> words_;  // of the name, transliterated
  std::string number_;              // normal form
};

}  // namespace eb::issuer
