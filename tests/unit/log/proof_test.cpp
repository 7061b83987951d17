#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/log/merkle.hpp"
#include "common/log/proof.hpp"

using namespace eb;

namespace {

const std::string note = "badge-gate/north\n2\n" + to_base64(log::empty_root().view()) + "\n\n— badge-gate/north aGVsbG8=\n";
const std::string hash_line = to_base64(log::leaf_hash(as_bytes("a")).view()) + "\n";

std::string with(const std::string& hashes) {
  return "c2sp.org/tlog-proof@v1\nextra YQo=\nindex 1\n" + hashes + "\n" + note;
}

}  // namespace

TEST_CASE("an inclusion proof has the text of tlog-proof, and reads back") {
  const log::InclusionProof proof{1, "a\n", {log::leaf_hash(as_bytes("a"))}, note};
  CHECK(log::inclusion_text(proof) == with(hash_line));
  const auto read = log::parse_inclusion(with(hash_line)).value();
  CHECK(read.index == 1);
  CHECK(read.entry == "a\n");
  CHECK(read.hashes == proof.hashes);
  CHECK(read.checkpoint == note);
  CHECK(log::parse_inclusion(with(""))->hashes.empty());
}

TEST_CASE("what is not exactly an inclusion proof is malformed") {
  std::string many;
  for (int i = 0; i < 65; ++i) many += hash_line;
  const std::string text =
      GENERATE_COPY(std::string(), std::string("c2sp.org/tlog-proof@v1"), "c2sp.org/tlog-proof@v2" + with("").substr(22),
                    std::string("c2sp.org/tlog-proof@v1\nindex 1\n\n") + note,
                    std::string("c2sp.org/tlog-proof@v1\nextra YQo\nindex 1\n\n") + note,
                    std::string("c2sp.org/tlog-proof@v1\nextra YQo=\nindex 01\n\n") + note,
                    std::string("c2sp.org/tlog-proof@v1\nextra YQo=\nindex -1\n\n") + note,
                    std::string("c2sp.org/tlog-proof@v1\nextra YQo=\nindex 18446744073709551616\n\n") + note,
                    std::string("c2sp.org/tlog-proof@v1\nextra YQo=\nindex 1\n") + hash_line, with("aGVsbG8=\n"),
                    with("x" + hash_line), with(many));
  CHECK(log::parse_inclusion(text).error().code == ErrorCode::malformed);
}

TEST_CASE("a consistency proof is the body of add-checkpoint, and reads back") {
  const log::ConsistencyProof proof{1, {log::leaf_hash(as_bytes("a"))}, note};
  const auto text = log::consistency_text(proof);
  CHECK(text == "old 1\n" + hash_line + "\n" + note);
  CHECK(log::looks_like_consistency(text));
  CHECK_FALSE(log::looks_like_consistency(note));
  const auto read = log::parse_consistency(text).value();
  CHECK(read.old_size == 1);
  CHECK(read.hashes == proof.hashes);
  CHECK(read.checkpoint == note);
  for (const std::string bad : {"", "old", "old 1", "old 01\n\n", "old x\n\n", "old 1\nx\n\n", "1\n\n"})
    CHECK(log::parse_consistency(bad).error().code == ErrorCode::malformed);
}

TEST_CASE("a file of consistency proofs is split between them") {
  const auto one = "old 1\n" + hash_line + "\n" + note, two = "old 2\n\n" + note;
  CHECK(log::split_consistency("").empty());
  CHECK(log::split_consistency(one) == std::vector<std::string>{one});
  CHECK(log::split_consistency(one + "\n" + two) == std::vector<std::string>{one, two});
  CHECK(log::split_consistency(one + "\n" + two + "\n") == std::vector<std::string>{one, two});
}
