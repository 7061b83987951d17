// A small event in memory: keys, trust list, delegates with badges, and door lists for one gate.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "common/door/examine.hpp"

namespace world {

using namespace eb;

template <class T>
T must(Result<T> result) {
  if (!result) broken_invariant(result.error().message);
  return std::move(*result);
}
inline crypto::PrivateKey new_key(crypto::Algorithm algorithm) {
  return must(crypto::PrivateKey::generate(algorithm));
}
inline Millis time_of(std::string_view text) {
  return parse_rfc3339(text).value();
}

struct Delegate {
  badge::Claims claims;
  badge::Record record;
  std::string text;  // of the badge
};

struct World {
  crypto::PrivateKey root = new_key(crypto::Algorithm::eddsa);
  crypto::PrivateKey list_key = new_key(crypto::Algorithm::es256);
  crypto::PrivateKey badge_key;
  crypto::PrivateKey gate_key = new_key(crypto::Algorithm::eddsa);
  crypto::AgreementKey gate_agreement = must(crypto::AgreementKey::generate());
  badge::GateKeys gate_keys;
  Bytes trust_list;
  std::vector<Delegate> delegates;
  std::mt19937 random{20150724};

  Seconds day_before = to_seconds(time_of("2015-07-23T00:00:00Z")), day_after = to_seconds(time_of("2015-07-25T00:00:00Z"));
  Millis now = time_of("2015-07-24T08:00:00Z");

  explicit World(crypto::Algorithm algorithm = crypto::Algorithm::es256, int how_many = 5) : badge_key(new_key(algorithm)) {
    fill(gate_keys.door_key.writable());
    fill(gate_keys.event_id_key.writable());
    trust_list = must(keys::sign_trust_list(root, trust()));
    for (int i = 0; i < how_many; ++i) delegates.push_back(delegate(i));
  }

  void fill(std::span<std::uint8_t> out) {
    std::generate(out.begin(), out.end(), [&] { return static_cast<std::uint8_t>(random()); });
  }
  Bytes fresh(std::size_t size) {
    Bytes out(size);
    fill(out);
    return out;
  }
  [[nodiscard]] codec::TrustedKey trusted(const crypto::PublicKey& key, codec::KeyUse use, const char* label) const {
    return {key, use, day_before, day_after, std::nullopt, label};
  }
  [[nodiscard]] keys::TrustList trust() const {
    return {1,
            day_before,
            {trusted(list_key.public_key(), codec::KeyUse::list, "list key"),
             trusted(badge_key.public_key(), codec::KeyUse::badge, "badge key"),
             trusted(gate_key.public_key(), codec::KeyUse::gate, "north")}};
  }
  [[nodiscard]] keys::RootAnchor anchor() const { return {root.public_key()}; }

  badge::Claims claims(const badge::IdData& id) {
    badge::Claims made;
    made.event = "EUIF-2015";
    made.not_before = day_before;
    made.expires = day_after;
    fill(made.secret.writable());
    made.tag = badge::id_tag(gate_keys.event_id_key, id);
    return made;
  }
  Delegate delegate(int number) {
    badge::Record record;
    record.name = "Zoë Müller " + std::to_string(number);
    record.organisation = "Bundesministerium des Innern";
    record.role = "delegate";
    record.id = {"L01X00T" + std::to_string(100 + number), parse_iso_date("1974-08-12").value(),
                 parse_iso_date("2020-04-15").value()};
    record.language = "de";
    badge::Claims made = claims(record.id);
    std::string text = must(badge::make_badge(badge_key, made));
    return {std::move(made), std::move(record), std::move(text)};
  }
  badge::ListRow row(const Delegate& of, badge::ListStatus status = badge::ListStatus::active) {
    badge::ListRow made{badge::list_lookup(of.claims.secret), status, {}};
    if (status == badge::ListStatus::active)
      made.sealed = must(badge::seal_record(of.record, of.claims.secret, gate_keys.door_key, fresh(12)));
    return made;
  }
  std::vector<badge::ListRow> rows() {
    std::vector<badge::ListRow> made;
    for (const Delegate& each : delegates) made.push_back(row(each));
    return made;
  }
  badge::Manifest manifest(std::uint64_t sequence = 1) {
    badge::Manifest made;
    made.event = "EUIF-2015";
    made.sequence = sequence;
    made.issued_at = to_seconds(time_of("2015-07-23T12:00:00Z"));
    made.valid_until = day_after;
    made.policy.openings = {{to_seconds(time_of("2015-07-24T06:00:00Z")), to_seconds(time_of("2015-07-24T15:00:00Z"))}};
    made.policy.id_mode = badge::IdMode::mrz;
    made.policy.utc_offset = std::chrono::minutes(120);
    made.policy.languages = {"en", "fr"};
    made.policy.event_name = "EU Internet Forum";
    made.policy.time_zone = "Europe/Brussels";
    const Kid kid = gate_key.public_key().kid();
    made.gates = {{kid, must(badge::seal_gate_keys(gate_keys, made.event, sequence, kid, gate_agreement.public_point(),
                                                   must(crypto::AgreementKey::generate()), fresh(12)))}};
    return made;
  }
  Bytes list(std::vector<badge::ListRow> of, std::uint64_t sequence = 1) {
    return must(door::build_list_file(manifest(sequence), std::move(of), list_key, trust_list));
  }
  door::ActiveList activate(Bytes file) {
    auto opened = must(door::open_list_file(std::move(file), anchor()));
    const badge::GateKeyBox& box = opened.manifest.gates.at(0);
    auto keys =
        must(badge::open_gate_keys(box.box, opened.manifest.event, opened.manifest.sequence, box.gate, gate_agreement));
    return {std::move(opened), std::move(keys)};
  }
};

}  // namespace world
