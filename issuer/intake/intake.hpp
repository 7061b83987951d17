// From files to registrations: the only way in. Nothing is lost, nothing is guessed silently.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/base/error.hpp"
#include "issuer/event_profile.hpp"
#include "issuer/registration.hpp"

namespace eb::issuer {

// Counts that add up: every file, row and mail ends in one of them.
struct IntakeSummary {
  std::uint64_t files = 0;
  std::uint64_t registrations = 0;  // given to the sink
  std::uint64_t with_problems = 0;  // of these
  std::uint64_t blank_rows = 0;     // blank, title and total rows
  std::uint64_t unreadable = 0;     // of `registrations`: sources with nothing to register found
  std::uint64_t unread_files = 0;   // of `files`: nothing of them could be read
  std::vector<Error> errors;        // what was not read, each with its path and what to do: whole files, or parts of files
};

class Intake {
 public:
  // event may be null (import --dry-run without an office): then the built-in example's day and deadline hold.
  explicit Intake(const EventProfile* event);
  ~Intake();
  // Makes an earlier registration known, so that a repetition of it is a `duplicate`.
  void remember(const Registration& earlier);
  // Reads one file (by content and name: .csv .tsv .txt .xlsx .eml .mbox) or one directory (its files by name; Maildir's cur
  // and new). The sink gets each registration in order; an error of the sink stops and is returned. A bad file is counted
  // in `errors` and the next one is read.
  using Sink = std::function<Status(Registration)>;
  [[nodiscard]] Status read(const std::filesystem::path& path, const Sink& sink, IntakeSummary& summary);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace eb::issuer
