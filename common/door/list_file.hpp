// The door list as one file: 8 bytes "EBDLIST1", the manifest's length as 4 bytes big endian, the manifest (COSE_Sign1 with
// the trust list inside), the body. Nothing after it.
#pragma once

#include <filesystem>
#include <functional>

#include "common/badge/door_list.hpp"
#include "common/store/list_body.hpp"
#include "keys/trust_list.hpp"

namespace eb::door {

constexpr std::size_t max_manifest = std::size_t{4} << 20;
constexpr std::size_t max_list_file = std::size_t{2} << 30;

// Body size, hash and entry count of `manifest` are filled in here. trust_list: the signed trust list.
[[nodiscard]] Result<Bytes> build_list_file(badge::Manifest manifest, std::vector<badge::ListRow> rows,
                                            const crypto::Signer& list_key, BytesView trust_list);

// Everything that was signed, checked; the body opened last. Order: length prefix and bounds; trust list by the pinned root;
// manifest by a list key of that trust list, not made before it; body size and SHA-256; SQLite. Says nothing of sequence, dates or gate: these
// are the loader's questions.
struct ListFile {
  keys::TrustList trust;
  codec::KeySet keys;              // of `trust`
  badge::Manifest manifest;
  store::ListBody body;
  Sha256 file_hash;                // of the whole file, as logged in list-load
};
[[nodiscard]] Result<ListFile> open_list_file(Bytes file, const keys::RootAnchor& root);

// The whole file, still to be opened. Its manifest is verified and its length compared first, so that no more is read into memory
// than the office signed for.
[[nodiscard]] Result<Bytes> read_list_file(const std::filesystem::path& path, const keys::RootAnchor& root);

}  // namespace eb::door
