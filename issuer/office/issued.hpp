// A badge that was issued, checked against what cannot be edited: its own signature, its number in the acts, the form that the
// issue act names, and the ID tag. The rows of the registry are only where the texts lie.
#pragma once

#include <map>
#include <string>

#include "issuer/office/office.hpp"

namespace eb::issuer {

// What issued badges are checked with; keys holds revoked and expired ones too.
struct IssuedCheck {
  badge::EventIdKey id_key;
  codec::KeySet keys;
};
[[nodiscard]] Result<IssuedCheck> issued_check(Office& office);

// The claims of a badge text that a key of this office signed, and that key. integrity: text and number do not belong together.
struct SignedBadge {
  badge::Claims claims;
  codec::TrustedKey key;
};
[[nodiscard]] Result<SignedBadge> signed_badge(Office& office, const std::string& number, const IssuedCheck& check);

// An active badge with the registration exactly as two officers approved it. integrity otherwise; the message ends with
// `so_that`: what was not done, and what to do.
struct WholeBadge {
  StoredBadge row;
  SignedBadge signature;
  StoredRegistration stored;
};
[[nodiscard]] Result<WholeBadge> whole_badge(Office& office, const std::string& number, const IssuedBadge& issued,
                                             const IssuedCheck& check, const std::string& so_that);

// Which documents hold an active badge, by the ID tags of the signed texts and by number: one document, one badge.
class HeldDocuments {
 public:
  [[nodiscard]] static Result<HeldDocuments> read(Office& office, const IssuedCheck& check);
  // not_allowed when another registration's badge is for this document.
  [[nodiscard]] Status allow(const Registration& registration, const badge::IdTag& tag) const;
  void add(const Registration& registration, const badge::IdTag& tag);

 private:
  std::map<Bytes, std::string> by_tag_;           // -> registration
  std::map<std::string, std::string> by_number_;  // normal number -> registration
};

}  // namespace eb::issuer
