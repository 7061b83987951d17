#include "common/codec/key_set.hpp"

#include <algorithm>

namespace eb::codec {
namespace {

struct ByKid {
  bool operator()(const TrustedKey& a, const TrustedKey& b) const { return a.key.kid() < b.key.kid(); }
  bool operator()(const TrustedKey& a, const Kid& b) const { return a.key.kid() < b; }
  bool operator()(const Kid& a, const TrustedKey& b) const { return a < b.key.kid(); }
};

}  // namespace

std::string_view key_use_name(KeyUse use) {
  switch (use) {
    case KeyUse::badge: return "badge";
    case KeyUse::list: return "list";
    case KeyUse::gate: return "gate";
  }
  return "unknown";
}

KeyFitness key_fitness(const TrustedKey& key, Millis now) {
  const Seconds second = to_seconds(now);
  if (second < key.valid_from || second > key.valid_until) return KeyFitness::not_valid;
  if (key.revoked_at && second >= *key.revoked_at) return KeyFitness::revoked;
  return KeyFitness::fit;
}

KeySet::KeySet(std::vector<TrustedKey> keys) : keys_(std::move(keys)) {
  std::stable_sort(keys_.begin(), keys_.end(), ByKid());
}

std::span<const TrustedKey> KeySet::with_kid(const Kid& kid) const {
  const auto [first, last] = std::equal_range(keys_.begin(), keys_.end(), kid, ByKid());
  return {first, last};
}

std::vector<const TrustedKey*> KeySet::find(KeyUse use, const Kid& kid) const {
  std::vector<const TrustedKey*> found;
  for (const auto& key : with_kid(kid))
    if (key.use == use) found.push_back(&key);
  return found;
}

}  // namespace eb::codec
