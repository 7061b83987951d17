// Signed notes (C2SP signed-note) with Ed25519, and checkpoints (C2SP tlog-checkpoint) on top of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::log {

// A verifier key: NAME+hash+base64(0x01 || key). The name has no spaces and no plus sign.
struct NoteKey {
  std::string name;
  crypto::PublicKey key;                           // Ed25519
  [[nodiscard]] std::uint32_t id() const;          // first 4 bytes, big endian, of SHA-256(name || 0x0A || 0x01 || key)
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static Result<NoteKey> parse(std::string_view text);
};

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  Bytes signature;                                 // without the key id
};
struct Note {
  std::string text;                                // ends with a line feed
  std::vector<NoteSignature> signatures;           // all, known or not, in order
  std::vector<NoteSignature> verified;             // those of the given keys that verify, without duplicates
};
// malformed: not a signed note. signature_invalid: a signature by one of the keys does not verify, or none of them signed.
[[nodiscard]] Result<Note> open_note(std::string_view note, const std::vector<NoteKey>& keys);
// text must end with a line feed and hold no control characters but line feeds.
[[nodiscard]] Result<std::string> sign_note(std::string_view text, std::string_view name, const crypto::Signer& ed25519);

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Sha256 root;
  std::vector<std::string> extension;              // further lines, opaque
};
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view text);   // root must be 32 bytes

}  // namespace eb::log
