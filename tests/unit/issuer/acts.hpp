// Makes signed acts for tests of the office's state.
#pragma once

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "issuer/office/state.hpp"

namespace eb::issuer::test {

inline Sha256 form(std::uint8_t revision) { return crypto::sha256(Bytes{revision}); }

// An office with a root and officers whose keys the test holds.
class Acts {
 public:
  Acts() : root_(*crypto::PrivateKey::generate(crypto::Algorithm::eddsa)) {
    log::Act init;
    init.act = "init";
    init.detail = to_base64(root_.public_key().spki());
    REQUIRE(by("root", init));
  }
  void officer(const std::string& name, const std::string& roles) {
    keys_.emplace(name, *crypto::PrivateKey::generate(crypto::Algorithm::eddsa));
    log::Act act;
    act.act = "officer-add";
    act.detail = name + " " + roles + " " + to_base64(keys_.at(name).public_key().spki());
    REQUIRE(by("root", act));
  }
  const crypto::PrivateKey& key(const std::string& name) { return name == "root" ? root_ : keys_.at(name); }

  // Fills in what a program fills in, signs with the named officer's key and applies.
  Status by(const std::string& name, log::Act act) {
    prepare(act);
    if (!name.empty()) {
      act.by = name;
      EB_CHECK(log::sign_act(act, key(name)));
    }
    return state.apply(act);
  }
  void prepare(log::Act& act) {
    act.event = state.event();
    act.index = state.next_index();
    act.time = Millis{std::chrono::milliseconds{1437724800000}};
  }
  Status vote(const std::string& name, const std::string& what, const std::string& id, const Sha256& digest) {
    log::Act act;
    act.act = what;
    act.registration = id;
    act.digest = digest;
    if (what != "approve") act.detail = "a reason";
    return by(name, act);
  }
  Status issue(const std::string& name, const std::string& id, const Sha256& digest, const std::string& badge,
               const std::string& what = "issue") {
    log::Act act;
    act.act = what;
    act.registration = id;
    act.digest = digest;
    act.badge = badge;
    if (what == "reissue") act.detail = "lost";
    return by(name, act);
  }

  OfficeState state{"TEST-1"};

 private:
  crypto::PrivateKey root_;
  std::map<std::string, crypto::PrivateKey> keys_;
};

}  // namespace eb::issuer::test
