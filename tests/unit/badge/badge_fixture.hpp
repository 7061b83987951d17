// Keys and claims that the badge tests share.
#pragma once

#include <string>

#include "common/badge/badge.hpp"
#include "common/codec/base45.hpp"

namespace eb::badge::test {

inline Seconds at(std::int64_t seconds) {
  return Seconds(std::chrono::seconds(seconds));
}

inline const crypto::PrivateKey& key_of(crypto::Algorithm algorithm) {
  static const auto es256 = crypto::PrivateKey::generate(crypto::Algorithm::es256).value();
  static const auto eddsa = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  return algorithm == crypto::Algorithm::es256 ? es256 : eddsa;
}

// The secret a0, a1 ... af and the tag 00 ... 07 of the known answers.
inline Claims sample_claims(std::string event = "EUIF-2015") {
  Claims claims;
  claims.event = std::move(event);
  claims.not_before = at(1437720000);
  claims.expires = at(1437750000);
  for (std::size_t i = 0; i < BadgeSecret::size; ++i) claims.secret.writable()[i] = static_cast<std::uint8_t>(0xA0 + i);
  for (std::size_t i = 0; i < IdTag::size; ++i) claims.tag.value[i] = static_cast<std::uint8_t>(i);
  return claims;
}

constexpr std::int64_t key_from = 1430000000;
constexpr std::int64_t key_until = 1440000000;
inline const Millis during{std::chrono::seconds(1437730000)};

inline codec::TrustedKey trusted(const crypto::PublicKey& key, codec::KeyUse use = codec::KeyUse::badge) {
  return {key, use, at(key_from), at(key_until), std::nullopt, "badge key 1"};
}

inline std::string badge_text(BytesView cose) {
  return std::string(badge_prefix) + codec::base45_encode(cose);
}

inline Bytes cose_of(std::string_view text) {
  return codec::base45_decode(text.substr(badge_prefix.size())).value();
}

}  // namespace eb::badge::test
