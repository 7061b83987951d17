// Who may sign in at the gate's door page: names, roles and PINs, set up by whoever has the gate's directory. A PIN is kept as its
// scrypt hash alone (RFC 7914, N = 2^15, r = 8, p = 1): some 50 ms and 32 MiB a guess.
//
// guards.json in the gate's directory, mode 0600, one line and one spelling; any other is damaged:
//   {"version":1,"guards":[{"name","role","salt","n","r","p","hash"}]}          salt 16 bytes, hash 32 bytes, in hex
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/crypto/crypto.hpp"

namespace eb::scanner {

namespace file {
inline constexpr const char* guards = "guards.json";
inline constexpr const char* guards_lock = "guards.lock";  // held while guards.json is changed
}  // namespace file

constexpr std::size_t max_guards = 100;

enum class GuardRole { guard, supervisor };
[[nodiscard]] std::string_view role_name(GuardRole role);  // "guard", "supervisor"
[[nodiscard]] std::optional<GuardRole> role_from(std::string_view name);

struct Guard {
  std::string name;  // as log::is_gate_name
  GuardRole role = GuardRole::guard;
};

class GuardBook {
 public:
  // An absent file is an empty book. integrity: the file is damaged; not_allowed: others can read it. Nobody signs in then.
  [[nodiscard]] static Result<GuardBook> read(const std::filesystem::path& gate_directory);

  [[nodiscard]] const std::vector<Guard>& guards() const { return guards_; }  // in the order they were added
  [[nodiscard]] bool empty() const { return guards_.empty(); }
  [[nodiscard]] const Guard* find(std::string_view name) const;  // null: nobody of that name
  // not_allowed: wrong name or PIN, told alike and in the same time; crypto: not enough memory to tell. How often one may try is the
  // caller's question.
  [[nodiscard]] Status verify(std::string_view name, std::string_view pin) const;

 private:
  friend struct GuardFile;
  struct StoredPin {
    Bytes salt, hash;
    crypto::ScryptCost cost;
  };
  std::vector<Guard> guards_;
  std::vector<StoredPin> pins_;  // of guards_ at the same place
};

// invalid_argument unless the PIN is 6 to 12 digits that are not all the same and no run like 123456 or 654321.
[[nodiscard]] Status check_pin(std::string_view pin);

// Each of these changes the file under its lock, whole or not at all. invalid_argument: a bad name or a weak PIN; already_exists,
// not_found: the name; too_large: max_guards; integrity, not_allowed: as GuardBook::read.
[[nodiscard]] Status add_guard(const std::filesystem::path& gate_directory, const Guard& guard, const SecretBytes& pin);
[[nodiscard]] Status remove_guard(const std::filesystem::path& gate_directory, std::string_view name);
[[nodiscard]] Status set_pin(const std::filesystem::path& gate_directory, std::string_view name, const SecretBytes& pin);

}  // namespace eb::scanner
