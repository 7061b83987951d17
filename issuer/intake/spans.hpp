// What stands where in a passage: addresses, dates, numbers, and the words that say what these are.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "issuer/intake/dates.hpp"
#include "issuer/intake/words.hpp"

namespace eb::issuer::intake {

enum class Cue : std::uint8_t { birth, expiry, until, since, issue, document, number, decoy, email };

struct Span {
  enum class Kind : std::uint8_t { cue, email, date, number, phone } kind = Kind::cue;
  std::size_t from = 0, to = 0;  // words
  Cue cue = Cue::number;
  DateReading date;
};

// In order, none over another.
[[nodiscard]] std::vector<Span> spans_in(std::string_view passage, const std::vector<Word>& words);

}  // namespace eb::issuer::intake
