#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/log/note.hpp"

using namespace eb;
using log::NoteKey;

namespace {

// From the documentation of Go's golang.org/x/mod/sumdb/note.
const std::string text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const std::string peter_line =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const std::string enoch_line =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const std::string peter_text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string enoch_text = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

NoteKey key_of(const std::string& vkey) {
  return NoteKey::parse(vkey).value();
}
ErrorCode refusal(const std::string& note, const std::vector<NoteKey>& keys) {
  return log::open_note(note, keys).error().code;
}

crypto::PrivateKey new_key() {
  return crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
}

}  // namespace

TEST_CASE("the notes of Go's documentation open") {
  const auto peter = key_of(peter_text);
  CHECK(peter.text() == peter_text);
  CHECK(peter.id() == 0xc74f20a3U);
  const auto both = log::open_note(text + "\n" + peter_line + enoch_line, {key_of(enoch_text), peter}).value();
  CHECK(both.text == text);
  REQUIRE(both.verified.size() == 2);
  CHECK(both.verified[0].name == "PeterNeumann");
  CHECK(both.verified[1].signature.size() == 64);
  const auto one = log::open_note(text + "\n" + peter_line + enoch_line, {peter}).value();
  CHECK(one.signatures.size() == 2);
  CHECK(one.verified.size() == 1);
}

TEST_CASE("a repeated signature counts once") {
  const auto note = log::open_note(text + "\n" + peter_line + peter_line + peter_line, {key_of(peter_text)}).value();
  CHECK(note.signatures.size() == 3);
  CHECK(note.verified.size() == 1);
}

TEST_CASE("what is not a note is malformed") {
  const std::string body =
      GENERATE_COPY(text + peter_line, text + "\n", text + "\n" + peter_line.substr(0, peter_line.size() - 1),
                    "\n" + peter_line + "x\n", text + "\n" + "- " + peter_line.substr(4), text + "\n" + "— PeterNeumann\n",
                    text + "\n" + "—  x08go/ZJkuBS9UG/\n", text + "\n" + "— Peter+Neumann x08go/ZJkuA=\n",
                    text + "\n" + "— Peter\u2003Neumann x08go/ZJkuA=\n", text + "\n" + "— PeterNeumann x08goA==\n",
                    text + "\n" + "— PeterNeumann not*base64\n", text + "\n" + peter_line + "\x01\n",
                    "a\rb\n\n" + peter_line, "\xFF\n\n" + peter_line, std::string("a\0b\n\n", 5) + peter_line);
  CAPTURE(body);
  CHECK(refusal(body, {key_of(peter_text)}) == ErrorCode::malformed);
}

TEST_CASE("bounds: a hundred signatures, a million bytes") {
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += peter_line;
  CHECK(log::open_note(text + "\n" + lines, {key_of(peter_text)}));
  CHECK(refusal(text + "\n" + lines + peter_line, {key_of(peter_text)}) == ErrorCode::malformed);
  CHECK(refusal(std::string(1'000'000, 'a') + "\n\n" + peter_line, {key_of(peter_text)}) == ErrorCode::malformed);
}

TEST_CASE("a wrong signature by a known key is said, and an unknown key is not enough") {
  auto changed = text;
  changed[0] = 'i';
  CHECK(refusal(changed + "\n" + peter_line, {key_of(peter_text)}) == ErrorCode::signature_invalid);
  CHECK(refusal(text + "\n" + peter_line, {key_of(enoch_text)}) == ErrorCode::signature_invalid);
  CHECK(refusal(text + "\n" + peter_line, {}) == ErrorCode::signature_invalid);
}

TEST_CASE("our notes open under our key, and under no other") {
  const auto key = new_key();
  const auto note = log::sign_note("a\n\nb\n", "badge-gate/north", key).value();
  const NoteKey mine{"badge-gate/north", key.public_key()};
  CHECK(log::open_note(note, {mine}).value().text == "a\n\nb\n");
  CHECK(log::open_note(note, {key_of(mine.text())}));
  CHECK(refusal(note, {NoteKey{"badge-gate/south", key.public_key()}}) == ErrorCode::signature_invalid);
  CHECK(refusal(note, {NoteKey{"badge-gate/north", new_key().public_key()}}) == ErrorCode::signature_invalid);
}

TEST_CASE("what cannot be signed") {
  const auto key = new_key();
  for (const auto* bad : {"", "no end", "tab\t\n", "\xFF\n"})
    CHECK(log::sign_note(bad, "name", key).error().code == ErrorCode::invalid_argument);
  for (const auto* bad : {"", "a b", "a+b", "a\u00a0b"})
    CHECK(log::sign_note("a\n", bad, key).error().code == ErrorCode::invalid_argument);
  const auto p256 = crypto::PrivateKey::generate(crypto::Algorithm::es256).value();
  CHECK(log::sign_note("a\n", "name", p256).error().code == ErrorCode::key_unfit);
}

TEST_CASE("a checkpoint has one form") {
  const std::string root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  const auto plain = log::parse_checkpoint("badge-gate/north\n12\n" + root).value();
  CHECK(plain.origin == "badge-gate/north");
  CHECK(plain.size == 12);
  CHECK(log::checkpoint_text(plain) == "badge-gate/north\n12\n" + root);
  const auto more = log::parse_checkpoint("o\n0\n" + root + "one\ntwo\n").value();
  CHECK(more.extension == std::vector<std::string>{"one", "two"});
  CHECK(log::checkpoint_text(more) == "o\n0\n" + root + "one\ntwo\n");
  const std::string bad =
      GENERATE_COPY("", "o\n12\n", "\n12\n" + root, "o\n012\n" + root, "o\n-1\n" + root, "o\n\n" + root,
                    "o\n18446744073709551616\n" + root, "o\n12\nYmFuYW5hcw==\n", "o\n12\n" + root.substr(0, root.size() - 1),
                    "o\n12\n" + root + "\n", "o\n12\n" + root + "cut", "o\n12\n" + root.substr(1));
  CAPTURE(bad);
  CHECK(log::parse_checkpoint(bad).error().code == ErrorCode::malformed);
}

namespace {

const std::string checkpoint = "badge-gate/north\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

std::string signed_checkpoint(const crypto::PrivateKey& gate) {
  return log::sign_note(checkpoint, "badge-gate/north", gate).value();
}
Seconds at(std::int64_t posix) {
  return Seconds{std::chrono::seconds{posix}};
}

}  // namespace

TEST_CASE("a cosigned checkpoint opens with the keys of both, and says when it was cosigned") {
  const auto gate = new_key(), office = new_key();
  const NoteKey gate_key{"badge-gate/north", gate.public_key()};
  const NoteKey witness{"badge-office/TEST/witness", office.public_key(), log::NoteKeyType::cosignature_v1};
  const auto note = log::cosign_note(signed_checkpoint(gate), witness.name, office, at(1679315147)).value();
  CHECK(note.starts_with(signed_checkpoint(gate)));
  const auto opened = log::open_note(note, {gate_key, witness}).value();
  REQUIRE(opened.verified.size() == 2);
  CHECK_FALSE(opened.verified[0].cosigned_at);
  CHECK(opened.verified[1].cosigned_at == at(1679315147));
  CHECK(opened.verified[1].signature.size() == 72);
  CHECK(log::open_note(note, {witness})->verified.size() == 1);
  CHECK(NoteKey::parse(witness.text())->type == log::NoteKeyType::cosignature_v1);
  CHECK(NoteKey::parse(witness.text())->text() == witness.text());
}

TEST_CASE("the signed message of a cosignature is the one of tlog-cosignature") {
  const auto office = new_key();
  const NoteKey witness{"w", office.public_key(), log::NoteKeyType::cosignature_v1};
  const auto note = log::cosign_note(signed_checkpoint(new_key()), "w", office, at(1679315147)).value();
  const auto blob = log::open_note(note, {witness})->verified[0].signature;
  CHECK(Bytes(blob.begin(), blob.begin() + 8) == Bytes{0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB});
  CHECK(office.public_key().verify(as_bytes("cosignature/v1\ntime 1679315147\n" + checkpoint), BytesView(blob).subspan(8)));
}

TEST_CASE("a cosignature with another time, length, text or kind of key does not verify") {
  const auto office = new_key();
  const NoteKey witness{"w", office.public_key(), log::NoteKeyType::cosignature_v1};
  const auto gate_note = signed_checkpoint(new_key());
  const auto note = log::cosign_note(gate_note, "w", office, at(1000)).value();
  const auto blob = from_base64(note.substr(note.rfind(' ') + 1, note.size() - note.rfind(' ') - 2)).value();
  const auto line = [&](const Bytes& bytes) { return gate_note + "— w " + to_base64(bytes) + "\n"; };
  REQUIRE(line(blob) == note);
  REQUIRE(log::open_note(note, {witness}));
  auto changed = blob;
  SECTION("time") {
    changed[11] ^= 1U;
  }
  SECTION("time above 2^63 - 1") {
    changed[4] |= 0x80U;
  }
  SECTION("shorter") {
    changed.pop_back();
  }
  SECTION("longer") {
    changed.push_back(0);
  }
  SECTION("only a time") {
    changed.resize(12);
  }
  SECTION("nothing but a byte") {
    changed.resize(5);
  }
  REQUIRE(changed != blob);
  CHECK(refusal(line(changed), {witness}) == ErrorCode::signature_invalid);
}

TEST_CASE("a cosigner's key is no key of plain notes, and the other way round") {
  const auto office = new_key();
  const NoteKey plain{"w", office.public_key()};
  const NoteKey witness{"w", office.public_key(), log::NoteKeyType::cosignature_v1};
  CHECK(plain.id() != witness.id());
  const auto cosigned = log::cosign_note(signed_checkpoint(new_key()), "w", office, at(1000)).value();
  CHECK(refusal(cosigned, {plain}) == ErrorCode::signature_invalid);
  CHECK(refusal(log::sign_note(checkpoint, "w", office).value(), {witness}) == ErrorCode::signature_invalid);
}

TEST_CASE("only checkpoints are cosigned, by Ed25519 keys with a name, after 1970") {
  const auto key = new_key();
  CHECK(log::cosign_note(log::sign_note("no checkpoint\n", "n", key).value(), "w", key, at(1)).error().code ==
        ErrorCode::malformed);
  CHECK(log::cosign_note(checkpoint, "w", key, at(1)).error().code == ErrorCode::malformed);
  const auto note = signed_checkpoint(key);
  CHECK(log::cosign_note(note, "w w", key, at(1)).error().code == ErrorCode::invalid_argument);
  CHECK(log::cosign_note(note, "w", key, at(-1)).error().code == ErrorCode::invalid_argument);
  const auto other = crypto::PrivateKey::generate(crypto::Algorithm::es256).value();
  CHECK(log::cosign_note(note, "w", other, at(1)).error().code == ErrorCode::key_unfit);
}

TEST_CASE("a file of notes is split between them") {
  const auto one = text + "\n" + peter_line, two = text + "\n" + enoch_line + peter_line;
  CHECK(log::split_notes("").empty());
  CHECK(log::split_notes(one) == std::vector<std::string>{one});
  CHECK(log::split_notes(one + "\n" + two) == std::vector<std::string>{one, two});
  CHECK(log::split_notes(one + "\n" + two + "\n") == std::vector<std::string>{one, two});
}
