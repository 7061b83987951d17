// Everything the office holds about one person, for an access request (Regulation (EU) 2018/1725, Article 17).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/log/entry.hpp"
#include "issuer/office/office.hpp"
#include "issuer/office/traces.hpp"
#include "issuer/office/vetting.hpp"

namespace eb::issuer {

struct HeldBadge {
  std::string number;
  BadgeState state = BadgeState::active;
  std::string text;
};

// The file a registration was read from. content only when it is as it was then and holds nobody else.
struct HeldSource {
  std::string path;
  bool there = false;
  bool unchanged = false;
  std::int64_t others = 0;  // registrations of other people that came from it
  std::optional<Bytes> content;
};

struct PersonFile {
  StoredRegistration stored;
  Standing standing = Standing::open;
  std::vector<HeldBadge> badges;
  std::vector<log::Act> acts;  // those about the registration or its badges, and its import
  std::optional<HeldSource> source;
  std::vector<Trace> files;         // written by the office's program
  std::vector<log::Entry> entries;  // of gates' exports
};
// not_allowed: no such registration, or erased. exports: directories that badge-scanner export wrote; they are read, not verified.
[[nodiscard]] Result<PersonFile> person_file(Office& office, const std::string& id,
                                             const std::vector<std::filesystem::path>& exports);
// The one registration that holds this text. not_allowed when there is none or several, with their ids.
[[nodiscard]] Result<std::string> find_person(Office& office, std::string_view text);

}  // namespace eb::issuer
