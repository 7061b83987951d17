#include "common/door/list_file.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "common/crypto/crypto.hpp"
#include "common/os/files.hpp"

namespace eb::door {
namespace {

constexpr std::string_view magic = "EBDLIST1";
constexpr std::size_t length_size = 4;
constexpr std::size_t prefix_size = magic.size() + length_size;

Bytes prefix_of(std::size_t manifest_size) {
  Bytes prefix = to_bytes(as_bytes(magic));
  for (int shift = 24; shift >= 0; shift -= 8) prefix.push_back(static_cast<std::uint8_t>(manifest_size >> shift));
  return prefix;
}

// Where the manifest is, without having read it.
Result<BytesView> manifest_in(BytesView file) {
  if (file.size() > max_list_file) return fail(ErrorCode::too_large, "the door list is larger than any that is made");
  if (file.size() < prefix_size || as_text(file.first(magic.size())) != magic)
    return fail(ErrorCode::malformed, "this is not a door list: it does not begin with " + std::string(magic));
  std::size_t length = 0;
  for (std::size_t i = magic.size(); i < prefix_size; ++i) length = length << 8 | file[i];
  if (length > max_manifest) return fail(ErrorCode::too_large, "the door list's manifest is larger than any that is made");
  if (length > file.size() - prefix_size) return fail(ErrorCode::malformed, "the door list is cut short: copy it again");
  return file.subspan(prefix_size, length);
}

// What stands before the body, verified from the root down.
struct Head {
  keys::TrustList trust;
  codec::KeySet keys;
  badge::Manifest manifest;
  std::size_t size = 0;  // where the body begins
};

// start: the file, or as much of it as holds the manifest.
Result<Head> verify_head(BytesView start, const keys::RootAnchor& root) {
  EB_TRY(signed_manifest, manifest_in(start));
  EB_TRY(trust_list, badge::peek_trust_list(signed_manifest));
  EB_TRY(trust, keys::verify_trust_list(trust_list, root));
  codec::KeySet keys(trust.keys);
  EB_TRY(manifest, badge::verify_manifest(signed_manifest, keys));
  // Whoever holds a revoked list key would say that the list was made before the revocation.
  if (manifest.issued_at < trust.issued_at)
    return fail(
        ErrorCode::key_unfit,
        "the door list says that it was made before the trust list inside it: ask the office for a new one, and warn it");
  return Head{std::move(trust), std::move(keys), std::move(manifest), prefix_size + signed_manifest.size()};
}

Status check_body(BytesView body, const badge::Manifest& manifest) {
  if (body.size() == manifest.body_size && crypto::sha256(body) == manifest.body_hash) return {};
  return fail(ErrorCode::integrity, "the door list's body is not the one that its manifest signs: copy the file again");
}

}  // namespace

Result<Bytes> build_list_file(badge::Manifest manifest, std::vector<badge::ListRow> rows, const crypto::Signer& list_key,
                              BytesView trust_list) {
  manifest.entry_count = rows.size();
  EB_TRY(body, store::build_list_body(std::move(rows)));
  manifest.body_size = body.size();
  manifest.body_hash = crypto::sha256(body);
  EB_TRY(signed_manifest, badge::sign_manifest(list_key, manifest, trust_list));
  if (signed_manifest.size() > max_manifest)
    return fail(ErrorCode::too_large, "the door list's manifest grows beyond its bound: enrol fewer gates");
  Bytes file = prefix_of(signed_manifest.size());
  if (body.size() > max_list_file - file.size() - signed_manifest.size())
    return fail(ErrorCode::too_large, "the door list grows beyond its bound: split the event");
  file.reserve(file.size() + signed_manifest.size() + body.size());
  file.insert(file.end(), signed_manifest.begin(), signed_manifest.end());
  file.insert(file.end(), body.begin(), body.end());
  return file;
}

Result<ListFile> open_list_file(Bytes file, const keys::RootAnchor& root) {
  EB_TRY(head, verify_head(file, root));
  EB_CHECK(check_body(BytesView(file).subspan(head.size), head.manifest));
  const Sha256 file_hash = crypto::sha256(file);
  file.erase(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(head.size));  // the body alone, without a copy
  EB_TRY(body, store::ListBody::open(std::move(file)));
  EB_TRY(rows, body.count());
  if (rows != head.manifest.entry_count)
    return fail(ErrorCode::malformed, "the door list's body has another number of rows than its manifest says");
  return ListFile{std::move(head.trust), std::move(head.keys), std::move(head.manifest), std::move(body), file_hash};
}

Result<Bytes> read_list_file(const std::filesystem::path& path, const keys::RootAnchor& root) {
  EB_TRY(start, os::read_start(path, prefix_size + max_manifest));
  EB_TRY(head, verify_head(start.bytes, root));
  if (start.file_size < head.size || start.file_size - head.size != head.manifest.body_size)
    return fail(ErrorCode::integrity, "the door list is not as long as its manifest says: copy it again");
  return os::read_file(path, start.file_size);
}

}  // namespace eb::door
