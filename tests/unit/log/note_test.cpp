#include <catch2/catch.hpp>

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
