#include "tests/unit/scanner/world.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "common/base/text.hpp"
#include "scanner/init.hpp"

namespace eb::test {
namespace {

namespace fs = std::filesystem;

template <class T>
T need(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return std::move(*result);
}

template <class Secret>
Secret random_secret() {
  Secret secret;
  REQUIRE(crypto::random_bytes(secret.writable()));
  return secret;
}

Seconds second(std::string_view text) {
  return to_seconds(at(text));
}

codec::TrustedKey trusted(const crypto::PublicKey& key, codec::KeyUse use, const std::string& label) {
  return {key, use, second("2015-07-01T00:00:00Z"), second("2015-08-01T00:00:00Z"), std::nullopt, label};
}

}  // namespace

Millis at(std::string_view rfc3339) {
  const auto time = parse_rfc3339(rfc3339);
  REQUIRE(time);
  return *time;
}

TempDir::TempDir() {
  std::array<std::uint8_t, 8> random{};
  REQUIRE(crypto::random_bytes(random));
  path_ = fs::temp_directory_path() / ("badge-scanner-test-" + to_hex(random));
  fs::create_directory(path_);
}
TempDir::~TempDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void spill(const fs::path& path, BytesView content) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << as_text(content);
  REQUIRE(out.good());
}

World::World()
    : root(need(crypto::PrivateKey::generate(crypto::Algorithm::eddsa))),
      badge_key(need(crypto::PrivateKey::generate(crypto::Algorithm::es256))),
      list_key(need(crypto::PrivateKey::generate(crypto::Algorithm::eddsa))),
      event_id_key(random_secret<badge::EventIdKey>()),
      door_key(random_secret<badge::DoorKey>()) {
  policy.openings = {{second("2015-07-24T08:00:00Z"), second("2015-07-24T14:30:00Z")}};
  policy.utc_offset = std::chrono::minutes{120};
  policy.languages = {"en", "fr"};
  policy.event_name = "EU Internet Forum";
  policy.time_zone = "Europe/Brussels";
  delegates.reserve(16);  // the tests keep references
  spill(dir.path() / "root.pub", as_bytes(root.public_key().pem()));
}

badge::Claims World::claims_for(const badge::Record& record) const {
  badge::Claims claims;
  claims.event = "EUIF-2015";
  claims.not_before = second("2015-07-24T06:00:00Z");
  claims.expires = second("2015-07-24T16:30:00Z");
  claims.secret = random_secret<badge::BadgeSecret>();
  claims.tag = badge::id_tag(event_id_key, record.id);
  return claims;
}

std::string World::badge_text(const crypto::Signer& key, const badge::Claims& claims) const {
  return need(badge::make_badge(key, claims));
}

Delegate& World::invite(const std::string& name, const std::string& number, std::vector<std::string> zones) {
  using namespace std::chrono;
  badge::Record record{name, "Europol", "delegate", {number, 1974y / August / 12, 2020y / April / 15}, std::move(zones),
                       "en"};
  auto claims = claims_for(record);
  auto text = badge_text(badge_key, claims);
  const auto badge_number = badge::badge_number(claims.secret);
  delegates.push_back(
      {std::move(record), std::move(claims.secret), std::move(text), badge_number, badge::ListStatus::active});
  return delegates.back();
}

Bytes World::list(const ListOptions& options) {
  keys::TrustList trust{options.trust_sequence, second("2015-07-10T00:00:00Z"), {}};
  trust.keys.push_back(trusted(badge_key.public_key(), codec::KeyUse::badge, "badge key 1"));
  trust.keys.push_back(trusted(list_key.public_key(), codec::KeyUse::list, "list key 1"));
  trust.keys.insert(trust.keys.end(), more_keys.begin(), more_keys.end());
  badge::Manifest manifest;
  manifest.event = options.event;
  manifest.sequence = options.sequence;
  manifest.issued_at = options.issued_at == Seconds{} ? second("2015-07-22T00:00:00Z") : options.issued_at;
  manifest.valid_until = options.valid_until == Seconds{} ? second("2015-07-24T22:00:00Z") : options.valid_until;
  manifest.policy = policy;
  for (const auto& gate : gates) {
    if (options.trust_gates) {
      trust.keys.push_back(trusted(gate.key, codec::KeyUse::gate, gate.name));
      if (options.revoke_gates) trust.keys.back().revoked_at = second("2015-07-20T00:00:00Z");
    }
    if (!options.with_gates) continue;
    std::array<std::uint8_t, 12> nonce{};
    REQUIRE(crypto::random_bytes(nonce));
    const badge::GateKeys keys{door_key.clone(), event_id_key.clone()};
    manifest.gates.push_back(
        {gate.key.kid(), need(badge::seal_gate_keys(keys, manifest.event, manifest.sequence, gate.key.kid(),
                                                    gate.agreement_point, need(crypto::AgreementKey::generate()), nonce))});
  }
  std::vector<badge::ListRow> rows;
  for (const auto& delegate : delegates) {
    std::array<std::uint8_t, 12> nonce{};
    REQUIRE(crypto::random_bytes(nonce));
    badge::ListRow row{badge::list_lookup(delegate.secret), delegate.status, {}};
    if (delegate.status == badge::ListStatus::not_on_list) continue;
    if (delegate.status == badge::ListStatus::active)
      row.sealed = need(badge::seal_record(delegate.record, delegate.secret, door_key, nonce));
    rows.push_back(std::move(row));
  }
  const auto signed_trust = need(keys::sign_trust_list(options.root != nullptr ? *options.root : root, trust));
  return need(door::build_list_file(std::move(manifest), std::move(rows), list_key, signed_trust));
}

scanner::Gate World::make_gate(const std::string& name, const std::string& zone) {
  const auto request = dir.path() / (name + ".request");
  scanner::NewGate fresh{dir.path() / name, name, zone, dir.path() / "root.pub", request, {}};
  need(scanner::init_gate(fresh, at("2015-07-20T12:00:00Z")));
  gates.push_back(need(keys::open_gate_request(as_bytes(slurp(request)))));
  auto gate = need(scanner::Gate::open(dir.path() / name));
  REQUIRE(gate.open_keys(""));
  return gate;
}

Result<scanner::LoadReport> World::load(const scanner::Gate& gate, const Bytes& file, std::string_view time) {
  const auto path = dir.path() / "a.ebdl";
  spill(path, file);
  EB_TRY(log, scanner::GateLog::open(gate, scanner::LogKind::real));
  return scanner::load_list(gate, log, path, [now = at(time)] { return now; });
}

scanner::Gate World::ready_gate(const std::string& name, const ListOptions& options) {
  auto gate = make_gate(name);
  need(load(gate, list(options), "2015-07-24T07:00:00Z"));
  return gate;
}

Door::Door(const scanner::Gate& opened, std::string_view time)
    : gate(opened), clock(std::make_shared<Millis>(at(time))), scanner(opened, [now = clock] { return *now; }) {}

scanner::ScanResult Door::scan(const std::string& text, const std::string& id, bool exit) {
  scanner::ScanRequest request;
  request.text = text;
  request.presented = {false, id};
  request.direction = exit ? badge::Direction::exit : badge::Direction::entry;
  return scanner.scan(request);
}

std::vector<log::Entry> Door::entries() {
  return entries_of(gate);
}

std::vector<log::Entry> entries_of(const scanner::Gate& gate, scanner::LogKind kind) {
  auto log = need(scanner::GateLog::open(gate, kind));
  std::vector<log::Entry> out;
  const auto done = log.lines().for_each([&](std::uint64_t, std::string_view line) -> Status {
    out.push_back(need(log::parse_entry(line)));
    return {};
  });
  REQUIRE(done);
  return out;
}

}  // namespace eb::test
