// Nothing is signed that no key signed, and what is a checkpoint or a proof has one spelling.
#include <cstdlib>

#include "common/base/text.hpp"
#include "common/log/note.hpp"
#include "common/log/proof.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace eb::log;
  static const auto key = eb::crypto::PrivateKey::generate(eb::crypto::Algorithm::eddsa).value();
  static const std::string name = "badge-gate/north";
  static const NoteKey note_key{name, key.public_key()};
  static const NoteKey witness_key{name, key.public_key(), NoteKeyType::cosignature_v1};
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (open_note(text, {note_key, witness_key}) || open_checkpoint(text, note_key)) std::abort();
  (void)peek_checkpoint(text);
  (void)NoteKey::parse(text);
  for (const std::string& note : split_notes(text)) (void)peek_checkpoint(note);
  const auto checkpoint = parse_checkpoint(text);
  if (checkpoint && checkpoint_text(*checkpoint) != text) std::abort();
  const auto inclusion = parse_inclusion(text);
  if (inclusion && inclusion_text(*inclusion) != text) std::abort();
  const auto consistency = parse_consistency(text);
  if (consistency && consistency_text(*consistency) != text) std::abort();
  return 0;
}
