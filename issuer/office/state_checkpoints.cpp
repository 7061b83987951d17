// What the log of acts says of gates' checkpoints: a part of OfficeState.
#include <algorithm>
#include <array>
#include <charconv>

#include "common/base/text.hpp"
#include "issuer/office/state.hpp"

namespace eb::issuer {
namespace {

constexpr std::array<std::pair<std::string_view, CheckpointStanding>, 3> checkpoint_standing_names{
    {{"seen", CheckpointStanding::seen},
     {"consistent", CheckpointStanding::consistent},
     {"cosigned", CheckpointStanding::cosigned}}};

struct CheckpointDetail {
  std::string gate;
  SeenCheckpoint checkpoint;
};

// "GATE SIZE ROOT STANDING", the root in base64.
std::optional<CheckpointDetail> parse_detail(const log::Act& act) {
  const std::string text = act.detail.value_or("");
  std::array<std::string_view, 4> words;
  std::size_t count = 0;
  for (std::string_view rest = text; count < words.size(); ++count) {
    const auto end = rest.find(' ');
    words[count] = rest.substr(0, end);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  CheckpointDetail out;
  const auto& [gate, size, root, standing] = words;
  out.gate = gate;
  const auto [stop, error] = std::from_chars(size.data(), size.data() + size.size(), out.checkpoint.size);
  const auto bytes = from_base64(root);
  const auto hash = bytes ? Sha256::from(*bytes) : std::nullopt;
  const auto* const named = std::find_if(checkpoint_standing_names.begin(), checkpoint_standing_names.end(),
                                         [&, name = standing](const auto& known) { return known.first == name; });
  if (count != 3 || error != std::errc{} || stop != size.data() + size.size() || !hash ||
      named == checkpoint_standing_names.end() || !act.digest)
    return std::nullopt;
  out.checkpoint.root = *hash;
  out.checkpoint.note = *act.digest;
  out.checkpoint.standing = named->second;
  return out;
}

}  // namespace

std::string_view checkpoint_standing_name(CheckpointStanding standing) {
  for (const auto& [name, value] : checkpoint_standing_names)
    if (value == standing) return name;
  return "unknown";
}

// Two roots for one size are never recorded, and what is cosigned is the largest: whatever the database says, the office has
// cosigned one line of checkpoints of each gate.
Status OfficeState::apply_checkpoint(const log::Act& act) {
  const auto given = parse_detail(act);
  if (!given) return fail(ErrorCode::malformed, "detail of act checkpoint is not in its form");
  const auto& now = given->checkpoint;
  const auto gate = gates_.find(given->gate);
  if (gate == gates_.end() || !gate->second.enrolled)
    return fail(ErrorCode::not_allowed, "no enrolled gate '" + printable(given->gate) + "'");
  const auto known_gate = checkpoints_.find(given->gate);
  auto seen = known_gate == checkpoints_.end() ? SeenCheckpoints{} : known_gate->second;
  const auto at = std::lower_bound(seen.begin(), seen.end(), now.size,
                                   [](const SeenCheckpoint& one, std::uint64_t size) { return one.size < size; });
  const bool known = at != seen.end() && at->size == now.size;
  const bool largest = seen.empty() || now.size >= seen.back().size;
  if (known &&
      (at->root != now.root || at->standing != CheckpointStanding::seen || now.standing == CheckpointStanding::seen))
    return fail(ErrorCode::not_allowed, "gate " + given->gate + " has another checkpoint of this size already");
  if (largest == (now.standing == CheckpointStanding::consistent))
    return fail(ErrorCode::not_allowed, "checkpoint of gate " + given->gate + " is not in its place");
  if (known)
    *at = now;
  else
    seen.insert(at, now);
  if (now.standing == CheckpointStanding::cosigned)
    for (auto& earlier : seen)
      if (earlier.standing == CheckpointStanding::seen) earlier.standing = CheckpointStanding::consistent;
  checkpoints_[given->gate] = std::move(seen);
  return {};
}

Status OfficeState::apply_witness_key(const log::Act& act) {
  const auto der = from_base64(act.detail.value_or(""));
  if (!der) return fail(ErrorCode::malformed, "public key in an act is not base64");
  EB_TRY(key, crypto::PublicKey::from_spki(*der));
  if (key.algorithm() != crypto::Algorithm::eddsa) return fail(ErrorCode::key_unfit, "a witness key must be Ed25519");
  if (witness_key_) return fail(ErrorCode::already_exists, "this office has a checkpoint witness key already");
  witness_key_ = std::move(key);
  return {};
}

}  // namespace eb::issuer
