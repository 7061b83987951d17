#include <array>

#include "common/codec/cbor.hpp"
#include "common/codec/cose.hpp"

namespace eb::codec {
namespace {

constexpr std::uint64_t sign1_tag = 18;
constexpr std::int64_t label_algorithm = 1;
constexpr std::int64_t label_kid = 4;
constexpr std::string_view signature_context = "Signature1";

tl::unexpected<Error> malformed(const char* what) {
  return fail(ErrorCode::malformed, std::string("COSE_Sign1: ") + what);
}

Status read_protected(Sign1& message, Attachment attachment) {
  CborReader reader(message.protected_header);
  EB_TRY(map, CborMap::open(reader));
  EB_CHECK(map.require(reader, label_algorithm));
  EB_TRY(algorithm, reader.integer());
  EB_CHECK(map.require(reader, label_kid));
  EB_TRY(kid_bytes, reader.bytes());
  const auto kid = Kid::from(kid_bytes);
  if (!kid) return malformed("kid is not 8 bytes");
  message.algorithm = algorithm;
  message.kid = *kid;
  if (attachment == Attachment::required) {
    EB_CHECK(map.require(reader, attachment_label));
    EB_TRY(attached, reader.bytes());
    message.attachment = attached;
  }
  EB_CHECK(map.close());
  return reader.end();
}

// Writes into memory of known size, which sig_structure_size() has computed.
class SpanWriter {
 public:
  explicit SpanWriter(std::span<std::uint8_t> out) : out_(out) {}
  void head(unsigned major, std::uint64_t value) {
    std::array<std::uint8_t, cbor_max_head> bytes{};
    raw(BytesView(bytes).first(cbor_head(bytes, major, value)));
  }
  void raw(BytesView bytes) {
    if (bytes.size() > out_.size() - used_) broken_invariant("a Sig_structure is larger than computed");
    std::copy(bytes.begin(), bytes.end(), out_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ += bytes.size();
  }
  [[nodiscard]] std::size_t used() const { return used_; }

 private:
  std::span<std::uint8_t> out_;
  std::size_t used_ = 0;
};

// An upper bound: no head takes more than cbor_max_head bytes.
std::size_t sig_structure_bound(BytesView protected_header, BytesView external_aad, BytesView payload) {
  return 5 * cbor_max_head + signature_context.size() + protected_header.size() + external_aad.size() + payload.size();
}

std::size_t write_sig_structure(std::span<std::uint8_t> out, BytesView protected_header, BytesView external_aad,
                                BytesView payload) {
  SpanWriter writer(out);
  writer.head(4, 4);
  writer.head(3, signature_context.size());
  writer.raw(as_bytes(signature_context));
  for (const BytesView part : {protected_header, external_aad, payload}) {
    writer.head(2, part.size());
    writer.raw(part);
  }
  return writer.used();
}

}  // namespace

Result<Sign1> parse_sign1(BytesView cose, Attachment attachment) {
  CborReader reader(cose);
  EB_TRY(tag, reader.tag());
  if (tag != sign1_tag) return malformed("tag is not 18");
  EB_TRY(count, reader.array());
  if (count != 4) return malformed("array is not of four");
  Sign1 message;
  EB_TRY(protected_header, reader.bytes());
  EB_TRY(unprotected_pairs, reader.map());
  if (unprotected_pairs != 0) return malformed("unprotected header is not empty");
  EB_TRY(payload, reader.bytes());
  EB_TRY(signature, reader.bytes());
  if (signature.size() != crypto::signature_size) return malformed("signature is not 64 bytes");
  EB_CHECK(reader.end());
  message.protected_header = protected_header;
  message.payload = payload;
  message.signature = signature;
  EB_CHECK(read_protected(message, attachment));
  return message;
}

Bytes sig_structure(BytesView protected_header, BytesView external_aad, BytesView payload) {
  Bytes out(sig_structure_bound(protected_header, external_aad, payload));
  out.resize(write_sig_structure(out, protected_header, external_aad, payload));
  return out;
}

bool verify_sign1(const Sign1& message, const crypto::PublicKey& key, BytesView external_aad) {
  if (message.algorithm != static_cast<std::int64_t>(key.algorithm()) || message.kid != key.kid()) return false;
  std::array<std::uint8_t, 512> small;  // a badge's is about 100 bytes: the door asks for no memory
  if (sig_structure_bound(message.protected_header, external_aad, message.payload) <= small.size()) {
    const std::size_t used = write_sig_structure(small, message.protected_header, external_aad, message.payload);
    const bool good = key.verify(BytesView(small).first(used), message.signature);
    wipe(small);  // the payload of a badge is its secret
    return good;
  }
  return key.verify(sig_structure(message.protected_header, external_aad, message.payload), message.signature);
}

Result<Bytes> make_sign1(const crypto::Signer& signer, BytesView payload, BytesView external_aad,
                         std::optional<BytesView> attachment) {
  const auto& key = signer.public_key();
  CborWriter header;
  header.map(attachment ? 3 : 2).integer(label_algorithm).integer(static_cast<std::int64_t>(key.algorithm()));
  header.integer(label_kid).bytes(key.kid().view());
  if (attachment) header.integer(attachment_label).bytes(*attachment);
  const SecretBytes to_sign(sig_structure(header.view(), external_aad, payload));
  EB_TRY(signature, signer.sign(to_sign.view()));
  if (signature.size() != crypto::signature_size)
    return fail(ErrorCode::crypto, "the key made a signature of a wrong length");
  CborWriter out(4 * cbor_max_head + header.view().size() + payload.size() + signature.size());
  out.tag(sign1_tag).array(4).bytes(header.view()).map(0).bytes(payload).bytes(signature);
  return out.take();
}

}  // namespace eb::codec
