// What a passage tells, in its order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "issuer/intake/languages.hpp"

namespace eb::issuer::intake {

struct Passage;

enum class EventKind : std::uint8_t {
  person,           // index: of people
  organisation,     // of organisations
  fact,             // of facts
  writer,           // the word with which the writer speaks of himself
  part_of_name,     // the word: "Ana was born ..."
  refers_back,      // the sentence: "Please take her off the list."
  ordinal,          // 0 or 1: "the former", "the second" of two who were named
  wish,             // of the wishes for a language
  facts_of_writer,  // the word with which the sentence begins: "My passport is ..."
};
struct Event {
  std::size_t at = 0;  // word
  EventKind kind = EventKind::fact;
  std::size_t index = 0;
};
[[nodiscard]] std::vector<Event> events_of(const Passage& passage, const std::vector<LanguageWish>& wishes);

}  // namespace eb::issuer::intake
