// Signed notes (C2SP signed-note) with Ed25519, and on top of them checkpoints (C2SP tlog-checkpoint) and their cosignatures (C2SP
// tlog-cosignature).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::log {

enum class NoteKeyType : std::uint8_t {
  ed25519 = 0x01,         // signs the text of a note
  cosignature_v1 = 0x04,  // C2SP tlog-cosignature: signs the time and the text of a checkpoint seen to be consistent
};

// A verifier key: NAME+hash+base64(type || key). The name has no spaces and no plus sign.
struct NoteKey {
  std::string name;
  crypto::PublicKey key;  // Ed25519
  NoteKeyType type = NoteKeyType::ed25519;
  [[nodiscard]] std::uint32_t id() const;  // first 4 bytes, big endian, of SHA-256(name || 0x0A || type || key)
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static Result<NoteKey> parse(std::string_view text);
};

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  Bytes signature;                       // without the key id
  std::optional<Seconds> cosigned_at{};  // what a verified cosignature says
};
struct Note {
  std::string text;                       // ends with a line feed
  std::vector<NoteSignature> signatures;  // all, known or not, in order
  std::vector<NoteSignature> verified;    // those of the given keys that verify, without duplicates
};
// malformed: not a signed note. signature_invalid: a signature by one of the keys does not verify, or none of them signed.
[[nodiscard]] Result<Note> open_note(std::string_view note, const std::vector<NoteKey>& keys);
// text must end with a line feed and hold no control characters but line feeds.
[[nodiscard]] Result<std::string> sign_note(std::string_view text, std::string_view name, const crypto::Signer& ed25519);
// The same note with one more signature line: a cosignature/v1 over its text, which must be a checkpoint. What it states is that
// the signer saw the checkpoint to be consistent with all it saw before, and none larger; to check that is the caller's.
[[nodiscard]] Result<std::string> cosign_note(std::string_view note, std::string_view name, const crypto::Signer& ed25519,
                                              Seconds now);
// The notes of a file of them, each followed by an empty line (the last may lack it). They are not looked into.
[[nodiscard]] std::vector<std::string> split_notes(std::string_view text);

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Sha256 root;
  std::vector<std::string> extension;  // further lines, opaque
};
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view text);  // root must be 32 bytes
// A note that the key signed as its own: signature and origin are checked.
[[nodiscard]] Result<Checkpoint> open_checkpoint(std::string_view note, const NoteKey& key);
// What a note says, before or without its signatures.
[[nodiscard]] Result<Checkpoint> peek_checkpoint(std::string_view note);

}  // namespace eb::log
