// What the door page shows, and its JSON (docs/door-page.md).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "common/log/entry.hpp"
#include "scanner/guards.hpp"
#include "scanner/scan.hpp"

namespace eb::scanner {

enum class Source { camera, picture, line, serial, log };
enum class SerialState { none, connected, lost };

// One result or act. The entry is as logged; without an index nothing could be logged.
struct Shown {
  log::Entry entry;
  bool logged = true;
  std::optional<std::string> name, organisation;
  std::string language;
  std::optional<badge::IdData> compare;
  badge::Presence presence;
  Source source = Source::log;
  bool open = false, overridable = false, undoable = false, undone = false;
};
[[nodiscard]] Shown shown_from(const ScanRequest& request, const ScanResult& result, Source source);

struct DeskState {
  std::string gate, zone;
  bool rehearsal = false;
  Millis now{};
  badge::Direction direction = badge::Direction::entry;
  std::vector<Guard> guards;
  std::string guards_trouble;
  std::optional<Guard> guard;
  std::uint64_t inside = 0, entries = 0;
  std::optional<badge::Manifest> list;
  std::string list_trouble, log_trouble, clock_trouble;
  std::uint64_t checkpoint_size = 0;
  std::optional<Millis> checkpoint_time;
  SerialState serial = SerialState::none;
  std::optional<Shown> current;
  std::deque<Shown> last;  // newest first
};
// The state without "version" and "now", which change without anything having happened: an object without its closing brace.
[[nodiscard]] std::string desk_json(const DeskState& state);
[[nodiscard]] std::string with_version(const std::string& json, std::uint64_t version, Millis now);

}  // namespace eb::scanner
