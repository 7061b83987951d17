// Overrides, undos and answers with a document: was each one that a gate takes? By what the log itself shows; that the PIN was right, no log
// can prove.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "common/log/presence.hpp"
#include "common/log/undoings.hpp"

namespace eb::audit {

class ActsCheck {
 public:
  // undone: the entries that undos of this log name.
  explicit ActsCheck(std::set<std::uint64_t> undone) : undone_(std::move(undone)) {}
  // Each entry of one log in order, with the presence as it was before it. What is wrong with it: one sentence, or nothing.
  [[nodiscard]] std::string feed(const log::Entry& entry, const log::PresenceBook& presence);

 private:
  struct Scan {
    Millis time{};
    std::uint64_t list = 0;
    std::optional<badge::BadgeNumber> badge;
    badge::Reason reason{};
  };
  enum class Role { guard, supervisor };

  void follow_role(const log::Entry& entry);
  void remember(const log::Entry& entry);
  [[nodiscard]] std::string role_fault(const log::Entry& entry) const;
  [[nodiscard]] std::string confirm_fault(const log::Entry& entry) const;
  [[nodiscard]] std::string override_fault(const log::Entry& entry, const log::PresenceBook& presence) const;
  [[nodiscard]] std::string undo_fault(const log::Entry& entry) const;

  std::map<std::uint64_t, Scan> recent_;  // those that an override may still be about
  std::map<std::string, Role> roles_;     // by name, as of the last sign-in
  std::set<std::uint64_t> undone_;
  std::set<std::uint64_t> effective_;  // of these, those that let somebody in or out
  log::Undoings undoings_;
};

}  // namespace eb::audit
