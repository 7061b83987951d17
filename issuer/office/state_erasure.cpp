// What the acts say of erasures: one person, or everybody at the end of retention.
#include "common/base/text.hpp"
#include "issuer/office/state.hpp"

namespace eb::issuer {

Status OfficeState::still_open() const {
  if (!purged_) return {};
  return fail(ErrorCode::not_allowed, "this office was purged on " + format_utc(to_seconds(purged_->at)) +
                                          ": it knows nobody any more; make a new office for another event");
}

Status OfficeState::not_erased(const std::string& registration) const {
  if (!vetting(registration).erased) return {};
  return fail(ErrorCode::not_allowed, printable(registration) + " was erased: nothing can be done to it any more");
}

Status OfficeState::check_not_over(const log::Act& act) const {
  EB_CHECK(still_open());
  return act.registration ? not_erased(*act.registration) : Status{};
}

// The badge named is the one that ends with the person: what else the log says of it is then known to be of nobody.
Status OfficeState::apply_erasure(const log::Act& act) {
  EB_CHECK(require_role(act, role_issuer));
  if (!act.detail || act.detail->empty()) return fail(ErrorCode::usage, "act " + act.act + " needs a reason");
  if (act.act == "purge") {
    purged_ = Purge{act.time, *act.detail};
    return {};
  }
  if (!act.registration) return fail(ErrorCode::malformed, "act erase names no registration");
  if (act.badge != vetting(*act.registration).badge)
    return fail(ErrorCode::malformed, "act erase does not name the active badge of " + printable(*act.registration));
  end_badge(*act.registration, BadgeState::revoked);
  auto& state = vetting_[*act.registration];
  state.approvals.clear();
  state.issued = false;
  state.erased = true;
  ++erased_;
  return {};
}

}  // namespace eb::issuer
