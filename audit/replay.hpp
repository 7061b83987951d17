// Did every decision follow the rules? Asks decide() again for every scan, with the door list then in force, the office's
// badges and registrations, and the entries so far.
//
// What an entry does not hold cannot be asked again: the presented document (the entry says how it was checked and what came
// of it), and the zone of a gate whose first entry names none. A text that the office never issued may have any reason that
// such a text can have, never an admit.
#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "audit/export_dir.hpp"
#include "common/badge/decide.hpp"
#include "common/store/sqlite.hpp"

namespace eb::audit {

struct OfficeBadge {
  std::string text;
  badge::Record record;
  std::string registration;  // id
  bool active = false;       // by the registry's column: for figures, no decision follows from it
};

// Badges and registrations of an office, read-only from its registry, and from its acts the numbers of badges of people who were
// erased since.
class OfficeBook {
 public:
  [[nodiscard]] static Result<OfficeBook> read(const std::filesystem::path& office);
  [[nodiscard]] const OfficeBadge* by_text(const Sha256& text_hash) const;
  [[nodiscard]] const OfficeBadge* by_number(const std::string& number) const;
  // The office issued this badge and knows its owner no more.
  [[nodiscard]] bool is_forgotten(const std::string& number) const { return forgotten_.contains(number); }
  [[nodiscard]] const std::optional<Millis>& purged() const { return purged_; }  // everybody was erased then
  [[nodiscard]] std::size_t size() const { return badges_.size(); }
  [[nodiscard]] const std::unordered_map<std::string, OfficeBadge>& badges() const { return badges_; }
  void add(const std::string& number, OfficeBadge badge);

 private:
  [[nodiscard]] Status read_acts(store::Database& database);
  std::unordered_map<std::string, OfficeBadge> badges_;   // by number
  std::unordered_map<std::string, std::string> numbers_;  // number by hex of the text's hash
  std::unordered_set<std::string> forgotten_;
  std::optional<Millis> purged_;
};

struct ReplayReport {
  std::uint64_t entries = 0;
  std::uint64_t decisions = 0;  // asked again
  std::uint64_t forgotten = 0;  // about badges whose owner was erased since: not asked again
  std::uint64_t unlisted = 0;   // whose door list the gate has purged since, or is not in the export: not asked again
  std::vector<Finding> findings;
};
[[nodiscard]] Result<ReplayReport> replay_export(Export& exported, const OfficeBook& office);

}  // namespace eb::audit
