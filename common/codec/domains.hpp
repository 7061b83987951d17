// Every domain-separation string of the project, in one place. Changing one makes all earlier data of its kind unreadable.
#pragma once

#include <string_view>

namespace eb::domain {

// external_aad of COSE messages. A badge has none, so that any COSE library can check it.
inline constexpr std::string_view trust_list = "badge trust list v1";
inline constexpr std::string_view root_change = "badge root change v1";
inline constexpr std::string_view door_manifest = "badge door list manifest v1";
inline constexpr std::string_view gate_keys = "badge gate keys v1";
inline constexpr std::string_view gate_request = "badge gate request v1";

// HKDF info strings: input key the 16-byte badge secret, no salt unless said.
inline constexpr std::string_view badge_number = "badge number";        // 10 bytes, public
inline constexpr std::string_view list_lookup = "door list lookup";     // 16 bytes, the key of a record in the list body
inline constexpr std::string_view record_key = "door list record";      // 32 bytes, salt = door key

// Prefixes of bytes signed without COSE.
inline constexpr std::string_view office_act = "badge office act v1\n";
// HMAC-SHA-256 prefix under the event ID key.
inline constexpr std::string_view id_tag = "badge id tag v1\n";

}  // namespace eb::domain
