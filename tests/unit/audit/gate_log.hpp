// Logs of gates as files, without gates: entries are added one by one, times are seconds of one morning.
#pragma once

#include <fstream>
#include <optional>
#include <string>
#include <utility>

#include "audit/gate_set.hpp"
#include "common/log/entry.hpp"
#include "tests/unit/store/temp_dir.hpp"

namespace test {

inline eb::Millis second(std::int64_t n) {
  return eb::Millis{std::chrono::seconds{1437717600 + n}};  // 2015-07-24T06:00:00Z
}

inline eb::badge::BadgeNumber number(std::uint8_t n) {
  eb::badge::BadgeNumber out;
  out.value[0] = n;
  return out;
}

class GateLog {
 public:
  GateLog(const std::filesystem::path& directory, std::string gate) : directory_(directory), gate_(std::move(gate)) {
    std::filesystem::create_directories(directory_);
    file_.open(directory_ / "entries.jsonl", std::ios::binary);
  }
  std::uint64_t raw(const std::string& line) {
    file_ << line << '\n' << std::flush;
    return next_++;
  }
  std::uint64_t add(std::int64_t at, eb::log::Kind kind, std::optional<eb::badge::Reason> reason = {},
                    std::optional<std::uint8_t> badge = {}, std::optional<std::uint64_t> ref = {}) {
    eb::log::Entry entry;
    entry.gate = gate_;
    entry.index = next_;
    entry.time = second(at);
    entry.kind = kind;
    if (badge) entry.badge = number(*badge);
    entry.reason = reason;
    if (reason) entry.verdict = eb::badge::verdict_of(*reason);
    entry.ref = ref;
    if (kind == eb::log::Kind::override_ || kind == eb::log::Kind::undo) {
      entry.guard = "m.dubois";
      entry.detail = "because";
    }
    return raw(eb::log::entry_line(entry));
  }
  std::uint64_t admit(std::int64_t at, std::uint8_t badge) {
    return add(at, eb::log::Kind::scan, eb::badge::Reason::admitted, badge);
  }
  std::uint64_t leave(std::int64_t at, std::uint8_t badge) {
    return add(at, eb::log::Kind::exit, eb::badge::Reason::exit_recorded, badge);
  }
  std::uint64_t way_out(std::int64_t at, std::uint8_t badge) {
    return add(at, eb::log::Kind::exit, eb::badge::Reason::not_inside, badge);
  }
  std::uint64_t undo(std::int64_t at, std::uint64_t ref) { return add(at, eb::log::Kind::undo, {}, {}, ref); }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

 private:
  std::filesystem::path directory_;
  std::string gate_;
  std::ofstream file_;
  std::uint64_t next_ = 0;
};

// As open_gates() gives them, but for the proofs.
template <class... Logs>
eb::audit::GateSet gate_set(std::optional<eb::Millis> until, const Logs&... logs) {
  eb::audit::GateSet set;
  const auto take = [&](const GateLog& log) {
    auto survey = eb::audit::survey_export(log.directory(), until);
    if (!survey) throw std::runtime_error(survey.error().message);
    eb::audit::GateExport gate;
    gate.directory = log.directory();
    gate.gate = gate.label = survey->gate;
    gate.survey = std::move(*survey);
    gate.verified = eb::audit::VerifyReport{};
    set.gates.push_back(std::move(gate));
  };
  (take(logs), ...);
  return set;
}

}  // namespace test
