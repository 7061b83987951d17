// One act of an officer in the office's log: like an entry, one canonical line of JSON, plus the officer's signature.
//
// {"event":"EUIF-2015","index":7,"time":"2015-07-09T10:00:00.000Z","act":"approve","by":"alice","registration":"R-0001",
//  "badge":null,"digest":"64 hex digits","detail":null,"signature":"base64 of 64 bytes"}
//
// The signature is Ed25519 by the officer named in `by` over domain::office_act followed by the line up to, not including,
// `,"signature":`. Index and event are inside, so that an act cannot be moved or replayed. Acts without an officer (import)
// have by and signature null; acts of the root key (officer-add, gate-enrol, key acts) have by "root" and the root's signature.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::log {

struct Act {
  std::string event;
  std::uint64_t index = 0;
  Millis time{};
  std::string act;                              // init officer-add officer-disable import edit approve reject reopen issue
                                                // revoke reissue gate-enrol gate-remove door-list key-rotate key-revoke erase purge ...
  std::optional<std::string> by;                // officer's name, "root", or null
  std::optional<std::string> registration;      // "R-0001"
  std::optional<std::string> badge;             // badge number
  std::optional<Sha256> digest;                 // what was signed: canonical registration, list file, public key ...
  std::optional<std::string> detail;            // reason given, roles, counts: never personal data of a delegate
  std::optional<Bytes> signature;               // 64 bytes
};

[[nodiscard]] std::string act_signing_input(const Act& act);           // domain string and unsigned part
[[nodiscard]] std::string act_line(const Act& act);
[[nodiscard]] Result<Act> parse_act(std::string_view line);            // malformed unless act_line(result) == line
[[nodiscard]] Status sign_act(Act& act, const crypto::Signer& signer); // fills signature
[[nodiscard]] bool verify_act(const Act& act, const crypto::PublicKey& key);

[[nodiscard]] std::string office_origin(std::string_view event);       // "badge-office/EVENT"

}  // namespace eb::log
