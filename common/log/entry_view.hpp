// One entry as it lies in its line, for those who check many lines. parse_entry() is built on it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/log/entry.hpp"

namespace eb::log {

// Views point into the line; an empty one stands for null.
struct EntryView {
  std::string_view gate;
  std::uint64_t index = 0;
  Millis time{};
  bool rehearsal = false;
  std::uint64_t list = 0;
  Kind kind = Kind::scan;
  std::string_view badge;  // XXXX-XXXX-XXXX-XXXX
  std::optional<badge::Verdict> verdict;
  std::optional<badge::Reason> reason;
  badge::IdMethod id_check = badge::IdMethod::none;
  std::optional<badge::IdField> id_field;
  std::string_view guard;        // with its quotes and escapes
  std::string_view text_sha256;  // 64 lower-case hex digits
  std::optional<std::uint64_t> ref;
  std::string_view detail;  // with its quotes and escapes
};

// Nothing unless the line is an entry in its one spelling. Asks for no memory.
[[nodiscard]] std::optional<EntryView> view_entry(std::string_view line);

}  // namespace eb::log
