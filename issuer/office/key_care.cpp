#include "issuer/office/key_care.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/os/files.hpp"

namespace eb::issuer {

Status add_officer(Office& office, const Actor& root, Millis now, const std::string& name, unsigned roles,
                   const keys::KeyPlace& place, BytesView secret) {
  if (!is_officer_name(name))
    return fail(ErrorCode::usage, "'" + printable(name) + "' cannot be an officer's name: use 1 to 32 of a-z 0-9 . _ -");
  if (office.state().officers().contains(name))
    return fail(ErrorCode::already_exists, "officer " + name + " exists; a name is never given twice");
  auto made = keys::create_key(place, office.directory(), crypto::Algorithm::eddsa, secret);
  if (!made && made.error().code == ErrorCode::already_exists)
    made.error().message += "; no officer of this office has it: move it away, or choose another place with --key";
  EB_TRY(key, std::move(made));
  return office.transact(root, now, [&](ActWriter& acts) -> Status {
    EB_CHECK(office.set_key_place("officer " + name, place));
    log::Act act;
    act.act = "officer-add";
    act.detail = name + " " + roles_text(roles) + " " + to_base64(key->public_key().spki());
    return acts.add(std::move(act));
  });
}

Status disable_officer(Office& office, const Actor& root, Millis now, const std::string& name) {
  return office.transact(root, now, [&](ActWriter& acts) -> Status {
    log::Act act;
    act.act = "officer-disable";
    act.detail = name;
    return acts.add(std::move(act));
  });
}

Result<std::string> rotate_key(Office& office, const Actor& root, Millis now, codec::KeyUse use, crypto::Algorithm algorithm,
                               const std::string& place, BytesView secret) {
  EB_TRY(list, office.trust_list());
  const auto same_use = std::count_if(list.keys.begin(), list.keys.end(), [&](const auto& key) { return key.use == use; });
  const auto name = std::string(codec::key_use_name(use)) + "-" + std::to_string(same_use + 1);
  const keys::KeyPlace chosen{place.empty() ? "keys/" + name + ".pem" : place};
  EB_TRY(key, keys::create_key(chosen, office.directory(), algorithm, secret));
  EB_CHECK(office.transact(root, now, [&](ActWriter& acts) -> Status {
    EB_CHECK(office.set_key_place(name, chosen));
    return change_trust_list(office, root, now, acts, [&](keys::TrustList& changed) -> Status {
      const auto [from, until] = key_period(office.event(), now);
      changed.keys.push_back({key->public_key(), use, from, until, std::nullopt, name});
      return {};
    });
  }));
  return name;
}

Status revoke_key(Office& office, const Actor& root, Millis now, const std::string& name, Seconds at) {
  return office.transact(root, now, [&](ActWriter& acts) -> Status {
    return change_trust_list(office, root, now, acts, [&](keys::TrustList& list) -> Status {
      const auto found = std::find_if(list.keys.begin(), list.keys.end(), [&](const auto& key) {
        return key.label == name && (!key.revoked_at || at < *key.revoked_at);
      });
      if (found == list.keys.end())
        return fail(ErrorCode::not_found,
                    "no key '" + printable(name) + "' that is not revoked by then: see 'badge-issuer keys list'");
      found->revoked_at = at;
      return {};
    });
  });
}

namespace {

std::string root_change_name(std::size_t number) {
  return "root change " + std::to_string(number);
}

// A fresh key that nothing names yet. Only for failures before a commit was tried.
void remove_new_key(const Office& office, const keys::KeyPlace& place) {
  if (place.is_token()) return;
  std::error_code error;
  std::filesystem::remove(office.directory() / place.text, error);  // an absolute place replaces the directory
}

Status write_root_acts(Office& office, ActWriter& acts, const crypto::Signer& key, Millis now) {
  EB_TRY(list, office.trust_list());
  ++list.sequence;
  list.issued_at = to_seconds(now);
  EB_TRY(cose, keys::sign_trust_list(key, list));
  EB_CHECK(office.registry().add_trust_list(list.sequence, cose));
  log::Act trust;
  trust.act = "trust-list";
  trust.digest = crypto::sha256(cose);
  trust.detail = std::to_string(list.sequence);
  EB_CHECK(acts.add(std::move(trust)));
  // Comes last: it is the last act that the old root signs.
  log::Act act;
  act.act = "root-change";
  act.detail = to_base64(key.public_key().spki());
  return acts.add(std::move(act));
}

}  // namespace

Status change_root(Office& office, const Actor& old_root, Millis now, const keys::KeyPlace& place, BytesView secret,
                   const Deliver& deliver) {
  EB_TRY(key, keys::create_key(place, office.directory(), crypto::Algorithm::eddsa, secret));
  EB_TRY(change, keys::sign_root_change(*old_root.signer, key->public_key(), to_seconds(now)));
  bool committing = false;
  auto done = office.transact(old_root, now, [&](ActWriter& acts) -> Status {
    EB_CHECK(office.set_key_place("root", place));
    EB_CHECK(write_root_acts(office, acts, *key, now));
    EB_CHECK(office.registry().set_value(root_change_name(office.state().former_roots().size()), change));
    EB_CHECK(deliver(change));
    committing = true;
    return {};
  });
  if (!done && !committing) remove_new_key(office, place);
  if (!done) return done;
  return os::write_file(office.directory() / "keys" / "root.pub", as_bytes(key->public_key().pem()), os::Access::readable);
}

Result<Bytes> last_root_change(Office& office) {
  const auto& former = office.state().former_roots();
  if (former.empty()) return fail(ErrorCode::not_found, "the root key was never changed: there is no root change to write");
  EB_TRY(change, office.registry().value(root_change_name(former.size())));
  EB_TRY(root, office.root());
  const auto followed = change ? keys::follow_root_change(*change, keys::RootAnchor{former.back()})
                               : Result<keys::RootAnchor>(fail(ErrorCode::not_found, "no root change"));
  if (!followed || !(followed->key == root.key))
    return fail(ErrorCode::integrity,
                "the root change in the registry does not lead to the present root: restore it from the last backup");
  return std::move(*change);
}

}  // namespace eb::issuer
