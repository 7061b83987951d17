#include "scanner/scaffold.hpp"

#include <array>
#include <utility>

#include "common/base/text.hpp"
#include "common/crypto/crypto.hpp"
#include "common/os/files.hpp"

namespace eb::scanner {

namespace fs = std::filesystem;

Result<Scaffold> Scaffold::beside(const fs::path& target, std::string_view why) {
  fs::path place = target.lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  std::error_code error;
  const auto kind = fs::symlink_status(place, error).type();
  const bool empty = kind == fs::file_type::directory && fs::is_empty(place, error);
  if (kind != fs::file_type::not_found && !empty)
    return fail(ErrorCode::already_exists,
                printable(place.string()) + " is there already and not an empty directory: " + std::string(why));
  std::array<std::uint8_t, 6> random{};
  EB_CHECK(crypto::random_bytes(random));
  fs::path path = place.string() + ".new-" + to_hex(random);
  EB_CHECK(os::make_directory(path, os::Access::owner_only));
  return Scaffold(std::move(path), std::move(place));
}

Scaffold::~Scaffold() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

Scaffold::Scaffold(Scaffold&& other) noexcept : path_(std::exchange(other.path_, {})), target_(std::move(other.target_)) {}

Status Scaffold::keep() {
  EB_CHECK(os::sync_directory(path_));
  std::error_code error;
  fs::rename(path_, target_, error);
  if (error) return fail(ErrorCode::io, "cannot make " + printable(target_.string()) + ": " + error.message());
  path_.clear();
  return os::sync_directory(target_.has_parent_path() ? target_.parent_path() : fs::path("."));
}

}  // namespace eb::scanner
