// Every single-bit flip, every byte changed to three other values and every truncation of 20 badges, of their text and of
// their bytes. What the answer has to be follows from the layout of the bytes alone, not from the code under test.
#include <array>
#include <random>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "tests/unit/badge/badge_fixture.hpp"

using namespace eb;
using namespace eb::badge;
using namespace eb::badge::test;

namespace {

// Offsets of docs/badge-format.md: d2 84 4d a2 01 ALG 04 48 KID*8 a0 58 LENGTH PAYLOAD 58 40 SIGNATURE.
constexpr std::size_t alg_at = 5;
constexpr std::size_t kid_at = 8;
constexpr std::size_t kid_end = kid_at + Kid::size;
constexpr std::size_t payload_at = 19;

enum class Part { structure, alg, kid, signed_or_signature };

Part part_of(std::size_t at, std::size_t size) {
  if (at == alg_at) return Part::alg;
  if (at >= kid_at && at < kid_end) return Part::kid;
  const std::size_t payload_end = size - crypto::signature_size - 2;
  if ((at >= payload_at && at < payload_end) || at >= payload_end + 2) return Part::signed_or_signature;
  return Part::structure;
}

// An integer in one byte: 00-17 or 20-37.
bool is_small_integer(std::uint8_t byte) {
  return byte < 0x40 && (byte & 0x1FU) < 24;
}

Reason answer_to(BytesView good, BytesView bad) {
  if (bad.size() != good.size()) return Reason::malformed;
  bool alg = false, kid = false;
  for (std::size_t i = 0; i < good.size(); ++i) {
    if (good[i] == bad[i]) continue;
    const Part part = part_of(i, good.size());
    if (part == Part::structure || (part == Part::alg && !is_small_integer(bad[i]))) return Reason::malformed;
    alg = alg || part == Part::alg;
    kid = kid || part == Part::kid;
  }
  return kid ? Reason::key_unknown : alg ? Reason::alg_mismatch : Reason::bad_signature;
}

Reason answer_to_text(BytesView good, std::string_view text) {
  // Only the case of the prefix, or white space before it: a badge from a reader that is set wrongly.
  if (!text.starts_with(badge_prefix))
    return ascii_upper(trim(text)).starts_with(badge_prefix) ? Reason::malformed : Reason::foreign_code;
  const auto bytes = codec::base45_decode(text.substr(badge_prefix.size()));
  return bytes ? answer_to(good, *bytes) : Reason::malformed;
}

struct Sample {
  std::string text;
  Bytes cose;
  codec::KeySet keys;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> made = [] {
    std::vector<Sample> out;
    std::mt19937 random(20150724);
    for (const auto algorithm : {crypto::Algorithm::es256, crypto::Algorithm::eddsa})
      for (std::size_t i = 0; i < 10; ++i) {
        const auto key = crypto::PrivateKey::generate(algorithm).value();
        Claims claims = sample_claims(std::string("EU.IF_2015-a").substr(0, 12 - i));
        for (auto& byte : claims.secret.writable()) byte = static_cast<std::uint8_t>(random());
        for (auto& byte : claims.tag.value) byte = static_cast<std::uint8_t>(random());
        const auto text = make_badge(key, claims).value();
        out.push_back({text, cose_of(text), codec::KeySet({trusted(key.public_key())})});
      }
    return out;
  }();
  return made;
}

void expect(const Sample& sample, const std::string& text, Reason answer, const std::string& what) {
  const auto badge = verify_badge(text, sample.keys, during);
  if (badge) FAIL("accepted: " << what << " of " << sample.text);
  if (badge.error() != answer)
    FAIL(what << ": " << reason_name(badge.error()) << ", expected " << reason_name(answer) << ": " << text);
}

// The eight single-bit flips of a byte, then three more values.
std::array<std::uint8_t, 11> changes_of(std::uint8_t byte, std::mt19937& random) {
  std::array<std::uint8_t, 11> out{};
  for (unsigned bit = 0; bit < 8; ++bit) out[bit] = static_cast<std::uint8_t>(byte ^ 1U << bit);
  for (std::size_t i = 8; i < out.size(); ++i) {
    do {
      out[i] = static_cast<std::uint8_t>(random());
    } while (out[i] == byte);
  }
  return out;
}

}  // namespace

TEST_CASE("mutation: the 20 badges are admitted as they are") {
  REQUIRE(samples().size() == 20);
  for (const auto& sample : samples()) REQUIRE(verify_badge(sample.text, sample.keys, during));
}

TEST_CASE("mutation: every change of a byte of a badge's COSE") {
  std::mt19937 random(1);
  std::size_t tried = 0;
  for (const auto& sample : samples())
    for (std::size_t at = 0; at < sample.cose.size(); ++at)
      for (const auto byte : changes_of(sample.cose[at], random)) {
        Bytes bad = sample.cose;
        bad[at] = byte;
        expect(sample, badge_text(bad), answer_to(sample.cose, bad), "byte " + std::to_string(at));
        ++tried;
      }
  CHECK(tried > 20 * 133 * 10);
}

TEST_CASE("mutation: every change of a character of a badge's text") {
  std::mt19937 random(2);
  for (const auto& sample : samples())
    for (std::size_t at = 0; at < sample.text.size(); ++at)
      for (const auto byte : changes_of(static_cast<std::uint8_t>(sample.text[at]), random)) {
        std::string bad = sample.text;
        bad[at] = static_cast<char>(byte);
        // Base45 has one spelling for each value: no other text gives the same bytes.
        if (bad.starts_with(badge_prefix) && codec::base45_decode(bad.substr(badge_prefix.size())) == sample.cose)
          FAIL("another spelling: " << bad);
        expect(sample, bad, answer_to_text(sample.cose, bad), "character " + std::to_string(at));
      }
}

TEST_CASE("mutation: every truncation, and one byte more") {
  for (const auto& sample : samples()) {
    for (std::size_t size = 0; size < sample.text.size(); ++size)
      expect(sample, sample.text.substr(0, size), size < badge_prefix.size() ? Reason::foreign_code : Reason::malformed,
             "text cut to " + std::to_string(size));
    for (std::size_t size = 0; size < sample.cose.size(); ++size)
      expect(sample, badge_text(BytesView(sample.cose).first(size)), Reason::malformed,
             "bytes cut to " + std::to_string(size));
    Bytes longer = sample.cose;
    longer.push_back(0);
    expect(sample, badge_text(longer), Reason::malformed, "one byte more");
  }
}
