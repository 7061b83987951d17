#include "common/base/error.hpp"

#include <cstdio>
#include <cstdlib>

namespace eb {

std::string_view error_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::malformed: return "malformed";
    case ErrorCode::too_large: return "too_large";
    case ErrorCode::signature_invalid: return "signature_invalid";
    case ErrorCode::key_unknown: return "key_unknown";
    case ErrorCode::key_unfit: return "key_unfit";
    case ErrorCode::decrypt_failed: return "decrypt_failed";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::already_exists: return "already_exists";
    case ErrorCode::io: return "io";
    case ErrorCode::storage: return "storage";
    case ErrorCode::integrity: return "integrity";
    case ErrorCode::rollback: return "rollback";
    case ErrorCode::not_allowed: return "not_allowed";
    case ErrorCode::crypto: return "crypto";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::expired: return "expired";
    case ErrorCode::usage: return "usage";
    case ErrorCode::render: return "render";
    case ErrorCode::no_code: return "no_code";
    case ErrorCode::not_now: return "not_now";
    case ErrorCode::try_later: return "try_later";
  }
  return "unknown";
}

tl::unexpected<Error> fail_in(std::string_view context, Error error) {
  error.message.insert(0, std::string(context) + ": ");
  return tl::unexpected<Error>(std::move(error));
}

void broken_invariant(std::string_view what) {
  std::fprintf(stderr, "broken invariant: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace eb
