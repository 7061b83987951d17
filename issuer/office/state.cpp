#include "issuer/office/state.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "common/base/text.hpp"

namespace eb::issuer {
namespace {

constexpr std::array<std::pair<std::string_view, unsigned>, 4> role_names{
    {{"registrar", role_registrar}, {"vetter", role_vetter}, {"issuer", role_issuer}, {"auditor", role_auditor}}};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// The words of an act's detail, which officer, gate and root acts carry in a fixed form.
Result<std::vector<std::string_view>> detail_words(const log::Act& act, std::size_t count) {
  if (!act.detail) return fail(ErrorCode::malformed, "act " + act.act + " has no detail");
  auto words = split(*act.detail, ' ');
  if (words.size() != count) return fail(ErrorCode::malformed, "detail of act " + act.act + " is not in its form");
  return words;
}

Result<crypto::PublicKey> key_of(std::string_view base64) {
  const auto der = from_base64(base64);
  if (!der) return fail(ErrorCode::malformed, "public key in an act is not base64");
  return crypto::PublicKey::from_spki(*der);
}

// A number that must rise, in the detail of door-list and trust-list acts.
Result<std::uint64_t> rising_number(const log::Act& act, std::uint64_t last) {
  std::uint64_t number = 0;
  const std::string text = act.detail.value_or("");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number <= last)
    return fail(ErrorCode::malformed, "the sequence number of a " + act.act + " act must rise");
  return number;
}

bool is_root_act(std::string_view act) {
  return act == "init" || act == "root-change" || act == "officer-add" || act == "officer-disable" || act == "gate-enrol" ||
         act == "gate-remove" || act == "trust-list";
}

// What is kept of what happened, and decides nothing: needs no officer.
bool is_record(std::string_view act) {
  return act == "import" || act == "door-list" || act == "checkpoint" || act == "witness-key";
}

}  // namespace

Result<unsigned> parse_roles(std::string_view comma_list) {
  unsigned roles = 0;
  for (const auto word : split(comma_list, ',')) {
    const auto* const found =
        std::find_if(role_names.begin(), role_names.end(), [&](const auto& role) { return role.first == trim(word); });
    if (found == role_names.end())
      return fail(ErrorCode::usage,
                  "no role '" + printable(word) + "': use registrar, vetter, issuer or auditor, with commas between");
    roles |= found->second;
  }
  return roles;
}

std::string roles_text(unsigned roles) {
  std::string out;
  for (const auto& [name, bit] : role_names) {
    if ((roles & bit) == 0) continue;
    if (!out.empty()) out += ',';
    out += name;
  }
  return out;
}

bool is_officer_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= 32 && name.front() != '.' && name != "root" &&
         std::all_of(name.begin(), name.end(), allowed);
}

std::string_view badge_state_name(BadgeState state) {
  switch (state) {
    case BadgeState::active: return "active";
    case BadgeState::revoked: return "revoked";
    case BadgeState::superseded: return "superseded";
  }
  return "unknown";
}

Vetting OfficeState::vetting(std::string_view registration) const {
  const auto found = vetting_.find(std::string(registration));
  return found == vetting_.end() ? Vetting{} : found->second;
}

std::vector<std::string> OfficeState::approvers(std::string_view registration, const Sha256& digest) const {
  std::vector<std::string> names;
  const auto found = vetting_.find(std::string(registration));
  if (found == vetting_.end()) return names;
  for (const auto& approval : found->second.approvals) {
    const auto officer = officers_.find(approval.officer);
    const bool counts = approval.digest == digest && officer != officers_.end() && officer->second.enabled &&
                        (officer->second.roles & role_vetter) != 0;
    if (counts && std::find(names.begin(), names.end(), approval.officer) == names.end()) names.push_back(approval.officer);
  }
  return names;
}

Status OfficeState::check_signature(const log::Act& act, const std::optional<crypto::PublicKey>& claimed_root) const {
  if (!act.by) {
    if (act.signature || !is_record(act.act))
      return fail(ErrorCode::not_allowed, "act " + act.act + " needs an officer");
    return {};
  }
  const crypto::PublicKey* key = nullptr;
  if (*act.by == "root") {
    const auto& root = claimed_root ? claimed_root : root_;
    if (root) key = &*root;
  } else if (const auto officer = officers_.find(*act.by); officer != officers_.end()) {
    key = &officer->second.key;
  }
  if (key == nullptr) return fail(ErrorCode::not_allowed, "no officer '" + printable(*act.by) + "' in this office");
  if (!log::verify_act(act, *key))
    return fail(ErrorCode::signature_invalid,
                "act " + std::to_string(act.index) + " (" + act.act + ") is not signed by " + *act.by);
  return {};
}

Status OfficeState::require_role(const log::Act& act, unsigned role) const {
  if (!act.by || *act.by == "root") return fail(ErrorCode::not_allowed, "act " + act.act + " needs an officer");
  return may(*act.by, role);
}

Status OfficeState::may(std::string_view name, unsigned role) const {
  const auto officer = officers_.find(name);
  if (officer == officers_.end()) return fail(ErrorCode::not_allowed, "no officer '" + printable(name) + "' in this office");
  if (!officer->second.enabled) return fail(ErrorCode::not_allowed, "officer " + std::string(name) + " is disabled");
  if ((officer->second.roles & role) == 0)
    return fail(ErrorCode::not_allowed, "officer " + std::string(name) + " has no role " + roles_text(role) + " (has " +
                                            roles_text(officer->second.roles) + ")");
  return {};
}

Status OfficeState::apply(const log::Act& act) {
  if (act.index != next_ || act.event != event_)
    return fail(ErrorCode::integrity, "act " + std::to_string(act.index) + " is out of place: expected act " +
                                          std::to_string(next_) + " of event " + event_);
  if ((next_ == 0) != (act.act == "init")) return fail(ErrorCode::integrity, "the log of acts does not begin with init");
  if (is_root_act(act.act)) {
    EB_CHECK(apply_root_act(act));
  } else {
    EB_CHECK(check_signature(act, std::nullopt));
    EB_CHECK(check_not_over(act));
    if (act.act == "approve" || act.act == "reject" || act.act == "reopen" || act.act == "edit") {
      EB_CHECK(apply_vetting(act));
    } else if (act.act == "issue" || act.act == "reissue" || act.act == "revoke") {
      EB_CHECK(apply_badge(act));
    } else if (act.act == "erase" || act.act == "purge") {
      EB_CHECK(apply_erasure(act));
    } else {
      EB_CHECK(apply_record_keeping(act));
    }
  }
  ++next_;
  if (act.by) signed_size_ = next_;
  return {};
}

Status OfficeState::apply_root_act(const log::Act& act) {
  if (!act.by || *act.by != "root") return fail(ErrorCode::not_allowed, "act " + act.act + " needs the root key");
  if (act.act == "init") return apply_init(act);
  EB_CHECK(check_signature(act, std::nullopt));
  if (act.act == "officer-add" || act.act == "officer-disable") return apply_officer(act);
  if (act.act == "gate-enrol" || act.act == "gate-remove") return apply_gate(act);
  if (act.act == "trust-list") return apply_trust_list(act);
  if (act.act == "root-change") {
    EB_TRY(words, detail_words(act, 1));
    EB_TRY(key, key_of(words[0]));
    former_roots_.push_back(*root_);
    root_ = std::move(key);
  }
  return {};
}

// The digest is the record; the signed list itself is checked against it where it is read.
Status OfficeState::apply_trust_list(const log::Act& act) {
  if (!act.digest) return fail(ErrorCode::malformed, "act trust-list names no trust list");
  EB_TRY(sequence, rising_number(act, trust_list_ ? trust_list_->sequence : 0));
  trust_list_ = TrustListRecord{sequence, *act.digest};
  return {};
}

Status OfficeState::apply_init(const log::Act& act) {
  EB_TRY(words, detail_words(act, 1));
  EB_TRY(key, key_of(words[0]));
  EB_CHECK(check_signature(act, key));
  root_ = std::move(key);
  return {};
}

Status OfficeState::apply_officer(const log::Act& act) {
  if (act.act == "officer-disable") {
    const auto found = officers_.find(act.detail.value_or(""));
    if (found == officers_.end())
      return fail(ErrorCode::not_found, "no officer '" + printable(act.detail.value_or("")) + "'");
    found->second.enabled = false;
    return {};
  }
  EB_TRY(words, detail_words(act, 3));
  if (!is_officer_name(words[0]))
    return fail(ErrorCode::usage, "'" + printable(words[0]) + "' cannot be an officer's name: use 1 to 32 of a-z 0-9 . _ -");
  if (officers_.find(words[0]) != officers_.end())
    return fail(ErrorCode::already_exists, "officer " + std::string(words[0]) + " exists; a name is never given twice");
  EB_TRY(roles, parse_roles(words[1]));
  EB_TRY(key, key_of(words[2]));
  if (key.algorithm() != crypto::Algorithm::eddsa) return fail(ErrorCode::key_unfit, "an officer's key must be Ed25519");
  // Two names with one key would let one person approve twice.
  for (const auto& [name, other] : officers_)
    if (other.key == key) return fail(ErrorCode::already_exists, "officer " + name + " has this key already");
  officers_.emplace(std::string(words[0]), Officer{roles, std::move(key), true});
  return {};
}

Status OfficeState::apply_gate(const log::Act& act) {
  if (act.act == "gate-remove") {
    const auto found = gates_.find(act.detail.value_or(""));
    if (found == gates_.end() || !found->second.enrolled)
      return fail(ErrorCode::not_found, "no enrolled gate '" + printable(act.detail.value_or("")) + "'");
    found->second.enrolled = false;
    return {};
  }
  EB_TRY(words, detail_words(act, 3));
  EB_TRY(key, key_of(words[1]));
  if (key.algorithm() != crypto::Algorithm::eddsa) return fail(ErrorCode::key_unfit, "a gate's signing key must be Ed25519");
  const auto point = from_base64(words[2]);
  if (!point) return fail(ErrorCode::malformed, "agreement point in an act is not base64");
  EB_CHECK(crypto::check_p256_point(*point));
  if (gates_.find(words[0]) != gates_.end())
    return fail(ErrorCode::already_exists, "gate " + std::string(words[0]) + " exists; give the new gate another name");
  gates_.emplace(std::string(words[0]), Gate{std::move(key), *point, true});
  return {};
}

Status OfficeState::apply_vetting(const log::Act& act) {
  EB_CHECK(require_role(act, act.act == "edit" ? role_registrar : role_vetter));
  if (!act.registration) return fail(ErrorCode::malformed, "act " + act.act + " names no registration");
  if (act.act == "approve") {
    if (!act.digest) return fail(ErrorCode::malformed, "an approval names no form");
    const auto now = vetting(*act.registration);
    if (now.rejected) return fail(ErrorCode::not_allowed, *act.registration + " is rejected: reopen it first");
    for (const auto& earlier : now.approvals) {
      if (earlier.digest != *act.digest)
        return fail(ErrorCode::integrity, *act.registration + " was changed outside the program after " + earlier.officer +
                                              " approved it: reopen it and look at it again");
      if (earlier.officer == *act.by)
        return fail(ErrorCode::not_allowed,
                    *act.registration + " is approved by " + *act.by + " already: another officer must confirm");
    }
    vetting_[*act.registration].approvals.push_back({*act.by, *act.digest});
    return {};
  }
  if (!act.detail || act.detail->empty()) return fail(ErrorCode::usage, "act " + act.act + " needs a reason");
  auto& state = vetting_[*act.registration];
  state.approvals.clear();
  state.issued = false;
  if (act.act != "edit") state.rejected = act.act == "reject";
  end_badge(*act.registration, BadgeState::revoked);
  return {};
}

void OfficeState::end_badge(const std::string& registration, BadgeState state) {
  auto& vetting = vetting_[registration];
  if (!vetting.badge) return;
  badges_.find(*vetting.badge)->second.state = state;
  vetting.badge.reset();
}

Status OfficeState::apply_badge(const log::Act& act) {
  EB_CHECK(require_role(act, role_issuer));
  if (!act.badge) return fail(ErrorCode::malformed, "act " + act.act + " names no badge");
  if (act.act == "revoke") {
    if (!act.detail || act.detail->empty()) return fail(ErrorCode::usage, "act revoke needs a reason");
    const auto found = badges_.find(*act.badge);
    if (found == badges_.end()) return fail(ErrorCode::not_found, "no badge " + printable(*act.badge) + " was issued here");
    if (found->second.state != BadgeState::active)
      return fail(ErrorCode::not_allowed,
                  "badge " + *act.badge + " is " + std::string(badge_state_name(found->second.state)) + " already");
    end_badge(found->second.registration, BadgeState::revoked);
    return {};
  }
  if (!act.registration || !act.digest)
    return fail(ErrorCode::malformed, "act " + act.act + " names no registration or form");
  if (badges_.find(*act.badge) != badges_.end()) return fail(ErrorCode::already_exists, "badge " + *act.badge + " exists");
  const auto now = vetting(*act.registration);
  if (approvers(*act.registration, *act.digest).size() < 2)
    return fail(ErrorCode::not_allowed, *act.registration + " is not approved by two officers in its present form");
  if (act.act == "issue" && now.issued)
    return fail(ErrorCode::not_allowed, *act.registration + " got a badge already: use reissue to give another one");
  if (act.act == "reissue" && !now.issued)
    return fail(ErrorCode::not_allowed, *act.registration + " has no badge to replace: use issue");
  if (act.act == "reissue" && (!act.detail || act.detail->empty()))
    return fail(ErrorCode::usage, "act reissue needs a reason");
  end_badge(*act.registration, BadgeState::superseded);
  badges_.emplace(*act.badge, IssuedBadge{*act.registration, BadgeState::active, *act.digest});
  auto& state = vetting_[*act.registration];
  state.badge = *act.badge;
  state.issued = true;
  return {};
}

Status OfficeState::apply_record_keeping(const log::Act& act) {
  if (act.act == "import") {
    if (act.by) EB_CHECK(require_role(act, role_registrar));
    return {};
  }
  if (act.act == "door-list") {
    if (act.by) EB_CHECK(require_role(act, role_issuer));
    EB_TRY(sequence, rising_number(act, list_sequence_));
    list_sequence_ = sequence;
    return {};
  }
  if (act.act == "checkpoint") return apply_checkpoint(act);
  if (act.act == "witness-key") return apply_witness_key(act);
  return fail(ErrorCode::integrity, "unknown act '" + printable(act.act) + "': written by a newer program?");
}

}  // namespace eb::issuer
