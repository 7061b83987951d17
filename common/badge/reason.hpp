// Verdicts and reasons of design §5. Their names are contracts; the numbers are ours and never reordered.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace eb::badge {

enum class Verdict : std::uint8_t { admit = 1, check = 2, deny = 3 };

// In the order in which decide() asks; the first that applies wins.
enum class Reason : std::uint8_t {
  log_unavailable = 1,
  no_list,
  list_expired,
  clock_rollback,
  several_codes,
  foreign_code,
  malformed,
  key_unknown,
  key_not_valid,
  key_revoked,
  alg_mismatch,
  bad_signature,
  wrong_event,
  not_yet_valid,
  expired,
  revoked,
  superseded,
  not_on_list,
  record_mismatch,
  door_closed,
  wrong_zone,
  id_expired,
  id_misread,
  id_mismatch,
  already_inside,
  id_required,
  admitted,
  exit_recorded,
  not_inside,
};
inline constexpr std::uint8_t reason_count = 29;

[[nodiscard]] std::string_view verdict_name(Verdict verdict);
[[nodiscard]] std::string_view reason_name(Reason reason);
[[nodiscard]] std::optional<Verdict> verdict_from(std::string_view name);
[[nodiscard]] std::optional<Reason> reason_from(std::string_view name);
[[nodiscard]] Verdict verdict_of(Reason reason);  // the table of design §5
// May a supervisor, who sees the person, let them in all the same? Only where the badge and its record are genuine and what
// is missing is a matter of judgement: never for a forged, withdrawn or unknown badge, nor when the gate itself is not fit.
[[nodiscard]] bool may_override(Reason reason);
constexpr std::chrono::minutes override_patience{15};  // an older entry is about somebody who is no longer at the door
// What the guard does next, one English sentence that gives nothing away ("ask the person to ...").
[[nodiscard]] std::string_view reason_advice(Reason reason);

}  // namespace eb::badge
