// From a scanned text to a decision: verify, look up, open the record, compare the document, decide. Pure but for the list
// body it reads; it changes no state and logs nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/badge/decide.hpp"
#include "common/door/list_file.hpp"

namespace eb::door {

// A list ready for deciding: opened for one gate.
struct ActiveList {
  ListFile file;
  badge::GateKeys keys;
};

struct Question {
  std::string_view text;                       // of the one code, or empty when `several`
  bool several = false;                        // more than one badge in the frame
  badge::PresentedId presented;
  badge::Direction direction = badge::Direction::entry;
  std::string zone;
  badge::GateCondition gate = badge::GateCondition::fit;
  Millis now{};
};
struct Answer {
  badge::Decision decision;
  std::optional<badge::BadgeNumber> number;    // of a verified badge
  std::optional<badge::Record> record;         // only when the reason lets the guard see it: id_expired and everything after
                                               // it in the order of Reason
  badge::IdEvidence id;
  badge::Presence presence;                    // as asked for
};
// presence_of is asked at most once, with the number of a verified badge.
using PresenceOf = std::function<badge::Presence(const badge::BadgeNumber&)>;
// list may be null (no list). A storage error of the body is returned, and the caller denies.
[[nodiscard]] Result<Answer> examine(const Question& question, ActiveList* list, const PresenceOf& presence_of);

}  // namespace eb::door
