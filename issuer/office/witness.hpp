// The office as a witness of its gates' logs (C2SP tlog-witness): it remembers the checkpoints that gates showed, and cosigns one
// when it was shown to continue all it saw before. Whoever put a gate back, or shows two histories of it, is found out here, before
// any audit.
//
// What is seen is an act of the office's log (`checkpoint`: gate, size, root, standing; digest: SHA-256 of the note); the note itself
// lies in the registry under "checkpoint GATE SIZE".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/evidence/log_files.hpp"
#include "common/log/proof.hpp"
#include "issuer/office/office.hpp"

namespace eb::issuer {

// A checkpoint that the key of an enrolled gate signed.
struct GateNote {
  std::string gate;
  log::NoteKey key;
  log::Checkpoint checkpoint;
  std::string note;
};
// The text as it was read, mailed or typed: line ends of either kind, the last one may be missing. malformed: no checkpoint;
// key_unknown: not of a gate of this office, or of one that was removed; signature_invalid.
[[nodiscard]] Result<GateNote> open_gate_note(const OfficeState& state, std::string_view text);

// What was given to show that the checkpoint continues the ones before.
struct Evidence {
  std::optional<evidence::LogFiles> files;    // export or tiles of the gate
  std::vector<log::ConsistencyProof> proofs;  // up to this very checkpoint
};

// The gate signed what cannot both be true of one growing log.
struct Contradiction {
  bool fork = false;               // else the log went back
  std::string what;                // for people
  std::vector<std::string> notes;  // the two signed notes
};
struct Judgement {
  bool known = false;                                      // nothing new: seen before with this standing
  CheckpointStanding standing = CheckpointStanding::seen;  // as it is to be recorded
  std::vector<std::uint64_t> unproved;                     // sizes that a proof must start from before this one is cosigned
  std::optional<Contradiction> contradiction;              // then nothing is recorded
};
// malformed, invalid_argument, integrity: the evidence is of another log, or cannot be read.
[[nodiscard]] Result<Judgement> judge(Office& office, const GateNote& given, const Evidence& evidence);

// Records what judge() says, in one transaction with judging. witness: the opened key, when judge() said `cosigned`. not_now: it
// says so only now, and no key was given.
struct Witnessed {
  Judgement judgement;
  std::string note;  // as it is kept; with the cosignature when there is one
};
[[nodiscard]] Result<Witnessed> add_checkpoint(Office& office, const GateNote& given, const Evidence& evidence,
                                               const crypto::Signer* witness, Millis now);

// The kept note; integrity: the registry lacks it or has another one.
[[nodiscard]] Result<std::string> kept_note(Office& office, const std::string& gate, const SeenCheckpoint& seen);

[[nodiscard]] std::string witness_name(const std::string& event);           // badge-office/EVENT/witness
[[nodiscard]] Result<log::NoteKey> witness_note_key(const Office& office);  // not_found before it was made
// Makes it as keys/witness.pem; already_exists.
[[nodiscard]] Status make_witness_key(Office& office, Millis now, BytesView secret);

}  // namespace eb::issuer
