// The key ceremony's later acts: officers, rotation, revocation, a new root. All signed by the root key.
#pragma once

#include <functional>
#include <string>

#include "issuer/office/office.hpp"

namespace eb::issuer {

// Makes the officer's key at `place` and enrols it.
[[nodiscard]] Status add_officer(Office& office, const Actor& root, Millis now, const std::string& name, unsigned roles,
                                 const keys::KeyPlace& place, BytesView secret);
[[nodiscard]] Status disable_officer(Office& office, const Actor& root, Millis now, const std::string& name);

// A new badge or list key, used from now on; badges signed by the old one stay valid. Returns its name ("badge-2").
// place empty: keys/NAME.pem.
[[nodiscard]] Result<std::string> rotate_key(Office& office, const Actor& root, Millis now, codec::KeyUse use,
                                             crypto::Algorithm algorithm, const std::string& place, BytesView secret);
// From `at` on nothing this key signed is accepted by a gate that has the next door list.
[[nodiscard]] Status revoke_key(Office& office, const Actor& root, Millis now, const std::string& name, Seconds at);
// Makes a new root key at `place`, signs it with the old one, and signs the trust list again. `deliver` gets the root change for
// the gates (badge-scanner root FILE) before anything is final: when it fails, the old root stays and the new key is removed.
using Deliver = std::function<Status(BytesView root_change)>;
[[nodiscard]] Status change_root(Office& office, const Actor& old_root, Millis now, const keys::KeyPlace& place, BytesView secret,
                                 const Deliver& deliver);
// The newest root change again, from the registry. not_found when the root was never changed.
[[nodiscard]] Result<Bytes> last_root_change(Office& office);

}  // namespace eb::issuer
