// Which public keys may sign what, and when: the answer of a verified trust list, in the form the verifiers ask for.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/time.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::codec {

enum class KeyUse : int { badge = 1, list = 2, gate = 3 };
[[nodiscard]] std::string_view key_use_name(KeyUse use);

struct TrustedKey {
  crypto::PublicKey key;
  KeyUse use{};
  Seconds valid_from{};               // inclusive
  Seconds valid_until{};              // inclusive
  std::optional<Seconds> revoked_at;  // from this second on nothing it signed is accepted
  std::string label;                  // for people: a gate's name, "badge key 2"; at most 64 bytes of UTF-8
};

enum class KeyFitness { fit, not_valid, revoked };
// not_valid outside [valid_from, valid_until]; revoked at or after revoked_at; not_valid is said first.
[[nodiscard]] KeyFitness key_fitness(const TrustedKey& key, Millis now);

class KeySet {
 public:
  KeySet() = default;
  explicit KeySet(std::vector<TrustedKey> keys);  // sorts by kid
  // All keys of that use with that kid: there can be more than one (an attacker may grind 8 bytes), and each is tried.
  [[nodiscard]] std::vector<const TrustedKey*> find(KeyUse use, const Kid& kid) const;
  // The same for every use, without asking for memory.
  [[nodiscard]] std::span<const TrustedKey> with_kid(const Kid& kid) const;
  [[nodiscard]] const std::vector<TrustedKey>& all() const { return keys_; }

 private:
  std::vector<TrustedKey> keys_;
};

}  // namespace eb::codec
