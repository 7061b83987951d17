// What the office's log of acts says: officers, approvals, badges, gates, root. A pure fold over acts that refuses every act
// that breaks a rule, so that a log with a forbidden act can neither be written nor read back. Whoever changes the database
// behind the program's back cannot make this state say more than the officers' signatures do.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/base/error.hpp"
#include "common/crypto/crypto.hpp"
#include "common/log/act.hpp"

namespace eb::issuer {

// Bits, so that one officer can hold several.
enum Role : unsigned { role_registrar = 1, role_vetter = 2, role_issuer = 4, role_auditor = 8 };
constexpr unsigned all_roles = role_registrar | role_vetter | role_issuer | role_auditor;
[[nodiscard]] Result<unsigned> parse_roles(std::string_view comma_list);
[[nodiscard]] std::string roles_text(unsigned roles);
// 1-32 of [a-z0-9._-], and not a name that the log uses for itself ("root").
[[nodiscard]] bool is_officer_name(std::string_view name);

struct Officer {
  unsigned roles = 0;
  crypto::PublicKey key;
  bool enabled = true;
};

struct Approval {
  std::string officer;
  Sha256 digest;                     // form_digest() of what was approved
};

struct Vetting {
  std::vector<Approval> approvals;   // in force: an edit, a rejection or a reopening empties this
  bool rejected = false;
  bool issued = false;               // a badge was issued on these approvals: the next one must be asked for by reissue
  std::optional<std::string> badge;  // number of the active badge
  bool erased = false;               // nothing can be done to it any more
};

enum class BadgeState { active, revoked, superseded };
[[nodiscard]] std::string_view badge_state_name(BadgeState state);
struct IssuedBadge {
  std::string registration;
  BadgeState state = BadgeState::active;
  Sha256 form;                       // the form that two vetters had approved when it was issued
};

struct Gate {
  crypto::PublicKey key;
  Bytes agreement_point;             // 65 bytes
  bool enrolled = true;
};

// The trust list in force, as the newest trust-list act names it.
struct TrustListRecord {
  std::uint64_t sequence = 0;
  Sha256 digest;                     // of the whole COSE_Sign1
};

// The end of retention: everybody was erased, and nothing can be done any more but to read what is left.
struct Purge {
  Millis at{};
  std::string detail;  // the totals of then, and a reason
};
// A checkpoint of a gate that the office was shown. The largest one stands last.
enum class CheckpointStanding {
  seen,        // signed by the gate; nothing is known of how it continues the ones before
  consistent,  // shown to be on one line with all the others, but not the largest
  cosigned,    // shown so when it was the largest: the office's witness key signed it
};
[[nodiscard]] std::string_view checkpoint_standing_name(CheckpointStanding standing);
struct SeenCheckpoint {
  std::uint64_t size = 0;
  Sha256 root;
  Sha256 note;                       // SHA-256 of the note that the registry keeps
  CheckpointStanding standing = CheckpointStanding::seen;
};
using SeenCheckpoints = std::vector<SeenCheckpoint>;  // of one gate, by size; never two of one size

class OfficeState {
 public:
  // event: id of the office's event; every act must name it.
  explicit OfficeState(std::string event) : event_(std::move(event)) {}

  // Checks index, event, signature, role and the rules of the act, then applies it; on an error nothing has changed.
  //   not_allowed: the act breaks a rule;  signature_invalid: not signed by whom it names;  malformed: not an act.
  [[nodiscard]] Status apply(const log::Act& act);

  [[nodiscard]] std::uint64_t next_index() const { return next_; }
  [[nodiscard]] const std::optional<crypto::PublicKey>& root() const { return root_; }
  // Earlier roots: they signed checkpoints up to the act that replaced them.
  [[nodiscard]] const std::vector<crypto::PublicKey>& former_roots() const { return former_roots_; }
  [[nodiscard]] const std::map<std::string, Officer, std::less<>>& officers() const { return officers_; }
  [[nodiscard]] const std::map<std::string, Gate, std::less<>>& gates() const { return gates_; }
  [[nodiscard]] const std::map<std::string, IssuedBadge, std::less<>>& badges() const { return badges_; }
  [[nodiscard]] Vetting vetting(std::string_view registration) const;
  [[nodiscard]] std::uint64_t list_sequence() const { return list_sequence_; }
  [[nodiscard]] const std::optional<TrustListRecord>& trust_list() const { return trust_list_; }
  // How many registrations were erased one by one.
  [[nodiscard]] std::uint64_t erased() const { return erased_; }
  [[nodiscard]] const std::optional<Purge>& purged() const { return purged_; }
  [[nodiscard]] Status not_erased(const std::string& registration) const;
  // not_allowed after a purge.
  [[nodiscard]] Status still_open() const;
  // Of gates, by name of the gate.
  [[nodiscard]] const std::map<std::string, SeenCheckpoints, std::less<>>& checkpoints() const { return checkpoints_; }
  // The key that cosigns them, once it was made.
  [[nodiscard]] const std::optional<crypto::PublicKey>& witness_key() const { return witness_key_; }
  // How many acts a checkpoint must cover at least: those up to the newest signed one.
  [[nodiscard]] std::uint64_t signed_size() const { return signed_size_; }
  // not_allowed when the officer is unknown or disabled, or has none of these roles.
  [[nodiscard]] Status may(std::string_view officer, unsigned role) const;
  // The enabled vetters whose approval of exactly this form is in force.
  [[nodiscard]] std::vector<std::string> approvers(std::string_view registration, const Sha256& digest) const;
  [[nodiscard]] const std::string& event() const { return event_; }

 private:
  [[nodiscard]] Status check_signature(const log::Act& act, const std::optional<crypto::PublicKey>& claimed_root) const;
  [[nodiscard]] Status require_role(const log::Act& act, unsigned role) const;
  [[nodiscard]] Status apply_root_act(const log::Act& act);
  [[nodiscard]] Status apply_init(const log::Act& act);
  [[nodiscard]] Status apply_trust_list(const log::Act& act);
  [[nodiscard]] Status apply_officer(const log::Act& act);
  [[nodiscard]] Status apply_gate(const log::Act& act);
  [[nodiscard]] Status apply_vetting(const log::Act& act);
  [[nodiscard]] Status apply_badge(const log::Act& act);
  [[nodiscard]] Status apply_checkpoint(const log::Act& act);
  [[nodiscard]] Status apply_witness_key(const log::Act& act);
  [[nodiscard]] Status apply_record_keeping(const log::Act& act);
  [[nodiscard]] Status check_not_over(const log::Act& act) const;
  [[nodiscard]] Status apply_erasure(const log::Act& act);
  void end_badge(const std::string& registration, BadgeState state);

  std::string event_;
  std::uint64_t next_ = 0;
  std::optional<crypto::PublicKey> root_;
  std::vector<crypto::PublicKey> former_roots_;
  std::map<std::string, Officer, std::less<>> officers_;
  std::map<std::string, Gate, std::less<>> gates_;
  std::map<std::string, IssuedBadge, std::less<>> badges_;
  std::unordered_map<std::string, Vetting> vetting_;
  std::uint64_t list_sequence_ = 0;
  std::optional<TrustListRecord> trust_list_;
  std::uint64_t erased_ = 0;
  std::optional<Purge> purged_;
  std::map<std::string, SeenCheckpoints, std::less<>> checkpoints_;
  std::optional<crypto::PublicKey> witness_key_;
  std::uint64_t signed_size_ = 0;
};

}  // namespace eb::issuer
