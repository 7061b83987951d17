// Door lists and gates.
#include "common/base/text.hpp"
#include "common/door/list_file.hpp"
#include "issuer/office/badges.hpp"
#include "issuer/office/issued.hpp"
#include "keys/gate_request.hpp"

namespace eb::issuer {
namespace {

Result<badge::ListRow> active_row(const WholeBadge& whole, const badge::DoorKey& door_key) {
  const auto& r = whole.stored.registration;
  const auto& secret = whole.signature.claims.secret;
  badge::Record record;
  record.name = r.name;
  record.organisation = r.organisation;
  record.id = {r.id_number, *r.birth_date, *r.id_expiry};
  record.language = ascii_lower(r.language);
  std::array<std::uint8_t, crypto::gcm_nonce_size> nonce{};
  EB_CHECK(crypto::random_bytes(nonce));
  EB_TRY(sealed, badge::seal_record(record, secret, door_key, nonce));
  badge::ListRow row;
  row.lookup = badge::list_lookup(secret);
  row.sealed = std::move(sealed);
  return row;
}

Result<badge::ListRow> ended_row(Office& office, const std::string& number, BadgeState state, const IssuedCheck& check) {
  EB_TRY(signature, signed_badge(office, number, check));
  badge::ListRow row;
  row.lookup = badge::list_lookup(signature.claims.secret);
  row.status = state == BadgeState::revoked ? badge::ListStatus::revoked : badge::ListStatus::superseded;
  return row;
}

Result<std::vector<badge::GateKeyBox>> boxes_for(const OfficeState& state, const badge::GateKeys& keys,
                                                 std::uint64_t sequence) {
  std::vector<badge::GateKeyBox> boxes;
  for (const auto& [name, gate] : state.gates()) {
    if (!gate.enrolled) continue;
    EB_TRY(ephemeral, crypto::AgreementKey::generate());
    std::array<std::uint8_t, crypto::gcm_nonce_size> nonce{};
    EB_CHECK(crypto::random_bytes(nonce));
    EB_TRY(box,
           badge::seal_gate_keys(keys, state.event(), sequence, gate.key.kid(), gate.agreement_point, ephemeral, nonce));
    boxes.push_back({gate.key.kid(), std::move(box)});
  }
  return boxes;
}

Result<std::vector<badge::ListRow>> list_rows(Office& office, const badge::DoorKey& door_key, const IssuedCheck& check,
                                              Millis now, NewDoorList& out) {
  std::vector<badge::ListRow> rows;
  for (const auto& [number, issued] : office.state().badges()) {
    if (office.state().vetting(issued.registration).erased) continue;  // its secret is gone: the gates say not_on_list
    if (issued.state != BadgeState::active) {
      EB_TRY(row, ended_row(office, number, issued.state, check));
      ++(issued.state == BadgeState::revoked ? out.revoked : out.superseded);
      rows.push_back(std::move(row));
      continue;
    }
    EB_TRY(whole, whole_badge(office, number, issued, check,
                              "no door list was made; restore the registry, or revoke badge " + number));
    EB_TRY(row, active_row(whole, door_key));
    ++out.active;
    const auto& key = whole.signature.key;
    if (key.revoked_at || to_seconds(now) > key.valid_until) ++out.unfit[key.label];
    rows.push_back(std::move(row));
  }
  return rows;
}

// No gate takes a list that is older than the trust list inside it.
Status check_clock(Office& office, Millis now) {
  EB_TRY(trust, office.trust_list());
  if (to_seconds(now) >= trust.issued_at) return {};
  return fail(ErrorCode::rollback, "this machine's clock reads " + format_utc(to_seconds(now)) +
                                       ", before the trust list of " + format_utc(trust.issued_at) +
                                       ": set the clock, then make the door list again");
}

Status fill_list(Office& office, const crypto::Signer& list_key, Millis now, std::optional<Seconds> valid_until,
                 NewDoorList& out) {
  EB_CHECK(check_clock(office, now));
  badge::GateKeys keys;
  EB_CHECK(crypto::random_bytes(keys.door_key.writable()));
  EB_TRY(check, issued_check(office));
  keys.event_id_key = check.id_key.clone();
  EB_TRY(rows, list_rows(office, keys.door_key, check, now, out));
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

Result<std::optional<std::string>> enrolled_already(const Office& office, BytesView request) {
  EB_TRY(gate, keys::open_gate_request(request));
  const auto known = office.state().gates().find(gate.name);
  const bool same = known != office.state().gates().end() && known->second.enrolled && known->second.key == gate.key &&
                    known->second.agreement_point == to_bytes(gate.agreement_point);
  if (!same) return std::nullopt;
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
