// Several exports taken together: each opened, verified and surveyed, and sorted into those that are counted and those that are
// set aside. For a report everything must be readable; for an evacuation what can be read is used and the rest is said aloud.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/entry_stream.hpp"
#include "audit/verify.hpp"

namespace eb::audit {

// What the door lists of an export say, without the lists.
struct ListFacts {
  std::uint64_t sequence = 0;
  Seconds issued_at{};
  badge::Policy policy;
  std::string event;
};
using ListFactsByHash = std::map<std::string, ListFacts>;  // by the hash in hex, as list-load logs it

struct GateExport {
  std::filesystem::path directory;
  std::string gate;   // by its entries, else by its key
  std::string label;  // the same; with the directory when two exports are of gates of one name
  Survey survey;
  ListFactsByHash lists;                 // those that are genuine
  std::optional<VerifyReport> verified;  // nothing: it could not be
  std::string trouble;                   // why
};

struct GateSet {
  std::vector<GateExport> gates;      // those that are counted
  std::vector<GateExport> aside;      // second exports of a gate, not counted
  std::vector<std::string> warnings;  // what must be known of them, and of those that are not counted
  std::vector<std::string> remarks;   // the same, of no consequence
  bool complete = true;               // false: an export could not be read, or not to its end
  bool left_out = false;              // a rehearsal's export was given, or a second history
  [[nodiscard]] std::vector<std::filesystem::path> directories() const;
  [[nodiscard]] bool verifies() const;  // every one of gates, and nothing found
  // By the newest genuine door list of all; null without one.
  [[nodiscard]] const ListFacts* newest_list() const;
};

enum class Demand {
  everything,  // an export that cannot be read, or is a rehearsal's, is an error; of two histories of a gate the longer counts
  what_can_be_read,  // it is a warning; both histories count
};
struct GateSetRequest {
  std::vector<std::string> exports;
  std::optional<keys::RootAnchor> root;
  std::vector<KeptNote> kept;
  Demand demand = Demand::everything;
  std::optional<Millis> until;  // of the surveys
};
// not_found: nothing that can be read is left; with Demand::everything every error of verify, and not_allowed for a rehearsal.
[[nodiscard]] Result<GateSet> open_gates(const GateSetRequest& request);

}  // namespace eb::audit
