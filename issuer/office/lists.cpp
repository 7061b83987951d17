// Door lists and gates.
#include "common/base/text.hpp"
#include "common/codec/base45.hpp"
#include "common/codec/cose.hpp"
#include "common/door/list_file.hpp"
#include "issuer/office/badges.hpp"
#include "keys/gate_request.hpp"

namespace eb::issuer {
namespace {

struct ListSources {
  const badge::EventIdKey& id_key;
  const badge::DoorKey& door_key;
  const codec::KeySet& keys;
  Millis now;
};

// The secret of a badge of ours, from its own text: whatever the row says is checked against the signature and the number.
Result<badge::Claims> claims_of(const StoredBadge& row, const ListSources& sources) {
  const auto bytes = row.text.starts_with(badge::badge_prefix) ? codec::base45_decode(std::string_view(row.text).substr(badge::badge_prefix.size()))
                                                               : Result<Bytes>(fail(ErrorCode::malformed, "no badge text"));
  const auto changed = [&] {
    return fail(ErrorCode::integrity, "badge " + row.number + " was changed outside the program: restore the registry from the last backup");
  };
  if (!bytes) return changed();
  EB_TRY(message, codec::parse_sign1(*bytes));
  bool signed_by_us = false;
  for (const auto* key : sources.keys.find(codec::KeyUse::badge, message.kid))
    signed_by_us = signed_by_us || codec::verify_sign1(message, key->key, {});
  if (!signed_by_us) return changed();
  EB_TRY(claims, badge::decode_claims(message.payload));
  if (badge::badge_number(claims.secret).text() != row.number) return changed();
  return claims;
}

Result<badge::ListRow> row_of(Office& office, const std::string& number, const IssuedBadge& issued, const ListSources& sources) {
  EB_TRY(stored_badge, office.registry().find_badge(number));
  if (!stored_badge) return fail(ErrorCode::integrity, "badge " + number + " is missing from the registry: restore it from the last backup");
  EB_TRY(claims, claims_of(*stored_badge, sources));
  badge::ListRow row;
  row.lookup = badge::list_lookup(claims.secret);
  if (issued.state != BadgeState::active) {
    row.status = issued.state == BadgeState::revoked ? badge::ListStatus::revoked : badge::ListStatus::superseded;
    return row;
  }
  EB_TRY(stored, office.registry().find(issued.registration));
  const bool intact = stored && office.state().approvers(issued.registration, form_digest(office.event().id, *stored)).size() >= 2;
  if (!intact)
    return fail(ErrorCode::integrity, issued.registration + " is not in the form that two officers approved: revoke badge " + number +
                                          " or restore the registry, then make the door list again");
  const auto& r = stored->registration;
  badge::Record record;
  record.name = r.name;
  record.organisation = r.organisation;
  record.id = {r.id_number, *r.birth_date, *r.id_expiry};
  record.language = ascii_lower(r.language);
  if (badge::id_tag(sources.id_key, record.id) != claims.tag)
    return fail(ErrorCode::integrity, "badge " + number + " does not belong to the document of " + r.id + ": reissue it");
  std::array<std::uint8_t, crypto::gcm_nonce_size> nonce{};
  EB_CHECK(crypto::random_bytes(nonce));
  EB_TRY(sealed, badge::seal_record(record, claims.secret, sources.door_key, nonce));
  row.sealed = std::move(sealed);
  return row;
}

Result<std::vector<badge::GateKeyBox>> boxes_for(const OfficeState& state, const badge::GateKeys& keys, std::uint64_t sequence) {
  std::vector<badge::GateKeyBox> boxes;
  for (const auto& [name, gate] : state.gates()) {
    if (!gate.enrolled) continue;
    EB_TRY(ephemeral, crypto::AgreementKey::generate());
    std::array<std::uint8_t, crypto::gcm_nonce_size> nonce{};
    EB_CHECK(crypto::random_bytes(nonce));
    EB_TRY(box, badge::seal_gate_keys(keys, state.event(), sequence, gate.key.kid(), gate.agreement_point, ephemeral, nonce));
    boxes.push_back({gate.key.kid(), std::move(box)});
  }
  return boxes;
}

Status fill_list(Office& office, const crypto::Signer& list_key, Millis now, std::optional<Seconds> valid_until, NewDoorList& out) {
  badge::GateKeys keys;
  EB_CHECK(crypto::random_bytes(keys.door_key.writable()));
  EB_TRY(id_key, office.event_id_key());
  keys.event_id_key = std::move(id_key);
  EB_TRY(trust, office.trust_list());
  const codec::KeySet key_set(trust.keys);
  const ListSources sources{keys.event_id_key, keys.door_key, key_set, now};
  std::vector<badge::ListRow> rows;
  for (const auto& [number, issued] : office.state().badges()) {
    EB_TRY(row, row_of(office, number, issued, sources));
    out.active += row.status == badge::ListStatus::active ? 1U : 0U;
    out.revoked += row.status == badge::ListStatus::revoked ? 1U : 0U;
    out.superseded += row.status == badge::ListStatus::superseded ? 1U : 0U;
    rows.push_back(std::move(row));
  }
  badge::Manifest manifest;
  manifest.event = office.event().id;
  manifest.sequence = out.sequence;
  manifest.issued_at = to_seconds(now);
  manifest.valid_until = valid_until.value_or(office.event().badges_valid_until);
  manifest.policy = office.event().policy;
  EB_TRY(boxes, boxes_for(office.state(), keys, out.sequence));
  out.gates = boxes.size();
  manifest.gates = std::move(boxes);
  EB_TRY(trust_list, office.registry().trust_list());
  EB_TRY(file, door::build_list_file(std::move(manifest), std::move(rows), list_key, trust_list));
  out.file = std::move(file);
  return {};
}

}  // namespace

Result<NewDoorList> make_door_list(Office& office, const Actor& actor, const crypto::Signer& list_key, Millis now,
                                   std::optional<Seconds> valid_until) {
  NewDoorList out;
  EB_CHECK(office.transact(actor, now, [&](ActWriter& acts) -> Status {
    out.sequence = office.state().list_sequence() + 1;
    EB_CHECK(fill_list(office, list_key, now, valid_until, out));
    log::Act act;
    act.act = "door-list";
    act.digest = crypto::sha256(out.file);
    act.detail = std::to_string(out.sequence);
    return acts.add(std::move(act));
  }));
  return out;
}

Result<std::string> enrol_gate(Office& office, const Actor& root, Millis now, BytesView request) {
  EB_TRY(gate, keys::open_gate_request(request));
  EB_CHECK(office.transact(root, now, [&](ActWriter& acts) -> Status {
    log::Act act;
    act.act = "gate-enrol";
    act.detail = gate.name + " " + to_base64(gate.key.spki()) + " " + to_base64(gate.agreement_point);
    EB_CHECK(acts.add(std::move(act)));
    return change_trust_list(office, root, now, acts, [&](keys::TrustList& list) -> Status {
      const auto [from, until] = key_period(office.event(), now);
      list.keys.push_back({gate.key, codec::KeyUse::gate, from, until, std::nullopt, gate.name});
      return {};
    });
  }));
  return gate.name;
}

Status remove_gate(Office& office, const Actor& root, Millis now, const std::string& name) {
  return office.transact(root, now, [&](ActWriter& acts) -> Status {
    log::Act act;
    act.act = "gate-remove";
    act.detail = name;
    EB_CHECK(acts.add(std::move(act)));
    return change_trust_list(office, root, now, acts, [&](keys::TrustList& list) -> Status {
      for (auto& key : list.keys)
        if (key.use == codec::KeyUse::gate && key.label == name && !key.revoked_at) key.revoked_at = to_seconds(now);
      return {};
    });
  });
}

}  // namespace eb::issuer
