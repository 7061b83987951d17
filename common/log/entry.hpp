// One entry of a gate's log: one line of JSON whose exact bytes are the Merkle leaf. Every key is always present, in the
// order of the struct, without white space; a line has exactly one spelling, and any other is refused.
//
// {"gate":"north","index":12,"time":"2015-07-24T08:01:02.345Z","rehearsal":false,"list":3,"kind":"scan",
//  "badge":"XXXX-XXXX-XXXX-XXXX","verdict":"admit","reason":"admitted","id_check":"mrz","id_field":null,"guard":null,
//  "text_sha256":"64 hex digits","ref":null,"detail":null}                       (one line, shown here on several)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/badge/badge.hpp"
#include "common/badge/id_data.hpp"
#include "common/badge/reason.hpp"
#include "common/base/bytes.hpp"
#include "common/base/error.hpp"
#include "common/base/time.hpp"

namespace eb::log {

enum class Kind : std::uint8_t { scan, confirm, exit, override_, undo, list_load, start, stop, clock, sign_in, sign_out };
[[nodiscard]] std::string_view kind_name(Kind kind);            // scan confirm exit override undo list-load start ...
[[nodiscard]] std::optional<Kind> kind_from(std::string_view name);

struct Entry {
  std::string gate;                             // 1-32 of [A-Za-z0-9._-]
  std::uint64_t index = 0;                      // 0, 1, 2, ... without a gap
  Millis time{};                                // the gate's clock, or the pretended time of a rehearsal
  bool rehearsal = false;
  std::uint64_t list = 0;                       // sequence of the list in force, 0 without one
  Kind kind = Kind::scan;
  std::optional<badge::BadgeNumber> badge;      // only of a verified badge
  std::optional<badge::Verdict> verdict;        // null for start, stop, list-load, ...
  std::optional<badge::Reason> reason;
  badge::IdMethod id_check = badge::IdMethod::none;
  std::optional<badge::IdField> id_field;       // of id_mismatch and id_expired
  std::optional<std::string> guard;             // sign-in name
  std::optional<Sha256> text_hash;              // of the scanned text; null for a foreign code, whose content is not kept
  std::optional<std::uint64_t> ref;             // index of the entry that a confirm, override or undo is about
  std::optional<std::string> detail;            // list-load: SHA-256 of the list file in hex; override, undo: the reason given
};

[[nodiscard]] bool is_gate_name(std::string_view name);
[[nodiscard]] std::string entry_line(const Entry& entry);              // no line feed
// malformed unless entry_line(result) == line. Fast: no allocation but for the strings of the result.
[[nodiscard]] Result<Entry> parse_entry(std::string_view line);

// The origin of a gate's checkpoints (and the name of its note key): "badge-gate/NAME", "badge-gate/NAME/rehearsal".
[[nodiscard]] std::string gate_origin(std::string_view gate, bool rehearsal);

}  // namespace eb::log
