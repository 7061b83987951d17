// Setting up a gate: its keys, its empty log, its request to the office.
#pragma once

#include <filesystem>
#include <string>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"

namespace eb::scanner {

struct NewGate {
  std::filesystem::path directory;
  std::string name;
  std::string zone;
  std::filesystem::path root;     // PEM of the office's root public key
  std::filesystem::path request;  // written for the office; must not exist
  SecretBytes passphrase;         // empty: the keys are not encrypted, so that the gate can start unattended
};
// The numbers that people compare with what the office says.
struct InitReport {
  Kid gate, root;
};
// Builds the gate beside its place and renames it there: a whole gate or none. already_exists when the directory is there and
// not empty, or the request file is there.
[[nodiscard]] Result<InitReport> init_gate(const NewGate& gate, Millis now);

}  // namespace eb::scanner
