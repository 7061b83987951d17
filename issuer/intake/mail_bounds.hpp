// What a mail may cost to parse. GMime's time grows with parts times depth and its memory with headers, so both are counted
// before it sees the mail.
#pragma once

#include <string_view>

#include "common/base/error.hpp"

namespace eb::issuer::intake {

[[nodiscard]] Status check_mail_bounds(std::string_view bytes);

}  // namespace eb::issuer::intake
