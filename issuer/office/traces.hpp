// Where people's data lies outside the registry's rows about them: files that the office's program wrote, and files it read them
// from. Recorded when it happens, so that an erasure knows where to look.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/store/sqlite.hpp"

namespace eb::issuer {

// badges, registrations, person: written by print, registrations export, person; door_list: sealed records of everybody;
// source: a file that was imported.
enum class TraceKind { badges, registrations, person, door_list, source };
[[nodiscard]] std::string_view trace_kind_name(TraceKind kind);

struct Trace {
  std::string path;  // absolute; of a written file in the office's directory, relative to that
  Sha256 digest;     // of the content; of a source: content_digest() of written.hpp
  TraceKind kind = TraceKind::badges;
};

// The table of traces. `about` is a registration's id.
class Traces {
 public:
  [[nodiscard]] static Status make_tables(store::Database& database);
  explicit Traces(store::Database& database) : database_(database) {}
  [[nodiscard]] Status add(const Trace& trace, const std::vector<std::string>& about);
  [[nodiscard]] Result<std::vector<Trace>> about(std::string_view registration);
  [[nodiscard]] Result<std::vector<Trace>> all();
  [[nodiscard]] Result<std::vector<Trace>> at(std::string_view path);
  // Every file that was imported, as a source.
  [[nodiscard]] Status add_sources();
  // About this registration alone from now on.
  [[nodiscard]] Status keep_only(const Trace& trace, std::string_view registration);
  // The whole trace, or only that it is about one registration: with the last of these it goes too.
  [[nodiscard]] Status forget(const Trace& trace);
  [[nodiscard]] Status forget(const Trace& trace, std::string_view registration);

 private:
  [[nodiscard]] Result<std::vector<Trace>> read(store::Statement statement);
  store::Database& database_;
};

}  // namespace eb::issuer
