#include "audit/proofs.hpp"

#include "audit/words.hpp"
#include "common/base/text.hpp"
#include "common/log/entry.hpp"
#include "common/log/merkle.hpp"

namespace eb::audit {
namespace {

// The sentence when an older checkpoint is not a prefix, and the signed notes that prove it.
std::optional<Finding> disagreement(const evidence::LogFiles& files, const std::string& place,
                                    const evidence::SignedHead& newest, const Head& older, const Result<Sha256>& root) {
  const auto size = older.checkpoint.size;
  const auto gate = printable(newest.checkpoint.origin);
  if (size > newest.checkpoint.size)
    return Finding{place,
                   files.size(),
                   "the log is truncated: " + gate + " signed " + entries_text(size) + " (" + older.source +
                       " proves it), the newest checkpoint here has " + std::to_string(newest.checkpoint.size),
                   {older.note, newest.note}};
  if (*root == older.checkpoint.root) return std::nullopt;
  return Finding{place,
                 std::nullopt,
                 gate + " signed two histories: " + older.source + " has " + entries_text(size) +
                     " that are not the first " + std::to_string(size) + " of the " +
                     std::to_string(newest.checkpoint.size) + " here; the two signed checkpoints are the proof",
                 {older.note, newest.note}};
}

}  // namespace

Result<std::optional<log::NoteKey>> key_beside(const std::filesystem::path& directory) {
  auto key = read_note_key(directory);
  if (!key && key.error().code == ErrorCode::not_found) return std::nullopt;
  if (!key) return tl::unexpected<Error>(std::move(key).error());
  return std::move(*key);
}

Result<log::InclusionProof> prove_entry(const evidence::LogFiles& files, const evidence::SignedHead& head,
                                        std::uint64_t index) {
  EB_TRY(entry, files.entry(index));
  EB_TRY(hashes, files.inclusion(index, head.checkpoint.size));
  if (!log::verify_inclusion(index, head.checkpoint.size, log::leaf_hash(as_bytes(entry)), hashes, head.checkpoint.root))
    return fail(ErrorCode::integrity, "the tiles do not fit together: they are damaged or were changed, export again");
  return log::InclusionProof{index, std::move(entry), std::move(hashes), head.note};
}

Result<std::vector<log::NoteKey>> gate_keys(BytesView trust_list, const keys::RootAnchor& root, std::string_view origin) {
  EB_TRY(list, keys::verify_trust_list(trust_list, root));
  std::vector<log::NoteKey> out;
  for (const auto& key : list.keys)
    for (const bool rehearsal : {false, true})
      if (key.use == codec::KeyUse::gate && log::gate_origin(key.label, rehearsal) == origin)
        out.push_back({std::string(origin), key.key});
  return out;
}

ProofReport check_proof(const log::InclusionProof& proof, const std::vector<log::NoteKey>& keys,
                        const std::optional<log::NoteKey>& witness) {
  ProofReport report;
  const auto fault = [&](std::string what) {
    report.fault = std::move(what);
    return report;
  };
  const auto note = log::open_note(proof.checkpoint, keys);
  if (!note) return fault("the checkpoint in the proof: " + note.error().message);
  const auto checkpoint = log::parse_checkpoint(note->text);
  if (!checkpoint) return fault("the checkpoint in the proof: " + checkpoint.error().message);
  report.checkpoint = *checkpoint;
  if (note->verified.front().name != checkpoint->origin)
    return fault("the checkpoint in the proof is of " + printable(checkpoint->origin) + " and signed by " +
                 printable(note->verified.front().name));
  if (witness) {
    const auto cosigned = log::open_note(proof.checkpoint, {*witness});
    if (!cosigned) return fault("the checkpoint in the proof is not cosigned by " + printable(witness->name));
    report.cosigned_at = cosigned->verified.front().cosigned_at;
  }
  if (!log::verify_inclusion(proof.index, checkpoint->size, log::leaf_hash(as_bytes(proof.entry)), proof.hashes,
                             checkpoint->root))
    return fault("the hashes do not lead from the entry to the signed root: it is not entry " + std::to_string(proof.index) +
                 " of that log");
  return report;
}

Result<ConsistencyReport> check_consistency(const std::filesystem::path& directory, const log::NoteKey& key,
                                            const std::vector<KeptNote>& older) {
  EB_TRY(files, evidence::LogFiles::open(directory));
  EB_TRY(newest, evidence::covering_head(files, files.notes(), key, 0));
  ConsistencyReport report{std::move(newest), {}, {}};
  for (const auto& [file, note] : older) {
    auto checkpoint = log::open_checkpoint(note, key);
    if (!checkpoint)
      return fail_in("the checkpoint " + printable(file) + " is not one of " + printable(key.name),
                     std::move(checkpoint).error());
    const Head old{*checkpoint, note, "the checkpoint " + printable(file)};
    const bool reached = old.checkpoint.size <= report.newest.checkpoint.size;
    const auto root = reached ? evidence::proven_root(files, report.newest, old.checkpoint.size) : Result<Sha256>(Sha256{});
    if (!root) return tl::unexpected<Error>(root.error());
    if (auto finding = disagreement(files, printable(directory.string()), report.newest, old, root)) {
      report.findings.push_back(std::move(*finding));
      continue;
    }
    EB_TRY(hashes, files.consistency(old.checkpoint.size, report.newest.checkpoint.size));
    report.proofs.push_back({old.checkpoint.size, std::move(hashes), report.newest.note});
  }
  return report;
}

}  // namespace eb::audit
