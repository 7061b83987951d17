// Bytes to UTF-8: byte order mark, else the label, else UTF-8 when valid, else windows-1252 (docs/intake.md).
#pragma once

#include <string>
#include <string_view>

#include "common/base/bytes.hpp"

namespace eb::issuer::intake {

// `label` is a charset's name from a mail or empty. The result is a view of `bytes` when those are UTF-8 already, else of
// `storage`; it may still hold single bytes that are not UTF-8 when a byte order mark promised UTF-8 wrongly.
[[nodiscard]] std::string_view decode_text(std::string_view bytes, std::string_view label, std::string& storage);

}  // namespace eb::issuer::intake
