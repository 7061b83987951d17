// An office and its gates for the scanner's tests: real keys, badges and door lists, made with the libraries that the issuer uses.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/badge/badge.hpp"
#include "common/badge/door_list.hpp"
#include "common/door/list_file.hpp"
#include "keys/gate_request.hpp"
#include "keys/trust_list.hpp"
#include "scanner/gate.hpp"
#include "scanner/gate_log.hpp"
#include "scanner/lists.hpp"
#include "scanner/scan.hpp"

namespace eb::test {

[[nodiscard]] Millis at(std::string_view rfc3339);

// A directory under the system's temporary one, removed at the end.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string slurp(const std::filesystem::path& path);
void spill(const std::filesystem::path& path, BytesView content);

struct Delegate {
  badge::Record record;
  badge::BadgeSecret secret;
  std::string text;  // of the badge
  badge::BadgeNumber number;
  badge::ListStatus status = badge::ListStatus::active;
};

// The day: 24 July 2015, door open 08:00-14:30 UTC, badges valid 06:00-16:30.
inline constexpr std::string_view morning = "2015-07-24T08:01:02.345Z";

struct ListOptions {
  std::uint64_t sequence = 1;
  std::uint64_t trust_sequence = 1;
  Seconds issued_at{};    // zero: 22 July
  Seconds valid_until{};  // zero: end of 24 July
  std::string event = "EUIF-2015";
  bool with_gates = true;   // key boxes
  bool trust_gates = true;  // gates in the trust list
  bool revoke_gates = false;
  const crypto::PrivateKey* root = nullptr;  // another root
};

class World {
 public:
  World();
  Delegate& invite(const std::string& name, const std::string& number, std::vector<std::string> zones = {});
  // A badge with these claims by this key, not on any list.
  [[nodiscard]] std::string badge_text(const crypto::Signer& key, const badge::Claims& claims) const;
  [[nodiscard]] badge::Claims claims_for(const badge::Record& record) const;
  [[nodiscard]] Bytes list(const ListOptions& options = {});
  [[nodiscard]] scanner::Gate make_gate(const std::string& name, const std::string& zone = "");
  // make_gate, and a list with `options` loaded at 07:00.
  [[nodiscard]] scanner::Gate ready_gate(const std::string& name, const ListOptions& options = {});
  [[nodiscard]] Result<scanner::LoadReport> load(const scanner::Gate& gate, const Bytes& file, std::string_view time);

  TempDir dir;
  crypto::PrivateKey root, badge_key, list_key;
  badge::EventIdKey event_id_key;
  badge::DoorKey door_key;
  badge::Policy policy;
  std::vector<Delegate> delegates;
  std::vector<keys::GateRequest> gates;
  std::vector<codec::TrustedKey> more_keys;
};

// A scanner whose clock is the test's.
struct Door {
  Door(const scanner::Gate& gate, std::string_view time);
  scanner::ScanResult scan(const std::string& text, const std::string& id = "", bool exit = false);
  [[nodiscard]] std::vector<log::Entry> entries();

  scanner::Gate gate;
  std::shared_ptr<Millis> clock;
  scanner::Scanner scanner;
};
[[nodiscard]] std::vector<log::Entry> entries_of(const scanner::Gate& gate, scanner::LogKind kind = scanner::LogKind::real);

}  // namespace eb::test
