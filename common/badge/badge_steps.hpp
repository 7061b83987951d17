// The steps of verify_badge() one by one, for badge.cpp and inspect.cpp, so that both follow the same ones.
#pragma once

#include <string_view>

#include <tl/expected.hpp>

#include "common/badge/badge.hpp"
#include "common/codec/cose.hpp"

namespace eb::badge::steps {

// The COSE bytes of the longest text: 216 characters of base45. They hold the badge secret.
using CoseBuffer = SecretArray<(max_badge_text - badge_prefix.size()) / 3 * 2, struct CoseBufferTag>;

// Step 1, of a text without the prefix: foreign_code, or malformed when only its case or white space before it is wrong.
[[nodiscard]] Reason without_prefix(std::string_view text);
// Step 2, first half, of a text that has the prefix.
[[nodiscard]] Result<BytesView> decode_text(std::string_view text, CoseBuffer& buffer);
// Steps 3 to 6.
[[nodiscard]] tl::expected<const codec::TrustedKey*, Reason> signing_key(const codec::Sign1& message,
                                                                         const codec::KeySet& keys, Millis now);

}  // namespace eb::badge::steps
