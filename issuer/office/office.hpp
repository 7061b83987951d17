// The office: a directory with the event profile, keys, officers and registry, and the one way to write to it.
//
//   event.toml   registry.db   keys/root.pem root.pub badge-1.pem list-1.pem   officers/NAME.pem
//
// Whatever changes the office goes through transact(): one SQLite transaction in which the log of acts is read up to its end
// and checked, the new acts are checked against it, signed and appended, and a checkpoint signed by the acting officer closes
// the tree. Two programs at once wait for one another; a crash leaves all or nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "common/base/error.hpp"
#include "common/log/note.hpp"
#include "common/store/line_log.hpp"
#include "issuer/event_profile.hpp"
#include "issuer/office/registry.hpp"
#include "issuer/office/state.hpp"
#include "keys/key_store.hpp"
#include "keys/trust_list.hpp"

namespace eb::issuer {

// Who acts: an officer or the root, with the opened key. signer null: nobody (import and door-list may).
struct Actor {
  std::string name;
  const crypto::Signer* signer = nullptr;
};

// A key of the office as listed in the registry: where its private half lies.
struct OfficeKey {
  std::string name;             // "root", "badge-1", "list-1", "officer alice"
  keys::KeyPlace place;
};

// The end of the office's log, to be kept elsewhere: whoever can write the registry can cut off its newest acts and the
// checkpoints that cover them, and only a copy outside shows it.
struct LogHead {
  std::uint64_t size = 0;
  Sha256 root;
  std::string checkpoint;       // newest signed note; unsigned acts (import) may follow it
};

class Office;

// Appends acts inside a transaction. event, index, time, by and signature are filled in here.
class ActWriter {
 public:
  // not_allowed and the like leave everything as it was: the caller may go on with the next act.
  [[nodiscard]] Status add(log::Act act);
  [[nodiscard]] std::uint64_t written() const { return written_; }

 private:
  friend class Office;
  ActWriter(Office& office, const Actor& actor, Millis now) : office_(office), actor_(actor), now_(now) {}
  Office& office_;
  const Actor& actor_;
  Millis now_;
  std::uint64_t written_ = 0;
};

class Office {
 public:
  // Reads the profile and the registry, checks every act and checkpoint. integrity: something was changed.
  [[nodiscard]] static Result<Office> open(const std::filesystem::path& directory);

  [[nodiscard]] const EventProfile& event() const { return event_; }
  [[nodiscard]] const OfficeState& state() const { return *state_; }
  [[nodiscard]] Registry& registry() { return *registry_; }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  // Runs `work` in a transaction and commits when it returns without error. After an error the office must be opened again.
  [[nodiscard]] Status transact(const Actor& actor, Millis now, const std::function<Status(ActWriter&)>& work);

  [[nodiscard]] Result<keys::RootAnchor> root();
  [[nodiscard]] Result<keys::TrustList> trust_list();
  [[nodiscard]] Result<badge::EventIdKey> event_id_key();
  [[nodiscard]] Result<LogHead> log_head();
  // Every act from the first on, with its line.
  [[nodiscard]] Status for_each_act(const std::function<Status(const log::Act&, std::string_view line)>& visit);
  // A checkpoint kept elsewhere against the log. rollback: the log is shorter now; integrity: it is another one;
  // signature_invalid, malformed or invalid_argument: it is no checkpoint of this office.
  [[nodiscard]] Status compare_checkpoint(std::string_view signed_note);
  // Places of private keys, kept in the registry under "key NAME".
  [[nodiscard]] Result<keys::KeyPlace> key_place(const std::string& name);
  [[nodiscard]] Status set_key_place(const std::string& name, const keys::KeyPlace& place);
  // not_found, decrypt_failed, or key_unfit when the file's public half is not the expected one.
  [[nodiscard]] Result<std::unique_ptr<crypto::Signer>> open_key(const std::string& name, BytesView secret);
  // The newest key of that use which is fit now, by its name ("badge-2").
  [[nodiscard]] Result<std::string> current_key(codec::KeyUse use, Millis now);

 private:
  friend class ActWriter;
  friend Result<Office> create_office(const std::filesystem::path&, const struct NewOffice&, Millis);
  Office(std::filesystem::path directory, EventProfile event) : directory_(std::move(directory)), event_(std::move(event)) {}
  [[nodiscard]] Status open_registry(store::OpenMode mode);
  [[nodiscard]] Status catch_up();
  [[nodiscard]] Status check_checkpoints();
  [[nodiscard]] std::vector<log::NoteKey> note_keys() const;
  [[nodiscard]] Result<crypto::PublicKey> public_key(const std::string& name);

  std::filesystem::path directory_;
  EventProfile event_;
  std::unique_ptr<Registry> registry_;
  std::unique_ptr<store::LineLog> log_;
  std::unique_ptr<OfficeState> state_;
};

// What init needs: the profile's text, where keys go, and the passphrases or PINs that close them.
struct NewOffice {
  std::string profile_toml;
  std::string profile_name;              // for messages
  std::string officer = "admin";         // first officer, all roles
  crypto::Algorithm badge_algorithm = crypto::Algorithm::es256;
  keys::KeyPlace root_place{"keys/root.pem"};
  keys::KeyPlace badge_place{"keys/badge-1.pem"};
  keys::KeyPlace list_place{"keys/list-1.pem"};
  SecretBytes root_secret, key_secret, officer_secret;
};
// Builds the office beside the target and renames it into place: there is a whole office or none. already_exists when the
// directory is there and not empty.
[[nodiscard]] Result<Office> create_office(const std::filesystem::path& directory, const NewOffice& request, Millis now);

// When the office's and gates' keys hold: from before the first badge, so that a rehearsal of the day finds them valid, until
// the badges have run out, and for thirty days at least.
[[nodiscard]] std::pair<Seconds, Seconds> key_period(const EventProfile& event, Millis now);

// Signs and stores the trust list after `change`, and logs it. The actor must be the root.
[[nodiscard]] Status change_trust_list(Office& office, const Actor& root, Millis now, ActWriter& acts,
                                       const std::function<Status(keys::TrustList&)>& change);

}  // namespace eb::issuer
