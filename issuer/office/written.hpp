// Files with people's data, written so that an erasure finds them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "issuer/office/office.hpp"
#include "issuer/office/traces.hpp"

namespace eb::issuer {

// SHA-256 of a file, read in blocks: mailboxes and lists can be large.
[[nodiscard]] Result<Sha256> hash_file(const std::filesystem::path& file);

// The office's directory, absolute and without "." and "..".
[[nodiscard]] Result<std::filesystem::path> home_of(const Office& office);
// Where a trace's file is: those in the office's directory move with it.
[[nodiscard]] Result<std::filesystem::path> place_of(const Office& office, const Trace& trace);

// Writes a file with people's data, recorded before it is there: a crash leaves a record too many, never a file that nobody knows.
// not_allowed when one of the people was erased meanwhile.
[[nodiscard]] Status write_traced(Office& office, const std::filesystem::path& path, BytesView content, TraceKind kind,
                                  const std::vector<std::string>& about, Millis now);

// The digest under which the office remembers an imported file: HMAC-SHA-256 of its SHA-256 under the office's import key, so that
// nobody can try out contents once the key is gone.
[[nodiscard]] Result<Sha256> content_digest(Office& office, const Sha256& content);

}  // namespace eb::issuer
