// The gate's directory and what is fixed in it. Mode 0700, files 0600.
//
//   name  zone  root.pub            who and where this gate is; the pinned root key
//   gate.pem  gate-agreement.pem    the key that signs checkpoints, the key that door keys are encrypted to
//   log.db                          entries, checkpoints and a few remembered values (gate_log.hpp)
//   rehearsal.db                    the same for rehearsals, made when the first one is held
//   door-lists/SEQUENCE-HASH.ebdl   every door list that was ever loaded; the newest list-load entry names the one in force
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "common/base/error.hpp"
#include "common/crypto/crypto.hpp"
#include "common/log/note.hpp"
#include "keys/trust_list.hpp"

namespace eb::scanner {

namespace file {
inline constexpr const char* name = "name";
inline constexpr const char* zone = "zone";
inline constexpr const char* root = "root.pub";
inline constexpr const char* signing_key = "gate.pem";
inline constexpr const char* agreement_key = "gate-agreement.pem";
inline constexpr const char* log = "log.db";
inline constexpr const char* rehearsal = "rehearsal.db";
inline constexpr const char* lists = "door-lists";
}  // namespace file

// The two private keys, opened.
struct GateSecrets {
  crypto::PrivateKey signing;
  std::optional<crypto::AgreementKey> agreement;  // none after a purge
};

class Gate {
 public:
  // Name, zone and root; the keys stay closed. not_found: no gate there; integrity: a file of it is damaged.
  [[nodiscard]] static Result<Gate> open(const std::filesystem::path& directory);

  // not_allowed: a key file that others can read; decrypt_failed: wrong passphrase, said once; usage: a passphrase is needed
  // and none was given. passphrase_file may be empty: then the systemd credential `badge-gate`, then a prompt.
  [[nodiscard]] Status open_keys(const std::string& passphrase_file);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& zone() const { return zone_; }  // empty: the building is one zone
  [[nodiscard]] const keys::RootAnchor& root() const { return root_; }
  // Null until open_keys().
  [[nodiscard]] const GateSecrets* secrets() const { return secrets_.get(); }
  // The key that verifies this gate's checkpoints; after open_keys().
  [[nodiscard]] log::NoteKey note_key(bool rehearsal) const;

  // Takes the root that is pinned now: another program may have followed a root change since.
  [[nodiscard]] Status reread_root();
  // Pins a new root for good.
  [[nodiscard]] Status pin_root(const keys::RootAnchor& root);

 private:
  Gate(std::filesystem::path directory, std::string name, std::string zone, keys::RootAnchor root)
      : directory_(std::move(directory)), name_(std::move(name)), zone_(std::move(zone)), root_(std::move(root)) {}
  std::filesystem::path directory_;
  std::string name_, zone_;
  keys::RootAnchor root_;
  std::shared_ptr<const GateSecrets> secrets_;
};

// SHA-256 of the root's SPKI, 64 hex digits; the first 16 are its kid.
[[nodiscard]] std::string root_fingerprint(const crypto::PublicKey& root);

}  // namespace eb::scanner
