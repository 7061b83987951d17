#include "issuer/office/witness.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/log/entry.hpp"

namespace eb::issuer {
namespace {

constexpr std::size_t max_note = std::size_t{1} << 14;

std::string entries_of(std::uint64_t size) {
  return std::to_string(size) + (size == 1 ? " entry" : " entries");
}

std::string note_name(const std::string& gate, std::uint64_t size) {
  return "checkpoint " + gate + " " + std::to_string(size);
}

const SeenCheckpoints& seen_of(const OfficeState& state, const std::string& gate) {
  static const SeenCheckpoints none;
  const auto found = state.checkpoints().find(gate);
  return found == state.checkpoints().end() ? none : found->second;
}

const SeenCheckpoint* of_size(const SeenCheckpoints& seen, std::uint64_t size) {
  const auto found = std::find_if(seen.begin(), seen.end(), [size](const auto& one) { return one.size == size; });
  return found == seen.end() ? nullptr : &*found;
}

Result<Contradiction> contradict(Office& office, const GateNote& given, const SeenCheckpoint& seen, bool fork,
                                 const std::string& second_note, const std::string& what) {
  EB_TRY(first_note, kept_note(office, given.gate, seen));
  return Contradiction{fork, "gate " + given.gate + " " + what, {std::move(first_note), second_note}};
}

constexpr const char* two_histories = "signed two histories: the office has seen ";

// All that the office has seen, and the new one, against the gate's own entries up to a checkpoint that it signed.
Result<std::optional<Contradiction>> against_files(Office& office, const GateNote& given, const evidence::LogFiles& files) {
  EB_TRY(head, evidence::covering_head(files, files.notes(), given.key, 0));
  const auto reach = head.checkpoint.size;
  if (given.checkpoint.size > reach)
    return fail(ErrorCode::invalid_argument, "the checkpoint has " + entries_of(given.checkpoint.size) +
                                                 ", the export or tiles end at " + std::to_string(reach) +
                                                 ": export again from the gate");
  EB_TRY(root, evidence::proven_root(files, head, given.checkpoint.size));
  if (root != given.checkpoint.root)
    return Contradiction{true,
                         "gate " + given.gate + " signed two histories: this checkpoint of " +
                             entries_of(given.checkpoint.size) + " is not the beginning of the " + std::to_string(reach) +
                             " of the export or tiles",
                         {given.note, head.note}};
  for (const auto& seen : seen_of(office.state(), given.gate)) {
    if (seen.size > reach) {
      EB_TRY(found, contradict(office, given, seen, false, head.note,
                               "went back: the office has seen " + entries_of(seen.size) + " of it, its log now ends at " +
                                   std::to_string(reach)));
      return found;
    }
    EB_TRY(seen_root, evidence::proven_root(files, head, seen.size));
    if (seen_root == seen.root) continue;
    EB_TRY(found, contradict(office, given, seen, true, head.note,
                             two_histories + entries_of(seen.size) + " that are not the beginning of the " +
                                 std::to_string(reach) + " of the export or tiles"));
    return found;
  }
  return std::nullopt;
}

// Sizes from which the new checkpoint must still be shown to continue: the newest cosigned one, and what was only seen.
std::vector<std::uint64_t> to_be_proved(const SeenCheckpoints& seen, std::uint64_t size) {
  std::vector<std::uint64_t> sizes;
  const auto newest =
      std::find_if(seen.rbegin(), seen.rend(), [](const auto& one) { return one.standing == CheckpointStanding::cosigned; });
  for (const auto& one : seen)
    if (one.size != size && one.size > 0 &&
        (one.standing == CheckpointStanding::seen || (newest != seen.rend() && one.size == newest->size)))
      sizes.push_back(one.size);
  return sizes;
}

// A proof that does not hold proves nothing, and not that the gate did wrong.
Status check_proofs(const GateNote& given, const SeenCheckpoints& seen, const std::vector<log::ConsistencyProof>& proofs,
                    std::vector<std::uint64_t>& unproved) {
  for (const auto& proof : proofs) {
    const auto to = log::open_checkpoint(proof.checkpoint, given.key);
    if (!to || to->size != given.checkpoint.size || to->root != given.checkpoint.root)
      return fail(ErrorCode::invalid_argument,
                  "the consistency proof from " + entries_of(proof.old_size) + " does not lead to this checkpoint");
    const auto* from = of_size(seen, proof.old_size);
    if (from == nullptr || from->size > to->size) continue;
    if (from->size > 0 && !log::verify_consistency(from->size, to->size, from->root, to->root, proof.hashes))
      return fail(ErrorCode::integrity,
                  "the consistency proof does not lead from the " + entries_of(proof.old_size) +
                      " that the office has seen to this checkpoint: give the gate's export (--export), "
                      "which tells whether the gate signed two histories");
    std::erase(unproved, from->size);
  }
  return {};
}

Result<Judgement> judge_newest(const GateNote& given, const SeenCheckpoints& seen, const SeenCheckpoint* same,
                               const Evidence& evidence) {
  Judgement out;
  if (!evidence.files) {
    out.unproved = to_be_proved(seen, given.checkpoint.size);
    EB_CHECK(check_proofs(given, seen, evidence.proofs, out.unproved));
  }
  out.standing = out.unproved.empty() ? CheckpointStanding::cosigned : CheckpointStanding::seen;
  out.known =
      same != nullptr && (same->standing == CheckpointStanding::cosigned || out.standing == CheckpointStanding::seen);
  if (out.known) out.standing = same->standing;
  return out;
}

log::Act checkpoint_act(const GateNote& given, CheckpointStanding standing, const std::string& note) {
  log::Act act;
  act.act = "checkpoint";
  act.digest = crypto::sha256(as_bytes(note));
  act.detail = given.gate + " " + std::to_string(given.checkpoint.size) + " " + to_base64(given.checkpoint.root.view()) +
               " " + std::string(checkpoint_standing_name(standing));
  return act;
}

std::string with_plain_line_ends(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out += text[i];
  while (out.ends_with("\n\n")) out.pop_back();
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

}  // namespace

Result<GateNote> open_gate_note(const OfficeState& state, std::string_view text) {
  if (text.size() > max_note) return fail(ErrorCode::too_large, "a gate's checkpoint has at most 16 KiB");
  auto note = with_plain_line_ends(text);
  const auto said = log::peek_checkpoint(note);
  if (!said || note.find("\n\n") == std::string::npos)
    return fail(ErrorCode::malformed, "this is no checkpoint: give what badge-scanner checkpoint or the door page shows");
  for (const auto& [name, gate] : state.gates()) {
    if (log::gate_origin(name, true) == said->origin)
      return fail(ErrorCode::not_allowed,
                  "this is a checkpoint of a rehearsal of gate " + name + ": rehearsals are not witnessed");
    if (log::gate_origin(name, false) != said->origin) continue;
    if (!gate.enrolled)
      return fail(ErrorCode::key_unknown, "gate " + name + " was removed: nothing that its key signs is cosigned");
    log::NoteKey key{said->origin, gate.key};
    auto checkpoint = log::open_checkpoint(note, key);
    if (!checkpoint) return fail_in("not signed by the key of gate " + name, std::move(checkpoint).error());
    return GateNote{name, std::move(key), std::move(*checkpoint), std::move(note)};
  }
  return fail(ErrorCode::key_unknown,
              "no gate of this office signs as " + printable(said->origin) + ": see 'badge-issuer gate list'");
}

Result<Judgement> judge(Office& office, const GateNote& given, const Evidence& evidence) {
  Judgement out;
  const auto& seen = seen_of(office.state(), given.gate);
  const auto size = given.checkpoint.size;
  const auto* same = of_size(seen, size);
  if (same != nullptr && same->root != given.checkpoint.root) {
    EB_TRY(found, contradict(office, given, *same, true, given.note,
                             "signed two histories: two different logs of " + entries_of(size)));
    out.contradiction = std::move(found);
    return out;
  }
  if (evidence.files) {
    EB_TRY(found, against_files(office, given, *evidence.files));
    if (found) {
      out.contradiction = std::move(found);
      return out;
    }
  }
  if (seen.empty() || size >= seen.back().size) return judge_newest(given, seen, same, evidence);
  if (!evidence.files) {
    EB_TRY(found,
           contradict(office, given, seen.back(), false, given.note,
                      "showed " + entries_of(seen.back().size) + " before, and this checkpoint has " + std::to_string(size) +
                          ": the gate was put back to an older state, or this is an older picture; its export (--export) "
                          "tells which"));
    out.contradiction = std::move(found);
    return out;
  }
  out.known = same != nullptr && same->standing != CheckpointStanding::seen;
  out.standing = out.known ? same->standing : CheckpointStanding::consistent;
  return out;
}

Result<Witnessed> add_checkpoint(Office& office, const GateNote& given, const Evidence& evidence,
                                 const crypto::Signer* witness, Millis now) {
  Witnessed out;
  EB_CHECK(office.transact(Actor{}, now, [&](ActWriter& acts) -> Status {
    EB_TRY(judgement, judge(office, given, evidence));
    out.judgement = std::move(judgement);
    out.note = given.note;
    if (out.judgement.contradiction || out.judgement.known) return {};
    if (out.judgement.standing == CheckpointStanding::cosigned) {
      if (witness == nullptr) return fail(ErrorCode::not_now, "the office's log has changed meanwhile: try again");
      EB_TRY(cosigned, log::cosign_note(given.note, witness_name(office.event().id), *witness, to_seconds(now)));
      out.note = std::move(cosigned);
    }
    EB_CHECK(acts.add(checkpoint_act(given, out.judgement.standing, out.note)));
    return office.registry().set_value(note_name(given.gate, given.checkpoint.size), as_bytes(out.note));
  }));
  return out;
}

Result<std::string> kept_note(Office& office, const std::string& gate, const SeenCheckpoint& seen) {
  EB_TRY(stored, office.registry().value(note_name(gate, seen.size)));
  if (!stored || crypto::sha256(*stored) != seen.note)
    return fail(ErrorCode::integrity,
                "the checkpoint of " + entries_of(seen.size) + " of gate " + gate +
                    " is not in the registry as the office's log says: the registry was changed outside "
                    "the program; restore it from the last backup");
  return std::string(as_text(*stored));
}

std::string witness_name(const std::string& event) {
  return log::office_origin(event) + "/witness";
}

Result<log::NoteKey> witness_note_key(const Office& office) {
  const auto& key = office.state().witness_key();
  if (!key)
    return fail(ErrorCode::not_found,
                "this office has no witness key yet: 'badge-issuer checkpoint add' or 'checkpoint key "
                "--make' makes it");
  return log::NoteKey{witness_name(office.event().id), *key, log::NoteKeyType::cosignature_v1};
}

Status make_witness_key(Office& office, Millis now, BytesView secret) {
  if (office.state().witness_key())
    return fail(ErrorCode::already_exists, "this office has a checkpoint witness key already");
  const keys::KeyPlace place{"keys/witness.pem"};
  auto made = keys::create_key(place, office.directory(), crypto::Algorithm::eddsa, secret);
  if (!made && made.error().code == ErrorCode::already_exists)
    made.error().message += "; the office's log does not name it: move it away";
  EB_TRY(key, std::move(made));
  return office.transact(Actor{}, now, [&](ActWriter& acts) -> Status {
    EB_CHECK(office.set_key_place("witness", place));
    log::Act act;
    act.act = "witness-key";
    act.detail = to_base64(key->public_key().spki());
    return acts.add(std::move(act));
  });
}

}  // namespace eb::issuer
