#include "common/codec/key_set.hpp"

#include <algorithm>

namespace eb::codec {
namespace {

const Kid& kid_of(const TrustedKey& key) {
  return key.key.kid();
}

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
  if (key.revoked_at && second >= *key.revoked_at) return KeyFitness::revoked;
  if (second < key.valid_from || second > key.valid_until) return KeyFitness::not_valid;
  return KeyFitness::fit;
}

KeySet::KeySet(std::vector<TrustedKey> keys) : keys_(std::move(keys)) {
  std::ranges::stable_sort(keys_, {}, kid_of);
}

std::span<const TrustedKey> KeySet::with_kid(const Kid& kid) const {
  const auto range = std::ranges::equal_range(keys_, kid, {}, kid_of);
  return {range.begin(), range.end()};
}

std::vector<const TrustedKey*> KeySet::find(KeyUse use, const Kid& kid) const {
  std::vector<const TrustedKey*> found;
  for (const auto& key : with_kid(kid))
    if (key.use == use) found.push_back(&key);
  return found;
}

}  // namespace eb::codec
