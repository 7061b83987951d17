// From cleared registrations to signed badges, and from badges to a door list.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "issuer/office/office.hpp"
#include "issuer/office/vetting.hpp"
#include "issuer/print/badge_sheet.hpp"

namespace eb::issuer {

// ids empty: every cleared registration. Each outcome's id is the registration; `issued` gets the badge numbers.
struct IssueResult {
  std::vector<Outcome> outcomes;
  std::vector<StoredBadge> issued;
};
[[nodiscard]] Result<IssueResult> issue(Office& office, const Actor& issuer, const crypto::Signer& badge_key, Millis now,
                                        const std::vector<std::string>& ids);
// New badges for registrations that have or had one; the old ones become superseded. ids empty: those whose active badge was
// signed by the key named key_label.
[[nodiscard]] Result<IssueResult> reissue(Office& office, const Actor& issuer, const crypto::Signer& badge_key, Millis now,
                                          const std::vector<std::string>& ids, const std::string& key_label, const std::string& reason);
[[nodiscard]] Status revoke(Office& office, const Actor& issuer, Millis now, const std::string& badge, const std::string& reason);

// Badges to print: those named by number or registration id, or all active ones. integrity, and nothing to print, when one of
// them or its registration is not as it was issued.
[[nodiscard]] Result<std::vector<PrintableBadge>> printable_badges(Office& office, const std::vector<std::string>& which);

// Builds and signs the next door list. valid_until default: end of the badges' validity.
struct NewDoorList {
  Bytes file;
  std::uint64_t sequence = 0;
  std::uint64_t active = 0, revoked = 0, superseded = 0;
  std::size_t gates = 0;
  std::map<std::string, std::uint64_t> unfit;  // active badges by the label of their key, where that is revoked or expired now
};
[[nodiscard]] Result<NewDoorList> make_door_list(Office& office, const Actor& actor, const crypto::Signer& list_key, Millis now,
                                                 std::optional<Seconds> valid_until);

// Enrols a gate from its request file: into the acts and, as a gate key, into the trust list. Signed by the root.
[[nodiscard]] Result<std::string> enrol_gate(Office& office, const Actor& root, Millis now, BytesView request);
// The gate's name when exactly this gate is enrolled already.
[[nodiscard]] Result<std::optional<std::string>> enrolled_already(const Office& office, BytesView request);
[[nodiscard]] Status remove_gate(Office& office, const Actor& root, Millis now, const std::string& name);

}  // namespace eb::issuer
