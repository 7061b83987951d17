// Erasure of one person, and of everybody at the end of retention (docs/data-protection.md).
//
// In this order, so that a kill at any moment loses nothing and the same command finishes the job:
//   1 one transaction: the act, and with it the rows' fields, salts, badge texts and secrets; what is left to do is noted
//   2 the files that the program wrote: destroyed, or told
//   3 the database built anew and its write-ahead log emptied
//   4 one transaction: done. Only then it is called erased.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "issuer/office/office.hpp"
#include "issuer/office/totals.hpp"
#include "issuer/office/wipe.hpp"

namespace eb::issuer {

struct Erasure {
  std::string registration;
  std::optional<std::string> badge;     // the active one, revoked by this
  bool before = false;                  // it was erased before: nothing was left to do
  std::vector<std::uint64_t> named_in;  // acts whose reason names the person, which cannot be changed
};
// The actor must be an issuer. not_now: files in the office's directory hold the person's values and are not the program's.
[[nodiscard]] Result<Erasure> erase(Office& office, const Actor& issuer, Millis now, const std::string& id,
                                    const std::string& reason, const TellFile& tell);

// What a purge is asked for. before: only if the event ended before this day, so that the wrong office is not purged.
struct PurgeRequest {
  Date before{};
  std::string reason;  // needed while retention lasts
};
[[nodiscard]] Seconds retention_end(const EventProfile& event);
// not_allowed while the event or its retention lasts (unless a reason is given) and when everything was purged before.
[[nodiscard]] Status purge_allowed(const Office& office, const PurgeRequest& request, Millis now);
// True when a purge was begun and not ended: purge() then ends it, whatever is asked.
[[nodiscard]] Result<bool> purge_unfinished(Office& office);
// The totals as they were and stay.
[[nodiscard]] Result<Totals> purge(Office& office, const Actor& issuer, Millis now, const PurgeRequest& request,
                                   const TellFile& tell);

}  // namespace eb::issuer
