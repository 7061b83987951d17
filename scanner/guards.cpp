#include "scanner/guards.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include <nlohmann/json.hpp>

#include "common/base/text.hpp"
#include "common/log/entry.hpp"
#include "common/os/files.hpp"

namespace eb::scanner {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::size_t max_file = 65536;
constexpr std::size_t salt_size = 16;
constexpr std::size_t hash_size = 32;
constexpr std::size_t least_pin = 6, most_pin = 12;
constexpr std::uint64_t greatest_n = std::uint64_t{1} << 17;  // 128 MiB: a hostile file must not stall the gate
constexpr std::chrono::milliseconds patience{5000};

// What a file may ask for: at least what is written today.
bool is_allowed(const crypto::ScryptCost& cost) {
  const crypto::ScryptCost today;
  return std::has_single_bit(cost.n) && cost.n >= today.n && cost.n <= greatest_n && cost.r == today.r && cost.p == today.p;
}

Result<SecretBytes> hash_pin(std::string_view pin, BytesView salt, const crypto::ScryptCost& cost) {
  SecretBytes hash(hash_size);
  EB_CHECK(crypto::scrypt(as_bytes(pin), salt, cost, hash.writable()));
  return hash;
}

tl::unexpected<Error> nobody(std::string_view name) {
  return fail(ErrorCode::not_found, "nobody is set up here as " + printable(name) + ": see badge-scanner guard list");
}

}  // namespace

// The file's side of a book.
struct GuardFile {
  using StoredPin = GuardBook::StoredPin;

  static std::string text(const GuardBook& book) {
    auto guards = ordered_json::array();
    for (std::size_t i = 0; i < book.guards_.size(); ++i) {
      const auto& guard = book.guards_[i];
      const auto& pin = book.pins_[i];
      guards.push_back({{"name", guard.name},
                        {"role", role_name(guard.role)},
                        {"salt", to_hex(pin.salt)},
                        {"n", pin.cost.n},
                        {"r", pin.cost.r},
                        {"p", pin.cost.p},
                        {"hash", to_hex(pin.hash)}});
    }
    return ordered_json{{"version", 1}, {"guards", std::move(guards)}}.dump() + "\n";
  }

  // False for a guard that cannot be. Throws for one that is not even an object with these keys.
  static bool take(const ordered_json& json, GuardBook& book) {
    Guard guard{json.at("name").get<std::string>(), GuardRole::guard};
    const auto role = role_from(json.at("role").get<std::string>());
    const auto salt = from_hex(json.at("salt").get<std::string>());
    const auto hash = from_hex(json.at("hash").get<std::string>());
    if (!role || !salt || salt->size() != salt_size || !hash || hash->size() != hash_size) return false;
    const crypto::ScryptCost cost{json.at("n").get<std::uint64_t>(), json.at("r").get<std::uint32_t>(),
                                  json.at("p").get<std::uint32_t>()};
    if (!log::is_gate_name(guard.name) || book.find(guard.name) != nullptr || !is_allowed(cost)) return false;
    guard.role = *role;
    book.guards_.push_back(std::move(guard));
    book.pins_.push_back({*salt, *hash, cost});
    return true;
  }

  // Nothing unless it is exactly what text() writes for some book.
  static std::optional<GuardBook> parse(std::string_view content) {
    try {
      const auto json = ordered_json::parse(content);
      GuardBook book;
      const auto& guards = json.at("guards");
      if (!guards.is_array() || guards.size() > max_guards) return std::nullopt;
      for (const auto& guard : guards)
        if (!take(guard, book)) return std::nullopt;
      if (text(book) != content) return std::nullopt;
      return book;
    } catch (const ordered_json::exception&) {
      return std::nullopt;
    }
  }

  // Reads, changes and writes under the lock.
  template <class Change>
  static Status edit(const fs::path& directory, const Change& change) {
    EB_TRY(lock, os::FileLock::acquire(directory / file::guards_lock, patience));
    EB_TRY(book, GuardBook::read(directory));
    EB_CHECK(change(book));
    return os::write_file(directory / file::guards, as_bytes(text(book)), os::Access::owner_only);
  }

  static Result<StoredPin> store(const SecretBytes& pin) {
    EB_CHECK(check_pin(pin.text()));
    StoredPin stored{Bytes(salt_size), {}, {}};
    EB_CHECK(crypto::random_bytes(stored.salt));
    EB_TRY(hash, hash_pin(pin.text(), stored.salt, stored.cost));
    stored.hash = to_bytes(hash.view());
    return stored;
  }

  static void add(GuardBook& book, const Guard& guard, StoredPin pin) {
    book.guards_.push_back(guard);
    book.pins_.push_back(std::move(pin));
  }
  static void remove(GuardBook& book, const Guard& guard) {
    const auto at = &guard - book.guards_.data();
    book.guards_.erase(book.guards_.begin() + at);
    book.pins_.erase(book.pins_.begin() + at);
  }
  static void replace(GuardBook& book, const Guard& guard, StoredPin pin) {
    book.pins_[static_cast<std::size_t>(&guard - book.guards_.data())] = std::move(pin);
  }
};

std::string_view role_name(GuardRole role) {
  return role == GuardRole::supervisor ? "supervisor" : "guard";
}

std::optional<GuardRole> role_from(std::string_view name) {
  for (const auto role : {GuardRole::guard, GuardRole::supervisor})
    if (role_name(role) == name) return role;
  return std::nullopt;
}

Result<GuardBook> GuardBook::read(const fs::path& gate_directory) {
  const auto path = gate_directory / file::guards;
  auto content = os::read_private_file(path, max_file);
  if (!content && content.error().code == ErrorCode::not_found) return GuardBook();
  if (!content && content.error().code != ErrorCode::too_large) return tl::unexpected<Error>(content.error());
  auto book = content ? GuardFile::parse(content->text()) : std::nullopt;
  if (!book)
    return fail(ErrorCode::integrity,
                printable(path.string()) + " is damaged, and nobody can sign in: remove it and set up the guards again");
  return std::move(*book);
}

const Guard* GuardBook::find(std::string_view name) const {
  const auto at = std::find_if(guards_.begin(), guards_.end(), [&](const Guard& guard) { return guard.name == name; });
  return at == guards_.end() ? nullptr : &*at;
}

Status GuardBook::verify(std::string_view name, std::string_view pin) const {
  const auto* guard = find(name);
  // An unknown name costs a hash too, of somebody here: how long the answer takes does not tell who can sign in.
  static const StoredPin decoy{Bytes(salt_size), Bytes(hash_size), {}};
  const auto& stored =
      guard != nullptr ? pins_[static_cast<std::size_t>(guard - guards_.data())] : (pins_.empty() ? decoy : pins_.front());
  EB_TRY(hash, hash_pin(pin, stored.salt, stored.cost));
  const bool right = equal_constant_time(hash.view(), stored.hash);
  if (guard == nullptr || !right) return fail(ErrorCode::not_allowed, "wrong name or PIN");
  return {};
}

Status check_pin(std::string_view pin) {
  const bool digits = std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || pin.size() < least_pin || pin.size() > most_pin)
    return fail(ErrorCode::invalid_argument, "a PIN is 6 to 12 digits and nothing else");
  for (const int step : {0, 1, 9}) {  // all the same, up, down; 9 and 0 are neighbours
    const auto other =
        std::adjacent_find(pin.begin(), pin.end(), [step](char a, char b) { return (b - a + 10) % 10 != step; });
    if (other == pin.end())
      return fail(ErrorCode::invalid_argument,
                  "this PIN is the first that somebody would try: no 111111, no 123456, no 654321");
  }
  return {};
}

Status add_guard(const fs::path& gate_directory, const Guard& guard, const SecretBytes& pin) {
  if (!log::is_gate_name(guard.name))
    return fail(ErrorCode::invalid_argument,
                "'" + printable(guard.name) + "' is no guard's name: use 1 to 32 of A-Z a-z 0-9 . _ -");
  EB_TRY(stored, GuardFile::store(pin));
  return GuardFile::edit(gate_directory, [&](GuardBook& book) -> Status {
    if (book.find(guard.name) != nullptr)
      return fail(
          ErrorCode::already_exists,
          guard.name + " is set up here already: badge-scanner guard pin changes the PIN, guard remove takes it away");
    if (book.guards().size() >= max_guards)
      return fail(ErrorCode::too_large, "100 guards are set up here: remove those who are no longer at the door");
    GuardFile::add(book, guard, std::move(stored));
    return {};
  });
}

Status remove_guard(const fs::path& gate_directory, std::string_view name) {
  return GuardFile::edit(gate_directory, [&](GuardBook& book) -> Status {
    const auto* guard = book.find(name);
    if (guard == nullptr) return nobody(name);
    GuardFile::remove(book, *guard);
    return {};
  });
}

Status set_pin(const fs::path& gate_directory, std::string_view name, const SecretBytes& pin) {
  EB_TRY(stored, GuardFile::store(pin));
  return GuardFile::edit(gate_directory, [&](GuardBook& book) -> Status {
    const auto* guard = book.find(name);
    if (guard == nullptr) return nobody(name);
    GuardFile::replace(book, *guard, std::move(stored));
    return {};
  });
}

}  // namespace eb::scanner
