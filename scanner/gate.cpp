#include "scanner/gate.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/log/entry.hpp"
#include "common/os/files.hpp"

namespace eb::scanner {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_small_file = 16384;
constexpr std::string_view encrypted_pem = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

tl::unexpected<Error> damaged(const fs::path& path, const std::string& why) {
  return fail(ErrorCode::integrity, path.string() + " is damaged (" + why +
                                        "): keep the directory as evidence and set up a new gate with badge-scanner init");
}

Result<std::string> read_line(const fs::path& path) {
  EB_TRY(bytes, os::read_file(path, max_small_file));
  return std::string(trim(as_text(bytes)));
}

// Absent for a gate without a zone.
Result<std::string> read_zone(const fs::path& path) {
  auto zone = read_line(path);
  if (!zone && zone.error().code == ErrorCode::not_found) return std::string();
  return zone;
}

Result<SecretBytes> read_key_file(const fs::path& path) {
  std::error_code ignored;
  const auto mode = fs::status(path, ignored).permissions();
  if (!ignored && (mode & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
    return fail(ErrorCode::not_allowed, path.string() +
                                            " can be read by others than its owner: chmod 600 it, and set up a new "
                                            "gate if anybody may have copied it");
  EB_TRY(pem, os::read_file(path, max_small_file));
  return SecretBytes(std::move(pem));
}

bool is_encrypted(const SecretBytes& pem) {
  return pem.text().starts_with(encrypted_pem);
}

// As a purge leaves a key when it is killed before it removes it.
bool is_overwritten(const SecretBytes& pem) {
  const auto bytes = pem.view();
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

Result<Gate> Gate::open(const fs::path& directory) {
  auto name = read_line(directory / file::name);
  if (!name && name.error().code == ErrorCode::not_found)
    return fail(ErrorCode::not_found, "no gate in " + printable(directory.string()) +
                                          ": make one with badge-scanner init, or name its directory with --gate");
  if (!name) return tl::unexpected<Error>(name.error());
  if (!log::is_gate_name(*name)) return damaged(directory / file::name, "not a gate's name");
  EB_TRY(zone, read_zone(directory / file::zone));
  auto pem = os::read_file(directory / file::root, max_small_file);
  if (!pem) return tl::unexpected<Error>(pem.error());
  auto root = crypto::PublicKey::from_pem(as_text(*pem));
  if (!root) return damaged(directory / file::root, root.error().message);
  return Gate(directory, std::move(*name), std::move(zone), keys::RootAnchor{std::move(*root)});
}

Status Gate::open_keys(const std::string& passphrase_file) {
  EB_TRY(signing_pem, read_key_file(directory_ / file::signing_key));
  auto agreement_pem = read_key_file(directory_ / file::agreement_key);
  const bool purged = agreement_pem ? is_overwritten(*agreement_pem) : agreement_pem.error().code == ErrorCode::not_found;
  if (!agreement_pem && !purged) return tl::unexpected<Error>(std::move(agreement_pem).error());
  SecretBytes passphrase;
  if (is_encrypted(signing_pem) || (!purged && is_encrypted(*agreement_pem))) {
    EB_TRY(secret, os::obtain_secret({passphrase_file, "badge-gate", "passphrase of gate " + name_, false}));
    passphrase = std::move(secret);
  }
  auto signing = crypto::PrivateKey::from_pem(signing_pem.view(), passphrase.view());
  if (!signing) return fail_in((directory_ / file::signing_key).string(), signing.error());
  std::optional<crypto::AgreementKey> agreement;
  if (!purged) {
    auto opened = crypto::AgreementKey::from_pem(agreement_pem->view(), passphrase.view());
    if (!opened) return fail_in((directory_ / file::agreement_key).string(), opened.error());
    agreement = std::move(*opened);
  }
  if (signing->public_key().algorithm() != crypto::Algorithm::eddsa)
    return damaged(directory_ / file::signing_key, "not an Ed25519 key");
  secrets_ = std::make_shared<const GateSecrets>(GateSecrets{std::move(*signing), std::move(agreement)});
  return {};
}

log::NoteKey Gate::note_key(bool rehearsal) const {
  if (!secrets_) broken_invariant("the gate's keys are not open");
  return {log::gate_origin(name_, rehearsal), secrets_->signing.public_key()};
}

Status Gate::reread_root() {
  EB_TRY(now, open(directory_));
  root_ = std::move(now.root_);
  return {};
}

Status Gate::pin_root(const keys::RootAnchor& root) {
  EB_CHECK(os::write_file(directory_ / file::root, as_bytes(root.key.pem()), os::Access::owner_only));
  root_ = root;
  return {};
}

std::string root_fingerprint(const crypto::PublicKey& root) {
  const auto hash = crypto::sha256(root.spki());
  return to_hex(hash.view());
}

}  // namespace eb::scanner
