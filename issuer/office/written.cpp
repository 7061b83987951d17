#include "issuer/office/written.hpp"

#include <fstream>

#include "common/base/text.hpp"
#include "common/os/files.hpp"

namespace eb::issuer {
namespace {

// Absolute, without "." and "..", and without a slash at its end.
Result<std::filesystem::path> plain_path(const std::filesystem::path& path) {
  std::error_code error;
  auto plain = std::filesystem::absolute(path, error).lexically_normal();
  if (error) return fail(ErrorCode::io, printable(path.string()) + " has no place: " + error.message());
  return plain.has_filename() ? plain : plain.parent_path();
}

}  // namespace

Result<Sha256> hash_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  crypto::Sha256Stream hash;
  std::vector<char> block(std::size_t{1} << 16);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
    hash.update(as_bytes(std::string_view(block.data(), static_cast<std::size_t>(in.gcount()))));
  if (!in.eof())
    return fail(ErrorCode::io, "cannot read " + printable(file.string()) + ": check that it exists and may be read");
  return hash.finish();
}

Result<std::filesystem::path> home_of(const Office& office) {
  return plain_path(office.directory());
}

Result<std::filesystem::path> place_of(const Office& office, const Trace& trace) {
  const std::filesystem::path path(trace.path);
  if (path.is_absolute()) return path;
  EB_TRY(home, home_of(office));
  return home / path;
}

Status write_traced(Office& office, const std::filesystem::path& path, BytesView content, TraceKind kind,
                    const std::vector<std::string>& about, Millis now) {
  EB_TRY(home, home_of(office));
  EB_TRY(absolute, plain_path(path));
  const bool inside = absolute.string().starts_with(home.string() + "/");
  const auto place = inside ? absolute.lexically_relative(home) : absolute;
  EB_CHECK(office.transact({}, now, [&](ActWriter&) -> Status {
    for (const auto& id : about)
      if (office.state().vetting(id).erased)
        return fail(ErrorCode::not_allowed,
                    id + " was erased meanwhile: " + printable(path.string()) + " was not written; try again");
    return Traces(office.registry().database()).add({place.string(), crypto::sha256(content), kind}, about);
  }));
  return os::write_file(path, content, os::Access::owner_only);
}

Result<Sha256> content_digest(Office& office, const Sha256& content) {
  EB_TRY(key, office.registry().value(import_key_name));
  if (!key) {
    key = Bytes(32);
    EB_CHECK(crypto::random_bytes(*key));
    EB_CHECK(office.registry().set_value(import_key_name, *key));
  }
  return crypto::hmac_sha256(*key, content.view());
}

}  // namespace eb::issuer
