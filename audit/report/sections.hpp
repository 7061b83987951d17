// The parts of the HTML report, each as HTML. html.cpp puts them into a page.
#pragma once

#include <string>

#include "audit/report/markup.hpp"
#include "audit/report/report.hpp"

namespace eb::audit {

[[nodiscard]] std::string front_section(const Report& report,
                                        const Writer& writer);  // what, when, the main figures, may they be believed
[[nodiscard]] std::string proof_section(const Report& report, const Writer& writer);  // verify and replay
// figures.cpp
[[nodiscard]] std::string arrivals_section(const Report& report, const Writer& writer);
[[nodiscard]] std::string inside_section(const Report& report, const Writer& writer);
[[nodiscard]] std::string gates_section(const Report& report, const Writer& writer);
[[nodiscard]] std::string organisations_section(const Report& report, const Writer& writer);
[[nodiscard]] std::string refusals_section(const Report& report, const Writer& writer);
[[nodiscard]] std::string id_checks_section(const Report& report, const Writer& writer);
// acts.cpp
[[nodiscard]] std::string overrides_section(const Report& report, const Writer& writer);
[[nodiscard]] std::string no_shows_section(const Report& report, const Writer& writer);
[[nodiscard]] std::string sign_ins_section(const Report& report, const Writer& writer);
[[nodiscard]] std::string across_section(const Report& report, const Writer& writer);
[[nodiscard]] std::string clocks_section(const Report& report, const Writer& writer);

// "Revoked" by its word, and its code for those who look for it in the log.
[[nodiscard]] std::string reason_words(badge::Reason reason, const Writer& writer);
// A gate's name as a cell.
[[nodiscard]] inline std::string gate_words(const Report& report, std::size_t gate) {
  return untrusted(report.gates.gates[gate].label);
}

}  // namespace eb::audit
